"""Variety: how many different values there are."""

from __future__ import annotations

from planner.assess.family.number import Numbers, of_interval
from planner.assess.reading import Reading, nothing_seen
from planner.assess.scope import Scope
from planner.model.fact import Value


def distinct(scope: Scope) -> Reading:
    """``distinct``: the number of different values, ignoring case.

    With ``per`` = 50 it is scaled to what 50 records would have: values × 50 ÷ max(records, 50).
    An unknown value may repeat a known one or add a new one.
    """
    column = scope.table.column(scope.rule.field, scope.rule.fresh_for)
    sure: dict[int, str] = {}
    maybe: dict[int, str] = {}
    missing: list[int] = []
    lost: list[int] = []
    for i in scope.inside:
        name = _name(column.value(i))
        certain = scope.is_sure(i)
        if name is None:
            (missing if certain else lost).append(i)
        elif name:
            (sure if certain else maybe)[i] = name
    unknown = sorted((*maybe, *missing, *lost))
    if not sure:
        return nothing_seen(scope, unknown)
    values = set(sure.values())
    records = len(sure) + len(missing)
    more = set(maybe.values()) - values
    low = _scaled(scope, len(values), records + len(maybe) + len(lost))
    added = len(more) + len(lost)
    high = _scaled(scope, len(values) + len(missing) + added, records + added)
    numbers = Numbers(
        sure=dict.fromkeys(sure, 1.0),
        maybe=dict.fromkeys(maybe, 1.0),
        blank=(),
        missing=tuple(missing),
        lost=tuple(lost),
    )
    return of_interval(scope, numbers, low, high)


def _scaled(scope: Scope, values: int, records: int) -> float:
    per = scope.rule.per
    if isinstance(per, bool) or not isinstance(per, int):
        return values
    return values * per / max(records, per)


def _name(value: Value) -> str | None:
    """Return what makes a value different from others; empty for "known to be empty"."""
    if value is None:
        return None
    if isinstance(value, tuple):
        return "\n".join(value).casefold()
    return str(value).strip().casefold()
