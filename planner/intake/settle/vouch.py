"""Absence that somebody vouches for: what a complete source does not list is known not to be so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from planner.model.fact import Observation
from planner.model.field import Kind
from planner.model.inventory import Item
from planner.model.plan import Plan
from planner.model.record import Record
from planner.model.scope import meets


class Absence:
    """The declarations about one kind of records of a plan, applied record by record."""

    def __init__(self, plan: Plan, kind: Kind, today: date) -> None:
        """Find what is declared, and how new each source is."""
        self._kind, self._today = kind, today
        records = plan.records_of(kind.id)
        self._blanks = _filled(plan, kind, records)
        self._vouches = [
            (vouch, _newest(vouch.source, records, plan.sources[vouch.source].at))
            for vouch in plan.vouched
            if vouch.kind == kind.id and vouch.source in plan.sources
        ]

    def applied(self, item: Item, record: Record, settled: Callable[[Record], Item]) -> Item:
        """Return the record with what follows from not being listed; itself when nothing does.

        Args:
            item: The record as settled without it.
            record: The record.
            settled: Settles the record once more.
        """
        if item.idle:
            return item
        blank = {
            field: Observation(value=None, source=source, observed=observed)
            for (field, source), observed in self._blanks.items()
            if field not in record.facts and is_listed(source, record)
        }
        if blank:
            item = settled(record := record.with_observations(blank))
        if not self._vouches:
            return item
        absent = {
            vouch.field: Observation(value=False, source=vouch.source, observed=observed)
            for vouch, observed in self._vouches
            if not is_listed(vouch.source, record)
            and meets(item, vouch.where, self._kind, self._today) is True
        }
        return settled(record.with_observations(absent)) if absent else item


def _filled(plan: Plan, kind: Kind, records: Sequence[Record]) -> dict[tuple[str, str], str]:
    """Return where a blank means that there is none: field and source, with the date of the source.

    Somebody vouches for the list, and the source has the column filled for some records.
    """
    fields = [field.id for field in kind.field if field.blank_is_none]
    if not fields or not any(source in plan.sources for source in plan.complete.get(kind.id, ())):
        return {}
    sources = {
        (field, o.source)
        for field in fields
        for r in records
        for o in r.facts.get(field, ())
        if o.value is not None
    }
    return {
        (field, source): _newest(source, records, plan.sources[source].at)
        for field, source in sorted(sources)
        if source in plan.sources
    }


def is_listed(source: str, record: Record) -> bool:
    """Return whether a source says anything about a record."""
    return any(o.source == source for observed in record.facts.values() for o in observed)


def _newest(source: str, records: Sequence[Record], read: str) -> str:
    """Return the date of a source's newest fact: absence is as old as the list."""
    dates = (o.observed for r in records for seen in r.facts.values() for o in seen if o.source == source)
    return max(dates, default=read)
