"""What is worth most: quick wins and priorities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.model.catalogue import Vocabulary
from planner.model.finding import Result

CRITICAL = "critical"
_REST = ("P2", "P3", "P4")


def value(risk_removed: float, first_year: float) -> float:
    """Return value = risk removed ÷ (1 + first year's money ÷ 1000)."""
    return risk_removed / (1 + first_year / 1000)


def is_quick_win(hours: float, first_year: float, risk_removed: float, vocabulary: Vocabulary) -> bool:
    """Return whether little work and money remove a fair amount of risk, by the vocabulary's limits."""
    limits = vocabulary.defaults
    return (
        hours <= limits.quick_win_hours
        and first_year <= limits.quick_win_first_year
        and risk_removed >= limits.quick_win_risk
    )


def is_urgent(closed: Iterable[Result], due_quarter: int | None, vocabulary: Vocabulary) -> bool:
    """Return whether an initiative is P1: a finding of it is critical, or it is due soon.

    Args:
        closed: Its findings.
        due_quarter: Index of the quarter it is due in, counting from the roadmap's first; None
            when it is not due.
        vocabulary: For the critical band and for how soon "soon" is.
    """
    if due_quarter is not None and due_quarter < vocabulary.defaults.due_soon_quarters:
        return True
    bands = vocabulary.bands
    band = next((b for b in bands if b.id == CRITICAL), bands[0] if bands else None)
    return band is not None and any(r.risk >= band.at_least for r in closed)


def by_value(values: Sequence[tuple[str, float]]) -> dict[str, str]:
    """Return P2, P3 or P4 for each id: the thirds by value, highest first; ids break ties."""
    ranked = sorted(values, key=lambda pair: (-pair[1], pair[0]))
    return {key: _REST[rank * 3 // len(ranked)] for rank, (key, _) in enumerate(ranked)}
