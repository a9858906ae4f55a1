"""What a family of measures says about one rule, before it is put in words."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from planner.assess.scope import Scope


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Counts, the interval of the measure, and what that is worth."""

    met: int = 0
    """Records known to speak for a good verdict."""
    unmet: int = 0
    """Records known to speak against it."""
    unknown: int = 0
    """Records that could not be judged."""
    low: float | None = None
    high: float | None = None
    """The interval the measure can lie in; None without data or without a bound."""
    v_low: float = 0.0
    v_high: float = 1.0
    applicable: bool = True
    affected: tuple[str, ...] = ()
    unknown_ids: tuple[str, ...] = ()
    weakest: tuple[str, ...] = ()
    """Critical records that do not meet a share."""
    weakest_unknown: tuple[str, ...] = ()
    """Critical records of which it is not known."""


def nothing_seen(scope: Scope, unknown: Sequence[int] = ()) -> Reading:
    """Return the reading of a rule that has no data: anything from 0 to 1 is possible."""
    return Reading(unknown=len(unknown), unknown_ids=scope.table.ids(unknown))


def empty(scope: Scope) -> Reading:
    """Return the reading of a rule about records of which there is none: no computers, no logins.

    Not applicable when the list is known to be complete, else nothing is known. It is for shares and for
    counts of what should not be; no incident plan among all documents does not make its review "not
    applicable".
    """
    return Reading(applicable=False) if scope.complete else nothing_seen(scope)
