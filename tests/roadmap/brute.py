"""Every schedule of a small problem there is, judged from the text of the rules and nothing else of the planner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from planner.roadmap.schedule import Job, Problem

NEAR = 1e-6
Starts = Mapping[str, int]


def broken(problem: Problem, starts: Starts) -> Iterator[str]:
    """Yield what a schedule breaks that no schedule may, caps left aside."""
    jobs = {job.id: job for job in problem.jobs}
    for key, start in starts.items():
        job = jobs[key]
        if job.never is not None:
            yield f"{key} can never be placed"
        if start < 0 or start + job.duration > problem.quarters:
            yield f"{key} is outside"
        if any(r not in starts for r in job.requires):
            yield f"{key} is scheduled without what it requires"
        if job.pinned is not None:
            if start != job.pinned:
                yield f"{key} left its pin"
            continue
        if start < job.earliest:
            yield f"{key} starts too early"
        if any(r in starts and starts[r] + jobs[r].duration - 1 > start for r in job.requires):
            yield f"{key} does not wait for what it requires"


def early_pins(problem: Problem, starts: Starts) -> int:
    """Return how many requirements a pin overrides."""
    jobs = {job.id: job for job in problem.jobs}
    return sum(
        starts[r] + jobs[r].duration - 1 > start
        for key, start in starts.items()
        if jobs[key].pinned is not None
        for r in jobs[key].requires
        if r in starts
    )


def excess(problem: Problem, starts: Starts, *, only: set[str] | None = None) -> float:
    """Return how far a schedule goes over the caps, in shares of them.

    Where pinned jobs alone go over a cap, the cap is what they take, and monthly money of others comes on top.
    """
    total = 0.0
    for t in range(problem.quarters):
        pinned, others = [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]
        for job in problem.jobs:
            start = starts.get(job.id)
            if start is None or (only is not None and job.id not in only and job.pinned is None):
                continue
            load = pinned if job.pinned is not None else others
            if start <= t < start + job.duration:
                load[0] += job.one_time / job.duration
                load[2] += job.hours / job.duration
            elif t >= start + job.duration:
                load[1] += job.recurring
        money, hours = problem.caps.money[t], problem.caps.hours[t]
        if money is not None:
            taken = pinned[0] + pinned[1]
            more = others[0] if taken > money + NEAR else taken + others[0] + others[1] - money
            total += max(0.0, more - NEAR) / max(money, 1.0)
        if hours is not None:
            total += max(0.0, pinned[2] + others[2] - max(hours, pinned[2]) - NEAR) / max(hours, 1.0)
    return total


def figures(problem: Problem, starts: Starts) -> tuple[int, float, float]:
    """Return unmet approvals, weighted lateness and what is carried, by the rules' own words."""
    quarters = problem.quarters
    unmet = sum(job.approved and job.never is None and job.id not in starts for job in problem.jobs)
    late = carried = 0.0
    for job in problem.jobs:
        if job.id in starts:
            finish = starts[job.id] + job.duration  # counted from 1
            lateness = 0 if job.due is None else max(0, finish - (max(job.due, 0) + 1))
        else:
            lateness = 0 if job.due is None else max(0, quarters - (max(job.due, 0) + 1) + 1)
        late += lateness * job.weight
        # W_t sums the weight of what is not finished by the end of t.
        carried += sum(
            job.weight
            for t in range(quarters)
            if job.id not in starts or starts[job.id] + job.duration - 1 > t
        )
    return unmet, round(late, 6), round(carried, 6)


def spent(problem: Problem, starts: Starts) -> float:
    """Return each quarter's money × the quarters left from it on."""
    total = 0.0
    for job in problem.jobs:
        for t in range(problem.quarters):
            if job.id in starts and starts[job.id] <= t < starts[job.id] + job.duration:
                total += job.one_time / job.duration * (problem.quarters - t)
            elif job.id in starts and t >= starts[job.id] + job.duration:
                total += job.recurring * (problem.quarters - t)
    return round(total, 6)


def schedules(problem: Problem) -> Iterator[dict[str, int]]:
    """Yield every schedule that breaks nothing, caps left aside."""
    places: list[list[int | None]] = []
    for job in problem.jobs:
        if job.never is not None:
            places.append([None])
        elif job.pinned is not None:
            places.append([job.pinned, None])
        else:
            places.append([None, *range(problem.quarters)])
    for combination in product(*places):
        starts = {job.id: s for job, s in zip(problem.jobs, combination, strict=True) if s is not None}
        if next(broken(problem, starts), None) is None:
            yield starts


def best(problem: Problem) -> tuple[tuple[int, float, float], float]:
    """Return the figures of the best schedule, and the least spending with those figures."""
    possible = list(schedules(problem))
    pinned = [job.id for job in problem.jobs if job.pinned is not None]
    most = max(sum(key in starts for key in pinned) for starts in possible)
    possible = [starts for starts in possible if sum(key in starts for key in pinned) == most]
    least = min(early_pins(problem, starts) for starts in possible)
    possible = [starts for starts in possible if early_pins(problem, starts) == least]
    kept = [starts for starts in possible if excess(problem, starts) == 0]
    found = min(figures(problem, starts) for starts in kept)
    return found, min(spent(problem, s) for s in kept if figures(problem, s) == found)


def can_be_kept(problem: Problem) -> bool:
    """Return whether the caps can be kept with every pin, and what it requires, in its place."""
    try:
        best(problem)
    except ValueError:
        return False
    return True


def job(key: str, **figures: object) -> Job:
    """Return a job that weighs 10 and takes nothing, but for what is given."""
    return Job(**{"id": key, "weight": 10.0, **figures})  # type: ignore[arg-type]  # tests name fields freely
