"""The roadmap: what happens in which quarter, and why there."""

from __future__ import annotations

import msgspec

from planner.model.money import Range
from planner.model.roadmap import Initiative
from planner.report.figure import Figure, quarter_figures
from planner.report.material import Material
from planner.report.view.limit import Limits, limits
from planner.report.view.word import (
    initiative_title,
    placed,
    quarter_name,
    short_quarter,
    standard_title,
)
from planner.roadmap.wording import Words

_LEAST = 4
"""Quarters the time line shows at least."""


class WorkView(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of work with its place."""

    id: str
    title: str
    outcome: str
    priority: str
    quick_win: bool
    findings: tuple[str, ...]
    """Titles of the standards it brings about."""
    unverified: int
    """Standards that may add to it once they are settled."""
    risk_removed: float
    hours: float
    one_time: Range
    monthly: Range
    value: float
    requires: tuple[str, ...]
    """Titles of the work that has to finish first."""
    start: str
    """Quarter it starts in; empty when unscheduled."""
    finish: str
    reason: str
    late: bool
    due: str
    """ISO date or empty."""
    choice: str
    until: str
    """ISO date until which it was put off; empty when it was not."""
    cells: tuple[bool, ...]
    """One a quarter of the roadmap: whether it is worked on."""


class QuarterView(msgspec.Struct, frozen=True, kw_only=True):
    """One quarter with the work that starts in it."""

    title: str
    figure: Figure
    risk_start: float
    risk_end: float
    starts: tuple[WorkView, ...]
    continues: tuple[str, ...]
    """Titles of the work begun earlier and not finished before."""


class Schedule(msgspec.Struct, frozen=True, kw_only=True):
    """The roadmap as it is printed."""

    columns: tuple[str, ...]
    """Short names of the quarters up to the last in which something is done, but of a year at least."""
    figures: tuple[Figure, ...]
    """Money and hours of those."""
    quarters: tuple[QuarterView, ...]
    """Those in which something starts or goes on."""
    placed: tuple[WorkView, ...]
    """All scheduled work in order of start."""
    unplaced: tuple[WorkView, ...]
    """Work without a quarter that was not declined."""
    problems: tuple[str, ...]
    capped: bool
    """Whether money or hours have a cap."""
    limits: Limits
    """What the quarters may take, and which of that holds the plan back."""
    gap: float
    """Distance to the best plan that could be proven possible, as a fraction."""


def schedule(material: Material) -> Schedule:
    """Return the roadmap."""
    roadmap = material.roadmap
    work = {one.id: work_view(one, material) for one in roadmap.initiatives}
    figures = quarter_figures(roadmap, material.plan.settings.hourly_rate)
    quarters: list[QuarterView] = []
    for index, load in enumerate(roadmap.quarters):
        starts = tuple(work[one.id] for one in roadmap.initiatives if _start(one, material) == index)
        continues = tuple(
            view.title
            for one in roadmap.initiatives
            if (view := work[one.id]).cells[index] and _start(one, material) != index
        )
        if starts or continues:
            quarters.append(
                QuarterView(
                    title=quarter_name(load.id),
                    figure=figures[index],
                    risk_start=load.risk_start,
                    risk_end=load.risk_end,
                    starts=starts,
                    continues=continues,
                )
            )
    settings = material.plan.settings
    last = max((place.finish for place in roadmap.placements.values() if place.finish is not None), default=0)
    shown = roadmap.quarters[: max(_LEAST, last + 1)]
    return Schedule(
        columns=tuple(short_quarter(load.id) for load in shown),
        figures=figures[: len(shown)],
        quarters=tuple(quarters),
        placed=tuple(view for view in work.values() if view.start),
        unplaced=tuple(view for view in work.values() if not view.start and view.choice != "decline"),
        problems=Words(roadmap, quarter_name).problems(),
        capped=settings.budget_per_quarter is not None or settings.hours_per_quarter is not None,
        limits=limits(material),
        gap=roadmap.gap,
    )


def work_view(one: Initiative, material: Material) -> WorkView:
    """Return one piece of work with its place."""
    roadmap, catalogue = material.roadmap, material.catalogue
    placement = roadmap.placements.get(one.id)
    start, finish = placed(placement, roadmap)
    first = placement.start if placement else None
    last = placement.finish if placement else None
    return WorkView(
        id=one.id,
        title=one.title,
        outcome=one.outcome,
        priority=one.priority,
        quick_win=one.quick_win,
        findings=tuple(standard_title(name, catalogue) for name in one.findings),
        unverified=len(one.unverified),
        risk_removed=one.risk_removed,
        hours=one.partner_hours,
        one_time=one.one_time,
        monthly=one.monthly,
        value=one.value,
        requires=tuple(initiative_title(name, roadmap, catalogue) for name in one.requires),
        start=start,
        finish=finish,
        reason=Words(roadmap, quarter_name).why(one.id) if placement else "",
        late=placement.late if placement else False,
        due=one.due or "",
        choice=one.decision.choice.value if one.decision else "",
        until=(one.decision.until or "") if one.decision and not start else "",
        cells=tuple(
            first is not None and last is not None and first <= index <= last
            for index in range(len(roadmap.quarters))
        ),
    )


def _start(one: Initiative, material: Material) -> int | None:
    placement = material.roadmap.placements.get(one.id)
    return placement.start if placement else None
