"""What was decided about initiatives and risks, and what was changed by hand."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Choice(StrEnum):
    """What can be decided about an initiative."""

    APPROVE = "approve"
    DEFER = "defer"
    DECLINE = "decline"


class Decision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One decision about one initiative, with the name of who took it."""

    choice: Choice
    by: str
    why: str
    at: str
    """When: ISO date and time."""
    until: str | None = None
    """For a deferral: the ISO date before which the work does not start."""
    revisit: str | None = None
    """ISO date on which the decision is looked at again."""


class Change(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One figure of an initiative that a consultant changed."""

    field: str
    """``hours``, ``one_time``, ``monthly``, ``duration``, ``due``, ``pin``, ``effect`` or ``order``."""
    value: float | str | None
    """The new value: money in the plan's currency, hours, quarters (``duration``), an ISO
    date (``due``), a quarter id (``pin``) or the place in its quarter (``order``, 1 is the first)."""
    original: float | str | None
    """What the planner had derived when the change was made."""
    low: float | None = None
    """For money of which the least and the most are stated beside ``value``, which is what is expected."""
    high: float | None = None
    why: str
    by: str
    at: str
    """When: ISO date and time."""


class Acceptance(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A risk the client decided to live with."""

    by: str
    why: str
    at: str
    """When: ISO date and time."""
    until: str | None = None
    """ISO date until which it holds, that day included; then it is looked at again."""

    def in_force(self, today: str) -> bool:
        """Whether the risk still counts as accepted on a day: its last day has not passed.

        Everything that treats accepted risks apart asks this and nothing else; a lapsed acceptance
        leaves a finding like any other.

        Args:
            today: ISO date.
        """
        return not self.until or self.until[:10] >= today[:10]
