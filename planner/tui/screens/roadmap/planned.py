"""What the screen shows at one moment: the plan's own roadmap and, when something is tried, another one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.model.budget import Budget
from planner.model.roadmap import Roadmap
from planner.model.timeline import Timeline
from planner.tui.screens.roadmap.row import Row, rows_of

if TYPE_CHECKING:
    from planner.report.figure import Figure
    from planner.report.spend import Spending
    from planner.workspace import Session


@dataclass(frozen=True, slots=True)
class Planned:
    """Roadmaps with everything that is drawn of them."""

    own: Roadmap
    """Under the plan's own settings."""
    found: Roadmap
    """The one that is shown: the plan's own, or the one under ``settings``."""
    settings: Mapping[str, object]
    """What is tried; empty for the plan's own roadmap."""
    figures: tuple[Figure, ...]
    """Its printed figures, one a quarter."""
    year: Figure
    """Its first year."""
    own_year: Figure
    """The first year of the plan's own roadmap."""
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    """What could not be met, a sentence each."""
    budget: Budget
    """All of IT, with the shown roadmap in it."""
    spending: Spending
    """Its printed amounts."""
    timeline: Timeline

    @classmethod
    def of(cls, session: Session, settings: Mapping[str, object], audience: str) -> Planned:
        """Plan, which takes a moment: meant for a thread.

        Args:
            session: The open plan.
            settings: What is tried.
            audience: ``client`` leaves what is internal out of budget and timeline.

        Raises:
            PlannerError: A setting makes no sense.
        """
        own = session.roadmap
        found = session.what_if(**settings) if settings else own
        tried = found if settings else None
        ahead, words = session.outlook(audience, tried), session.words(found)
        return cls(
            own=own,
            found=found,
            settings=settings,
            figures=session.figures(found),
            year=session.first_year(found),
            own_year=session.first_year(own),
            rows=rows_of(found, session.plan.client.fiscal_year_start, words.place),
            notes=words.problems(),
            budget=ahead.budget,
            spending=session.spending(ahead.budget),
            timeline=ahead.timeline,
        )
