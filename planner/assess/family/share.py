"""Shares: how many of the records in scope meet what the rule asks."""

from __future__ import annotations

from collections.abc import Callable

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


def of_records(scope: Scope, that: Callable[[int], int]) -> Reading:
    """Return the reading of a share from what each record in scope says.

    A record that may be out of scope is taken as it can be: in the worst case it counts unless it meets
    the rule, in the best case unless it does not. So where it meets the rule it cannot do harm, and is not
    unknown: whether the two administrators are staff does not matter when both have a second factor.

    v_low is the worth of the smallest share, v_high that of the largest. A chain is as strong as its
    weakest link: while a critical record is unmet both are at most one half, while one is unknown v_low is.

    Args:
        scope: The rule and its records.
        that: Whether a record meets the rule, by its index.
    """
    sure: dict[int, list[int]] = {truth.TRUE: [], truth.FALSE: [], truth.UNKNOWN: []}
    maybe: dict[int, list[int]] = {truth.TRUE: [], truth.FALSE: [], truth.UNKNOWN: []}
    for i in scope.inside:
        (sure if scope.is_sure(i) else maybe)[that(i)].append(i)
    if scope.rule.if_any and not any(sure.values()):
        nobody = scope.complete and not scope.where
        return Reading(applicable=False, silent=not nobody)
    if not any((*sure.values(), *maybe.values())):
        return empty(scope)
    met, unmet = sure[truth.TRUE], sure[truth.FALSE]
    if scope.rule.faults_only and not unmet:
        return Reading(applicable=False, silent=True)
    doubted = [*maybe[truth.FALSE], *maybe[truth.UNKNOWN]]
    unknown = [*sure[truth.UNKNOWN], *doubted]
    low = part(len(met), len(unmet) + len(unknown))
    best = len(met) + len(sure[truth.UNKNOWN]) + len(maybe[truth.TRUE]) + len(maybe[truth.UNKNOWN])
    high = part(best, len(unmet))
    weak, unsure = scope.critical_of(unmet), scope.critical_of(unknown)
    v_low, v_high = worth(low, scope.good), worth(high, scope.good)
    return Reading(
        met=len(met),
        unmet=len(unmet),
        unknown=len(unknown),
        maybe=len(doubted),
        low=low,
        high=high,
        v_low=0.0 if scope.rule.faults_only else min(v_low, WEAKEST) if weak or unsure else v_low,
        v_high=min(v_high, WEAKEST) if weak else v_high,
        weakest=scope.table.ids(weak),
        weakest_unknown=scope.table.ids(unsure),
        affected=scope.table.ids(unmet),
        unknown_ids=scope.table.ids(unknown),
    )


def share(scope: Scope) -> Reading:
    """``share``: the records in scope that meet ``that``, of all in scope."""
    return of_records(scope, scope.that.__getitem__)


def share_compare(scope: Scope) -> Reading:
    """``share_compare``: the records whose ``left`` is at most their ``right``, of all in scope.

    A record with one of the two known to be empty (no target was ever set) does not meet it.
    """
    left = scope.table.column(scope.rule.left, scope.rule.fresh_for)
    right = scope.table.column(scope.rule.right, scope.rule.fresh_for)

    def that(i: int) -> int:
        values = left.value(i), right.value(i)
        numbers = number_of(values[0]), number_of(values[1])
        if None in values:
            return truth.UNKNOWN
        if () in values:
            return truth.FALSE
        if numbers[0] is None or numbers[1] is None:
            return truth.UNKNOWN
        return truth.TRUE if numbers[0] <= numbers[1] else truth.FALSE

    return of_records(scope, that)


def part(good: int, bad: int) -> float:
    """Return the share of good records; 1 when there is no other, or none at all."""
    return good / (good + bad) if bad else 1.0
