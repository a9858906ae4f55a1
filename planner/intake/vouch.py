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
        if not self._vouches or item.idle:
            return item
        absent = {
            vouch.field: Observation(value=False, source=vouch.source, observed=observed)
            for vouch, observed in self._vouches
            if not is_listed(vouch.source, record)
            and meets(item, vouch.where, self._kind, self._today) is True
        }
        return settled(record.with_observations(absent)) if absent else item


def is_listed(source: str, record: Record) -> bool:
    """Return whether a source says anything about a record."""
    return any(o.source == source for observed in record.facts.values() for o in observed)


def _newest(source: str, records: Sequence[Record], read: str) -> str:
    """Return the date of a source's newest fact: absence is as old as the list."""
    dates = (o.observed for r in records for seen in r.facts.values() for o in seen if o.source == source)
    return max(dates, default=read)
