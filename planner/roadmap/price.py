"""What a cost line costs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from planner.model.finding import Result
from planner.model.initiative import InitiativeSpec
from planner.model.money import Range
from planner.model.rate import Price
from planner.model.roadmap import CostedLine
from planner.roadmap.quantity import quantity
from planner.roadmap.stock import Stock

MONTHLY = "monthly"
ONCE = "once"
MONTHS = 12


def lines(
    spec: InitiativeSpec, closed: Sequence[Result], stock: Stock, exchange_rate: float
) -> tuple[CostedLine, ...]:
    """Return the lines of an initiative that count here, with quantity and amount.

    A line counts when one of the findings it is for is closed. Its amount is quantity × price ×
    exchange rate; a yearly price counts one twelfth on a monthly line and in full on a one-time
    line. Lines that come to nothing are left out.
    """
    standards = {r.standard for r in closed}
    found = []
    for line in spec.line:
        price = stock.catalogue.prices.prices.get(line.price)
        if price is None or standards.isdisjoint(line.standards):
            continue
        number, counted = (q := quantity(line, closed, stock)).number, q.counted
        if number == 0:
            continue
        found.append(
            CostedLine(
                item=line.item,
                price=line.price,
                timing=line.timing,
                per=line.per,
                quantity=number,
                counted=counted,
                amount=_each(price, line.timing).times(number * exchange_rate),
                optional=line.optional,
            )
        )
    return tuple(found)


def total(costed: Sequence[CostedLine], timing: str) -> Range:
    """Return the sum of the lines of one timing; an optional line counts in the high figure only."""
    amounts = (
        Range(0.0, 0.0, line.amount.high) if line.optional else line.amount
        for line in costed
        if line.timing == timing
    )
    return reduce(Range.__add__, amounts, Range())


def _each(price: Price, timing: str) -> Range:
    each = Range(price.low, price.expected, price.high)
    if timing == MONTHLY and price.unit.endswith("year"):
        return Range(each.low / MONTHS, each.expected / MONTHS, each.high / MONTHS)
    return each
