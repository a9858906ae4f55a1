"""What was seen about one standard, in the words the assessment has for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from planner.model.finding import Basis, Result
from planner.workspace import said

if TYPE_CHECKING:
    from planner.workspace import Session


class Sighting(NamedTuple):
    """What one rule saw."""

    text: str
    sources: str
    """Where the facts come from, as a sentence; empty when no file and nobody is named."""


def measured(session: Session, result: Result) -> tuple[Sighting, ...]:
    """Return what each rule saw; empty when nothing was measured.

    The explanation begins with a sentence for each rule, each followed by one that names the
    sources when there are any.
    """
    sentences = list(session.explain(result.standard)) if result.measures else []
    found: list[Sighting] = []
    for measure in result.measures:
        text = sentences.pop(0) if sentences else ""
        sources = sentences.pop(0) if sentences and sentences[0].startswith("Source") else ""
        if measure.met + measure.unmet + measure.unknown or not measure.applicable or measure.low is not None:
            found.append(Sighting(text, sources))
    return tuple(found)


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
