"""Every date on one line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from planner.engagement.basis import Basis
from planner.engagement.contract import Contracts, contracts
from planner.engagement.event import decided, inventory_dates, planned, renewals
from planner.model.budget import Budget
from planner.model.timeline import Event, Timeline


def timeline(basis: Basis, budget: Budget) -> Timeline:
    """Return every date: those ahead, and those that passed not long ago.

    Args:
        basis: What they are derived from.
        budget: For the replacements, which stand in the quarters it pays them in.
    """
    paid = contracts(basis, basis.exchange)
    today = basis.today
    kept = []
    for event in _events(basis, budget, paid):
        earliest = today - timedelta(days=basis.rules.event(event.kind).look_back)
        if event.date >= earliest.isoformat():
            kept.append(event)
    return Timeline(
        today=today,
        soon_days=basis.rules.policy.soon_days,
        events=tuple(sorted(kept, key=lambda event: (event.date, event.kind, event.title, event.id))),
        titles={one.id: one.title for one in basis.rules.events},
    )


def _events(basis: Basis, budget: Budget, paid: Contracts) -> Iterator[Event]:
    yield from renewals(basis, paid)
    yield from inventory_dates(basis)
    yield from planned(basis, budget)
    yield from decided(basis)
