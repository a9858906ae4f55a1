"""What was seen about one standard, in the words the assessment has for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.model.finding import Basis, Result
from planner.workspace import said

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


def seen(session: Session, result: Result) -> tuple[str, str]:
    """Return what a result rests on: who says so (``We saw``, ``You told us:``), and what."""
    standard = session.knowledge.catalogue.standards[result.standard]
    answer = session.plan.answers.get(result.standard)
    found = measured(session, result) if result.basis is Basis.MEASURED else ()
    if found:
        return "We saw", found[0].text
    if answer is not None and result.basis in (Basis.ANSWER, Basis.OVERRIDE):
        return "You told us:", f"{said(answer, standard).rstrip('.')}. {answer.note}".strip()
    return "We saw", "Nothing is known about it yet."
