"""The one way in which money and hours of quarters become printed figures.

People add up what they see, and they see years more often than quarters. So the sum since the beginning of
the fiscal year is rounded, and a quarter is printed as the difference to the quarter before: the quarters
of a year add up to its rounded exact total, whatever they are made of, and every part of the document and
every screen arrives at the same figure. A single quarter may be one unit off its own exact amount.
"""

from __future__ import annotations

from collections.abc import Sequence

from planner.model.quarter import Quarter
from planner.writing import half_up, whole


def amounts(quarters: Sequence[str], exact: Sequence[float]) -> tuple[int, ...]:
    """Return the printed whole amount of each quarter.

    Args:
        quarters: Their ids, in order.
        exact: What each carries.
    """
    found, year, before, so_far = [], 0, 0, 0.0
    for name, amount in zip(quarters, exact, strict=True):
        if (now := Quarter.parse(name).year) != year:
            year, before, so_far = now, 0, 0.0
        so_far += amount
        found.append(whole(so_far) - before)
        before += found[-1]
    return tuple(found)


def tenths(quarters: Sequence[str], exact: Sequence[float]) -> tuple[float, ...]:
    """Return the printed hours of each quarter, in tenths; the same for hours as `amounts` is for money."""
    return tuple(float(half_up(n / 10, 1)) for n in amounts(quarters, [10 * hours for hours in exact]))


def labour(quarters: Sequence[str], hours: Sequence[float], rate: float) -> tuple[int, ...]:
    """Return the printed money of each quarter's hours.

    It is counted from the printed hours, because that is how a reader checks it.

    Args:
        quarters: Their ids, in order.
        hours: The exact hours of each.
        rate: Money of an hour.
    """
    return amounts(quarters, [rate * shown for shown in tenths(quarters, hours)])
