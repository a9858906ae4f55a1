"""What was seen about one standard, in the words the assessment has for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.model.finding import Result

if TYPE_CHECKING:
    from planner.assess import Sighting
    from planner.workspace import Session


def measured(session: Session, result: Result) -> tuple[Sighting, ...]:
    """Return what each rule saw; nothing of a rule that found no record to look at."""
    return tuple(
        one
        for one in session.sightings(result.standard)
        if one.measure.met + one.measure.unmet + one.measure.unknown
        or not one.measure.applicable
        or one.measure.low is not None
    )
