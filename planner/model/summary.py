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
    gaps: int = 0
    """Findings with status gap or partial."""
    stage: str = ""
    archived: bool = False
    next_review: str = ""
    """ISO date, or empty."""
    changed: str = ""
    """ISO date and time of the last save."""
    as_of: str = ""
    """ISO date at which the figures were computed."""
