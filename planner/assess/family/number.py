"""The numbers a rule finds in its records: sure ones, possible ones and missing ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from planner.assess.reading import Reading, nothing_seen
from planner.assess.scope import Scope
from planner.assess.verdict import verdicts
from planner.model.fact import Value


class Numbers(msgspec.Struct, frozen=True, kw_only=True):
    """The records in scope, sorted by what is known of their number. All are indexes."""

    sure: dict[int, float]
    """Known to be in scope, with a known number."""
    maybe: dict[int, float]
    """A known number, but perhaps out of scope."""
    blank: tuple[int, ...]
    """Known to be in scope and known to have no number ("never")."""
    missing: tuple[int, ...]
    """Known to be in scope, the number unknown."""
    lost: tuple[int, ...]
    """Neither the scope nor the number is known."""

    @property
    def unknown(self) -> tuple[int, ...]:
        """Indexes of all records that cannot be judged."""
        return tuple(sorted((*self.maybe, *self.missing, *self.lost)))

    @property
    def wild(self) -> int:
        """How many records may have any number at all."""
        return len(self.missing) + len(self.lost)


def number_of(value: Value) -> float | None:
    """Return a value as a number; None when it is none (a truth value is none)."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value)


def collect(scope: Scope, read: Callable[[int], Value]) -> Numbers:
    """Sort the records in scope by what ``read`` says of each (by index).

    ``read`` returns a number, the empty tuple for "known to have none", or None.
    """
    sure: dict[int, float] = {}
    maybe: dict[int, float] = {}
    blank: list[int] = []
    missing: list[int] = []
    lost: list[int] = []
    for i in scope.inside:
        value = read(i)
        number = number_of(value)
        if scope.is_sure(i):
            if number is not None:
                sure[i] = number
            else:
                (blank if value == () else missing).append(i)
        elif number is not None:
            maybe[i] = number
        elif value != ():
            lost.append(i)
    return Numbers(sure=sure, maybe=maybe, blank=tuple(blank), missing=tuple(missing), lost=tuple(lost))


def of_field(scope: Scope) -> Numbers:
    """Return the numbers of the rule's ``field``."""
    column = scope.table.column(scope.rule.field, scope.rule.fresh_for)
    return collect(scope, column.value)


def without_number(scope: Scope, numbers: Numbers) -> Reading | None:
    """Return the reading when no record has a sure number, else None.

    No record in scope, or only unknown ones: unknown. Only records known to have no number: the
    worst verdict, which the unknown ones may still improve.
    """
    if numbers.sure:
        return None
    if numbers.blank:
        return Reading(
            unmet=len(numbers.blank),
            unknown=len(numbers.unknown),
            v_low=0.0,
            v_high=1.0 if numbers.unknown else 0.0,
            affected=scope.table.ids(numbers.blank),
            unknown_ids=scope.table.ids(numbers.unknown),
        )
    return nothing_seen(scope, numbers.unknown)


def of_interval(
    scope: Scope, numbers: Numbers, low: float, high: float, *, blame: Sequence[int] = ()
) -> Reading:
    """Return the reading of a measure known to lie from ``low`` to ``high``.

    Args:
        scope: The rule and its records.
        numbers: The records by what is known of them.
        low: Lower end; minus infinity when there is none.
        high: Upper end; infinity when there is none.
        blame: Records that do not meet the rule when its verdict is not good for certain.
    """
    v_low, v_high = verdicts(low, high, scope.good, scope.fair)
    blamed = () if v_low == 1 else tuple(blame)
    return Reading(
        met=len(numbers.sure) - len(blamed),
        unmet=len(blamed),
        unknown=len(numbers.unknown),
        low=low,
        high=high,
        v_low=v_low,
        v_high=v_high,
        affected=scope.table.ids(blamed),
        unknown_ids=scope.table.ids(numbers.unknown),
    )


def not_good(scope: Scope, numbers: Numbers) -> tuple[int, ...]:
    """Return the records whose own number is not good."""
    return tuple(i for i, n in numbers.sure.items() if verdicts(n, n, scope.good, scope.fair)[0] < 1)
