"""From costed initiatives to a scheduling problem: what may be placed where, and what never."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from planner.model.decision import Choice
from planner.model.quarter import Quarter
from planner.model.reason import (
    Circular,
    Declined,
    DeferredAway,
    NeedsImpossible,
    Never,
    PinnedOutside,
    TooLong,
)
from planner.model.roadmap import Initiative
from planner.roadmap.cost.due import is_date, quarter_index
from planner.roadmap.options import Options
from planner.roadmap.schedule import Job, Problem, spread


def pose(initiatives: Sequence[Initiative], options: Options, fiscal_year_start: int) -> Problem:
    """Return the problem of placing initiatives in quarters.

    Work larger than a quarter's cap is spread over more quarters than the catalogue says. A job that
    can never be placed says why: declined, deferred past the last quarter or without a date, longer
    than the roadmap, pinned outside it, or waiting for one of these or for itself.

    Args:
        initiatives: What `planner.roadmap.cost` returned.
        options: Caps, length and first quarter.
        fiscal_year_start: The month the client's year begins in.
    """
    here = {i.id for i in initiatives}
    found = {i.id: _job(i, here, options, fiscal_year_start) for i in initiatives}
    for key in _in_circles(found):
        found[key] = replace(found[key], never=Circular())
    changed = True
    while changed:
        changed = False
        for job in list(found.values()):
            lost = next((r for r in job.requires if found[r].never is not None), None)
            if job.never is None and lost is not None:
                found[job.id] = replace(job, never=NeedsImpossible(lost, _root(found, lost)))
                changed = True
    return Problem(jobs=tuple(found.values()), quarters=options.quarters, caps=options.caps)


def _job(initiative: Initiative, here: set[str], options: Options, fiscal_year_start: int) -> Job:
    first, quarters = options.first, options.quarters
    one_time, hours = initiative.one_time.expected, initiative.partner_hours
    duration = spread(initiative.duration, one_time, hours, options.caps)
    decision = initiative.decision
    never: Never | None = None
    pinned, earliest = None, _earliest(initiative, options, duration, fiscal_year_start)
    if duration > quarters:
        never = TooLong(duration, quarters)
    elif initiative.pinned is not None:
        pinned, never = _pin(initiative.pinned, first, quarters, duration)
    if decision is not None and decision.choice is Choice.DECLINE:
        never = Declined(decision.by, decision.why)
    elif decision is not None and decision.choice is Choice.DEFER and pinned is None and never is None:
        until = decision.until
        if until is None or not is_date(until[:10]):
            never = DeferredAway(decision.by, None)
        else:
            earliest = max(earliest, quarter_index(until, first, fiscal_year_start))
            if earliest + duration > quarters:
                never = DeferredAway(decision.by, until[:10])
    due = None if initiative.due is None else quarter_index(initiative.due, first, fiscal_year_start)
    return Job(
        id=initiative.id,
        weight=initiative.weight,
        risk=initiative.risk_removed,
        one_time=one_time,
        hours=hours,
        recurring=3 * initiative.monthly.expected,
        duration=duration,
        requires=tuple(r for r in initiative.requires if r in here),
        earliest=earliest,
        pinned=pinned,
        due=None if due is None else max(due, 0),
        approved=decision is not None and decision.choice is Choice.APPROVE,
        never=never,
    )


def _earliest(initiative: Initiative, options: Options, duration: int, fiscal_year_start: int) -> int:
    """Return the first quarter work may start in; what caps spread starts sooner, so that it fits in."""
    if initiative.not_before is None:
        return 0
    index = quarter_index(initiative.not_before, options.first, fiscal_year_start)
    return max(0, min(index, options.quarters - duration))


def _pin(text: str, first: Quarter, quarters: int, duration: int) -> tuple[int | None, Never | None]:
    """Return the index of a pinned quarter, or None and why it is outside the roadmap."""
    try:
        index = Quarter.parse(text).minus(first)
    except ValueError:
        return None, None
    if index < 0 or index + duration > quarters:
        return None, PinnedOutside(text)
    return index, None


def _root(
    found: dict[str, Job], key: str
) -> Declined | DeferredAway | TooLong | PinnedOutside | Circular | None:
    """Return why a job that can never be placed cannot, past the jobs it waits for."""
    never = found[key].never
    return never.because if isinstance(never, NeedsImpossible) else never


def _in_circles(found: dict[str, Job]) -> list[str]:
    """Return jobs that wait for themselves through what they require."""
    return [key for key in found if _reaches(found, key, key)]


def _reaches(found: dict[str, Job], begin: str, target: str) -> bool:
    seen: set[str] = set()
    left = list(found[begin].requires)
    while left:
        key = left.pop()
        if key == target:
            return True
        if key not in seen:
            seen.add(key)
            left.extend(found[key].requires)
    return False
