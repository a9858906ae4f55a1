"""What is left of all caps in one number says the same as the figures one by one."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.roadmap.schedule import Caps, Job, Problem
from planner.roadmap.schedule.frame import Frame
from planner.roadmap.schedule.packed import Packed
from planner.roadmap.schedule.room import Room
from tests.roadmap.brute import job
from tests.roadmap.test_roadmap_brute import problems


@settings(max_examples=150)
@given(problems(most=6), st.data())
def test_a_job_fits_where_nothing_is_lacking(problem: Problem, data: st.DataObject) -> None:
    frame = Frame(problem)
    packed, room = Packed(frame), Room(frame)
    whole = packed.left
    placed: list[tuple[int, int]] = []
    for n in frame.free:
        for s in frame.starts(n):
            money, hours = room.lacking(n, s)
            assert packed.fits(n, s) == (not money and not hours)
        start = data.draw(st.sampled_from(frame.starts(n)))
        if packed.fits(n, start):
            room.add(n, start)
            packed.left -= packed.needs(n)[start][0]
            placed.append((n, start))
    for n, start in placed:
        packed.left += packed.needs(n)[start][0]
    assert packed.left == whole


def test_what_fills_a_cap_to_the_last_cent_fits() -> None:
    # Ten times a tenth is not one in floating point, and a third is no whole number of steps.
    for parts in (3, 7, 10, 49):
        jobs: list[Job] = [job(f"i{n}", one_time=100 / parts, hours=1 / parts) for n in range(parts)]
        frame = Frame(
            Problem(jobs=(*jobs, job("more", hours=0.001)), quarters=1, caps=Caps.of(1, 100.0, 1.0))
        )
        packed = Packed(frame)
        for n in range(parts):
            assert packed.fits(n, 0)
            packed.left -= packed.needs(n)[0][0]
        assert not packed.fits(parts, 0)


def test_what_is_far_too_large_fits_nowhere_and_disturbs_nothing() -> None:
    jobs = (job("huge", one_time=1e12), job("small", one_time=10, hours=5), job("work", hours=10))
    packed = Packed(Frame(Problem(jobs=jobs, quarters=2, caps=Caps.of(2, 100.0, 10.0))))
    assert not packed.fits(0, 0)
    packed.left -= packed.needs(0)[0][0]
    assert not packed.fits(1, 0)
    assert packed.fits(1, 1)
    assert packed.fits(2, 0)
