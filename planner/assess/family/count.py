"""Counts: how many records there are of a sort, and whether there is any."""

from __future__ import annotations

from planner.assess import truth
from planner.assess.reading import Reading, empty, nothing_seen
from planner.assess.scope import Scope
from planner.assess.verdict import verdicts

_RECENT = {"created_days_ago": "<=30"}
"""What makes a record one of the last month."""


def count(scope: Scope) -> Reading:
    """``count``: the records that meet ``where`` and ``that``, from surely to possibly.

    Without any record to look at (of the kind, or inside ``where`` when there is a ``that``) nothing
    is known, unless the list is known to be complete: then the count is 0 where more is better, and
    where fewer is better the rule is not applicable, because no record is in order either.
    """
    if scope.rule.that:
        return _counted(scope, truth.both(scope.where, scope.that), len(scope.inside))
    return _counted(scope, scope.where, len(scope.table))


def exists(scope: Scope) -> Reading:
    """``exists``: whether there is any record that meets ``where`` and ``that``.

    Records of another sort say nothing: unless the list is known to be complete, no record in
    scope means unknown, not zero.
    """
    hits = truth.both(scope.where, scope.that)
    return _counted(scope, hits, len(hits) - hits.count(truth.FALSE))


def per_head_month(scope: Scope) -> Reading:
    """``per_head_month``: records of the last 30 days ÷ the client's people."""
    seen = len(scope.inside)
    hits = scope.where
    if scope.has_field("created_days_ago"):
        hits = truth.both(hits, scope.table.truth(_RECENT, scope.rule.fresh_for))
    unknown = [i for i, t in enumerate(hits) if t == truth.UNKNOWN]
    if seen == 0 or not scope.people or len(unknown) == seen:
        return nothing_seen(scope, unknown)
    met = hits.count(truth.TRUE)
    low, high = met / scope.people, (met + len(unknown)) / scope.people
    v_low, v_high = verdicts(low, high, scope.good, scope.fair)
    return Reading(
        met=seen - len(unknown),
        unknown=len(unknown),
        low=low,
        high=high,
        v_low=v_low,
        v_high=v_high,
        unknown_ids=scope.table.ids(unknown),
    )


def _counted(scope: Scope, hits: bytes, seen: int) -> Reading:
    """Return the reading of a count.

    Args:
        scope: The rule and its records.
        hits: For each record of the kind whether it is counted.
        seen: How many records were there to look at.
    """
    # Where fewer is better the counted records are the trouble and the others are in order.
    bound = scope.good if scope.good is not None else scope.fair
    unwanted = bound is not None and bound.has_ceiling
    if seen == 0 and (unwanted or not scope.complete):
        return empty(scope)
    sure = [i for i, t in enumerate(hits) if t == truth.TRUE]
    unknown = [i for i, t in enumerate(hits) if t == truth.UNKNOWN]
    if not sure and unknown and len(unknown) == seen:
        return nothing_seen(scope, unknown)
    low, high = len(sure), len(sure) + len(unknown)
    v_low, v_high = verdicts(low, high, scope.good, scope.fair, whole=True)
    others = seen - len(sure) - len(unknown)
    return Reading(
        met=others if unwanted else len(sure),
        unmet=len(sure) if unwanted else 0,
        unknown=len(unknown),
        low=low,
        high=high,
        v_low=v_low,
        v_high=v_high,
        affected=scope.table.ids(sure) if unwanted else (),
        unknown_ids=scope.table.ids(unknown),
    )
