"""The first schedule against the bare linear program it is read from."""

from __future__ import annotations

import time

import pytest

from planner.roadmap.schedule import solve
from planner.roadmap.schedule.frame import Frame
from planner.roadmap.schedule.program import Program
from planner.roadmap.schedule.solver import Solver
from tests.benchmarks.measure import Benchmark, report
from tests.roadmap.instance import KINDS, instance


@pytest.mark.parametrize("kind", KINDS)
def test_first_schedule_against_its_linear_program(benchmark: Benchmark, kind: str) -> None:
    problem = instance(kind, 11)
    bare: list[float] = []
    ours: list[float] = []

    def plain() -> None:
        began = time.perf_counter()
        frame = Frame(problem)
        program = Program(frame, frame.free)
        program.minimise(*program.carried_terms())
        Solver(program).relaxed()
        bare.append(time.perf_counter() - began)

    def first() -> None:
        began = time.perf_counter()
        next(solve(problem))
        ours.append(time.perf_counter() - began)

    plain()
    benchmark.pedantic(first, setup=plain, rounds=5)
    ratio = min(ours) / min(bare)
    report(benchmark, f"first schedule, {kind}, against its linear program", ratio=ratio, first_s=min(ours))
    assert ratio < 15
