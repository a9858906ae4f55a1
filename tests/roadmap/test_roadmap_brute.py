"""Small random problems against every schedule there is: constraints, optimality and the bound."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.roadmap.schedule import FULL, QUICK, Caps, Job, Problem, Solution, evaluate, solve
from planner.roadmap.schedule.search import _Search
from tests.roadmap import brute

_NEAR = 1e-5
_WISHES = ("", "", "", "pin", "due", "due", "approved", "earliest")


@st.composite
def problems(draw: st.DrawFn, most: int = 4, quarters: int = 4, wishes: Sequence[str] = _WISHES) -> Problem:
    """Draw jobs that require earlier ones only, every kind of wish, and caps that bind."""
    count = draw(st.integers(1, most))
    jobs: list[Job] = []
    for n in range(count):
        earlier = [job.id for job in jobs]
        duration = draw(st.integers(1, 2))
        wish = draw(st.sampled_from(wishes))
        last = quarters - duration
        jobs.append(
            Job(
                id=f"i{n}",
                weight=float(draw(st.integers(0, 12))),
                one_time=draw(st.sampled_from([0.0, 0.0, 50.0, 120.0, 200.0])),
                hours=float(draw(st.integers(0, 30))),
                recurring=draw(st.sampled_from([0.0, 0.0, 15.0, 60.0])),
                duration=duration,
                requires=tuple(draw(st.lists(st.sampled_from(earlier), max_size=2, unique=True)))
                if earlier
                else (),
                earliest=draw(st.integers(0, last)) if wish == "earliest" else 0,
                pinned=draw(st.integers(0, last)) if wish == "pin" else None,
                due=draw(st.integers(-2, quarters)) if wish == "due" else None,
                approved=wish == "approved",
            )
        )
    caps = Caps.of(
        quarters,
        money=draw(st.sampled_from([None, 100.0, 250.0, (60.0, 200.0, None), (200.0, 0.0, 120.0)])),
        hours=draw(st.sampled_from([None, 20.0, 45.0, (40.0, 15.0)])),
    )
    return Problem(jobs=tuple(jobs), quarters=quarters, caps=caps)


def last(problem: Problem, *, full: bool = True) -> Solution:
    *_, found = solve(problem, FULL if full else QUICK)
    return found


@settings(max_examples=80)
@given(problems())
def test_what_is_found_in_full_is_the_best_there_is(problem: Problem) -> None:
    found = last(problem)
    assert list(brute.broken(problem, found.starts)) == []
    if not brute.can_be_kept(problem):
        assert brute.excess(problem, found.starts) > 0
        return
    assert brute.excess(problem, found.starts) == 0
    wanted, spending = brute.best(problem)
    assert brute.figures(problem, found.starts) == wanted
    assert found.bound <= wanted[2] + _NEAR
    assert found.gap <= _NEAR
    # Without weightless work that is due, which is worth its money, nothing better is left to save.
    if not any(job.weight == 0 and job.due is not None for job in problem.jobs):
        assert brute.spent(problem, found.starts) <= spending + _NEAR


@settings(max_examples=80)
@given(problems(most=5, quarters=3))
def test_every_schedule_that_is_shown_keeps_the_constraints_and_its_bound(problem: Problem) -> None:
    wanted = brute.best(problem)[0] if brute.can_be_kept(problem) else None
    before: Solution | None = None
    for found in solve(problem, QUICK):
        assert list(brute.broken(problem, found.starts)) == []
        figures = brute.figures(problem, found.starts)
        assert figures == tuple(round(f, 6) for f in found.figures.rank[:3])
        assert found.figures == evaluate(problem, found.starts)
        assert found.bound <= found.carried
        if before is not None:
            assert found.figures.rank <= before.figures.rank
            assert found.bound >= before.bound - _NEAR
        if wanted is not None:
            assert brute.excess(problem, found.starts) == 0
            assert figures >= wanted
            # The bound holds for all that meet as many wishes.
            assert found.bound <= wanted[2] + _NEAR or figures[:2] > wanted[:2]
        before = found
    assert before is not None


@settings(max_examples=100)
@given(problems())
def test_the_bound_of_the_relaxed_program_is_never_above_the_best(problem: Problem) -> None:
    # What is shown is cut off at what is carried, which would hide a bound that is too high.
    if brute.can_be_kept(problem):
        best = brute.best(problem)[0][2]
        search = _Search(problem, QUICK)
        assert search.bound <= best + _NEAR
        before = search.bound
        search.tighten()
        assert before <= search.bound <= best + _NEAR


@settings(max_examples=60)
@given(problems(most=5, quarters=3, wishes=("due", "due", "due", "approved", "")))
def test_where_not_all_dates_can_be_met_the_best_is_found_as_well(problem: Problem) -> None:
    if brute.can_be_kept(problem):
        found = last(problem)
        assert brute.figures(problem, found.starts) == brute.best(problem)[0]
        assert found.gap <= _NEAR


@settings(max_examples=40)
@given(problems(most=6))
def test_the_same_problem_gives_the_same_schedules(problem: Problem) -> None:
    assert list(solve(problem, QUICK)) == list(solve(problem, QUICK))
    assert last(problem) == last(problem)
