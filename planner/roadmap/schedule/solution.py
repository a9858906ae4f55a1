"""A schedule with the figures by which schedules are compared."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum

import msgspec

from planner.roadmap.schedule.problem import Job, Problem

_DIGITS = 7
"""Figures are compared to so many decimals: rounding decides nothing."""


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """How good a schedule is: smaller is better, first things first."""

    unmet: int = 0
    """Approved jobs without a quarter, of those that can have one."""
    lateness: float = 0.0
    """Σ quarters past the due date × weight."""
    carried: float = 0.0
    """Σ over the quarters of the weight not finished by their end."""
    unasked: int = 0
    """Quarters by which jobs without any weight pass their due dates."""
    spending: float = 0.0
    """Σ of each quarter's money × the quarters left: small when little is spent, and late."""

    @property
    def rank(self) -> tuple[int, float, float, int, float]:
        """What is compared, in this order."""
        return (
            self.unmet, round(self.lateness, _DIGITS), round(self.carried, _DIGITS), self.unasked,
            round(self.spending, _DIGITS),
        )  # fmt: skip


class Solution(msgspec.Struct, frozen=True, kw_only=True):
    """One schedule of a problem, and how far it may be from the best."""

    starts: dict[str, int]
    """Job id to the quarter it starts in; a job without one is not scheduled."""
    figures: Figures
    bound: float
    """No schedule that meets as many wishes carries less."""
    held: tuple[str, ...] = ()
    """Jobs that stand where they stand because a pin needs them there, over a cap."""

    @property
    def carried(self) -> float:
        """What the schedule carries."""
        return self.figures.carried

    @property
    def gap(self) -> float:
        """(carried − bound) ÷ max(bound, 1)."""
        return (self.carried - self.bound) / max(self.bound, 1.0)


def evaluate(problem: Problem, starts: Mapping[str, int]) -> Figures:
    """Return the figures of a schedule.

    Args:
        problem: The jobs.
        starts: Job id to start; those left out are not scheduled.
    """
    jobs = problem.jobs
    return Figures(
        unmet=sum(job.approved and job.never is None and job.id not in starts for job in jobs),
        lateness=fsum(job.weight * lateness(job, starts.get(job.id), problem.quarters) for job in jobs),
        carried=fsum(job.weight * waits(job, starts.get(job.id), problem.quarters) for job in jobs),
        unasked=sum(lateness(job, starts.get(job.id), problem.quarters) for job in jobs if job.weight <= 0),
        spending=fsum(spending(job, starts[job.id], problem.quarters) for job in jobs if job.id in starts),
    )


def waits(job: Job, start: int | None, quarters: int) -> int:
    """Return for how many quarters a job is carried: all of them when it is never done."""
    return quarters if start is None else start + job.duration - 1


def lateness(job: Job, start: int | None, quarters: int) -> int:
    """Return by how many quarters a job passes its due date; a date past counts as due in the first."""
    return 0 if job.due is None else max(0, waits(job, start, quarters) - max(job.due, 0))


def spending(job: Job, start: int, quarters: int) -> float:
    """Return a job's money, each quarter's × the quarters left from it on."""
    end = start + job.duration
    once = job.money_each * sum(quarters - t for t in range(start, end))
    after = quarters - end
    return once + job.recurring * after * (after + 1) / 2
