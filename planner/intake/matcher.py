"""Matching: which record of the plan a file's thing is, if any."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from planner.intake.cluster import Clusters, Subject
from planner.intake.identity import (
    ACCOUNTS,
    HARDWARE,
    TELLING,
    TOLD,
    Key,
    View,
    keys_of,
    room_of,
    view_of,
)
from planner.model.plan import Plan
from planner.model.record import Record

Ref = tuple[str, str]
"""Kind and id of a record."""

_WEAK = ("tag", "mac", "name", "email", "short", "plain")
"""Keys by which a record is found at most once in a file."""


class _Entry:
    """A record as far as matching needs it."""

    __slots__ = ("claimed", "formats", "ref", "values")

    def __init__(self, ref: Ref, view: View, formats: frozenset[str]) -> None:
        self.ref = ref
        self.formats = formats
        self.claimed = False
        self.values: dict[str, tuple[str, ...]] = {}
        for field in TOLD:
            # The short name of a domain contradicts no full one.
            if found := [v for v in view(field) if field != "domain" or "." in v]:
                self.values[field] = tuple([value.casefold() for value in found])

    def differs(self, subject: Subject, field: str) -> bool:
        """Return whether both know the field and have nothing in common."""
        known = self.values.get(field)
        own = subject.texts.get(field)
        return known is not None and own is not None and not any(v.casefold() in known for v in own)


class Matcher:
    """Knows the records of a plan by their keys.

    Machines match by serial number and maker, then Entra device id, hardware UUID, the
    tool's own id, asset tag, network card, and last by name. A value that stands on several
    differently named rows of the file is no key. A name alone is enough only within the same
    format, or when it is unique both in the file and in the plan; never against a
    contradicting serial number, asset tag or domain. Accounts match by login. Everything else
    matches by what names it. Before all that, a row of a file that was read before is the
    record it was then.
    """

    def __init__(
        self,
        plan: Plan,
        format_id: str,
        clusters: Clusters,
        label: Callable[[str], tuple[str, ...]],
        before: str = "",
    ) -> None:
        """Learn the records of the kinds that the file is about.

        Args:
            plan: The plan.
            format_id: Import map of the file.
            clusters: The file's things.
            label: The fields that name a record of a kind.
            before: Id of the source that the very same file was read as earlier, if any.
        """
        self._format = format_id
        self._clusters = clusters
        self._entries: dict[tuple[str, Key], list[_Entry]] = {}
        self._lines: dict[int, Ref] = {}
        kinds = {subject.kind for subject in clusters.subjects}
        kinds |= set(HARDWARE) if kinds & set(HARDWARE) else set()
        formats = {source.id: source.format for source in plan.sources.values()}
        for kind in (k for k in plan.records if k in kinds):
            for record in plan.records[kind].values():
                used = {formats.get(o.source, "") for seen in record.facts.values() for o in seen} - {""}
                view = view_of(record)
                entry = _Entry((kind, record.id), view, frozenset(used))
                for key in set(keys_of(kind, view, tuple(used), label(kind))):
                    self._entries.setdefault((room_of(kind), key), []).append(entry)
                if before:
                    self._lines.update((line, entry.ref) for line in _lines(record, before))

    def find(self, subject: Subject) -> Ref | None:
        """Return the record that the thing is, or None when it is a new one."""
        again = next((self._lines[d.line] for d in subject.drafts if d.line in self._lines), None)
        if again is not None:
            return again
        for key in subject.keys:
            candidates = self._entries.get((room_of(subject.kind), key))
            entry = self._chosen(key, candidates, subject) if candidates else None
            if entry is not None:
                entry.claimed = True
                return entry.ref
        return None

    def _chosen(self, key: Key, candidates: list[_Entry], subject: Subject) -> _Entry | None:
        if key in self._clusters.shared:
            # Good enough to find the same odd row of the last export again, no more.
            names = frozenset(name.casefold() for name in subject.view("name"))
            free = (e for e in candidates if self._format in e.formats and not e.claimed)
            return next((e for e in free if frozenset(e.values.get("name", ())) == names), None)
        weak = key[0] in _WEAK
        fitting = [
            e for e in candidates if not (weak and e.claimed) and self._fits(key, e, subject, len(candidates))
        ]
        if len(fitting) > 1:
            fitting = [e for e in fitting if e.ref[0] == subject.kind and self._format in e.formats]
            fitting = fitting[:1] if weak else fitting
        return fitting[0] if len(fitting) == 1 else None

    def _fits(self, key: Key, entry: _Entry, subject: Subject, rivals: int) -> bool:
        if subject.kind == ACCOUNTS:
            return self._account_fits(key, entry, subject, rivals)
        if subject.kind not in HARDWARE:
            return not entry.differs(subject, "city")
        return self._machine_fits(key, entry, subject, rivals)

    def _machine_fits(self, key: Key, entry: _Entry, subject: Subject, rivals: int) -> bool:
        if key[0] == "serial":
            return not entry.differs(subject, "vendor")
        if key[0] not in _WEAK:
            return not entry.differs(subject, "serial")
        if any(entry.differs(subject, field) for field in TELLING):
            return False
        if key[0] == "tag":
            return True
        if entry.ref[0] != subject.kind or key[0] == "mac":
            return entry.ref[0] == subject.kind
        if self._format in entry.formats:
            return not entry.differs(subject, "source_id")
        return self._clusters.seen[key] <= 1 and rivals == 1

    def _account_fits(self, key: Key, entry: _Entry, subject: Subject, rivals: int) -> bool:
        if key[0] in ("object", "source", "login"):
            return True
        if self._format in entry.formats:
            return not entry.differs(subject, "login")
        if self._clusters.seen[key] > 1 or rivals > 1:
            return False
        if key[0] == "email":
            return True
        full = [login for login in (*subject.view("login"), *entry.values.get("login", ())) if "@" in login]
        return len(full) < 2  # two full logins that differ after the @ are two accounts


def _lines(record: Record, source: str) -> Iterable[int]:
    return {o.row for seen in record.facts.values() for o in seen if o.source == source and o.row is not None}


def sources_of(record: Record, plan: Plan) -> set[str]:
    """Return the ids of the plan's sources that observed anything about a record."""
    return {o.source for seen in record.facts.values() for o in seen if o.source in plan.sources}
