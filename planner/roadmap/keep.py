"""A schedule kept with the plan, and whether it still answers the plan's problem."""

from __future__ import annotations

from hashlib import blake2b

import msgspec

from planner.model.schedule import Kept
from planner.roadmap.schedule import Problem, Solution, evaluate

_DIGITS = 6
"""Figures are compared to so many decimals: another machine may sum in another order."""


def fingerprint(problem: Problem) -> str:
    """Return what tells a problem from every other."""
    figures = [
        (
            job.id, round(job.weight, _DIGITS), round(job.one_time, _DIGITS), round(job.hours, _DIGITS),
            round(job.recurring, _DIGITS), job.duration, sorted(job.requires), job.earliest, job.pinned, job.due,
            job.approved, job.never is not None,
        )
        for job in sorted(problem.jobs, key=lambda job: job.id)
    ]  # fmt: skip
    text = msgspec.json.encode((figures, problem.quarters, problem.caps.money, problem.caps.hours))
    return blake2b(text, digest_size=16).hexdigest()


def keep(problem: Problem, solution: Solution) -> Kept:
    """Return a schedule as it is kept."""
    return Kept(
        fingerprint=fingerprint(problem),
        starts=dict(solution.starts),
        bound=solution.bound,
        held=solution.held,
    )


def recall(problem: Problem, kept: Kept | None) -> Solution | None:
    """Return the kept schedule as long as it answers the problem; None when there is none that does."""
    if kept is None or kept.fingerprint != fingerprint(problem):
        return None
    figures = evaluate(problem, kept.starts)
    return Solution(
        starts=dict(kept.starts), figures=figures, bound=min(kept.bound, figures.carried), held=kept.held
    )
