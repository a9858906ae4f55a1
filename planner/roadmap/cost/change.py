"""Figures of an initiative that a consultant changed by hand."""

from __future__ import annotations

from collections.abc import Mapping

from planner.model.decision import Change
from planner.model.money import Range
from planner.model.plan import Plan


def changes(plan: Plan, initiative: str) -> Mapping[str, Change]:
    """Return the changes of one initiative by the field they change."""
    return {change.field: change for change in plan.changes.get(initiative, ())}


def number(found: Mapping[str, Change], field: str, derived: float) -> float:
    """Return the changed figure, or the derived one when nobody changed it."""
    change = found.get(field)
    if change is None or not isinstance(change.value, int | float):
        return derived
    return float(change.value)


def money(found: Mapping[str, Change], field: str, derived: Range) -> Range:
    """Return the changed amount, the same in all three figures unless more was stated, or the derived range."""
    change = found.get(field)
    if change is None or not isinstance(change.value, int | float):
        return derived
    value = float(change.value)
    low = value if change.low is None else change.low
    return Range(low, value, value if change.high is None else change.high)


def text(found: Mapping[str, Change], field: str, derived: str | None) -> str | None:
    """Return the changed text, or the derived one; a change to nothing takes it away."""
    change = found.get(field)
    if change is None:
        return derived
    return change.value if isinstance(change.value, str) and change.value else None
