"""Shares: how many of the records in scope meet what the rule asks."""

from __future__ import annotations

from collections.abc import Sequence

from planner.assess import truth
from planner.assess.family.number import number_of
from planner.assess.reading import Reading, empty
from planner.assess.scope import Scope
from planner.assess.verdict import Bounds
from planner.model.condition import Condition

WEAKEST = 0.5
"""What a share is worth at most while one of its critical records does not meet it."""


def worth(share: float, good: Condition | None) -> float:
    """Return what a share is worth: 1 when it is good, else the share itself."""
    return 1.0 if good is not None and Bounds(good, whole=False).holds(share) else share


def of_records(scope: Scope, met: Sequence[int], unmet: Sequence[int], unknown: Sequence[int]) -> Reading:
    """Return the reading of a share from the records that meet it, do not, or are unknown.

    With n records, v_low is the worth of met ÷ n and v_high that of (met + unknown) ÷ n. A chain is as
    strong as its weakest link: while a critical record is unmet both are at most one half, while one is
    unknown v_low is.
    """
    n = len(met) + len(unmet) + len(unknown)
    if n == 0:
        return empty(scope)
    low, high = len(met) / n, (len(met) + len(unknown)) / n
    weak, unsure = scope.critical_of(unmet), scope.critical_of(unknown)
    v_low, v_high = worth(low, scope.good), worth(high, scope.good)
    return Reading(
        met=len(met),
        unmet=len(unmet),
        unknown=len(unknown),
        low=low,
        high=high,
        v_low=min(v_low, WEAKEST) if weak or unsure else v_low,
        v_high=min(v_high, WEAKEST) if weak else v_high,
        weakest=scope.table.ids(weak),
        weakest_unknown=scope.table.ids(unsure),
        affected=scope.table.ids(unmet),
        unknown_ids=scope.table.ids(unknown),
    )


def share(scope: Scope) -> Reading:
    """``share``: the records in scope that meet ``that``, of all in scope."""
    found: dict[int, list[int]] = {truth.TRUE: [], truth.FALSE: [], truth.UNKNOWN: []}
    where, that = scope.where, scope.that
    for i in scope.inside:
        found[that[i] if where[i] == truth.TRUE else truth.UNKNOWN].append(i)
    return of_records(scope, found[truth.TRUE], found[truth.FALSE], found[truth.UNKNOWN])


def share_compare(scope: Scope) -> Reading:
    """``share_compare``: the records whose ``left`` is at most their ``right``, of all in scope.

    A record with one of the two known to be empty (no target was ever set) does not meet it.
    """
    left = scope.table.column(scope.rule.left, scope.rule.fresh_for)
    right = scope.table.column(scope.rule.right, scope.rule.fresh_for)
    met: list[int] = []
    unmet: list[int] = []
    unknown: list[int] = []
    for i in scope.inside:
        values = left.value(i), right.value(i)
        numbers = number_of(values[0]), number_of(values[1])
        if not scope.is_sure(i) or None in values:
            unknown.append(i)
        elif () in values:
            unmet.append(i)
        elif numbers[0] is None or numbers[1] is None:
            unknown.append(i)
        else:
            (met if numbers[0] <= numbers[1] else unmet).append(i)
    return of_records(scope, met, unmet, unknown)
