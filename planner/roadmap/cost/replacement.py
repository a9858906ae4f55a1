"""Money and hours of replacing equipment because it is old."""

from __future__ import annotations

from collections.abc import Iterator

from planner.model.initiative import InitiativeSpec
from planner.model.money import Range
from planner.model.rate import PriceBook
from planner.model.roadmap import CostedLine, WorkLine
from planner.roadmap.cost.effort import CLIENT, PARTNER

ONCE = "once"


def replaced_lines(spec: InitiativeSpec, book: PriceBook, rate: float) -> Iterator[CostedLine]:
    """Yield the lines of money: each machine at the price of the book.

    Args:
        spec: The work.
        book: The prices.
        rate: What one unit of the book's currency is worth in the plan's.
    """
    for one in spec.replaces:
        price = book.prices.get(one.price)
        if price is None:
            continue
        number = len(one.machines)
        each = Range(price.low, price.expected, price.high).times(rate)
        yield CostedLine(
            item=one.title,
            price=one.price,
            timing=ONCE,
            per="server" if one.machines[0].kind == "servers" else "device",
            quantity=number,
            counted=f"{one.counted} due by plan age or end of support",
            amount=each.times(number),
            unit=each,
            records=tuple(sorted(machine.key for machine in one.machines)),
        )


def replaced_work(spec: InitiativeSpec) -> Iterator[WorkLine]:
    """Yield the lines of hours: so many for each machine."""
    for one in spec.replaces:
        for who, hours in ((PARTNER, one.hours), (CLIENT, one.client_hours)):
            if hours:
                yield WorkLine(
                    standards=(),
                    who=who,
                    hours=hours * len(one.machines),
                    records=tuple(sorted(machine.key for machine in one.machines)),
                )


def replaced_why(spec: InitiativeSpec) -> str:
    """Return how the partner's hours come about, in words."""
    return "; ".join(f"{one.counted} × {one.hours:g} h" for one in spec.replaces if one.hours)
