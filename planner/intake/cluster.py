"""Putting together the rows of one file that are about the same thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from planner.intake.draft import Draft
from planner.intake.identity import ACCOUNTS, HARDWARE, TELLING, Key, fields_of, keys_of, room_of

_SURE = ("serial", "entra", "uuid", "mac")
"""Keys that name one machine, unless several differently named rows have them."""


class Subject:
    """One thing as a file describes it: a row, or several that were put together."""

    __slots__ = ("drafts", "keys", "kind", "texts")

    def __init__(self, draft: Draft, format_id: str, label: tuple[str, ...]) -> None:
        """Work out by what the row's thing can be told from others."""
        self.kind = draft.kind
        self.drafts = [draft]
        self.texts: dict[str, tuple[str, ...]] = {}
        for field in fields_of(draft.kind, label):
            reading = draft.readings.get(field)
            if reading is None:
                continue
            value = reading.value
            if isinstance(value, tuple):
                self.texts[field] = value
            elif value not in (None, ""):
                self.texts[field] = (str(value),)
        self.keys = keys_of(draft.kind, self.view, (format_id,), label)
        if "domain" in self.texts and "." not in self.texts["domain"][0]:
            del self.texts["domain"]  # the short name of a domain contradicts no full one

    def view(self, field: str) -> tuple[str, ...]:
        """Return what is said about a field."""
        return self.texts.get(field, ())

    def differs(self, other: Subject, field: str) -> bool:
        """Return whether both know the field and have nothing in common."""
        mine, theirs = self.texts.get(field), other.texts.get(field)
        if mine is None or theirs is None:
            return False
        return not {v.casefold() for v in mine} & {v.casefold() for v in theirs}

    def take(self, other: Subject) -> None:
        """Take in another row about the same thing."""
        self.drafts += other.drafts
        for field, found in other.texts.items():
            self.texts[field] = tuple(dict.fromkeys((*self.texts.get(field, ()), *found)))
        self.keys = tuple(dict.fromkeys((*self.keys, *other.keys)))


class Clusters:
    """The things of one file, in the order in which it first names them.

    How rows are put together depends on the file alone, never on the plan, so that the
    same file always falls apart into the same things.
    """

    def __init__(
        self, drafts: Iterable[Draft], format_id: str, label: Callable[[str], tuple[str, ...]]
    ) -> None:
        """Put rows together by every key that is good enough within one file.

        Args:
            drafts: The rows.
            format_id: The import map they were read with; a tool's own ids mean something
                within its format only.
            label: The fields that name a record of a kind.
        """
        rows = [Subject(draft, format_id, label(draft.kind)) for draft in drafts]
        self.nameless = [subject.drafts[0] for subject in rows if not subject.keys]
        self.shared = _shared(rows)
        self.subjects: list[Subject] = []
        index: dict[tuple[str, Key], list[Subject]] = {}
        for row in rows:
            if not row.keys:
                continue
            known = self._same(row, index)
            if known is None:
                self.subjects.append(row)
            else:
                known.take(row)
            target, room = known or row, room_of(row.kind)
            for key in row.keys:
                entries = index.setdefault((room, key), [])
                if target not in entries:
                    entries.append(target)
        self.seen = Counter(key for subject in self.subjects for key in subject.keys)

    def _same(self, row: Subject, index: dict[tuple[str, Key], list[Subject]]) -> Subject | None:
        for key in row.keys:
            if key in self.shared:
                continue
            candidates = index.get((room_of(row.kind), key), ())
            fitting = [one for one in candidates if _is_same(key[0], key[-1], one, row)]
            if len(fitting) == 1:
                return fitting[0]
        return None


def _is_same(about: str, value: str, one: Subject, row: Subject) -> bool:
    if row.kind == ACCOUNTS:
        # The login decides: several logins may share an address.
        return about in ("object", "source", "login")
    if row.kind not in HARDWARE:
        # Two offices of one name in different cities are two.
        return not one.differs(row, "city")
    if about == "serial":
        return not one.differs(row, "vendor")
    if about in ("entra", "uuid", "source"):
        return not one.differs(row, "serial")
    if one.kind != row.kind or any(one.differs(row, field) for field in TELLING):
        return False
    # Two rows with one host name and nothing that contradicts are one machine; two
    # "Spare laptop" are two.
    return about == "tag" or (" " not in value and not one.differs(row, "source_id"))


def _shared(rows: list[Subject]) -> frozenset[Key]:
    """Return the keys that stand on several differently named rows and therefore name nothing."""
    names: dict[Key, str] = {}
    found: set[Key] = set()
    for row in rows:
        name = " ".join(row.view("name")).casefold()
        if row.kind in HARDWARE and name:
            sure = (key for key in row.keys if key[0] in _SURE)
            found.update(key for key in sure if names.setdefault(key, name) != name)
    return frozenset(found)
