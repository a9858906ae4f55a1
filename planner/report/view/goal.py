"""What the business wants, with the work that serves it."""

from __future__ import annotations

import msgspec

from planner.report.markdown import clean
from planner.report.material import Material
from planner.report.view.word import initiative_title, placed


class Served(msgspec.Struct, frozen=True, kw_only=True):
    """Work that serves a goal."""

    title: str
    outcome: str
    quarter: str
    """When it starts; empty when it is not scheduled."""
    planned: bool
    """False when the roadmap has nothing to do under this name."""
    choice: str
    """What was decided about it, or empty."""


class GoalView(msgspec.Struct, frozen=True, kw_only=True):
    """One goal."""

    text: str
    work: tuple[Served, ...]


def goals(material: Material) -> tuple[GoalView, ...]:
    """Return the client's goals in the client's order."""
    return tuple(
        GoalView(text=goal.text, work=tuple(_served(name, material) for name in goal.initiatives))
        for goal in material.plan.client.goals
        if clean(goal.text)
    )


def _served(name: str, material: Material) -> Served:
    work = next((one for one in material.roadmap.initiatives if one.id == name), None)
    spec = material.catalogue.initiatives.get(name)
    start, _ = placed(material.roadmap.placements.get(name), material.roadmap)
    return Served(
        title=initiative_title(name, material.roadmap, material.catalogue),
        outcome=work.outcome if work else spec.outcome if spec else "",
        quarter=start,
        planned=work is not None,
        choice=work.decision.choice.value if work and work.decision else "",
    )
