"""Single values: a setting of the company, judged by itself."""

from __future__ import annotations

from collections.abc import Callable

from planner.assess.family.number import number_of
from planner.assess.reading import Reading, nothing_seen
from planner.assess.scope import Scope
from planner.model.fact import Value


def value(scope: Scope) -> Reading:
    """``value``: the field's value. Of several records the worst counts."""
    column = scope.table.column(scope.rule.field, scope.rule.fresh_for)
    return of_records(scope, column.value)


def of_records(scope: Scope, read: Callable[[int], Value]) -> Reading:
    """Judge each record's value and return the worst.

    Args:
        scope: The rule and its records.
        read: Returns the value of a record by its index, None when it is unknown.
    """
    met: list[int] = []
    unmet: list[int] = []
    unknown: list[int] = []
    numbers: list[float] = []
    lows: list[float] = []
    highs: list[float] = []
    for i in scope.inside:
        found = read(i)
        worth = _worth(scope, found)
        if worth is None:
            unknown.append(i)
            lows.append(0.0)
            continue
        lows.append(worth)
        if not scope.is_sure(i):
            # It may be out of scope, so it can only pull the worst case down.
            unknown.append(i)
            continue
        highs.append(worth)
        (met if worth == 1 else unmet).append(i)
        number = number_of(found)
        if number is not None:
            numbers.append(number)
    if not highs:
        return nothing_seen(scope, unknown)
    return Reading(
        met=len(met),
        unmet=len(unmet),
        unknown=len(unknown),
        low=min(numbers, default=None),
        high=max(numbers, default=None),
        v_low=min(lows),
        v_high=min(highs),
        affected=scope.table.ids(unmet),
        unknown_ids=scope.table.ids(unknown),
    )


def _worth(scope: Scope, found: Value) -> float | None:
    """Return 1 for a good value, 0.5 for a fair one, 0 for another, None for an unknown one."""
    today = scope.table.today
    good = False if scope.good is None else scope.good.holds(found, today)
    if good:
        return 1.0
    fair = False if scope.fair is None else scope.fair.holds(found, today)
    if good is None or fair is None:
        return None
    return 0.5 if fair else 0.0
