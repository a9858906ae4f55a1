"""From the interval a measure can lie in to what that is worth, worst case and best case."""

from __future__ import annotations

import math

from planner.model.condition import Condition

GOOD = 1.0
FAIR = 0.5
BAD = 0.0


class Bounds:
    """One condition as a range of numbers."""

    def __init__(self, condition: Condition, *, whole: bool) -> None:
        """Read the range.

        Args:
            condition: A comparison, a range or a plain number; anything else holds for no number.
            whole: The measure is a count: only whole numbers exist, and ``>0`` is ``>=1``.
        """
        low, high = condition.low, condition.high
        self.low_open, self.high_open = condition.low_open, condition.high_open
        if condition.op == "eq" and _is_number(condition.values[0]):
            low = high = float(condition.values[0])
        elif condition.op != "range":
            low, high = math.inf, -math.inf
        if whole and math.isfinite(low):
            low = math.floor(low) + 1 if self.low_open else math.ceil(low)
            self.low_open = False
        if whole and math.isfinite(high):
            high = math.ceil(high) - 1 if self.high_open else math.floor(high)
            self.high_open = False
        self.low, self.high = float(low), float(high)

    def holds(self, number: float) -> bool:
        """Return whether a number lies in the range."""
        above = number > self.low if self.low_open else number >= self.low
        below = number < self.high if self.high_open else number <= self.high
        return above and below

    def meets(self, low: float, high: float) -> bool:
        """Return whether some number from ``low`` to ``high`` lies in the range."""
        start, end = max(low, self.low), min(high, self.high)
        return start < end or (start == end and self.holds(start))

    def covers(self, low: float, high: float) -> bool:
        """Return whether every number from ``low`` to ``high`` lies in the range."""
        return self.holds(low) and self.holds(high)

    def joins(self, other: Bounds, *, whole: bool) -> bool:
        """Return whether the range goes on into ``other`` above it without a hole."""
        if whole:
            return other.low <= self.high + 1
        return other.low < self.high or (other.low == self.high and not (self.high_open and other.low_open))


def verdicts(
    low: float, high: float, good: Condition | None, fair: Condition | None, *, whole: bool = False
) -> tuple[float, float]:
    """Return the worst and the best verdict over the numbers from ``low`` to ``high``.

    A good number is worth 1, a fair one 0.5, any other 0. The best verdict is that of the best
    number of the interval. The worst is 1 when all numbers are good, 0.5 when all are good or
    fair, else 0.

    Args:
        low: Lower end of the interval; may be minus infinity.
        high: Upper end; may be infinity.
        good: Condition on a good number; without one no number is good.
        fair: Condition on a fair number.
        whole: Only whole numbers exist.
    """
    best = _range(good, whole=whole)
    next_best = _range(fair, whole=whole)
    if best is not None and best.meets(low, high):
        v_high = GOOD
    elif next_best is not None and next_best.meets(low, high):
        v_high = FAIR
    else:
        v_high = BAD
    if best is not None and best.covers(low, high):
        v_low = GOOD
    elif _covered(low, high, best, next_best, whole=whole):
        v_low = FAIR
    else:
        v_low = BAD
    return v_low, v_high


def _range(condition: Condition | None, *, whole: bool) -> Bounds | None:
    return None if condition is None else Bounds(condition, whole=whole)


def _covered(low: float, high: float, good: Bounds | None, fair: Bounds | None, *, whole: bool) -> bool:
    """Return whether every number from ``low`` to ``high`` is good or fair."""
    if fair is None:
        return False
    if fair.covers(low, high):
        return True
    if good is None:
        return False
    if good.holds(low) and fair.holds(high):
        return good.joins(fair, whole=whole)
    if fair.holds(low) and good.holds(high):
        return fair.joins(good, whole=whole)
    return False


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
