"""Ratios: one number of a record divided by another."""

from __future__ import annotations

import math
from collections.abc import Callable

from msgspec.structs import replace

from planner.assess.family import value
from planner.assess.family.number import collect, not_good, number_of, of_interval, without_number
from planner.assess.reading import Reading, nothing_seen
from planner.assess.scope import Scope
from planner.model.fact import Value

EMPLOYEES = "employees"
"""What a rule divides by to mean the client's head count instead of a field."""


def ratio(scope: Scope) -> Reading:
    """``ratio``: field ÷ per of each record; of several records the worst counts.

    Nothing can be divided by 0: such a ratio is unknown.
    """
    quotient = _quotient(scope)

    def read(i: int) -> Value:
        found = quotient(i)
        return None if found == () else found

    return value.of_records(scope, read)


def ratio_min(scope: Scope) -> Reading:
    """``ratio_min``: the smallest of field ÷ per. An unknown record can only make it smaller.

    A record whose divisor is 0 (a site without people) has no ratio and does not count.
    """
    numbers = replace(collect(scope, _quotient(scope)), blank=())
    high = min(numbers.sure.values(), default=math.inf)
    low = 0.0 if numbers.wild else min((high, *numbers.maybe.values()))
    blame = not_good(scope, numbers)
    return without_number(scope, numbers) or of_interval(scope, numbers, min(low, high), high, blame=blame)


def ratio_sum(scope: Scope) -> Reading:
    """``ratio_sum``: Σ left ÷ Σ right over the records in scope.

    A record with an unknown part leaves the ratio without bound; one known to have no figure on
    one side takes no part.
    """
    left = scope.table.column(scope.rule.left, scope.rule.fresh_for)
    right = scope.table.column(scope.rule.right, scope.rule.fresh_for)
    pairs: dict[int, tuple[float, float]] = {}

    def read(i: int) -> Value:
        above, below = left.value(i), right.value(i)
        if above == () or below == ():
            return ()
        over, under = number_of(above), number_of(below)
        if over is None or under is None:
            return None
        pairs[i] = (over, under)
        return over / under if under else math.inf

    numbers = replace(collect(scope, read), blank=())
    nothing = without_number(scope, numbers)
    if nothing is not None:
        return nothing
    sure = [pairs[i] for i in numbers.sure]
    if math.fsum(p[1] for p in sure) <= 0:
        return nothing_seen(scope, (*numbers.sure, *numbers.unknown))
    low, high = 0.0, math.inf
    if not numbers.wild:
        maybe = sorted((pairs[i] for i in numbers.maybe), key=_steepness)
        low, high = _pulled(sure, maybe, down=True), _pulled(sure, maybe[::-1], down=False)
    return of_interval(scope, numbers, low, high)


def _steepness(pair: tuple[float, float]) -> float:
    return pair[0] / pair[1] if pair[1] else math.inf


def _pulled(sure: list[tuple[float, float]], maybe: list[tuple[float, float]], *, down: bool) -> float:
    """Return Σ left ÷ Σ right after taking in the possible pairs that pull it one way."""
    left, right = math.fsum(p[0] for p in sure), math.fsum(p[1] for p in sure)
    for over, under in maybe:
        pulls = over * right < left * under if down else over * right > left * under
        if not pulls:
            break
        left, right = left + over, right + under
    return left / right


def _quotient(scope: Scope) -> Callable[[int], Value]:
    """Return a reader of field ÷ per by record; per may be the client's head count."""
    rule, people = scope.rule, scope.people
    above = scope.table.column(rule.field, rule.fresh_for)
    if rule.per == EMPLOYEES:

        def per_head(i: int) -> Value:
            number = number_of(above.value(i))
            return number / people if number is not None and people else None

        return per_head
    below = scope.table.column(str(rule.per or ""), rule.fresh_for)

    def per_field(i: int) -> Value:
        number, divisor = number_of(above.value(i)), number_of(below.value(i))
        if divisor is not None and divisor <= 0:
            return ()
        if number is None or divisor is None:
            return None
        return number / divisor

    return per_field
