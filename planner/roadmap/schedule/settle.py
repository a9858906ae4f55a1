"""Which work is late is settled before anything else is looked for, as far as it can be proven."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planner.roadmap.schedule.cover import tightened
from planner.roadmap.schedule.draft import Tables
from planner.roadmap.schedule.frame import Frame
from planner.roadmap.schedule.goal import Goals, add_rows, concerned
from planner.roadmap.schedule.program import Program
from planner.roadmap.schedule.solver import Solver

_NEAR = 1e-5


def settle(frame: Frame, tables: Tables, found: Goals, closed: Mapping[int, Iterable[int]]) -> bool:
    """Narrow windows to the starts with which no more is late than has to be.

    A limit on the sum of all lateness says little to a relaxed program: it splits the jobs until the sum is
    right. With cuts, the least lateness of the relaxed program is often the least there is; then what a start
    costs beside it tells which starts there can be.

    Args:
        frame: The jobs; their windows are narrowed.
        tables: What each start contributes.
        found: How late things have to be.
        closed: Starts that are ruled out already.

    Returns:
        Whether windows were narrowed.
    """
    members = concerned(frame) if found.as_rows else []
    if not members:
        return False
    program = Program(frame, members, closed=closed)
    limit = add_rows(program, found, tables)
    program.minimise(*program.lateness_terms())
    solver = Solver(program)
    relaxed = tightened(program, solver, solver.relaxed())
    if not relaxed.reduced:
        return False
    spare = max(0.0, limit - relaxed.bound) + _NEAR * max(1.0, limit)
    narrowed = False
    for n, (low, high) in program.narrowed(relaxed.reduced, spare).items():
        if low > frame.first[n]:
            frame.first[n], narrowed = low, True
        if high is not None:
            narrowed = narrowed or not frame.must[n] or high < frame.last[n]
            frame.require(n)
            frame.tighten(n, high)
    return narrowed
