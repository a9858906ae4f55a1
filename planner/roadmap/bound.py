"""A proven lower bound of the risk any schedule must carry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum

from msgspec.structs import replace

from planner.roadmap.case import Case
from planner.roadmap.job import Job
from planner.roadmap.ledger import SLACK


def lower_bound(case: Case) -> float:
    """Return a figure no schedule of the case can get its risk carried below.

    The risk carried is the sum, over the quarters, of the risk of what is not finished by their
    end. For each quarter an upper bound of the risk that can be *finished* by its end is taken off
    the whole. What is finished by then obeys, in every schedule:

    * a job finishes no sooner than it could with nothing beside it but the pinned jobs and what it
      requires: after its prerequisites, deferral and pin; where there is room for it and for the
      monthly money of what it requires, which has finished by then; and not before the quarters so
      far have room for the one-time money and the hours of them all;
    * its one-time money fits into what the caps leave in the quarters so far, together; so do the
      hours; and its monthly money fits, together, into each later quarter's cap.

    Each of the three sums is a knapsack. Letting parts of jobs count can only help, so taking jobs by
    risk for their weight until the sack is full is at least the best any schedule can do; the
    smallest of the sacks counts. Pinned jobs, and those placed because of a pin, weigh nothing: they
    may go over a cap.
    """
    total = fsum(job.weight for job in case.jobs.values())
    finish = _finishes(case)
    return fsum(max(0.0, total - _finished_by(case, finish, t)) for t in range(case.quarters))


def _finishes(case: Case) -> dict[str, int]:
    """Return for each job that can be placed the first quarter it can finish in, taken alone."""
    starts: dict[str, int] = {}
    for key in case.order:
        job = case.jobs[key]
        if key in case.placed:
            # A pin stands whatever it requires; what a pin waits for is not held by the caps.
            starts[key] = case.first[key]
        elif key in case.first and all(r in starts for r in job.requires):
            low = max([job.earliest, *(starts[r] + case.jobs[r].duration - 1 for r in job.requires)])
            chain = [case.jobs[k] for k in _ancestors(case, key) if k not in case.placed]
            possible = range(low, case.quarters - job.duration + 1)
            start = next((s for s in possible if _has_room(case, job, chain, s)), None)
            if start is not None:
                starts[key] = start
    return {key: start + case.jobs[key].duration - 1 for key, start in starts.items()}


def _ancestors(case: Case, key: str) -> set[str]:
    """Return everything a job requires, directly or through others."""
    found: set[str] = set()
    left = list(case.jobs[key].requires)
    while left:
        required = left.pop()
        if required not in found:
            found.add(required)
            left.extend(case.jobs[required].requires)
    return found


def _has_room(case: Case, job: Job, chain: Sequence[Job], start: int) -> bool:
    """Return whether a job could start in a quarter with only pins and what it requires around."""
    # What it requires has finished by its first quarter and costs its monthly money from the next on.
    ledger = case.pins.copy()
    for required in chain:
        if required.recurring > 0:
            tail = replace(required, money=0.0, hours=0.0, duration=1)
            if not ledger.fits(tail, start):
                return False
            ledger.add(tail, start)
    if not ledger.fits(job, start):
        return False
    everything, end = [job, *chain], start + job.duration
    if case.money_cap is not None:
        money = fsum(j.money * j.duration for j in everything)
        if money > 0 and money > _room(case.pins.money[:end], case.money_cap):
            return False
    if case.hours_cap is not None:
        hours = fsum(_hours(j) for j in everything)
        if hours > 0 and hours > _room(case.pins.hours[:end], case.hours_cap):
            return False
    return True


def _finished_by(case: Case, finish: dict[str, int], quarter: int) -> float:
    """Return an upper bound of the risk finished by the end of a quarter."""
    done = [case.jobs[key] for key, f in finish.items() if f <= quarter]
    exempt = fsum(job.weight for job in done if job.id in case.placed)
    open_jobs = [job for job in done if job.id not in case.placed]
    everything = fsum(job.weight for job in open_jobs)
    bounds = [everything]
    if case.money_cap is not None:
        money = _room(case.pins.money[: quarter + 1], case.money_cap)
        bounds.append(_knapsack(((job.weight, job.money * job.duration) for job in open_jobs), money))
        later = case.pins.money[quarter + 1 :]
        if later:
            least = max(0.0, min(later)) + SLACK * max(1.0, case.money_cap)
            bounds.append(_knapsack(((job.weight, job.recurring) for job in open_jobs), least))
    if case.hours_cap is not None:
        hours = _room(case.pins.hours[: quarter + 1], case.hours_cap)
        bounds.append(_knapsack(((job.weight, _hours(job)) for job in open_jobs), hours))
    return exempt + min(bounds)


def _hours(job: Job) -> float:
    return job.hours * job.duration


def _room(left: Iterable[float], cap: float) -> float:
    """Return what is left of a cap over some quarters, with the rounding a schedule is allowed."""
    slack = SLACK * max(1.0, cap)
    return fsum(max(0.0, amount) + slack for amount in left)


def _knapsack(items: Iterable[tuple[float, float]], room: float) -> float:
    """Return the most worth that fits when parts of items count in proportion."""
    worth = 0.0
    weighed = []
    for value, weight in items:
        if weight <= 0:
            worth += value
        else:
            weighed.append((value / weight, value, weight))
    for _, value, weight in sorted(weighed, reverse=True):
        if weight >= room:
            return worth + value * room / weight
        worth, room = worth + value, room - weight
    return worth
