"""Settling: from everything observed about a thing to what is believed about it at a date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from planner.intake.cell.value import comparable, shown
from planner.intake.settle.derive import FactDeriver
from planner.intake.settle.imply import imply
from planner.intake.settle.vouch import Absence
from planner.model.catalogue import Catalogue
from planner.model.condition import Condition, parse_condition
from planner.model.fact import Observation, Source, Value
from planner.model.field import Field, FieldType, Kind, formed, named_fields
from planner.model.intake import Conflict
from planner.model.inventory import Fact, FactState, Inventory, Item
from planner.model.lifecycle import Lifecycle
from planner.model.plan import Plan
from planner.model.record import Record


def settle(plan: Plan, catalogue: Catalogue, lifecycle: Lifecycle, today: date) -> Inventory:
    """Return what is known about every record that is not retired, at one date.

    For each field, in this order:

    1. Observations whose source the plan no longer has are left out, and so are those that
       a later export of the same report, or the same person later, has replaced.
    2. An observation is fresh when it is no older than the field's ``fresh_for`` days;
       facts that do not age (``fresh_for`` None) and dates ahead of ``today`` are fresh.
       When any is fresh the stale ones no longer count.
    3. Of those left, the ones of the highest source quality decide. When they agree the
       fact is known; when they contradict each other it is in conflict and has no value;
       when all of them are stale it is stale and keeps the newest value for showing only.

    An observation without a value means "known to be empty" and settles to the empty
    tuple. Derived fields follow from what was settled (see `FactDeriver`); one whose source
    field is missing or says too little takes what was observed about it directly. Whatever
    is unknown stays without an entry.
    """
    judge = _Judge(plan.sources, today)
    items: dict[str, tuple[Item, ...]] = {}
    for kind_id in dict.fromkeys((*catalogue.kinds, *plan.records)):
        records = plan.records_of(kind_id)
        if records:
            kind = catalogue.kinds.get(kind_id) or Kind(id=kind_id, title=kind_id, singular=kind_id)
            settler = _KindSettler(kind, judge, lifecycle, today)
            absence = Absence(plan, kind, today)
            items[kind_id] = tuple(
                [absence.applied(settler.item(record), record, settler.item) for record in records]
            )
    complete = frozenset(
        kind for kind, vouchers in plan.complete.items() if any(source in plan.sources for source in vouchers)
    )
    return Inventory(today=today.isoformat(), items=items, complete=complete)


def conflicts(plan: Plan, catalogue: Catalogue, inventory: Inventory) -> tuple[Conflict, ...]:
    """Return every fact on which equally good sources disagree, one entry a record and field.

    ``values`` and ``sources`` run in parallel. Fields that are derived from a contradicted
    one are not repeated.
    """
    found: list[Conflict] = []
    for kind, items in inventory.items.items():
        for item in items:
            for field, fact in item.facts.items():
                if fact.state is FactState.CONFLICT and not fact.derived_from:
                    observations = plan.records[kind][item.id].facts.get(field, ())
                    values = {o.source: _shown(catalogue.field(kind, field), o) for o in observations}
                    found.append(
                        Conflict(
                            kind=kind,
                            record=item.id,
                            label=item.label,
                            field=field,
                            values=tuple(values.get(source, "not listed") for source in fact.sources),
                            sources=fact.sources,
                        )
                    )
    return tuple(found)


def _shown(field: Field | None, observation: Observation) -> str:
    text = shown(observation.value, field)
    return (
        f"{text} {field.unit}"
        if field and field.unit and isinstance(observation.value, int | float)
        else text
    )


class _Rank(msgspec.Struct, frozen=True):
    """What settling has to know about a source."""

    quality: int
    report: tuple[str, str, str]
    """Two sources with the same one are editions of the same report."""
    read: str
    place: tuple[int, int]
    """Sorts the most believed first, then the first in the plan."""
    alone: tuple[str]
    """The source's id as the only one of a fact, made once."""


_KNOWN, _STALE, _CONFLICT = FactState.KNOWN, FactState.STALE, FactState.CONFLICT
"""Bound once: they are looked up for each of tens of thousands of facts."""


class _Judge:
    """Weighs observations of one plan at one date."""

    def __init__(self, sources: dict[str, Source], today: date) -> None:
        self._today = today
        self._days: dict[str, str] = {}
        self._orders: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._ranks = {
            source.id: _Rank(
                quality=source.quality,
                report=(source.kind, source.format, source.tool or source.title),
                read=source.at,
                place=(-source.quality, order),
                alone=(source.id,),
            )
            for order, source in enumerate(sources.values())
        }
        self._has_editions = len({rank.report for rank in self._ranks.values()}) < len(self._ranks)

    def cutoff(self, field: Field) -> str:
        """Return the first ISO date that is fresh; empty when the field's facts do not age."""
        if field.fresh_for is None:
            return ""
        return (self._today - timedelta(days=min(field.fresh_for, 365_000))).isoformat()

    def day(self, observed: str) -> str:
        """Return the ISO date of an observation, or empty when its text is none."""
        known = self._days.get(observed)
        if known is None:
            try:
                known = date.fromisoformat(observed[:10]).isoformat()
            except ValueError:
                known = ""
            self._days[observed] = known
        return known

    def settled(self, observations: Sequence[Observation], kind: FieldType, cutoff: str) -> Fact | None:
        """Return what the observations amount to, or None when none counts."""
        if len(observations) == 1:
            only = observations[0]
            rank = self._ranks.get(only.source)
            if rank is None:
                return None
            day = self._days.get(only.observed) or self.day(only.observed)
            value = only.value
            return Fact(
                value=() if value is None else value,
                state=_KNOWN if day >= cutoff else _STALE,
                observed=day,
                sources=rank.alone,
            )
        live = [o for o in observations if o.source in self._ranks]
        if self._has_editions:
            live = self._latest_editions(live)
        if not live:
            return None
        fresh = [o for o in live if self.day(o.observed) >= cutoff]
        return self._agreed(fresh, kind) if fresh else self._last_known(live, kind)

    def _agreed(self, fresh: list[Observation], kind: FieldType) -> Fact:
        """Return the fact that fresh observations make, or the conflict between them."""
        first = fresh[0].value
        for other in fresh:
            if other.value != first:
                break
        else:  # by far the most frequent case: nobody even spells it differently
            return self._fact(first, _KNOWN, fresh)
        ranks = self._ranks
        said = [comparable(kind, o.value) for o in fresh]
        if said.count(said[0]) < len(said):
            best = max(ranks[o.source].quality for o in fresh)
            deciding = [
                (o, says) for o, says in zip(fresh, said, strict=True) if ranks[o.source].quality == best
            ]
            verdict = deciding[0][1]
            if any(says != verdict for _, says in deciding):
                return self._fact(None, _CONFLICT, [o for o, _ in deciding])
            fresh = [o for o, says in zip(fresh, said, strict=True) if says == verdict]
        return self._fact(self._best_worded(fresh), _KNOWN, fresh)

    def _last_known(self, stale: list[Observation], kind: FieldType) -> Fact:
        """Return the newest value of the best source, for showing, with those that agree."""
        best = max(self._ranks[o.source].quality for o in stale)
        value = self._best_worded([o for o in stale if self._ranks[o.source].quality == best])
        verdict = comparable(kind, value)
        return self._fact(value, _STALE, [o for o in stale if comparable(kind, o.value) == verdict])

    def _best_worded(self, observations: list[Observation]) -> Value:
        """Return the value as the best source spells it, of equally good ones the newest."""
        first = observations[0].value
        if all(o.value == first for o in observations):
            return first
        ranks = self._ranks
        return max(observations, key=lambda o: (ranks[o.source].quality, o.observed, repr(o.value))).value

    def _fact(self, value: Value, state: FactState, observations: list[Observation]) -> Fact:
        return Fact(
            value=() if value is None and state is not _CONFLICT else value,
            state=state,
            observed=max([self.day(o.observed) for o in observations]),
            sources=self._in_order(observations),
        )

    def _in_order(self, observations: list[Observation]) -> tuple[str, ...]:
        """Return the sources, the most believed first, in the order they came into the plan."""
        key = tuple([o.source for o in observations])
        known = self._orders.get(key)
        if known is None:
            known = self._orders[key] = tuple(sorted(key, key=lambda source: self._ranks[source].place))
        return known

    def _latest_editions(self, observations: list[Observation]) -> list[Observation]:
        """Leave out what a later edition of the same report has replaced.

        Last month's and this month's export of one tool are one voice, not two that
        contradict each other.
        """
        newest: dict[tuple[str, str, str], tuple[str, str]] = {}
        for o in observations:
            rank = self._ranks[o.source]
            age = (o.observed, rank.read)
            newest[rank.report] = max(age, newest.get(rank.report, age))
        return [
            o
            for o in observations
            if (o.observed, self._ranks[o.source].read) == newest[self._ranks[o.source].report]
        ]


class _KindSettler:
    """Settles the records of one kind."""

    def __init__(self, kind: Kind, judge: _Judge, lifecycle: Lifecycle, today: date) -> None:
        self._kind = kind
        self._judge = judge
        self._fields = {field.id: (field.type, judge.cutoff(field)) for field in kind.field}
        self._derived = frozenset(field.id for field in kind.field if field.derive is not None)
        stranger = Field(id="", title="", type=FieldType.TEXT)
        self._stranger = (stranger.type, judge.cutoff(stranger))
        self._idle = [(field, parse_condition(raw)) for field, raw in kind.not_live.items()]
        self._form = kind.label_form
        self._by_id = {field.id: field for field in kind.field}
        self._today = today
        self._deriver = FactDeriver(kind, lifecycle, today)

    def item(self, record: Record) -> Item:
        """Return one record with its facts settled."""
        facts: dict[str, Fact] = {}
        direct: dict[str, Fact] = {}
        settled = self._judge.settled
        for field, observations in record.facts.items():
            kind, cutoff = self._fields.get(field, self._stranger)
            fact = settled(observations, kind, cutoff)
            if fact is not None:
                (direct if field in self._derived else facts)[field] = fact
        if self._derived:
            self._deriver.add(facts, direct, record)
        imply(self._kind, facts, record)
        idle = tuple([field for field, condition in self._idle if self._says(facts.get(field), condition)])
        label = self._label(record.id, facts)
        return Item(id=record.id, kind=self._kind.id, label=label, facts=facts, idle=idle)

    def _says(self, fact: Fact | None, condition: Condition) -> bool:
        """Return whether a fact says so; a machine that was retired long ago has not come back since."""
        return fact is not None and condition.holds(fact.value, self._today) is True

    def _worded(self, fact: Fact | None, name: str) -> str:
        known = fact is not None and fact.state is not FactState.CONFLICT and fact.value not in ((), "", None)
        return shown(fact.value, self._by_id.get(name)) if known and fact is not None else ""

    def _label(self, record_id: str, facts: dict[str, Fact]) -> str:
        """Return the label of several fields, else the first label field with a value, a known one before a stale one."""
        if self._form:
            values = {name: self._worded(facts.get(name), name) for name in named_fields(self._form)}
            if together := formed(self._form, values):
                return together
        for state in (FactState.KNOWN, FactState.STALE):
            for field in self._kind.label:
                fact = facts.get(field)
                if fact is not None and fact.state is state and fact.value not in ((), "", None):
                    return shown(fact.value)
        return record_id
