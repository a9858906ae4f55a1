"""What-ifs that were kept under a name, to be shown again beside the plan."""

from __future__ import annotations

import msgspec

TRIED = ("budget_per_quarter", "hours_per_quarter", "quarters", "start", "likely", "refresh_per_year")
"""The settings that can be tried."""


class Scenario(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One what-if: what is different from the plan."""

    name: str = ""
    """Empty for one that is only tried out."""
    settings: dict[str, float | int | str | None] = {}
    """Fields of the plan's settings, of `TRIED`, with other values."""
    refresh: dict[str, float | None] = {}
    """Batch of equipment to its own yearly ceiling on replacements; None keeps it together."""
    prices: float = 1.0
    """What all prices of the price book are multiplied with."""
    leave_out: tuple[str, ...] = ()
    """Initiatives that are not done, by id."""
    take_in: tuple[str, ...] = ()
    """Initiatives that are done in any case."""
    pins: dict[str, str] = {}
    """Initiative id to the quarter it starts in, ``YYYY-Qn``."""
    by: str = ""
    at: str = ""
    """When it was kept: ISO date and time."""

    def __bool__(self) -> bool:
        """Return whether anything is different."""
        told = self.settings or self.refresh or self.leave_out or self.take_in or self.pins
        return bool(told) or self.prices != 1
