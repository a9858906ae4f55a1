"""Averages: mean and median of the records in scope."""

from __future__ import annotations

import math
import statistics
from bisect import insort
from collections.abc import Callable, Sequence

from planner.assess.family.number import Numbers, of_field, of_interval, without_number
from planner.assess.reading import Reading
from planner.assess.scope import Scope


def mean(scope: Scope) -> Reading:
    """``mean``: the arithmetic mean. One record without a known number leaves it without bound."""
    numbers = of_field(scope)
    return without_number(scope, numbers) or _between(scope, numbers, _mean)


def median(scope: Scope) -> Reading:
    """``median``: the middle number; unknown records may push it either way."""
    numbers = of_field(scope)
    return without_number(scope, numbers) or _between(scope, numbers, _median)


def _between(scope: Scope, numbers: Numbers, average: Callable[[Sequence[float]], float]) -> Reading:
    low = _lowest(numbers, average)
    # The highest average is the lowest of the mirrored numbers.
    mirrored = Numbers(
        sure={i: -n for i, n in numbers.sure.items()},
        maybe={i: -n for i, n in numbers.maybe.items()},
        blank=numbers.blank,
        missing=numbers.missing,
        lost=numbers.lost,
    )
    high = -_lowest(mirrored, average)
    return of_interval(scope, numbers, low, high)


def _lowest(numbers: Numbers, average: Callable[[Sequence[float]], float]) -> float:
    """Return the lowest average the unknown records allow.

    Records without a number are taken as minus infinity. A record that is perhaps out of scope is
    taken in when it lies below the average so far, smallest first: once one does not, no larger
    one lowers the average either.
    """
    taken = sorted((*numbers.sure.values(), *([-math.inf] * numbers.wild)))
    best = average(taken)
    for number in sorted(numbers.maybe.values()):
        if number >= best:
            break
        insort(taken, number)
        best = average(taken)
    return best


def _mean(ordered: Sequence[float]) -> float:
    return -math.inf if ordered[0] == -math.inf else math.fsum(ordered) / len(ordered)


def _median(ordered: Sequence[float]) -> float:
    return float(statistics.median(ordered))
