"""From a problem to better and better schedules with bounds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from math import fsum, inf
from threading import Thread

import msgspec

from planner.roadmap.schedule.alone import close
from planner.roadmap.schedule.cover import tightened
from planner.roadmap.schedule.decode import first_plan
from planner.roadmap.schedule.draft import Draft, Tables
from planner.roadmap.schedule.frame import Frame
from planner.roadmap.schedule.goal import Goals, add_rows, goals, keep_pins
from planner.roadmap.schedule.guide import Guide
from planner.roadmap.schedule.packed import Packed
from planner.roadmap.schedule.polish import polish
from planner.roadmap.schedule.problem import Problem
from planner.roadmap.schedule.program import Program
from planner.roadmap.schedule.ruin import Improver
from planner.roadmap.schedule.settle import settle
from planner.roadmap.schedule.solution import Solution, evaluate
from planner.roadmap.schedule.solver import Answer, Solver

_NEAR = 1e-6
_ROUNDING = 1e-7
"""By what share a bound that was computed in floating point is lowered."""
_CYCLE = 4000
"""Steps in which ruin and recreate calms down before it begins anew."""
_GLANCE = 0.05
"""Seconds between two looks at whether to stop while the solver works."""
_BATCH = 20
"""Steps between two looks at the clock."""


class Limit(msgspec.Struct, frozen=True, kw_only=True):
    """How long to look for something better. Counts make results repeat; the clock only stops the slow."""

    steps: int
    """Steps of ruin and recreate before the solver is asked."""
    nodes: int = 0
    """Nodes the solver may look at; 0 leaves it out."""
    beside: int = 0
    """Steps of ruin and recreate while the solver works, at most."""
    seconds: float = 2.0
    """The safety stop."""
    stop: Callable[[], bool] | None = None
    """Says that nobody waits for the answer any more; asked many times a second."""

    def is_over(self, began: float) -> bool:
        """Return whether to stop now a search that began at this reading of the clock."""
        return time.perf_counter() - began > self.seconds or (self.stop is not None and self.stop())


QUICK = Limit(steps=1_200)
"""A good plan at once: for start-up, a what-if while keys are pressed, and tests."""
FULL = Limit(steps=1_200, nodes=20_000, beside=20_000)
"""As good as two seconds allow."""


def solve(problem: Problem, limit: Limit = FULL) -> Iterator[Solution]:
    """Yield schedules, each better than the one before or with a higher bound; the last is the best found.

    The first comes at once. The figures are compared in this order: approved jobs without a quarter,
    lateness × weight, weight carried, money spent early. A schedule keeps every cap, except where pinned jobs
    alone, or what they require in time, go over one.

    Args:
        problem: The jobs, quarters and caps.
        limit: When to stop.
    """
    began = time.perf_counter()
    search = _Search(problem, limit)
    yield search.solution()
    if not search.is_proven and search.tighten():
        yield search.solution()
    while not search.is_proven and search.improver.steps < limit.steps:
        better = search.improver.run(min(_BATCH, limit.steps - search.improver.steps))
        if better:
            yield search.solution()
        if limit.is_over(began):
            return
    if not limit.nodes:
        return
    if not search.is_proven:
        yield from search.with_solver(limit, began)
    if search.is_proven and not limit.is_over(began):
        yield from search.thrift(limit, began)


class _Search:
    """One problem being solved."""

    def __init__(self, problem: Problem, limit: Limit) -> None:
        """Set the goals, solve the relaxed program and read a first schedule off it."""
        self.problem = problem
        self.frame = frame = Frame(problem)
        self.tables = Tables(frame)
        self.held = keep_pins(frame)
        closed = close(frame)
        self.goals: Goals = goals(frame, self.tables)
        if settle(frame, self.tables, self.goals, closed):
            closed = close(frame)
        self.program = Program(frame, frame.free, closed=closed)
        self.program.minimise(*self.program.carried_terms())
        add_rows(self.program, self.goals, self.tables)
        self.outside = frame.constant + fsum(
            self.tables.carried[n][frame.first[n] if frame.fixed[n] else -1]
            for n in set(range(len(frame.jobs))) - set(self.program.members)
        )
        self.bound = 0.0
        self._solver = Solver(self.program)
        self._relaxed = (
            self._solver.relaxed() if self.program.members else Answer(bound=0.0, value=0.0, values=[])
        )
        self._raise(self._relaxed.bound)
        where = Guide(self.program, self._relaxed)
        draft = first_plan(frame, self.tables, where, self.goals.starts)
        self.improver = Improver(draft, self.tables, where, limit.steps)
        self.best, self.rank = dict(draft.starts), self.improver.rank

    def tighten(self) -> bool:
        """Raise the bound with cuts, and go on by where jobs belong then; return whether it is higher."""
        if not self._relaxed.values:
            return False
        before = self.bound
        self._relaxed = tightened(self.program, self._solver, self._relaxed)
        self._raise(self._relaxed.bound)
        self.improver.follow(Guide(self.program, self._relaxed))
        return self.bound > before

    @property
    def is_proven(self) -> bool:
        """Whether nothing can carry less."""
        self._look()
        return self.rank[2] + self.frame.constant <= self.bound + _NEAR * max(1.0, self.bound)

    def solution(self) -> Solution:
        """Return the best schedule so far."""
        self._look()
        return self._solution()

    def _solution(self) -> Solution:
        jobs = self.frame.jobs
        starts = {jobs[n].id: start for n, start in sorted(self.best.items())}
        figures = evaluate(self.problem, starts)
        return Solution(
            starts=starts,
            figures=figures,
            bound=self._bound(figures.carried),
            held=tuple(jobs[n].id for n in self.held),
        )

    def _bound(self, carried: float) -> float:
        """Return the bound; what differs from the best schedule by rounding alone is the same figure."""
        return carried if carried <= self.bound + _NEAR * max(1.0, self.bound) else self.bound

    def _look(self) -> None:
        if self.improver.rank < self.rank:
            self.best, self.rank = dict(self.improver.best), self.improver.rank

    def with_solver(self, limit: Limit, began: float) -> Iterator[Solution]:
        """Let the solver work on one core while ruin and recreate goes on on the other."""
        self._look()
        answers: list[Answer] = []
        self.improver.cycle = _CYCLE
        left = limit.seconds - (time.perf_counter() - began)
        if left <= 0.05:
            return
        start, solver = self.program.values(self.best), Solver(self.program)

        def work() -> None:
            answers.append(solver.whole(start=start, nodes=limit.nodes, seconds=left))

        before = self.best, self.rank
        thread = Thread(target=work, name="schedule", daemon=True)
        thread.start()
        done = 0
        while done < limit.beside and not self.is_proven and not (answers and answers[0].is_best):
            if limit.is_over(began):
                break
            better = self.improver.run(_BATCH)
            done += _BATCH
            if better:
                yield self.solution()
        while thread.is_alive():
            thread.join(_GLANCE)
            if limit.stop is not None and limit.stop():
                solver.interrupt()
        if answers and answers[0].is_best:
            # How far the other core had come by then is chance: what is proven best does not depend on it.
            self.best, self.rank = before
            self._take(answers[0])
        else:
            self._look()
            for answer in answers:
                self._take(answer)
        yield self._solution()

    def thrift(self, limit: Limit, began: float) -> Iterator[Solution]:
        """Among the schedules that carry the least, look for the one that spends least and latest."""
        left = limit.seconds - (time.perf_counter() - began)
        if left <= 0.05 or not self.program.members:
            return
        least = self.rank[2] + self.frame.constant - self.outside
        self.program.at_most(*self.program.carried_terms(), least + _NEAR * max(1.0, least))
        self.program.minimise(*self.program.spending_terms())
        answer = Solver(self.program).whole(
            start=self.program.values(self.best), nodes=limit.nodes, seconds=left
        )
        before = self.rank
        self._adopt(answer)
        if self.rank < before:
            yield self._solution()

    def _take(self, answer: Answer) -> None:
        """Take over what the solver found."""
        self._raise(answer.value if answer.is_best else answer.bound)
        self._adopt(answer)

    def _raise(self, bound: float) -> None:
        """Take over a bound of the program where it is higher."""
        if bound < inf:
            self.bound = max(self.bound, self.outside + bound - _ROUNDING * abs(bound))

    def _adopt(self, answer: Answer) -> None:
        """Take over a schedule where it is better."""
        if answer.values:
            draft = Draft(self.frame, Packed(self.frame))
            for n, start in self.program.starts(answer.values).items():
                draft.put(n, start)
            polish(draft, self.tables)
            rank = self.tables.rank(self.frame, draft.starts)
            if rank < self.rank:
                self.best, self.rank = dict(draft.starts), rank
