"""Matching: which record of the plan a row is about, if any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from planner.intake.draft import Draft
from planner.intake.identity import (
    ACCOUNTS,
    HARDWARE,
    Key,
    View,
    account_keys,
    hardware_keys,
    plain_key,
    view_of,
)
from planner.model.catalogue import Catalogue
from planner.model.plan import Plan
from planner.model.record import Record

Ref = tuple[str, str]
"""Kind and id of a record."""

_TELLING = ("serial", "hardware_uuid", "entra_device_id", "asset_tag", "domain")
"""Fields of which two different values mean two different machines."""
_TOLD = (*_TELLING, "vendor", "source_id", "login", "city")
"""Fields whose values are compared when a key fits."""
_SURE = ("serial", "entra", "uuid", "mac")
"""Keys that name one machine, unless several differently named rows have them."""
_WEAK = ("tag", "mac", "name")
"""Keys that count only where nothing contradicts."""


class Subject:
    """A row with its keys, worked out once."""

    __slots__ = ("draft", "keys", "texts")

    def __init__(self, draft: Draft, format_id: str, label: tuple[str, ...]) -> None:
        """Work out by what the row's thing can be told from others."""
        self.draft = draft
        self.texts: dict[str, tuple[str, ...]] = {}
        for field, reading in draft.readings.items():
            value = reading.value
            if isinstance(value, tuple):
                self.texts[field] = value
            elif value not in (None, ""):
                self.texts[field] = (str(value),)
        self.keys = keys_of(draft.kind, self.view, (format_id,), label)

    def view(self, field: str) -> tuple[str, ...]:
        """Return what the row says about a field."""
        return self.texts.get(field, ())


class _Entry:
    """A record as far as matching needs it."""

    __slots__ = ("formats", "in_file", "ref", "values")

    def __init__(self, ref: Ref, formats: frozenset[str]) -> None:
        self.ref = ref
        self.formats = formats
        self.in_file = False
        self.values: dict[str, frozenset[str]] = {}

    def learn(self, view: View) -> None:
        """Take in what is said about the fields that tell things apart."""
        for field in _TOLD:
            if found := view(field):
                known = frozenset(value.casefold() for value in found)
                self.values[field] = self.values[field] | known if field in self.values else known


class Matcher:
    """Knows every record of a plan by its keys, and the rows of one file as they come.

    Machines match by serial number and maker, then Entra device id, hardware UUID, the
    tool's own id, asset tag, network card, and last by name. A value that stands on several
    differently named rows of the file is no key. A name alone is enough only within the same
    format, or when it is unique both in the file and in the plan; never against a
    contradicting serial number, asset tag or domain. Accounts match by login. Everything else
    matches by what names it.
    """

    def __init__(self, plan: Plan, catalogue: Catalogue, format_id: str, drafts: Iterable[Draft]) -> None:
        """Learn the plan's records and count the keys of the file."""
        self._catalogue = catalogue
        self._format = format_id
        self._entries: dict[tuple[str, Key], list[_Entry]] = {}
        self._known: dict[Ref, _Entry] = {}
        self._shared: set[Key] = set()
        self._seen: Counter[Key] = Counter()
        self.subjects = [Subject(draft, format_id, self._label(draft.kind)) for draft in drafts]
        self._count()
        kinds = {subject.draft.kind for subject in self.subjects}
        kinds |= set(HARDWARE) if kinds & set(HARDWARE) else set()
        formats = {source.id: source.format for source in plan.sources.values()}
        for kind in (k for k in plan.records if k in kinds):
            for record in plan.records[kind].values():
                used = {formats.get(o.source, "") for seen in record.facts.values() for o in seen} - {""}
                view = view_of(record)
                keys = keys_of(kind, view, tuple(sorted(used)), self._label(kind))
                self._learn((kind, record.id), view, keys, frozenset(used))

    @property
    def shared(self) -> int:
        """How many serial numbers or ids stand on several differently named rows."""
        return len(self._shared)

    def find(self, subject: Subject) -> Ref | None:
        """Return the record that the row is about, or None when it is a new one."""
        kind = subject.draft.kind
        for key in subject.keys:
            candidates = self._entries.get((_room(kind), key))
            if not candidates or key in self._shared:
                continue
            fitting = [e for e in candidates if self._fits(key, e, subject, len(candidates))]
            if len(fitting) > 1:
                fitting = [e for e in fitting if e.ref[0] == kind and self._format in e.formats]
                fitting = fitting[:1] if key[0] in ("name", "plain") else fitting
            if len(fitting) == 1:
                return fitting[0].ref
        return None

    def add(self, ref: Ref, subject: Subject) -> None:
        """Take note that a row of the file is about the record, which may be new."""
        self._learn(ref, subject.view, subject.keys, frozenset((self._format,))).in_file = True

    def _learn(self, ref: Ref, view: View, keys: Iterable[Key], formats: frozenset[str]) -> _Entry:
        entry = self._known.get(ref)
        if entry is None:
            entry = self._known[ref] = _Entry(ref, formats)
        else:
            entry.formats |= formats
        entry.learn(view)
        room = _room(ref[0])
        for key in keys:
            entries = self._entries.setdefault((room, key), [])
            if entry not in entries:
                entries.append(entry)
        return entry

    def _label(self, kind: str) -> tuple[str, ...]:
        entry = self._catalogue.kinds.get(kind)
        return entry.label if entry else ("name",)

    def _count(self) -> None:
        """Find out which keys of the file are shared by rows of different names."""
        names: dict[Key, str] = {}
        for subject in self.subjects:
            self._seen.update(set(subject.keys))
            name = " ".join(subject.view("name")).casefold()
            if subject.draft.kind in HARDWARE and name:
                sure = (key for key in subject.keys if key[0] in _SURE)
                self._shared.update(key for key in sure if names.setdefault(key, name) != name)

    def _fits(self, key: Key, entry: _Entry, subject: Subject, rivals: int) -> bool:
        if subject.draft.kind == ACCOUNTS:
            return self._account_fits(key, entry, subject, rivals)
        if subject.draft.kind not in HARDWARE:
            # Two offices of one name in different cities are two.
            return not _differ(entry, subject, "city")
        return self._machine_fits(key, entry, subject, rivals)

    def _machine_fits(self, key: Key, entry: _Entry, subject: Subject, rivals: int) -> bool:
        if key[0] == "serial":
            return not _differ(entry, subject, "vendor")
        if key[0] not in _WEAK:
            return not _differ(entry, subject, "serial")
        if any(_differ(entry, subject, field) for field in _TELLING):
            return False
        if key[0] == "tag":
            return True
        if entry.ref[0] != subject.draft.kind or key[0] == "mac":
            return entry.ref[0] == subject.draft.kind
        if entry.in_file:
            # Two rows of one file with one host name and nothing that contradicts are one
            # machine; two "Spare laptop" are two.
            return " " not in key[1] and not _differ(entry, subject, "source_id")
        if self._format in entry.formats:
            return not _differ(entry, subject, "source_id")
        return self._seen[key] <= 1 and rivals == 1

    def _account_fits(self, key: Key, entry: _Entry, subject: Subject, rivals: int) -> bool:
        if key[0] in ("object", "source", "login"):
            return True
        if self._format in entry.formats or entry.in_file:
            # Within one tool the login decides: several logins may share an address.
            return not _differ(entry, subject, "login")
        if self._seen[key] > 1 or rivals > 1:
            return False
        if key[0] == "email":
            return True
        full = [login for login in (*subject.view("login"), *entry.values.get("login", ())) if "@" in login]
        return len(full) < 2  # two full logins that differ after the @ are two accounts


def keys_of(kind: str, view: View, formats: tuple[str, ...], label: tuple[str, ...]) -> tuple[Key, ...]:
    """Return the keys of a thing of some kind, the surest first; none when nothing names it."""
    if kind in HARDWARE:
        return tuple(hardware_keys(view, formats))
    if kind == ACCOUNTS:
        return tuple(account_keys(view, formats))
    key = plain_key(kind, label, view)
    return () if key is None else (key,)


def _room(kind: str) -> str:
    return "hardware" if kind in HARDWARE else kind


def _differ(entry: _Entry, subject: Subject, field: str) -> bool:
    """Return whether both sides know the field and have nothing in common."""
    known = entry.values.get(field)
    own = subject.texts.get(field)
    return known is not None and own is not None and not any(value.casefold() in known for value in own)


def sources_of(record: Record, plan: Plan) -> set[str]:
    """Return the ids of the plan's sources that observed anything about a record."""
    return {o.source for seen in record.facts.values() for o in seen if o.source in plan.sources}
