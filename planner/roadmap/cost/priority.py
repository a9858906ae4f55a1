"""What is worth most: weight, value, quick wins and priorities."""

from __future__ import annotations

from collections.abc import Sequence

from planner.model.catalogue import Catalogue, Vocabulary
from planner.model.finding import Result
from planner.model.roadmap import Initiative
from planner.model.settings import Settings

_WORDS = {"critical": "P1", "high": "P2", "medium": "P3"}
_REST = "P4"


def weight(risk_removed: float, unverified_removed: float, gain: float, settings: Settings) -> float:
    """Return weight = risk removed + likely × unverified removed + yearly gain ÷ point."""
    return risk_removed + settings.likely * unverified_removed + gain / settings.point


def value(weighs: float, first_year: float, settings: Settings) -> float:
    """Return value = weight ÷ (1 + first year's money ÷ point)."""
    return weighs / (1 + first_year / settings.point)


def is_quick_win(hours: float, first_year: float, risk_removed: float, vocabulary: Vocabulary) -> bool:
    """Return whether little work and money remove a fair amount of risk, by the vocabulary's limits."""
    limits = vocabulary.defaults
    return (
        hours <= limits.quick_win_hours
        and first_year <= limits.quick_win_first_year
        and risk_removed >= limits.quick_win_risk
    )


def word(one: Initiative, known: Sequence[Result], due_quarter: int | None, catalogue: Catalogue) -> str:
    """Return P1 to P4.

    P1 closes a missing must-have or a critical finding, is due soon, or is work of the first week; P2 closes a high finding or
    pays for itself within a year; P3 closes a medium one; P4 is the rest.

    Args:
        one: The initiative.
        known: Its findings known not to be met.
        due_quarter: Index of the quarter it is due in, counting from the roadmap's first; None
            when it is not due.
        catalogue: For must-haves, the bands of risk and for how soon "soon" is.
    """
    vocabulary, standards = catalogue.vocabulary, catalogue.standards
    soon = due_quarter is not None and due_quarter < vocabulary.defaults.due_soon_quarters
    if soon or catalogue.initiatives[one.id].at_once or any(standards[r.standard].must for r in known):
        return "P1"
    worst = max((r.risk for r in known), default=0.0)
    band = next((b.id for b in vocabulary.bands if worst >= b.at_least), "")
    found = _WORDS.get(band, _REST)
    pays = one.gain > 0 and one.gain >= one.first_year
    return min(found, "P2") if pays else found
