"""Which copies go: many of the last hour, few of last year, and none because a clock is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeVar

T = TypeVar("T")

ALWAYS = 20
"""So many of the newest copies stay, however old they are."""
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_MONTH = timedelta(days=31)
LONGEST = timedelta(days=731)
"""Copies older than this go, also those from before something drastic."""

_ANOTHER_DAY = timedelta(hours=12)
_RECENT = timedelta(days=14)

RULE = (
    "Copies of a plan: all of the last hour, one an hour of the last day, one a day of the last month, one a "
    f"week for two years; the newest {ALWAYS} always. Those from before a restore or an upgrade stay two years. "
    "None goes while the clock looks wrong."
)
"""The rule in words, for people."""


def superfluous(copies: Sequence[tuple[datetime, bool, T]], now: datetime) -> list[T]:
    """Return the copies that are no longer needed.

    Of each hour, day or week (of UTC) the newest copy stays. A clock that jumped ahead makes every
    copy look old: nothing goes unless some copy was made on another day of the last two weeks, which
    shows that the clock has been where it is. Copies from the future, which a clock set back leaves,
    stay until their time has come.

    Args:
        copies: When each was taken, whether it was kept before something drastic, and the copy.
        now: The clock, in the zone of the copies.
    """
    if not any(_ANOTHER_DAY <= now - taken <= _RECENT for taken, _, _ in copies):
        return []
    newest_first = sorted(copies, key=lambda c: c[0], reverse=True)
    gone: list[T] = []
    seen: set[tuple[object, ...]] = set()
    for position, (taken, drastic, copy) in enumerate(newest_first):
        age = now - taken
        if age > LONGEST:
            superseded = True
        elif drastic or age <= _HOUR:
            superseded = False
        else:
            bucket = _bucket(taken, age)
            superseded = bucket in seen
            seen.add(bucket)
        if superseded and position >= ALWAYS:
            gone.append(copy)
    return gone


def _bucket(taken: datetime, age: timedelta) -> tuple[object, ...]:
    if age <= _DAY:
        return ("hour", taken.date(), taken.hour)
    if age <= _MONTH:
        return ("day", taken.date())
    return ("week", *taken.isocalendar()[:2])
