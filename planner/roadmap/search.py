"""Finding a good schedule: several orders, then moves that make the best one better."""

from __future__ import annotations

from collections.abc import Callable

from planner.roadmap.case import Case
from planner.roadmap.greedy import Draft, fill
from planner.roadmap.job import Job

TRIES = 400
"""How many moves are tried at most: bounded by count, not by time, so that results repeat."""
_NEARLY = 1e-9


def search(case: Case, bound: float) -> Draft:
    """Return the best schedule found; always the same for the same case.

    Jobs are placed greedily in several orders: by value, risk, risk for an hour, risk for the
    money, and priority; once freely and once with approved and due jobs first. The best schedule
    is then improved by moving single jobs to another place of its order, until no move helps, the
    bound is reached, or enough moves were tried.

    Args:
        case: The jobs.
        bound: A lower bound of the risk carried; nothing better has to be looked for.
    """
    free = [key for key in case.order if key in case.first and key not in case.placed]
    best: Draft | None = None
    order: list[str] = []
    for rank in _RANKS:
        by_rank = sorted(free, key=lambda key: (rank(case.jobs[key]), key))
        for candidate in (sorted(by_rank, key=lambda key: _urgency(case.jobs[key])), by_rank):
            draft = fill(case, candidate)
            if best is None or draft.worth < best.worth:
                best, order = draft, candidate
    assert best is not None
    return _improved(case, bound, best, order)


def _improved(case: Case, bound: float, best: Draft, order: list[str]) -> Draft:
    tries, improved = 0, True
    while improved and not _is_best(best, bound):
        improved = False
        for source in range(len(order)):
            for target in range(len(order)):
                if source == target:
                    continue
                if tries >= TRIES:
                    return best
                tries += 1
                moved = order[:source] + order[source + 1 :]
                moved.insert(target, order[source])
                draft = fill(case, moved)
                if draft.worth < best.worth:
                    best, order, improved = draft, moved, True
                    break
            if improved:
                break
    return best


def _is_best(draft: Draft, bound: float) -> bool:
    worth = draft.worth
    return worth.unmet == 0 and worth.missed == 0 and worth.risk <= bound + _NEARLY * max(1.0, bound)


def _urgency(job: Job) -> tuple[bool, bool, int]:
    """Approved jobs first, then those with a due date, the nearest first."""
    return not job.approved, job.due is None, 0 if job.due is None else job.due


_RANKS: tuple[Callable[[Job], tuple[float | str, ...]], ...] = (
    lambda job: (-job.value,),
    lambda job: (-job.risk,),
    lambda job: (-job.risk / (job.effort + 1),),
    lambda job: (-job.risk / (job.money * job.duration + job.recurring * 4 + 1),),
    lambda job: (job.priority, -job.value),
)
