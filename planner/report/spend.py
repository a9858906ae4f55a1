"""The whole IT budget as it is printed.

People add up what they see: every part of a quarter is printed in one way (`planner.report.rounded`), and
every total is the sum of the printed amounts it stands under.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from planner.model.budget import PARTS, Budget
from planner.report.rounded import amounts, labour
from planner.writing import whole

_WORK = "work"


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
    quarters = {row.id: row for row in _quarters(budget)}
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


def _quarters(budget: Budget) -> Iterable[Row]:
    parts = {part: _part(budget, part) for part in PARTS}
    for at, quarter in enumerate(budget.quarters):
        yield Row(id=quarter.id, quarters=1, parts={part: found[at] for part, found in parts.items()})


def _part(budget: Budget, part: str) -> list[Amount]:
    """Return what is printed of one part, quarter by quarter."""
    ids = [quarter.id for quarter in budget.quarters]
    if part == _WORK:
        paid = labour(ids, [quarter.hours for quarter in budget.quarters], budget.hourly_rate)
        return [Amount(money, money, money) for money in paid]
    exact = [getattr(quarter.spend, part) for quarter in budget.quarters]
    low, expected, high = (
        amounts(ids, [getattr(one, name) for one in exact]) for name in ("low", "expected", "high")
    )
    return [Amount(*three) for three in zip(low, expected, high, strict=True)]


def _together(name: str, rows: Iterable[Row]) -> Row:
    found = tuple(rows)
    parts = {part: _sum(row.parts[part] for row in found) for part in PARTS}
    return Row(id=name, quarters=sum(row.quarters for row in found), parts=parts)


def _sum(amounts: Iterable[Amount]) -> Amount:
    total = Amount()
    for amount in amounts:
        total += amount
    return total
