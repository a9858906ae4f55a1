"""The plan's own figures: rate, caps, horizon, choices about the document."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

Cap: TypeAlias = float | tuple[float | None, ...] | None
"""A limit for each quarter: one figure for all, or a list whose last figure holds for the rest; None for no limit."""


class DocumentSettings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the consultant chose about one document template."""

    off: tuple[str, ...] = ()
    """Section ids left out."""
    order: tuple[str, ...] = ()
    """Section ids in the wanted order; the rest follow in the template's order."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Figures that steer the roadmap and the document of one plan."""

    hourly_rate: float
    """Money for one hour of project work, in the plan's currency."""
    exchange_rate: float | None = None
    """How many units of the plan's currency one unit of the price book's buys; None when nobody said."""
    start: str = ""
    """Id of the roadmap's first quarter, ``YYYY-Qn`` in the client's fiscal year."""
    quarters: int = 12
    """Length of the roadmap."""
    budget_per_quarter: Cap = None
    """Cap on one-time plus recurring money of a quarter; None for no cap."""
    hours_per_quarter: Cap = None
    """Cap on hours of a quarter; None for no cap."""
    hours_follow: bool = False
    """Nobody has set the cap on hours: it follows the head count."""
    refresh_per_year: float | None = None
    """Ceiling on the money for replacing equipment in a fiscal year; None to keep each batch together."""
    refresh_ceilings: dict[str, float | None] = {}
    """Batch (``computers``, `planner.model.budget_rule.Equipment.batch`) to a yearly ceiling of its own; None keeps
    its batches together whatever the ceiling of all."""
    budget_years: int | None = None
    """Length of the whole IT budget in years; None for the length the templates give."""
    currency_rates: dict[str, float] = {}
    """ISO code to how many units of the plan's currency one unit of that currency buys."""
    scope: str | None = None
    """Id of the highest tier of standards that counts; None: by head count and duties."""
    taken_in: tuple[str, ...] = ()
    """Ids of standards beyond that scope that count nevertheless."""
    likely: float = 0.5
    """How much of what is not known to be wrong is expected to be, 0 to 1."""
    point: float = 1000.0
    """Money that one point of risk is worth, in the plan's currency."""
    documents: dict[str, DocumentSettings] = {}
    """Document template id to what was chosen about it."""
