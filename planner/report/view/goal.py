"""What the business wants, with the work that serves it."""

from __future__ import annotations

import msgspec

from planner.model.quarter import Quarter
from planner.report.markdown import clean
from planner.report.material import Material
from planner.report.view.word import initiative_title, placed, starts


class Served(msgspec.Struct, frozen=True, kw_only=True):
    """Work that serves a goal."""

    title: str
    quarter: str
    """When it starts; empty when it is not scheduled."""
    done: str
    """The quarter in which it is finished; empty when it is not scheduled."""
    planned: bool
    """False when the roadmap has nothing to do under this name."""
    choice: str
    """What was decided about it, or empty."""
    in_time: bool
    """It is finished by the goal's last day; False without one."""


class GoalView(msgspec.Struct, frozen=True, kw_only=True):
    """One goal."""

    text: str
    by: str
    """ISO date of the last day on which it is in time, or empty."""
    work: tuple[Served, ...]

    @property
    def early(self) -> tuple[Served, ...]:
        """The work that comes in time."""
        return tuple(one for one in self.work if one.in_time)

    @property
    def late(self) -> tuple[Served, ...]:
        """The work that does not."""
        return tuple(one for one in self.work if not one.in_time)


def goals(material: Material) -> tuple[GoalView, ...]:
    """Return the client's goals in the client's order."""
    return tuple(
        GoalView(
            text=goal.text,
            by=goal.by,
            work=tuple(_served(name, goal.by, material) for name in goal.initiatives),
        )
        for goal in material.plan.client.goals
        if clean(goal.text)
    )


def _served(name: str, by: str, material: Material) -> Served:
    roadmap, catalogue = material.roadmap, material.catalogue
    work = next((one for one in roadmap.initiatives if one.id == name), None)
    placement = roadmap.placements.get(name)
    return Served(
        title=initiative_title(name, roadmap, catalogue),
        quarter=starts(name, roadmap),
        done=placed(placement, roadmap)[1],
        planned=work is not None,
        choice=work.decision.choice.value if work and work.decision else "",
        in_time=bool(by) and _finished(name, material) <= by,
    )


def _finished(name: str, material: Material) -> str:
    """Return the ISO date by which work is finished; one past all others when it never is."""
    placement = material.roadmap.placements.get(name)
    if placement is None or placement.finish is None:
        return "9999-12-31"
    quarter = Quarter.parse(material.roadmap.quarters[placement.finish].id)
    return quarter.last_day(material.plan.client.fiscal_year_start).isoformat()
