"""Everything a document is made from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from planner.model.budget import Budget
from planner.model.catalogue import Catalogue
from planner.model.finding import Assessment
from planner.model.inventory import Inventory
from planner.model.ownership import Lifetime, Ownership
from planner.model.plan import Plan
from planner.model.roadmap import Roadmap
from planner.model.timeline import Timeline
from planner.model.waiting import Waiting

CLIENT = "client"
"""The audience of a document that leaves the house."""
INTERNAL = "internal"
"""The audience that may see everything."""


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """A plan with its results. The same material always makes the same document."""

    plan: Plan
    catalogue: Catalogue
    inventory: Inventory
    assessment: Assessment
    roadmap: Roadmap
    today: date
    """The date the document bears; no clock is read."""
    audience: str = CLIENT
    """``client`` or ``internal``."""
    budget: Budget | None = None
    """The whole IT budget, made for that audience; None to leave it out."""
    timeline: Timeline | None = None
    """The dates, made for that audience; None to leave them out."""
    ownership: tuple[Ownership, ...] = ()
    """All of IT over some years, made for that audience."""
    waiting: Mapping[str, Waiting] = {}
    """Scheduled work to what finishing it a quarter later costs."""
    lifetimes: Mapping[str, tuple[Lifetime, ...]] = {}
    """Work to what it costs over some years."""
