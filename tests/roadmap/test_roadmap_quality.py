"""How good schedules are on problems of the size and kind a client has; counts decide, never a clock."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from planner.roadmap.schedule import FULL, QUICK, Limit, Solution, solve
from tests.roadmap import brute
from tests.roadmap.instance import KINDS, instance

COUNTED = replace(FULL, nodes=5, beside=400, seconds=60.0)
"""A full search in small, so that the clock never stops it."""


def last(kind: str, seed: int, limit: Limit) -> Solution:
    *_, found = solve(instance(kind, seed), limit)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_shown_at_once_keeps_every_constraint(kind: str) -> None:
    problem = instance(kind, 21)
    for found in solve(problem, QUICK):
        assert list(brute.broken(problem, found.starts)) == []
        assert found.bound <= found.carried
        assert found.held or brute.excess(problem, found.starts) == 0
        assert brute.figures(problem, found.starts) == tuple(round(f, 6) for f in found.figures.rank[:3])


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_loose_caps_are_solved_to_the_end(seed: int) -> None:
    assert last("30 loose", seed, replace(COUNTED, nodes=20_000)).gap == 0


@pytest.mark.parametrize(
    ("kind", "at_once"),
    [("30 wishes", 0.09), ("60 mixed", 0.075), ("60 tight", 0.10), ("150 tight", 0.06)],
)
def test_what_is_found_without_the_solver_is_close_to_the_best(kind: str, at_once: float) -> None:
    first, *_, found = solve(instance(kind, 11), QUICK)
    assert found.carried < first.carried
    assert found.bound > first.bound
    assert found.gap <= at_once


def test_a_full_search_repeats_and_brings_both_sides_closer() -> None:
    # What runs on two cores at once is counted on both, and takes nothing from each other.
    one, two = (last("30 wishes", 11, COUNTED) for _ in range(2))
    assert one == two
    quick = last("30 wishes", 11, QUICK)
    assert one.figures.rank <= quick.figures.rank
    assert one.gap < quick.gap


def test_the_first_schedule_and_bound_come_before_any_search() -> None:
    first = next(solve(instance("60 mixed", 11)))
    assert first.starts
    assert 0 < first.bound <= first.carried < 1.5 * first.bound
