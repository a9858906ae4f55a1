"""One initiative as the schedule sees it, and whether it can be placed at all."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from planner.model.decision import Choice
from planner.model.quarter import Quarter
from planner.model.roadmap import Initiative
from planner.model.text import one_line
from planner.roadmap.due import is_date, quarter_index


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One initiative in whole quarters, counted from 0."""

    id: str
    weight: float
    """What carrying it for a quarter weighs."""
    risk: float = 0.0
    """Known risk that is gone when it is done."""
    money: float
    """One-time money of each quarter it runs."""
    recurring: float
    """Money of each quarter after it has finished."""
    hours: float
    """Hours of each quarter it runs."""
    duration: int
    requires: tuple[str, ...]
    earliest: int = 0
    """First quarter it may start in, by a deferral."""
    pinned: int | None = None
    """Quarter it has to start in."""
    due: int | None = None
    """Quarter by whose end it has to be finished; may lie before 0 or past the last one."""
    approved: bool = False
    never: str = ""
    """Why it cannot be placed in any quarter; empty when it can."""
    value: float = 0.0
    first_year: float = 0.0
    effort: float = 0.0
    """All its partner's hours."""
    priority: str = ""

    @property
    def free(self) -> bool:
        """Whether it takes neither money nor hours."""
        return self.money == 0 and self.recurring == 0 and self.hours == 0


def jobs(
    initiatives: Sequence[Initiative], first: Quarter, quarters: int, fiscal_year_start: int
) -> dict[str, Job]:
    """Return the initiatives as jobs, in their order.

    A job that can never be placed says why in ``never``: declined, deferred past the last quarter
    or without a date, longer than the roadmap, pinned outside it, or waiting for one of these.
    """
    found = {
        i.id: _job(i, {x.id for x in initiatives}, first, quarters, fiscal_year_start) for i in initiatives
    }
    titles = {i.id: i.title for i in initiatives}
    changed = True
    while changed:
        changed = False
        for job in list(found.values()):
            if job.never:
                continue
            lost = next((r for r in job.requires if found[r].never), None)
            if lost is not None:
                why = f"needs {titles[lost]}, which cannot be scheduled ({found[lost].never})"
                found[job.id] = msgspec.structs.replace(job, never=why)
                changed = True
    for key in _in_circles(found):
        found[key] = msgspec.structs.replace(found[key], never="waits for itself through its prerequisites")
    return found


def _job(
    initiative: Initiative, here: set[str], first: Quarter, quarters: int, fiscal_year_start: int
) -> Job:
    duration = initiative.duration
    decision = initiative.decision
    pinned, earliest, never = None, 0, ""
    if initiative.pinned is not None:
        pinned, never = _pin(initiative.pinned, first, quarters, duration)
    if duration > quarters:
        never = f"takes {duration} quarters and the roadmap has {quarters}"
    if decision is not None and decision.choice is Choice.DECLINE:
        never = f"declined by {one_line(decision.by)}: {one_line(decision.why)}"
    elif decision is not None and decision.choice is Choice.DEFER and pinned is None:
        if decision.until is None or not is_date(decision.until[:10]):
            never = f"deferred by {one_line(decision.by)} without a date"
        else:
            earliest = max(0, quarter_index(decision.until, first, fiscal_year_start))
            if earliest + duration > quarters and not never:
                never = f"deferred by {one_line(decision.by)} until {decision.until[:10]}, too late for this roadmap"
    due = None if initiative.due is None else quarter_index(initiative.due, first, fiscal_year_start)
    return Job(
        id=initiative.id,
        weight=initiative.weight,
        risk=initiative.risk_removed,
        money=initiative.one_time.expected / duration,
        recurring=3 * initiative.monthly.expected,
        hours=initiative.partner_hours / duration,
        duration=duration,
        requires=tuple(r for r in initiative.requires if r in here),
        earliest=earliest,
        pinned=pinned,
        due=due,
        approved=decision is not None and decision.choice is Choice.APPROVE,
        never=never,
        value=initiative.value,
        first_year=initiative.first_year,
        effort=initiative.partner_hours,
        priority=initiative.priority,
    )


def _pin(text: str, first: Quarter, quarters: int, duration: int) -> tuple[int | None, str]:
    """Return the index of a pinned quarter, or None and why it is outside the roadmap."""
    try:
        index = Quarter.parse(text).minus(first)
    except ValueError:
        return None, ""
    if index < 0 or index + duration > quarters:
        return None, f"pinned to {text}, where it does not fit into the roadmap"
    return index, ""


def _in_circles(found: dict[str, Job]) -> list[str]:
    """Return jobs that wait for themselves, and those that wait for them."""
    done: set[str] = {key for key, job in found.items() if job.never}
    left = [job for job in found.values() if not job.never]
    while True:
        ready = [job for job in left if all(r in done for r in job.requires)]
        if not ready:
            return [job.id for job in left]
        done.update(job.id for job in ready)
        left = [job for job in left if job.id not in done]
