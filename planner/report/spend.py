"""The whole IT budget as it is printed.

People add up what they see: every part of a quarter is rounded to whole units once, and every total is
the sum of the printed amounts it stands under.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from planner.model.budget import PARTS, Budget, BudgetQuarter
from planner.model.money import Range
from planner.writing import whole


class Amount(msgspec.Struct, frozen=True):
    """A printed low, expected and high amount."""

    low: int = 0
    expected: int = 0
    high: int = 0

    def __add__(self, other: Amount) -> Amount:
        """Add figure by figure."""
        return Amount(self.low + other.low, self.expected + other.expected, self.high + other.high)


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One quarter, one fiscal year, or all of it."""

    id: str
    """Quarter id, the fiscal year as four digits, or ``total``."""
    quarters: int
    """How many quarters it covers."""
    parts: dict[str, Amount]
    """One amount for each of `planner.model.budget.PARTS`."""
    share: float | None = None
    """A full year's expected total as a share of the revenue; None when one of them is unknown."""
    over: int | None = None
    """How far a full year's expected total is over the stated IT budget (below when negative)."""

    @property
    def total(self) -> Amount:
        """All parts together."""
        return _sum(self.parts.values())


class Spending(msgspec.Struct, frozen=True, kw_only=True):
    """A budget as it is printed."""

    quarters: tuple[Row, ...]
    years: tuple[Row, ...]
    total: Row


def spending(budget: Budget) -> Spending:
    """Return a budget as it is printed."""
    quarters = {quarter.id: _quarter(quarter) for quarter in budget.quarters}
    years = []
    for year, of in budget.years().items():
        row = _together(year, [quarters[quarter.id] for quarter in of])
        stated = budget.stated
        if row.quarters == 4:
            share = row.total.expected / stated.revenue if stated.revenue else None
            over = None if stated.budget is None else row.total.expected - whole(stated.budget)
            row = msgspec.structs.replace(row, share=share, over=over)
        years.append(row)
    rows = tuple(quarters.values())
    return Spending(quarters=rows, years=tuple(years), total=_together("total", rows))


def _quarter(quarter: BudgetQuarter) -> Row:
    parts = {part: _amount(getattr(quarter.spend, part)) for part in PARTS}
    return Row(id=quarter.id, quarters=1, parts=parts)


def _together(name: str, rows: Iterable[Row]) -> Row:
    found = tuple(rows)
    parts = {part: _sum(row.parts[part] for row in found) for part in PARTS}
    return Row(id=name, quarters=sum(row.quarters for row in found), parts=parts)


def _amount(exact: Range) -> Amount:
    return Amount(whole(exact.low), whole(exact.expected), whole(exact.high))


def _sum(amounts: Iterable[Amount]) -> Amount:
    total = Amount()
    for amount in amounts:
        total += amount
    return total
