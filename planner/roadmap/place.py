"""From a solved problem to a roadmap: quarters with what they carry, placements with their reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import fsum

from msgspec.structs import replace

from planner.model.plan import Plan
from planner.model.roadmap import Initiative, Placement, QuarterLoad, Roadmap
from planner.roadmap.keep import keep
from planner.roadmap.options import Options
from planner.roadmap.order import ordered
from planner.roadmap.schedule import Problem, Solution
from planner.roadmap.schedule.solution import lateness
from planner.roadmap.wording import Explainer, unmet


def placed(
    initiatives: Sequence[Initiative],
    problem: Problem,
    solution: Solution,
    options: Options,
    *,
    plan: Plan,
    seconds: float,
) -> Roadmap:
    """Return the roadmap of a schedule.

    Args:
        initiatives: What was placed; their durations become those of the problem.
        problem: The problem that was solved.
        solution: The schedule.
        options: The quarters.
        plan: For the client's fiscal year, the names behind pins and the places given by hand.
        seconds: How long it took.
    """
    durations = {job.id: job.duration for job in problem.jobs}
    works = [
        i if i.duration == durations[i.id] else replace(i, duration=durations[i.id]) for i in initiatives
    ]
    starts = solution.starts
    quarters = tuple(_loads(problem, starts, options, plan.client.fiscal_year_start))
    explainer = Explainer(problem, solution, works, plan)
    placements = {}
    for job in problem.jobs:
        start = starts.get(job.id)
        placements[job.id] = Placement(
            initiative=job.id,
            start=start,
            finish=None if start is None else start + job.duration - 1,
            reasons=explainer.of(job.id),
            lateness=lateness(job, start, problem.quarters),
        )
    return Roadmap(
        quarters=quarters,
        initiatives=ordered(works, starts, plan),
        placements=placements,
        risk_carried=fsum(q.risk_end for q in quarters),
        carried=solution.carried,
        bound=solution.bound,
        lateness=solution.figures.lateness,
        seconds=seconds,
        schedule=keep(problem, solution),
        problems=tuple(unmet(problem, solution, works, quarters, explainer)),
    )


def _loads(
    problem: Problem, starts: Mapping[str, int], options: Options, fiscal_year_start: int
) -> Iterator[QuarterLoad]:
    """Yield the quarters with what they carry.

    One-time money and hours are spread evenly over the quarters an initiative runs; its monthly
    money counts three times in every quarter after it has finished. The risk left at a quarter's
    end is that of everything not finished by then, what is never scheduled included.
    """
    risk_start = fsum(job.risk for job in problem.jobs)
    for t in range(problem.quarters):
        running = [j for j in problem.jobs if j.id in starts and 0 <= t - starts[j.id] < j.duration]
        ended = [j for j in problem.jobs if j.id in starts and t >= starts[j.id] + j.duration]
        done = {j.id for j in ended} | {j.id for j in running if t == starts[j.id] + j.duration - 1}
        risk_end = fsum(job.risk for job in problem.jobs if job.id not in done)
        quarter = options.first.plus(t)
        yield QuarterLoad(
            id=quarter.id,
            starts=quarter.first_day(fiscal_year_start).isoformat(),
            ends=quarter.last_day(fiscal_year_start).isoformat(),
            one_time=fsum(job.money_each for job in running),
            recurring=fsum(job.recurring for job in ended),
            hours=fsum(job.hours_each for job in running),
            cap=problem.caps.money[t],
            hours_cap=problem.caps.hours[t],
            risk_start=risk_start,
            risk_end=risk_end,
        )
        risk_start = risk_end
