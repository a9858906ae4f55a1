"""Matching: which record of the plan a file's thing is, if any."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from planner.intake.settle.cluster import CROWD, Clusters, Profile, Subject
from planner.intake.settle.identity import (
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

    __slots__ = ("claimant", "formats", "ref", "values")

    def __init__(self, ref: Ref, view: View, formats: frozenset[str]) -> None:
        self.ref = ref
        self.formats = formats
        self.claimant: Subject | None = None
        """The thing of the file that is this record, once one is."""
        self.values: dict[str, frozenset[str]] = {}
        for field in TOLD:
            # The short name of a domain contradicts no full one.
            if found := [v for v in view(field) if field != "domain" or "." in v]:
                self.values[field] = frozenset([value.casefold() for value in found])

    def profile(self) -> Profile:
        """Return what is said about every field that tells things apart."""
        return tuple([self.values.get(field, frozenset()) for field in TOLD])

    def differs(self, subject: Subject, field: str) -> bool:
        """Return whether both know the field and have nothing in common."""
        known = self.values.get(field)
        own = subject.texts.get(field)
        return known is not None and own is not None and known.isdisjoint(own)


class _Candidates:
    """The records that have one key; of a crowd only those that agree in everything are looked at."""

    __slots__ = ("_alike", "entries", "names")

    def __init__(self) -> None:
        self.entries: list[_Entry] = []
        self.names: dict[frozenset[str], deque[_Entry]] | None = None
        self._alike: dict[Profile, deque[_Entry]] | None = None

    def few(self, subject: Subject) -> list[_Entry]:
        """Return the records to compare a thing with: at most a crowd."""
        if len(self.entries) <= CROWD:
            return self.entries
        if self._alike is None:
            self._alike = _queues(self.entries, _Entry.profile)
        free = _first_free(self._alike.get(subject.profile()))
        return [] if free is None else [free]

    def named(self, subject: Subject, format_id: str) -> _Entry | None:
        """Return the first record of the format, with the same names, that nothing of the file is yet."""
        if self.names is None:
            of_format = [entry for entry in self.entries if format_id in entry.formats]
            self.names = _queues(of_format, lambda entry: entry.values.get("name", frozenset()))
        return _first_free(self.names.get(frozenset(subject.texts.get("name", ()))))


K = TypeVar("K")


def _queues(entries: list[_Entry], key: Callable[[_Entry], K]) -> dict[K, deque[_Entry]]:
    queues: dict[K, deque[_Entry]] = {}
    for entry in entries:
        queues.setdefault(key(entry), deque()).append(entry)
    return queues


def _first_free(queue: deque[_Entry] | None) -> _Entry | None:
    while queue:
        if queue[0].claimant is None:
            return queue[0]
        queue.popleft()
    return None


class Matcher:
    """Knows the records of a plan by their keys.

    Machines match by serial number and maker, then Entra device id, hardware UUID, the
    tool's own id, asset tag, network card, and last by name. A value that stands on several
    differently named rows of the file is no key. A name alone is enough only within the same
    format, or when it is unique both in the file and in the plan; never against a
    contradicting serial number, asset tag or domain. Accounts match by login. Everything else
    matches by what names it. Before all that, a row of a file that was read before is the
    record it was then.

    Two things of a file are never one record, whatever each of them shares with it: the one with
    the surer key is, of equally sure ones the first. Of two in one, the values of one would be lost
    and with them what it is found by next time.
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
        self._entries: defaultdict[tuple[str, Key], _Candidates] = defaultdict(_Candidates)
        self._lines: dict[int, _Entry] = {}
        kinds = {subject.kind for subject in clusters.subjects}
        kinds |= set(HARDWARE) if kinds & set(HARDWARE) else set()
        formats = {source.id: source.format for source in plan.sources.values()}
        for kind in (k for k in plan.records if k in kinds):
            for record in plan.records[kind].values():
                used = {formats.get(o.source, "") for seen in record.facts.values() for o in seen} - {""}
                view = view_of(record)
                entry = _Entry((kind, record.id), view, frozenset(used))
                for key in set(keys_of(kind, view, tuple(used), label(kind))):
                    self._entries[room_of(kind), key].entries.append(entry)
                if before:
                    self._lines.update((line, entry) for line in _lines(record, before))

    def find(self) -> Iterator[tuple[Subject, Ref | None]]:
        """Yield every thing of the file with the record it is; None for a new one."""
        found: dict[Subject, _Entry] = {}
        for search in (self._by_line, self._by_sure_key, self._by_weak_key):
            for subject in self._clusters.subjects:
                entry = None if subject in found else search(subject)
                if entry is not None:
                    found[subject] = entry
                    entry.claimant = entry.claimant or subject
        for subject in self._clusters.subjects:
            yield subject, found[subject].ref if subject in found else None

    def _by_line(self, subject: Subject) -> _Entry | None:
        return next((self._lines[d.line] for d in subject.drafts if d.line in self._lines), None)

    def _by_sure_key(self, subject: Subject) -> _Entry | None:
        sure = ((key, c) for key, c in self._candidates(subject) if key[0] not in _WEAK)
        return next((e for key, c in sure if (e := self._sure(key, c, subject)) is not None), None)

    def _by_weak_key(self, subject: Subject) -> _Entry | None:
        weak = ((key, c) for key, c in self._candidates(subject) if key[0] in _WEAK)
        return next((e for key, c in weak if (e := self._weak(key, c, subject)) is not None), None)

    def _candidates(self, subject: Subject) -> Iterator[tuple[Key, _Candidates]]:
        room = room_of(subject.kind)
        keys = subject.keys if subject.lead is subject.keys else {**subject.lead, **subject.keys}
        return ((key, found) for key in keys if (found := self._entries.get((room, key))) is not None)

    def _sure(self, key: Key, candidates: _Candidates, subject: Subject) -> _Entry | None:
        if key in self._clusters.shared:
            # Good enough to find the same odd row of the last export again, no more.
            return candidates.named(subject, self._format)
        rivals = len(candidates.entries)
        fitting = [e for e in candidates.few(subject) if self._fits(key, e, subject, rivals)]
        if len(fitting) > 1:
            fitting = [e for e in fitting if e.ref[0] == subject.kind and self._format in e.formats]
        return fitting[0] if len(fitting) == 1 and fitting[0].claimant is None else None

    def _weak(self, key: Key, candidates: _Candidates, subject: Subject) -> _Entry | None:
        if key in self._clusters.shared:
            return candidates.named(subject, self._format)
        rivals = len(candidates.entries)
        free = (e for e in candidates.few(subject) if e.claimant is None)
        fitting = [e for e in free if self._fits(key, e, subject, rivals)]
        if len(fitting) > 1:
            fitting = [e for e in fitting if e.ref[0] == subject.kind and self._format in e.formats]
        return next(iter(fitting), None)

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
