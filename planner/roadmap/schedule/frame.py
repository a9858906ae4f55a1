"""A problem in indices and lists, with what follows from prerequisites, dates and pins alone."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

from planner.roadmap.schedule.problem import SLACK, Job, Problem

_HARDLY = 2
"""Quarters of choice."""


class Frame:
    """The jobs that can be placed, by index, and the room they are placed into.

    Caps do not count for the windows, and nothing is placed. A pin before what it requires can be
    finished at all keeps its quarter; then only that its prerequisite is scheduled is left of the wish.

    Attributes:
        problem: What it was made from.
        quarters: How many quarters there are.
        jobs: The jobs that can be placed, each after those it requires.
        durations: How many quarters each runs.
        index: Their places in ``jobs``, by id.
        requires: For each job those that have to finish in its first quarter at the latest.
        users: The reverse.
        first: The first quarter each can start in.
        last: The last quarter each can start in.
        fixed: Those whose quarter is fixed: pinned, or fixed by `hold`.
        must: Those that have to be scheduled because a pinned one requires them.
        goals: Approved ones.
        money: Money left beside the fixed jobs in each quarter, never below 0.
        hours: Hours likewise.
        lenient: Quarters in which fixed jobs alone go over the cap on money: monthly money of
            others may come on top.
        constant: Weight carried by jobs that can never be placed.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.quarters = problem.quarters
        by_id = {job.id: job for job in problem.jobs}
        order = _sorted(by_id)
        starts = _first_starts(order, by_id, problem.quarters)
        self.jobs: list[Job] = [by_id[key] for key in order if key in starts]
        self.durations = [job.duration for job in self.jobs]
        self.index = {job.id: n for n, job in enumerate(self.jobs)}
        self.first = [starts[job.id] for job in self.jobs]
        self.last = [problem.quarters - job.duration for job in self.jobs]
        self.fixed = [job.pinned is not None for job in self.jobs]
        self.must = [False] * len(self.jobs)
        self.requires: list[list[int]] = [[self.index[r] for r in job.requires] for job in self.jobs]
        self._bind()
        self.users: list[list[int]] = [[] for _ in self.jobs]
        for n, required in enumerate(self.requires):
            for r in required:
                self.users[r].append(n)
        placed = sum(job.weight for job in self.jobs)
        self.constant = problem.quarters * (sum(job.weight for job in problem.jobs) - placed)
        self.money: list[float] = []
        self.hours: list[float] = []
        self.lenient: list[bool] = []
        self._take(self.fixed_starts())

    @property
    def free(self) -> list[int]:
        """The jobs whose quarter is still open, and that have one to start in."""
        return [n for n in range(len(self.jobs)) if not self.fixed[n] and self.first[n] <= self.last[n]]

    def fixed_starts(self) -> dict[int, int]:
        """Return the starts of the fixed jobs."""
        return {n: self.first[n] for n in range(len(self.jobs)) if self.fixed[n]}

    def starts(self, n: int) -> range:
        """Return the quarters a job can start in."""
        return range(self.first[n], self.last[n] + 1)

    def finish(self, n: int, start: int) -> int:
        """Return the quarter a job finishes in."""
        return start + self.jobs[n].duration - 1

    def is_wanted(self, n: int) -> bool:
        """Return whether scheduling a job is worth something by itself."""
        job = self.jobs[n]
        return job.weight > 0 or job.approved or self.is_due(n)

    def is_due(self, n: int) -> bool:
        """Return whether a job has a due date inside the roadmap."""
        due = self.jobs[n].due
        return due is not None and due < self.quarters

    def is_pressed(self, n: int) -> bool:
        """Return whether a job has to be there and has hardly a choice where."""
        return self.must[n] and self.last[n] - self.first[n] <= _HARDLY

    def late(self, n: int, start: int | None) -> int:
        """Return by how many quarters a job passes its due date when it starts then, or never."""
        due = self.jobs[n].due
        if due is None:
            return 0
        return max(0, (self.quarters if start is None else self.finish(n, start)) - max(due, 0))

    def ancestors(self, n: int) -> set[int]:
        """Return everything a job requires, directly or through others."""
        found: set[int] = set()
        left = list(self.requires[n])
        while left:
            r = left.pop()
            if r not in found:
                found.add(r)
                left.extend(self.requires[r])
        return found

    def closure(self, wanted: Iterable[int]) -> list[int]:
        """Return jobs with everything they require, each after what it requires."""
        found: set[int] = set()
        for n in wanted:
            found |= {n, *self.ancestors(n)}
        return sorted(found)

    def tighten(self, n: int, last: int) -> None:
        """Let a job, and what it requires, start no later than makes a start in ``last`` possible."""
        left = [(n, last)]
        while left:
            at, limit = left.pop()
            if limit < self.last[at] and not self.fixed[at]:
                self.last[at] = max(limit, self.first[at])
                left.extend((r, self.last[at] - self.jobs[r].duration + 1) for r in self.requires[at])

    def require(self, n: int) -> None:
        """Let a job be scheduled in any case, and with it what it requires."""
        for r in (n, *self.ancestors(n)):
            self.must[r] = self.must[r] or not self.fixed[r]

    def hold(self, starts: dict[int, int]) -> None:
        """Fix jobs in quarters as if they were pinned there."""
        for n, start in starts.items():
            self.fixed[n] = True
            self.first[n] = self.last[n] = start
        for n in range(len(self.jobs)):
            if not self.fixed[n]:
                ends = [self.finish(r, self.first[r]) for r in self.requires[n]]
                self.first[n] = max([self.first[n], *ends])
        self._take(self.fixed_starts())

    def _bind(self) -> None:
        """Turn pins into the latest starts of what they require."""
        for n in range(len(self.jobs) - 1, -1, -1):
            if not (self.fixed[n] or self.must[n]):
                continue
            if self.fixed[n]:
                self.last[n] = self.first[n]
            kept = []
            for r in self.requires[n]:
                limit = self.last[n] - self.jobs[r].duration + 1
                if limit >= self.first[r]:
                    kept.append(r)
                    if not self.fixed[r]:
                        self.last[r] = min(self.last[r], limit)
                if not self.fixed[r]:
                    self.must[r] = True
            self.requires[n] = kept

    def _take(self, starts: dict[int, int]) -> None:
        """Work out what fixed jobs leave of the caps."""
        quarters, caps = self.quarters, self.problem.caps
        money, hours = [0.0] * quarters, [0.0] * quarters
        for n, start in starts.items():
            job = self.jobs[n]
            for t in range(start, quarters):
                if t < start + job.duration:
                    money[t] += job.money_each
                    hours[t] += job.hours_each
                else:
                    money[t] += job.recurring
        self.lenient = [
            cap is not None and used > cap + slack(cap) for used, cap in zip(money, caps.money, strict=True)
        ]
        self.money = [_left(cap, used) for cap, used in zip(caps.money, money, strict=True)]
        self.hours = [_left(cap, used) for cap, used in zip(caps.hours, hours, strict=True)]


def slack(cap: float) -> float:
    """Return how far over a cap still counts as on it."""
    return SLACK * max(1.0, cap)


def _left(cap: float | None, used: float) -> float:
    return inf if cap is None else max(0.0, cap - used)


def _sorted(jobs: dict[str, Job]) -> tuple[str, ...]:
    """Return the jobs that are not ruled out, each after those it requires."""
    done: dict[str, None] = {}

    def visit(key: str) -> None:
        if key in done or jobs[key].never is not None:
            return
        for required in jobs[key].requires:
            visit(required)
        done[key] = None

    for key in jobs:
        visit(key)
    return tuple(done)


def _first_starts(order: tuple[str, ...], jobs: dict[str, Job], quarters: int) -> dict[str, int]:
    """Return the first start of each job that fits into the roadmap when caps do not count."""
    first: dict[str, int] = {}
    for key in order:
        job = jobs[key]
        if any(r not in first for r in job.requires):
            continue
        start = max([job.earliest, *(first[r] + jobs[r].duration - 1 for r in job.requires)])
        if job.pinned is not None:
            start = job.pinned
        if start + job.duration <= quarters:
            first[key] = start
    return first
