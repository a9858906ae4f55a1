"""Replacements under a yearly ceiling."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from planner.engagement.horizon import Horizon
from planner.model.budget import RefreshItem

SLACK = 1e-9
"""How far over the ceiling still counts as on it: rounding of sums, relative to the ceiling."""


def level(items: Sequence[RefreshItem], horizon: Horizon, ceiling: float) -> tuple[RefreshItem, ...]:
    """Return the replacements with those over the ceiling of a fiscal year moved to the next.

    What is due first is bought first; what does not fit waits for the first quarter of the next
    year. A single replacement dearer than the ceiling is bought alone. What is still left in the
    last year stays there, over the ceiling: nothing drops out, so that the totals stay.

    Args:
        items: The replacements.
        horizon: The quarters.
        ceiling: Expected money of a fiscal year.
    """
    years = horizon.years()
    placed: list[RefreshItem] = []
    waiting: list[RefreshItem] = []
    for at, year in enumerate(years):
        own = sorted((one for one in items if one.quarter in year), key=_order)
        pool = [*(replace(one, quarter=year.start) for one in waiting), *own]
        waiting, spent = [], 0.0
        for one in pool:
            fits = spent + one.cost.expected <= ceiling * (1 + SLACK) or spent == 0
            if fits or at == len(years) - 1:
                placed.append(one)
                spent += one.cost.expected
            else:
                waiting.append(one)
    return tuple(sorted(placed, key=_order))


def _order(one: RefreshItem) -> tuple[int, str, str, str]:
    return one.quarter, one.due, one.label, one.record
