"""One initiative where it stands, with what every view says about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import msgspec

from planner.model.decision import Choice
from planner.model.quarter import Quarter
from planner.model.roadmap import Initiative, Placement, Roadmap

DECISIONS = {Choice.APPROVE: "✓", Choice.DEFER: "…", Choice.DECLINE: "✗"}
PINNED = "◆"
MARKED = "●"


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One initiative where it stands."""

    item: Initiative
    placement: Placement
    start: str
    """Quarter id, or why there is none in a word."""
    why: str
    """Why it stands there, with its quarter."""
    due: int | None = None
    """Index of the quarter it is due in, when that is within the roadmap."""
    marked: bool = False
    """It is one of several something is to be done to."""

    @property
    def marks(self) -> str:
        """Its mark, the decision and whether it is pinned, as glyphs; empty or followed by a blank."""
        decision = DECISIONS[self.item.decision.choice] if self.item.decision else ""
        pin = PINNED if self.item.pinned else ""
        mark = MARKED if self.marked else ""
        return f"{mark}{decision}{pin} " if mark or decision or pin else ""


def rows_of(found: Roadmap, fiscal_year_start: int, why: Callable[[str], str]) -> tuple[Row, ...]:
    """Return the initiatives in the roadmap's own order.

    Args:
        found: The roadmap.
        fiscal_year_start: The month the client's year begins in, for due dates.
        why: Says why an initiative, by its id, stands where it stands.
    """
    quarters = [load.id for load in found.quarters]
    return tuple(
        _row(item, found.placements[item.id], quarters, fiscal_year_start, why(item.id))
        for item in found.initiatives
    )


def _row(
    item: Initiative, placement: Placement, quarters: Sequence[str], fiscal_year_start: int, why: str
) -> Row:
    due = None
    if item.due:
        name = Quarter.of(date.fromisoformat(item.due), fiscal_year_start).id
        due = quarters.index(name) if name in quarters else None
    if placement.start is not None:
        start = quarters[placement.start]
    else:
        declined = item.decision is not None and item.decision.choice is Choice.DECLINE
        start = "declined" if declined else "later"
    return Row(item=item, placement=placement, start=start, why=why, due=due)
