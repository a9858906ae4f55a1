"""Extremes: the smallest and the largest number of the records in scope."""

from __future__ import annotations

import math

from planner.assess.family.number import not_good, of_field, of_interval, without_number
from planner.assess.reading import Reading
from planner.assess.scope import Scope


def smallest(scope: Scope) -> Reading:
    """``min``: the smallest number. An unknown record can only make it smaller."""
    numbers = of_field(scope)
    high = min(numbers.sure.values(), default=math.inf)
    low = -math.inf if numbers.wild else min((high, *numbers.maybe.values()))
    blame = not_good(scope, numbers)
    return without_number(scope, numbers) or of_interval(scope, numbers, low, high, blame=blame)


def largest(scope: Scope) -> Reading:
    """``max``: the largest number. An unknown record can only make it larger."""
    numbers = of_field(scope)
    low = max(numbers.sure.values(), default=-math.inf)
    high = math.inf if numbers.wild else max((low, *numbers.maybe.values()))
    blame = not_good(scope, numbers)
    return without_number(scope, numbers) or of_interval(scope, numbers, low, high, blame=blame)
