"""The hours of work an initiative takes."""

from __future__ import annotations

from collections.abc import Sequence

from planner.assess import affected
from planner.model.finding import Result
from planner.model.initiative import InitiativeSpec
from planner.writing import half_up


def hours(spec: InitiativeSpec, closed: Sequence[Result]) -> tuple[float, str]:
    """Return the hours and how they come about, in words.

    For each finding closed: fixed + per item × affected records, at most so many.
    """
    total, parts = 0.0, []
    by_standard = {r.standard: r for r in closed}
    for line in spec.hours:
        result = by_standard.get(line.standard)
        if result is None:
            continue
        items = len(affected((result,)))
        needed = line.fixed + line.per_item * items
        words = f"{line.standard}: {_plain(line.fixed)} h"
        if line.per_item and items:
            words += f" + {items} × {_plain(line.per_item)} h"
        if line.at_most is not None and needed > line.at_most:
            needed = line.at_most
            words += f", at most {_plain(line.at_most)} h"
        total += needed
        parts.append(words)
    return total, "; ".join(parts)


def _plain(number: float) -> str:
    return f"{half_up(number, 2):,}".rstrip("0").rstrip(".")
