"""What a schedule could not meet, found from its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import fsum

from planner.model.decision import Choice
from planner.model.reason import (
    ApprovedOut,
    DueOut,
    Late,
    Over,
    PinnedDespite,
    PinnedEarly,
    PinnedOut,
    Unmet,
)
from planner.model.roadmap import Initiative, QuarterLoad
from planner.roadmap.schedule.frame import slack
from planner.roadmap.schedule.problem import Job, Problem
from planner.roadmap.schedule.solution import Solution, lateness
from planner.roadmap.wording.explain import Explainer


def unmet(
    problem: Problem,
    solution: Solution,
    initiatives: Sequence[Initiative],
    quarters: Sequence[QuarterLoad],
    explainer: Explainer,
) -> Iterator[Unmet]:
    """Yield every wish that the schedule does not meet.

    Pins that go over a cap or stand before what they wait for, pins and approvals of initiatives
    without a quarter, due dates missed.
    """
    jobs, starts = {job.id: job for job in problem.jobs}, solution.starts
    for initiative in initiatives:
        job, start = jobs[initiative.id], starts.get(initiative.id)
        if start is None:
            if job.approved:
                yield ApprovedOut(job.id, explainer.of(job.id))
            if initiative.pinned is not None:
                yield PinnedOut(job.id, initiative.pinned, explainer.of(job.id))
        elif job.pinned is not None:
            yield from _pinned(initiative, job, start, {r: _finish(jobs[r], starts) for r in job.requires})
        late = lateness(job, start, problem.quarters)
        if initiative.due is not None and late and job.never is None:
            if start is None:
                yield DueOut(job.id, initiative.due)
            else:
                yield Late(job.id, initiative.due, start + job.duration - 1, late)
    yield from _over(problem, solution, quarters)


def _pinned(
    initiative: Initiative, job: Job, start: int, finishes: Mapping[str, int | None]
) -> Iterator[Unmet]:
    for required, finish in finishes.items():
        if finish is None or finish > start:
            yield PinnedEarly(job.id, start, required)
    decision = initiative.decision
    if decision is not None and decision.choice is Choice.DEFER:
        yield PinnedDespite(job.id, start, decision.by)


def _finish(job: Job, starts: Mapping[str, int]) -> int | None:
    return starts[job.id] + job.duration - 1 if job.id in starts else None


def _over(problem: Problem, solution: Solution, quarters: Sequence[QuarterLoad]) -> Iterator[Unmet]:
    held = set(solution.held)
    for t, quarter in enumerate(quarters):
        money = quarter.one_time + quarter.recurring
        if quarter.cap is not None and money > quarter.cap + 2 * slack(quarter.cap):
            others = fsum(
                job.recurring
                for job in problem.jobs
                if job.pinned is None
                and job.id not in held
                and job.id in solution.starts
                and solution.starts[job.id] + job.duration <= t
            )
            yield Over(t, "money", money - quarter.cap, min(others, money - quarter.cap))
        cap = quarter.hours_cap
        if cap is not None and quarter.hours > cap + 2 * slack(cap):
            yield Over(t, "hours", quarter.hours - cap)
