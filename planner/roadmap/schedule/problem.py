"""What has to be scheduled: jobs, quarters, caps and what is fixed. Pure values; nothing is placed."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, inf

import msgspec

from planner.model.reason import Never

SLACK = 1e-9
"""How far over a cap still counts as on it: rounding of sums, relative to the cap."""


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of work in whole quarters, counted from 0."""

    id: str
    weight: float
    """What carrying it unfinished for a quarter weighs."""
    risk: float = 0.0
    """Known risk that is gone when it is done."""
    one_time: float = 0.0
    """All its one-time money."""
    hours: float = 0.0
    """All its partner's hours."""
    recurring: float = 0.0
    """Money of each quarter after it has finished."""
    duration: int = 1
    """Quarters it runs; its money and hours are spread evenly over them."""
    requires: tuple[str, ...] = ()
    """Jobs that finish no later than in its first quarter, and are scheduled whenever it is."""
    earliest: int = 0
    """First quarter it may start in."""
    pinned: int | None = None
    """Quarter it has to start in."""
    due: int | None = None
    """Quarter by whose end it should be finished; may lie past the last one."""
    approved: bool = False
    never: Never | None = None
    """Why it cannot be placed in any quarter; None when it can."""

    @property
    def money_each(self) -> float:
        """One-time money of each quarter it runs."""
        return self.one_time / self.duration

    @property
    def hours_each(self) -> float:
        """Hours of each quarter it runs."""
        return self.hours / self.duration


class Caps(msgspec.Struct, frozen=True):
    """What may be spent in each quarter, one figure a quarter; None where there is no limit."""

    money: tuple[float | None, ...]
    hours: tuple[float | None, ...]

    @classmethod
    def of(
        cls,
        quarters: int,
        money: float | Sequence[float | None] | None = None,
        hours: float | Sequence[float | None] | None = None,
    ) -> Caps:
        """Return caps from one figure for all quarters, a list, or nothing.

        The last figure of a list that is too short holds for the rest.
        """
        return cls(_each(money, quarters), _each(hours, quarters))

    @property
    def smallest_money(self) -> float | None:
        """The smallest cap on money that allows any; None without one."""
        return _smallest(self.money)

    @property
    def smallest_hours(self) -> float | None:
        """The smallest cap on hours that allows any; None without one."""
        return _smallest(self.hours)


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Jobs to place in quarters 0 … ``quarters`` − 1 under caps."""

    jobs: tuple[Job, ...]
    quarters: int
    caps: Caps


def spread(duration: int, one_time: float, hours: float, caps: Caps) -> int:
    """Return how many quarters work runs: as stated, or more where a cap spreads it.

    That is the larger of the stated duration, ⌈hours ÷ the smallest hours cap⌉ and
    ⌈one-time money ÷ the smallest money cap⌉. A cap of nothing spreads nothing and is left out.
    """
    needed = duration
    for amount, smallest in ((one_time, caps.smallest_money), (hours, caps.smallest_hours)):
        if amount > 0 and smallest is not None:
            needed = max(needed, ceil(amount / smallest - SLACK))
    return needed


def _each(given: float | Sequence[float | None] | None, quarters: int) -> tuple[float | None, ...]:
    if given is None or isinstance(given, int | float):
        return (given,) * quarters
    listed = tuple(given)[:quarters] or (None,)
    return listed + listed[-1:] * (quarters - len(listed))


def _smallest(caps: tuple[float | None, ...]) -> float | None:
    least = min((cap for cap in caps if cap), default=inf)
    return None if least == inf else least
