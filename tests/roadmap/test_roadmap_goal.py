"""A program keeps to the goals that were found first."""

from __future__ import annotations

from planner.roadmap.schedule import Caps, Problem
from planner.roadmap.schedule.draft import Tables
from planner.roadmap.schedule.frame import Frame
from planner.roadmap.schedule.goal import add_rows, goals
from planner.roadmap.schedule.program import Program
from planner.roadmap.schedule.settle import settle
from planner.roadmap.schedule.solver import Solver
from tests.roadmap.brute import job


def late() -> Frame:
    """Return two jobs due in the first quarter, of which one fits, and heavy work without a date."""
    jobs = (
        job("a", hours=10, due=0, weight=2.0), job("b", hours=10, due=0, weight=3.0),
        job("heavy", hours=10, weight=90.0),
    )  # fmt: skip
    return Frame(Problem(jobs=jobs, quarters=4, caps=Caps.of(4, hours=10.0)))


def test_heavy_work_makes_nothing_later_than_it_has_to_be() -> None:
    frame = late()
    tables = Tables(frame)
    found = goals(frame, tables)
    assert (found.as_rows, found.lateness) == (True, 2.0)
    program = Program(frame, frame.free)
    add_rows(program, found, tables)
    program.minimise(*program.carried_terms())
    starts = program.starts(Solver(program).whole().values)
    assert {frame.jobs[n].id: s for n, s in starts.items()} == {"b": 0, "a": 1, "heavy": 2}


def test_what_has_to_be_late_is_settled_before_the_search() -> None:
    frame = late()
    tables = Tables(frame)
    assert settle(frame, tables, goals(frame, tables), {})
    last = {job.id: quarter for job, quarter in zip(frame.jobs, frame.last, strict=True)}
    assert last == {"a": 1, "b": 0, "heavy": 3}
