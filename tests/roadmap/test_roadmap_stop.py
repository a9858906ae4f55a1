"""A search that nobody waits for any more ends at once, also while the solver works."""

from __future__ import annotations

from math import inf
from threading import Event, Thread
from typing import Any

import pytest
from msgspec.structs import replace

from planner.roadmap.schedule import FULL, solve
from planner.roadmap.schedule.search import _Search
from planner.roadmap.schedule.solver import Answer, Solver
from tests.roadmap.instance import instance

LONG = replace(FULL, steps=10**9, seconds=600.0)
PATIENCE = 60.0
"""Seconds after which a search that does not end is given up: nothing is measured by it."""


def test_ruin_and_recreate_stops_at_its_next_look() -> None:
    looked: list[int] = []

    def stop() -> bool:
        looked.append(1)
        return len(looked) > 3

    assert list(solve(instance("150 mixed", 1), replace(LONG, stop=stop)))
    assert len(looked) == 4


def test_a_search_that_is_stopped_stops_its_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, interrupted = Event(), Event()

    def whole(_solver: Solver, **_budget: Any) -> Answer:
        begun.set()
        assert interrupted.wait(PATIENCE)
        return Answer(bound=-inf, value=inf, values=[])

    monkeypatch.setattr(Solver, "whole", whole)
    monkeypatch.setattr(Solver, "interrupt", lambda _: interrupted.set())
    limit = replace(LONG, steps=0, beside=0, stop=begun.is_set)
    assert list(solve(instance("150 mixed", 1), limit))
    assert interrupted.is_set()


def test_the_solver_can_be_stopped_from_another_thread() -> None:
    search = _Search(instance("150 tight", 1), replace(LONG, steps=1))
    solver, done = Solver(search.program), Event()

    def work() -> None:
        solver.whole(nodes=10**9, seconds=600.0)
        done.set()

    thread = Thread(target=work, daemon=True)
    thread.start()
    for _ in range(int(PATIENCE / 0.1)):
        solver.interrupt()
        if done.wait(0.1):
            break
    assert done.is_set()
