"""Finding a good schedule: several orders, then moves that make the best one better."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from planner.roadmap.case import Case
from planner.roadmap.greedy import Draft, fill
from planner.roadmap.job import Job

TRIES = 600
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
    tries, improved, unavoidable = 0, True, _unavoidable(case)
    while improved and not _is_best(best, bound, unavoidable):
        improved = False
        for key, target in _moves(case, best, order):
            if tries >= TRIES:
                return best
            tries += 1
            moved = [other for other in order if other != key]
            moved.insert(target, key)
            draft = fill(case, moved)
            if draft.worth < best.worth:
                best, order, improved = draft, moved, True
                break
    return best


def _moves(case: Case, best: Draft, order: list[str]) -> Iterator[tuple[str, int]]:
    """Yield jobs and places to move them to, those first that carry the most risk for longest."""

    def carried(key: str) -> float:
        job, start = case.jobs[key], best.starts.get(key)
        waits = case.quarters if start is None else start + job.duration - 1
        return job.weight * (waits - case.first[key])

    for key in sorted(order, key=lambda k: (-carried(k), k)):
        here = order.index(key)
        yield from ((key, target) for target in range(len(order)) if target != here)


def _is_best(draft: Draft, bound: float, unavoidable: int) -> bool:
    worth = draft.worth
    return (
        worth.unmet == 0 and worth.missed <= unavoidable and worth.risk <= bound + _NEARLY * max(1.0, bound)
    )


def _unavoidable(case: Case) -> int:
    """Return how many due dates no schedule can meet."""
    return sum(
        case.jobs[key].due is not None and start + case.jobs[key].duration - 1 > (case.jobs[key].due or 0)
        for key, start in case.first.items()
    )


def _urgency(job: Job) -> tuple[bool, bool, int]:
    """Approved jobs first, then those with a due date, the nearest first."""
    return not job.approved, job.due is None, 0 if job.due is None else job.due


_RANKS: tuple[Callable[[Job], tuple[float | str, ...]], ...] = (
    lambda job: (-job.value,),
    lambda job: (-job.weight,),
    lambda job: (-job.weight / (job.effort + 1),),
    lambda job: (-job.weight / (job.money * job.duration + job.recurring * 4 + 1),),
    lambda job: (job.priority, -job.value),
)
