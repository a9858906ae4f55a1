"""What a cost line costs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import msgspec

from planner.model.initiative import CostLine, InitiativeSpec
from planner.model.money import Range
from planner.model.rate import Price
from planner.model.roadmap import CostedLine
from planner.model.settings import Settings
from planner.roadmap.cost.finding import Findings
from planner.roadmap.cost.purchase import Purchases
from planner.roadmap.cost.quantity import quantity
from planner.roadmap.cost.stock import Stock

MONTHLY = "monthly"
ONCE = "once"
MONTHS = 12


class Bill(msgspec.Struct, frozen=True, kw_only=True):
    """The money of one initiative, line by line."""

    lines: tuple[CostedLine, ...]
    not_bought: tuple[str, ...]
    """Sentences: what is needed and not bought, and why."""


def bill(
    spec: InitiativeSpec,
    findings: Findings,
    stock: Stock,
    purchases: Purchases,
    settings: Settings,
    *,
    rate: float,
    declined: bool = False,
) -> Bill:
    """Return the lines of an initiative that count here, with quantity and amount.

    A line counts when one of the findings it is for is closed. Its amount is quantity × price ×
    exchange rate: low counts what is known at the low price, expected adds the possible × likely,
    high adds all of it. A yearly price counts one twelfth on a monthly line and in full on a
    one-time line. Lines that come to nothing are left out.

    Args:
        spec: The initiative.
        findings: The findings it closes.
        stock: The inventory.
        purchases: What is bought already; what this one buys is added.
        settings: For how much of the unknown is likely.
        rate: What one unit of the price book's currency is worth in the plan's.
        declined: Nothing is added to the purchases: what nobody buys, other work has to.
    """
    found, not_bought = [], []
    for line in spec.line:
        price = stock.catalogue.prices.prices.get(line.price)
        of = findings.about(line.standards)
        if price is None or not of or not _counts(line, of, stock):
            continue
        wanted = quantity(line.per, line.where, of, stock, seat_of=price.seat_of)
        rest = purchases.left(line.price, line.per, wanted)
        if not (line.optional or declined):
            purchases.add(line.price, line.per, wanted, spec.title)
        number = rest.quantity
        if rest.spared and not number and not line.optional:
            not_bought.append(f"{line.item[:1].upper()}{line.item[1:]}: {rest.spared}.")
        elif wanted.absent and not (line.optional or stock.closed(line.per)):
            not_bought.append(f"{line.item[:1].upper()}{line.item[1:]}: {wanted.counted}.")
        if not number:
            continue
        each = _each(price, line.timing)
        worth = rate * line.each
        found.append(
            CostedLine(
                item=line.item,
                price=line.price,
                timing=line.timing,
                per=line.per,
                quantity=number.known * line.each,
                possible=number.possible * line.each,
                counted=number.counted if line.each == 1 else f"{number.counted}, {line.each:g} each",
                amount=Range(
                    each.low * number.known * worth,
                    each.expected * number.expected(settings.likely) * worth,
                    each.high * (number.known + number.possible) * worth,
                ),
                optional=line.optional,
                unit=each.times(rate),
                records=tuple(sorted(number.known_keys)),
                maybe=tuple(sorted(number.possible_keys)),
            )
        )
    return Bill(lines=tuple(found), not_bought=tuple(not_bought))


def _counts(line: CostLine, of: Findings, stock: Stock) -> bool:
    """Return whether a line is for this client, as far as that does not hang on single records."""
    if stock.client.industry in line.not_for or (line.when_known and not of.known):
        return False
    return line.at_least <= 1 or not 0 < stock.alike(line.where) < line.at_least


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
        return each.times(1 / MONTHS)
    return each
