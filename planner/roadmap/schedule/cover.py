"""Cuts: of jobs that are too much for a quarter all together, one at least is left out.

The relaxed program fills every quarter to the last hour with parts of jobs. A cover is a set of jobs, each
running or finished in the quarter, that takes more than the cap: at most all but one of them can be so.
Jobs that take as much as the largest of them count as well, as two where they take as much as the two largest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

import msgspec

from planner.roadmap.schedule.program import Program, Row, Terms, merged
from planner.roadmap.schedule.solver import Answer, Solver

_LEAST = 1e-3
"""By how much a cut has to be passed to be worth a row."""
_TINY = 1e-6
_ROUNDS = 30
_IDLE = 3
"""Rounds without a higher bound before it is left at that."""
_GAIN = 1e-4
"""By what share a bound has to rise to count as higher."""


class State(msgspec.Struct, frozen=True):
    """A job running, finished, or either, in a quarter."""

    load: float
    """What it takes then."""
    terms: Terms
    """Columns that come to 1 when it is so."""


class Knapsack(msgspec.Struct, frozen=True):
    """One cap in one quarter."""

    room: float
    """What there is, with what still counts as on the cap."""
    jobs: list[list[State]]
    """The states of each job that takes from it: those that exclude each other first, then either."""


class _Chosen(msgspec.Struct, frozen=True):
    job: int
    state: State
    missing: float
    """How far the relaxed program is from having the job in that state."""


def knapsacks(program: Program) -> list[Knapsack]:
    """Return the caps of a program that bind."""
    found = []
    for _, room, loads in program.loads():
        jobs = []
        for running, done in loads:
            states = [State(load, terms) for load, terms in (running, done) if terms]
            if len(states) == 2:
                least = min(running[0], done[0])
                states.append(State(least, merged([*running[1], *done[1]])))
            jobs.append(states)
        if sum(max(state.load for state in states) for states in jobs) > room:
            found.append(Knapsack(room, jobs))
    return found


def tightened(program: Program, solver: Solver, relaxed: Answer) -> Answer:
    """Add cuts to a program, those that hold its relaxed solution back.

    Args:
        program: The program; the rows become part of it.
        solver: The solver that holds it, relaxed.
        relaxed: Its solution.

    Returns:
        The relaxed solution with the cuts.
    """
    caps, added, idle = knapsacks(program), list[Row](), 0
    for _ in range(_ROUNDS):
        rows = list(covers(caps, relaxed.values)) if relaxed.values else []
        if not rows or idle == _IDLE:
            break
        solver.add(rows)
        added += rows
        before, relaxed = relaxed, solver.relaxed()
        idle = 0 if relaxed.bound > before.bound + _GAIN * abs(before.bound) else idle + 1
    program.rows += [row for row in added if _is_tight(row, relaxed.values)]
    return relaxed


def _is_tight(row: Row, values: Sequence[float]) -> bool:
    terms, _, upper = row
    return not values or sum(values[column] * factor for column, factor in terms) > upper - _TINY


def covers(caps: Sequence[Knapsack], values: Sequence[float]) -> Iterator[Row]:
    """Yield cuts that the values of the columns pass, two for each cap at most."""
    for cap in caps:
        found = [_nearest(k, states, values) for k, states in enumerate(cap.jobs)]
        near = [chosen for chosen in found if chosen is not None]
        seen: list[list[int]] = []
        for by_load in (True, False):
            near.sort(key=lambda c: (c.missing / (c.state.load if by_load else 1.0), -c.state.load, c.job))
            cover = _cover(near, cap.room)
            jobs = sorted(chosen.job for chosen in cover)
            if cover and jobs not in seen and sum(c.missing for c in cover) < 1 - _LEAST:
                seen.append(jobs)
                yield _cut(cap, cover)


def _nearest(k: int, states: Sequence[State], values: Sequence[float]) -> _Chosen | None:
    """Return the state of a job that helps a cover most for what it is missing."""
    best: tuple[float, float, _Chosen] | None = None
    for state in states:
        value = sum(values[column] * factor for column, factor in state.terms)
        if value > _TINY:
            missing = max(0.0, 1 - value)
            found = (missing / state.load, -state.load, _Chosen(k, state, missing))
            if best is None or found[:2] < best[:2]:
                best = found
    return best and best[2]


def _cover(near: Sequence[_Chosen], room: float) -> list[_Chosen]:
    """Return the first that are too much together, without those that are not needed for that."""
    cover: list[_Chosen] = []
    total = 0.0
    for chosen in near:
        if total > room:
            break
        cover.append(chosen)
        total += chosen.state.load
    if total <= room:
        return []
    for chosen in sorted(cover, key=lambda c: -c.missing):
        if total - chosen.state.load > room:
            cover.remove(chosen)
            total -= chosen.state.load
    return cover


def _cut(cap: Knapsack, cover: Sequence[_Chosen]) -> Row:
    inside = {chosen.job: chosen.state for chosen in cover}
    largest = list(accumulate(sorted((state.load for state in inside.values()), reverse=True)))
    terms: Terms = []
    for k, states in enumerate(cap.jobs):
        mine = inside.get(k)
        if mine is not None:
            terms += mine.terms
            continue
        for state in states[:2]:
            count = sum(state.load >= load for load in largest)
            terms += [(column, factor * count) for column, factor in state.terms if count]
    return merged(terms), float("-inf"), len(cover) - 1.0
