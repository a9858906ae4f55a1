"""Matching: which record of the plan a row is about, if any."""

from __future__ import annotations

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


class _Entry:
    """A record as far as matching needs it."""

    __slots__ = ("formats", "in_file", "ref", "values")

    def __init__(self, ref: Ref, view: View, formats: frozenset[str]) -> None:
        self.ref = ref
        self.formats = formats
        self.in_file = False
        fields = (*_TELLING, "vendor", "login", "source_id", "city")
        self.values = {f: found for f in fields if (found := frozenset(v.casefold() for v in view(f)))}


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
        self._catalogue = catalogue
        self._format = format_id
        self._entries: dict[tuple[str, Key], list[_Entry]] = {}
        self._known: dict[Ref, _Entry] = {}
        self._shared: set[Key] = set()
        self._seen: dict[Key, int] = {}
        drafts = list(drafts)
        self._count(drafts)
        kinds = {d.kind for d in drafts}
        kinds |= set(HARDWARE) if kinds & set(HARDWARE) else set()
        formats = {source.id: source.format for source in plan.sources.values()}
        for kind in (k for k in plan.records if k in kinds):
            for record in plan.records[kind].values():
                used = frozenset(formats.get(o.source, "") for seen in record.facts.values() for o in seen)
                self._add((kind, record.id), view_of(record), used - {""})

    @property
    def shared(self) -> int:
        """How many serial numbers or ids stand on several differently named rows."""
        return sum(key[0] != "name" for key in self._shared)

    def find(self, draft: Draft) -> Ref | None:
        """Return the record that the row is about, or None when it is a new one."""
        view = _view(draft)
        for key in self._keys(draft.kind, view):
            if key in self._shared:
                continue
            candidates = self._entries.get((_room(draft.kind), key), [])
            fitting = [e for e in candidates if self._fits(key, e, draft, view)]
            if len(fitting) > 1:
                fitting = [e for e in fitting if e.ref[0] == draft.kind and self._format in e.formats]
                fitting = fitting[:1] if key[0] in ("name", "plain") else fitting
            if len(fitting) == 1:
                return fitting[0].ref
        return None

    def add(self, ref: Ref, draft: Draft) -> None:
        """Take note that a row of the file is about the record, which may be new."""
        view = _view(draft)
        self._add(ref, view, frozenset((self._format,)))
        entry = self._known[ref]
        entry.in_file = True
        for field in (*_TELLING, "source_id", "login", "city"):
            if found := view(field):
                entry.values[field] = frozenset(v.casefold() for v in found) | entry.values.get(
                    field, frozenset()
                )

    def names(self, draft: Draft) -> bool:
        """Return whether the row says anything by which a record could be told from others."""
        return next(iter(self._keys(draft.kind, _view(draft))), None) is not None

    def _add(self, ref: Ref, view: View, formats: frozenset[str]) -> None:
        entry = self._known.get(ref)
        if entry is None:
            entry = self._known[ref] = _Entry(ref, view, formats)
        else:
            entry.formats |= formats
        for key in self._keys(ref[0], view, tuple(sorted(formats))):
            entries = self._entries.setdefault((_room(ref[0]), key), [])
            if entry not in entries:
                entries.append(entry)

    def _keys(self, kind: str, view: View, formats: tuple[str, ...] = ()) -> Iterable[Key]:
        if kind in HARDWARE:
            return hardware_keys(view, formats or (self._format,))
        if kind == ACCOUNTS:
            return account_keys(view, formats or (self._format,))
        entry = self._catalogue.kinds.get(kind)
        key = plain_key(kind, entry.label if entry else ("name",), view)
        return () if key is None else (key,)

    def _count(self, drafts: list[Draft]) -> None:
        """Find out which keys of the file are shared by rows of different names."""
        names: dict[Key, str] = {}
        for draft in drafts:
            if draft.kind not in HARDWARE and draft.kind != ACCOUNTS:
                continue
            view = _view(draft)
            name = " ".join(view("name") or view("login")).casefold()
            for key in set(self._keys(draft.kind, view)):
                self._seen[key] = self._seen.get(key, 0) + 1
                if draft.kind in HARDWARE and key[0] in ("serial", "entra", "uuid", "mac") and name:
                    if names.setdefault(key, name) != name:
                        self._shared.add(key)

    def _fits(self, key: Key, entry: _Entry, draft: Draft, view: View) -> bool:
        if draft.kind == ACCOUNTS:
            return self._account_fits(key, entry, view)
        if draft.kind not in HARDWARE:
            # Two offices of one name in different cities are two.
            return not _differ(entry, view, "city")
        if entry.ref[0] != draft.kind and key[0] in ("name", "mac"):
            return False
        if key[0] == "serial":
            return not _differ(entry, view, "vendor")
        if key[0] in ("name", "mac", "tag") and any(_differ(entry, view, field) for field in _TELLING):
            return False
        if key[0] != "name":
            return not _differ(entry, view, "serial")
        same_format = self._format in entry.formats
        if entry.in_file:
            # Two rows of one file with one host name and nothing that contradicts are one
            # machine; two "Spare laptop" are two.
            return " " not in key[1] and not _differ(entry, view, "source_id")
        alone = self._seen.get(key, 0) <= 1 and len(self._entries.get((_room(draft.kind), key), [])) == 1
        return (same_format and not _differ(entry, view, "source_id")) or (alone and not same_format)

    def _account_fits(self, key: Key, entry: _Entry, view: View) -> bool:
        if key[0] in ("object", "source", "login"):
            return True
        if self._format in entry.formats or entry.in_file:
            # Within one tool the login decides: several logins may share an address.
            return not _differ(entry, view, "login")
        if self._seen.get(key, 0) > 1 or len(self._entries.get((ACCOUNTS, key), [])) > 1:
            return False
        if key[0] == "email":
            return True
        full = [login for login in (*view("login"), *entry.values.get("login", ())) if "@" in login]
        return len(full) < 2  # two full logins that differ after the @ are two accounts


def _room(kind: str) -> str:
    return "hardware" if kind in HARDWARE else kind


def _differ(entry: _Entry, view: View, field: str) -> bool:
    """Return whether both sides know the field and have nothing in common."""
    known = entry.values.get(field)
    own = frozenset(v.casefold() for v in view(field))
    return bool(known) and bool(own) and not (known or frozenset()) & own


def _view(draft: Draft) -> View:
    def view(field: str) -> tuple[str, ...]:
        reading = draft.readings.get(field)
        if reading is None or reading.value in (None, "", ()):
            return ()
        return reading.value if isinstance(reading.value, tuple) else (str(reading.value),)

    return view


def formats_of(record: Record, plan: Plan) -> set[str]:
    """Return the ids of the sources that observed anything about a record."""
    return {o.source for seen in record.facts.values() for o in seen if o.source in plan.sources}
