"""What IT costs over some years, as it stands and with the plan."""

from __future__ import annotations

import msgspec

from planner.model.budget import Budget
from planner.model.money import Range


class Ownership(msgspec.Struct, frozen=True, kw_only=True):
    """All of IT over so many years."""

    years: int
    as_it_stands: Budget
    """What is paid anyway and what comes of age; nothing is mended, nothing saved."""
    with_plan: Budget


class Lifetime(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of work over so many years from the day it is done, in the plan's currency."""

    years: int
    once: Range
    """Bought once, and the hours."""
    monthly: Range
    """The monthly money of all those months."""
    again: Range
    """What was bought and comes of age in that time, bought again."""
    saved: float
    """What it saves in that time; not taken off the total."""

    @property
    def total(self) -> Range:
        """All that is paid."""
        return self.once + self.monthly + self.again
