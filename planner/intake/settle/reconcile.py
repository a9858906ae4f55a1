"""Reconciling: drafts into the plan, so that a second export updates instead of duplicating."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import msgspec
from msgspec.structs import replace

from planner.intake.match.draft import Draft, Mapped
from planner.intake.settle.cluster import Clusters
from planner.intake.settle.matcher import Matcher, Ref, sources_of
from planner.model.catalogue import Catalogue
from planner.model.fact import Observation, Source
from planner.model.import_map import ImportMap
from planner.model.intake import Rejection
from planner.model.plan import Plan
from planner.model.record import Record

_PREFIX = {
    "accounts": "acc",
    "devices": "dev",
    "servers": "srv",
    "licences": "lic",
    "findings": "chk",
    "mail_tenant": "ten",
}
_DIGITS = re.compile(r"\d+|[0-9a-f]{8}-[0-9a-f-]{27}", re.IGNORECASE)


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Where a table comes from."""

    title: str
    digest: str
    today: date
    observed: str
    """ISO date at which what the file says was true; a row's own date comes before it."""
    taken: frozenset[str] = frozenset()
    """Sources that other tables of the same import are."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """The plan after one table, and what happened."""

    plan: Plan
    source: str
    touched: tuple[Ref, ...]
    created: tuple[Ref, ...]
    updated: tuple[Ref, ...]
    unchanged: int
    rejected: tuple[Rejection, ...]
    warnings: tuple[str, ...]


def reconcile(plan: Plan, catalogue: Catalogue, chosen: ImportMap, mapped: Mapped, origin: Origin) -> Outcome:
    """Lay one table over the plan.

    Each row is matched to a record, or makes a new one; rows about the same thing are put
    together, the newest row first. A file of a format that the plan already has, about the
    same things, takes the place of the older file: it is the same source, and what the
    older file said and this one leaves blank is dropped. Tables of one import never take
    each other's place: none of them is the older one, and each would undo the other every time
    they are read again. Facts that the plan has from a later day stay. Nothing is ever deleted;
    records that this file does not name any more are counted.
    """
    clusters = Clusters(mapped.drafts, chosen.id, lambda kind: _label(catalogue, kind))
    known = _known(plan, chosen, origin)
    matcher = Matcher(
        plan, chosen.id, clusters, lambda kind: _label(catalogue, kind), known.id if known else ""
    )
    rows = _matched(plan, matcher)
    reason = "has no name, serial number, login or anything else to tell it by"
    rejected = tuple(Rejection(line=draft.line, reason=reason) for draft in clusters.nameless)
    shared = len(clusters.shared)
    del matcher, clusters  # the keys of a large file weigh as much as its facts
    source = known or _source(plan, chosen, origin, rows)
    merge = _Merge(plan, source, mapped.covered, origin.observed)
    warnings: list[str] = []
    for ref, drafts in rows.items():
        merge.lay(ref, drafts)
    doubles = sum(len(drafts) - 1 for drafts in rows.values())
    if doubles and chosen.group is None:
        warnings.append(
            f"{doubles} rows are about something that another row names too; they were put together."
        )
    if shared:
        warnings.append(
            f"{shared} serial numbers or ids stand on several rows of different names and were not used to match."
        )
    gone = merge.let_go(rows)
    if gone:
        what = f"{gone} records of the last export are" if gone > 1 else "1 record of the last export is"
        warnings.append(f"{what} missing from this one. They are kept; retire what is gone.")
    retired = sum(
        ref[1] in plan.records.get(ref[0], {}) and plan.records[ref[0]][ref[1]].retired for ref in rows
    )
    if retired:
        warnings.append(f"{retired} rows are about retired records, which stay retired.")
    return Outcome(
        plan=merge.plan() if rows else plan,
        source=source.id,
        touched=tuple(rows),
        created=tuple(merge.created),
        updated=tuple(merge.updated),
        unchanged=merge.unchanged,
        rejected=rejected,
        warnings=tuple(warnings),
    )


def _label(catalogue: Catalogue, kind: str) -> tuple[str, ...]:
    entry = catalogue.kinds.get(kind)
    return entry.label if entry else ("name",)


def _matched(plan: Plan, matcher: Matcher) -> dict[Ref, list[Draft]]:
    """Return the rows of each record; new records get their ids."""
    rows: dict[Ref, list[Draft]] = {}
    ids = _Ids(plan)
    for subject, found in matcher.find():
        ref = found or (subject.kind, ids.next(subject.kind))
        rows.setdefault(ref, []).extend(subject.drafts)
    return rows


class _Ids:
    """Hands out record ids: ``dev-0001`` and so on, never one that was used before."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._last: dict[str, int] = {}

    def next(self, kind: str) -> str:
        prefix = _PREFIX.get(kind, kind[:3])
        if kind not in self._last:
            numbers = (
                int(tail) for record in self._plan.records.get(kind, {})
                if (tail := record.removeprefix(f"{prefix}-")).isascii() and tail.isdigit() and len(tail) < 12
            )  # fmt: skip
            self._last[kind] = max(numbers, default=0)
        self._last[kind] += 1
        return f"{prefix}-{self._last[kind]:04d}"


def _known(plan: Plan, chosen: ImportMap, origin: Origin) -> Source | None:
    """Return the source that the very same table was read as before."""
    same = (s for s in plan.sources.values() if s.digest == origin.digest and s.format == chosen.id)
    return next(same, None)


def _source(plan: Plan, chosen: ImportMap, origin: Origin, rows: dict[Ref, list[Draft]]) -> Source:
    """Return the source that a table becomes which was not read before.

    It takes the place of the source of the same format that shares the most records with
    it, or, where none does, of one with the same file name but for digits; of several the one of
    exactly the same name. Any list at all can be of a generic format, so there the older file has
    to be the same list: the same name but for digits, or the same columns.
    """
    candidates = {
        s.id: s
        for s in plan.sources.values()
        if s.kind == "file" and s.format == chosen.id and s.id not in origin.taken
    }
    if chosen.generic and candidates:
        candidates = _same_list(plan, candidates, origin, rows)
    overlap: Counter[str] = Counter()
    if candidates:
        for kind, name in rows:
            record = plan.records.get(kind, {}).get(name)
            if record is not None:
                overlap.update(sources_of(record, plan) & candidates.keys())
    akin = [s for s in candidates.values() if overlap[s.id] or _lineage(s.title) == _lineage(origin.title)]
    before = min(akin, key=lambda s: (-overlap[s.id], s.title != origin.title), default=None)
    return Source(
        id=before.id if before else _new_source_id(plan),
        title=origin.title,
        kind="file",
        format=chosen.id,
        tool=chosen.tool,
        quality=chosen.quality,
        at=origin.today.isoformat(),
        digest=origin.digest,
    )


_ALIKE = 0.8
"""Two lists are the same one when this share of their columns is in both."""


def _same_list(
    plan: Plan, candidates: dict[str, Source], origin: Origin, rows: dict[Ref, list[Draft]]
) -> dict[str, Source]:
    """Return the sources that are an earlier state of the list that is read."""
    said: dict[str, set[str]] = {name: set() for name in candidates}
    for records in plan.records.values():
        for record in records.values():
            for field, seen in record.facts.items():
                for observation in seen:
                    if observation.source in said:
                        said[observation.source].add(field)
    says = {field for drafts in rows.values() for draft in drafts for field in draft.readings}

    def is_same(source: Source) -> bool:
        if _lineage(source.title) == _lineage(origin.title):
            return True
        both, either = said[source.id] & says, said[source.id] | says
        return len(both) >= _ALIKE * len(either)

    return {name: source for name, source in candidates.items() if is_same(source)}


def _lineage(title: str) -> str:
    return _DIGITS.sub("", title.casefold())


def _new_source_id(plan: Plan) -> str:
    used = (int(s[1:]) for s in plan.sources if s[:1] == "s" and s[1:].isascii() and s[1:].isdigit())
    return f"s{max(used, default=0) + 1}"


class _Merge:
    """Collects the changed records of one table."""

    def __init__(self, plan: Plan, source: Source, covered: frozenset[str], observed: str) -> None:
        before = plan.sources.get(source.id)
        self._plan = plan
        self._source = source
        self._covered = covered
        self._observed = observed
        self._known = before is not None
        self._newer = before is not None and before.digest != source.digest
        self._changed: dict[str, dict[str, Record]] = {}
        self.created: list[Ref] = []
        self.updated: list[Ref] = []
        self.unchanged = 0

    def lay(self, ref: Ref, drafts: list[Draft]) -> None:
        """Put the rows about one record into it."""
        kind, name = ref
        old = self._plan.records.get(kind, {}).get(name)
        fresh = self._observations(drafts)
        if old is None:
            self._keep(Record(id=name, kind=kind, facts={field: (o,) for field, o in fresh.items()}))
            self.created.append(ref)
            return
        facts, differs = dict(old.facts), False
        for field, observation in fresh.items():
            seen = old.facts.get(field, ())
            before = next((o for o in seen if o.source == self._source.id), None)
            if before is not None and (
                before == observation or before.observed[:10] > observation.observed[:10]
            ):
                continue
            differs |= before is None or before.value != observation.value
            facts[field] = (*(o for o in seen if o is not before), observation)
        for field in self._covered & old.facts.keys() - fresh.keys() if self._known else ():
            kept = tuple(
                o
                for o in old.facts[field]
                if o.source != self._source.id or o.observed[:10] > self._observed[:10]
            )
            if len(kept) != len(old.facts[field]):
                differs = True
                facts.pop(field) if not kept else facts.update({field: kept})
        if self._newer:
            facts = {
                f: seen if fresh.get(f) in seen else self._without_lines(seen) for f, seen in facts.items()
            }
        if facts != old.facts:
            self._keep(replace(old, facts=facts))
        if differs:
            self.updated.append(ref)
        else:
            self.unchanged += 1

    def let_go(self, rows: dict[Ref, list[Draft]]) -> int:
        """Forget the lines of records that a newer file no longer names; return how many there are."""
        gone = 0
        for kind, records in self._plan.records.items() if self._newer else ():
            for name, record in records.items():
                if (kind, name) in rows:
                    continue
                if any(o.source == self._source.id for seen in record.facts.values() for o in seen):
                    gone += not record.retired
                    facts = {field: self._without_lines(seen) for field, seen in record.facts.items()}
                    self._keep(replace(record, facts=facts))
        return gone

    def plan(self) -> Plan:
        """Return the plan with everything laid over it."""
        records = dict(self._plan.records)
        for kind, changed in self._changed.items():
            records[kind] = {**records.get(kind, {}), **changed}
        old = self._plan.sources.get(self._source.id)
        sources = (
            self._plan.sources
            if old == self._source
            else {**self._plan.sources, self._source.id: self._source}
        )
        if not self._changed and sources is self._plan.sources:
            return self._plan
        return replace(self._plan, records=records if self._changed else self._plan.records, sources=sources)

    def _keep(self, record: Record) -> None:
        self._changed.setdefault(record.kind, {})[record.id] = record

    def _observations(self, drafts: list[Draft]) -> dict[str, Observation]:
        ordered = drafts if len(drafts) == 1 else sorted(drafts, key=lambda d: d.date, reverse=True)
        found: dict[str, Observation] = {}
        for draft in ordered:
            for field, reading in draft.readings.items():
                if field not in found:
                    found[field] = Observation(
                        value=reading.value,
                        source=self._source.id,
                        observed=draft.date if reading.dated and draft.date else self._observed,
                        row=draft.line or None,
                        raw=reading.raw,
                    )
        return found

    def _without_lines(self, seen: tuple[Observation, ...]) -> tuple[Observation, ...]:
        """Return observations of which those of the file before have no line: it was one of that file."""
        if all(o.row is None or o.source != self._source.id for o in seen):
            return seen
        return tuple(replace(o, row=None) if o.source == self._source.id else o for o in seen)
