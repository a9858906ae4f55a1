"""What the screen shows at one moment: the plan's own roadmap and, when something is tried, another one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from planner.model.budget import Budget
from planner.model.plan import Plan
from planner.model.roadmap import Roadmap
from planner.model.scenario import Scenario
from planner.model.timeline import Timeline
from planner.tui.screens.roadmap.row import Row, rows_of

if TYPE_CHECKING:
    from planner.report.figure import Figure
    from planner.report.spend import Spending
    from planner.roadmap import Comparison
    from planner.workspace import Session

NOTHING = Scenario()
"""The what-if in which nothing is different."""


@dataclass(frozen=True, slots=True)
class Planned:
    """Roadmaps with everything that is drawn of them."""

    own: Roadmap
    """The plan's own."""
    found: Roadmap
    """The one that is shown: the plan's own, or that of the what-if."""
    what: Scenario
    """What is tried; nothing for the plan's own roadmap."""
    told: Comparison
    """What the shown one does otherwise than the plan's own."""
    figures: tuple[Figure, ...]
    """Its printed figures, one a quarter."""
    year: Figure
    """Its first year."""
    own_year: Figure
    """The first year of the plan's own roadmap."""
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    """What could not be met, a sentence each."""
    fresh: tuple[str, ...]
    """Those that the what-if brings."""
    budget: Budget
    """All of IT, with the shown roadmap in it."""
    spending: Spending
    """Its printed amounts."""
    timeline: Timeline

    @classmethod
    def of(
        cls, session: Session, own: Roadmap, what: Scenario, better: Roadmap | None, audience: str
    ) -> Planned:
        """Plan, which takes a moment: meant for a thread.

        Args:
            session: The open plan.
            own: The plan's own roadmap.
            what: What is tried.
            better: A roadmap of what is tried; None to find a first good one.
            audience: ``client`` leaves what is internal out of budget and timeline.

        Raises:
            PlannerError: What is tried makes no sense.
        """
        found = (better or session.try_out(what)) if what else own
        ahead = session.outlook(audience, found, what.settings)
        words = session.words(found)
        known = set(session.words(own).problems())
        notes = words.problems()
        return cls(
            own=own,
            found=found,
            what=what,
            told=session.compared(found, own),
            figures=session.figures(found),
            year=session.first_year(found),
            own_year=session.first_year(own),
            rows=rows_of(found, session.plan.client.fiscal_year_start, words.place),
            notes=notes,
            fresh=tuple(note for note in notes if note not in known),
            budget=ahead.budget,
            spending=session.spending(ahead.budget),
            timeline=ahead.timeline,
        )


def trimmed(plan: Plan, what: Scenario) -> Scenario:
    """Return a what-if without what is so in the plan anyway; the same object when all of it is different."""
    own = plan.settings
    settings = {name: value for name, value in what.settings.items() if getattr(own, name) != value}
    if len(settings) != len(what.settings):
        what = replace(what, settings=settings)
    return what or NOTHING
