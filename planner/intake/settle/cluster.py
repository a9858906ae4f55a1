"""Putting together the rows of one file that are about the same thing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import TypeAlias

from planner.intake.match.draft import Draft
from planner.intake.settle.identity import ACCOUNTS, HARDWARE, TELLING, TOLD, Key, fields_of, keys_of, room_of

_SURE = ("serial", "entra", "uuid", "mac")
"""Keys that name one machine, unless several differently named rows have them."""


_OBJECT = "object id"
"""What stands beside the fields: ids that a directory gave, among the ids of all tools."""
Profile: TypeAlias = tuple[frozenset[str], ...]
"""What is said about the fields that tell things apart, without case."""

CROWD = 50
"""Of more things than this that one key fits, none is looked at by itself any more: the key names
nothing, and only what agrees with a row in everything that tells things apart is the same."""


class Subject:
    """One thing as a file describes it: a row, or several that were put together."""

    __slots__ = ("drafts", "keys", "kind", "lead", "newest", "texts")

    def __init__(self, draft: Draft, format_id: str, label: tuple[str, ...]) -> None:
        """Work out by what the row's thing can be told from others."""
        self.kind = draft.kind
        self.drafts = [draft]
        self.newest = draft.date
        self.texts: dict[str, dict[str, str]] = {}
        """Field to every text said about it: without case, and as it stood first."""
        for field in fields_of(draft.kind, label):
            reading = draft.readings.get(field)
            if reading is None:
                continue
            value = reading.value
            if isinstance(value, tuple):
                if value:
                    self.texts[field] = {item.casefold(): item for item in value}
            elif value not in (None, ""):
                text = str(value)
                self.texts[field] = {text.casefold(): text}
        self.keys = dict.fromkeys(keys_of(draft.kind, self.view, (format_id,), label))
        """The surest first."""
        self.lead = self.keys
        """Those of the newest row: what is kept of the thing is what that row says, so by
        these it is found again."""
        if objects := {key[1]: key[1] for key in self.keys if key[0] == "object"}:
            self.texts[_OBJECT] = objects
        if "domain" in self.texts and "." not in next(iter(self.texts["domain"]), ""):
            del self.texts["domain"]  # the short name of a domain contradicts no full one

    def view(self, field: str) -> tuple[str, ...]:
        """Return what is said about a field."""
        return tuple(self.texts.get(field, {}).values())

    def profile(self) -> Profile:
        """Return what is said about every field that tells things apart."""
        return tuple([frozenset(self.texts.get(field, ())) for field in TOLD])

    def differs(self, other: Subject, field: str) -> bool:
        """Return whether both know the field and have nothing in common."""
        mine, theirs = self.texts.get(field), other.texts.get(field)
        return mine is not None and theirs is not None and mine.keys().isdisjoint(theirs.keys())

    def take(self, other: Subject) -> None:
        """Take in another row about the same thing."""
        if other.newest > self.newest:
            self.lead, self.newest = other.lead, other.newest
        elif self.lead is self.keys:
            self.lead = dict(self.keys)
        self.drafts += other.drafts
        for field, found in other.texts.items():
            known = self.texts.setdefault(field, {})
            for folded, text in found.items():
                known.setdefault(folded, text)
        self.keys |= other.keys


class _Rivals:
    """The things that one key fits."""

    __slots__ = ("_profiles", "_subjects")

    def __init__(self) -> None:
        self._subjects: dict[Subject, None] = {}
        self._profiles: dict[Profile, Subject] | None = None

    def fitting(self, key: Key, row: Subject) -> Subject | None:
        """Return the one thing that a row is about by this key, if it is just one."""
        if self._profiles is not None:
            alike = self._profiles.get(row.profile())
            return alike if alike is not None and _is_same(key[0], key[-1], alike, row) else None
        fitting = [one for one in self._subjects if _is_same(key[0], key[-1], one, row)]
        return fitting[0] if len(fitting) == 1 else None

    def add(self, subject: Subject, row: Subject) -> None:
        """Note that a thing has the key, as one of its rows says."""
        if self._profiles is not None:
            self._profiles.setdefault(row.profile(), subject)
            return
        self._subjects[subject] = None
        if len(self._subjects) > CROWD:
            self._profiles = {}
            for one in self._subjects:
                self._profiles.setdefault(one.profile(), one)


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
        index: defaultdict[tuple[str, Key], _Rivals] = defaultdict(_Rivals)
        for row in rows:
            if not row.keys:
                continue
            room = room_of(row.kind)
            keys = [key for key in row.keys if key not in self.shared]
            found = (index[room, key].fitting(key, row) for key in keys if (room, key) in index)
            known = next((one for one in found if one is not None), None)
            if known is None:
                self.subjects.append(row)
            else:
                known.take(row)
            for key in keys:
                index[room, key].add(known or row, row)
        self.seen = Counter(key for subject in self.subjects for key in subject.keys)


def _is_same(about: str, value: str, one: Subject, row: Subject) -> bool:
    if row.kind == ACCOUNTS:
        # The login decides: several logins may share an address. What a directory counts as
        # two is two, whatever somebody did to the column of logins.
        return about in ("object", "source") or (about == "login" and not one.differs(row, _OBJECT))
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
