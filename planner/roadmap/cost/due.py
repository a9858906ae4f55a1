"""When an initiative has to be finished."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from planner.assess import affected
from planner.model.finding import Result
from planner.model.initiative import InitiativeSpec
from planner.model.quarter import Quarter
from planner.model.roadmap import UnusedSeats
from planner.roadmap.cost.stock import Stock


def due_date(
    spec: InitiativeSpec, closed: Sequence[Result], stock: Stock, unused: Sequence[UnusedSeats] = ()
) -> str | None:
    """Return the earliest date by which an initiative has, or had, to be finished.

    That is the earliest one an affected record has in ``due_field``, of those known to meet
    ``due_where``, the first by which something it saves can still be handed back, and that of the equipment
    it replaces.

    Args:
        spec: The initiative.
        closed: Its findings known to be wrong.
        stock: The inventory.
        unused: What it stops paying for.
    """
    dates = [one.by for one in unused if one.by is not None] + [spec.due] * bool(spec.due)
    for key in affected(closed) if spec.due_field else ():
        item = stock.get(key)
        value = item.value(spec.due_field) if item is not None else None
        if item is None or (spec.due_where and not stock.meets(item, spec.due_where)):
            continue
        if isinstance(value, str) and is_date(value[:10]):
            dates.append(value[:10])
    return min(dates, default=None)


def quarter_index(day: str, start: Quarter, fiscal_year_start: int) -> int:
    """Return in which quarter of a roadmap an ISO date lies, counting from 0; negative before it."""
    return Quarter.of(date.fromisoformat(day[:10]), fiscal_year_start).minus(start)


def is_date(text: str) -> bool:
    """Return whether a text is an ISO date."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
