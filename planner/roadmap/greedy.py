"""Placing jobs one after the other, each in the first quarter that has room."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from planner.roadmap.case import Case
from planner.roadmap.job import Job

_DIGITS = 9
"""Figures are compared to so many digits, so that rounding decides nothing."""


class Worth(msgspec.Struct, frozen=True, order=True):
    """How good a schedule is; smaller is better, first things first."""

    unmet: int
    """Approved jobs that are not placed."""
    missed: int
    """Jobs that miss a due date inside the roadmap."""
    risk: float
    """Risk carried: Σ over the quarters of the risk left at their end."""
    spending: float
    """Σ of each quarter's money × the quarters left: small when spent late, and when little."""


class Draft(msgspec.Struct, frozen=True):
    """A schedule in the making."""

    starts: dict[str, int]
    worth: Worth


def fill(case: Case, order: Sequence[str]) -> Draft:
    """Return the schedule that placing jobs in an order gives.

    Each job goes, after everything it requires, into the first quarter with room under the caps.
    One that finds no room stays out, and so does what requires it. A job that removes no risk is
    placed only when it is approved, due or required.

    Args:
        case: The jobs and what is fixed.
        order: Ids of all jobs that can be placed, most wanted first.
    """
    ledger = case.ledger.copy()
    starts = dict(case.placed)
    tried: set[str] = set(starts)

    def place(key: str) -> bool:
        if key in tried:
            return key in starts
        tried.add(key)
        job = case.jobs[key]
        low = job.earliest
        for required in job.requires:
            if not place(required):
                return False
            low = max(low, starts[required] + case.jobs[required].duration - 1)
        for start in range(low, case.quarters - job.duration + 1):
            if ledger.fits(job, start):
                ledger.add(job, start)
                starts[key] = start
                return True
        return False

    for key in order:
        job = case.jobs[key]
        if job.weight > 0 or job.approved or job.due is not None:
            place(key)
    return Draft(starts, worth(case, starts))


def worth(case: Case, starts: dict[str, int]) -> Worth:
    """Return how good a schedule is."""
    unmet = missed = 0
    risk = spending = 0.0
    for job in case.jobs.values():
        start = starts.get(job.id)
        if start is None:
            unmet += job.approved and job.id in case.first
            missed += job.due is not None and job.due < case.quarters and not job.never
            risk += job.weight * case.quarters
            continue
        finish = start + job.duration - 1
        missed += job.due is not None and finish > job.due
        risk += job.weight * finish
        spending += _spending(job, start, case.quarters)
    return Worth(unmet, missed, round(risk, _DIGITS), round(spending, _DIGITS))


def _spending(job: Job, start: int, quarters: int) -> float:
    end = start + job.duration
    one_time = sum(quarters - t for t in range(start, end)) * job.money
    after = quarters - end
    return one_time + job.recurring * after * (after + 1) / 2
