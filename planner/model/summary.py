"""What the list of plans shows of each plan without opening it."""

from __future__ import annotations

import msgspec


class Summary(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A few derived figures of one plan, kept in the store's index and always recomputable."""

    name: str
    people: int | None = None
    score: float | None = None
    """0 to 100."""
    low: float = 0.0
    high: float = 100.0
    unknown: int = 0
    must_met: int = 0
    must_missing: int = 0
    must_unknown: int = 0
    gaps: int = 0
    """Findings known to be wrong, in full or in part."""
    gaps_critical: int = 0
    """Those of them that are critical."""
    gaps_high: int = 0
    """Those that are high."""
    stage: str = ""
    stage_title: str = ""
    """How people read it, so that the list needs no templates."""
    archived: bool = False
    next_review: str = ""
    """ISO date, or empty."""
    changed: str = ""
    """ISO date and time of the last save."""
    as_of: str = ""
    """ISO date at which the figures were computed."""
