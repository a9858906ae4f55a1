"""Random cases: no constraint is ever broken, and the bound holds against every schedule there is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.model.decision import Choice, Decision
from planner.model.quarter import Quarter
from planner.model.roadmap import Initiative, Roadmap
from planner.roadmap import Options, schedule
from planner.roadmap.bound import lower_bound
from planner.roadmap.case import Case
from planner.roadmap.job import jobs
from tests.assess.factory import plan
from tests.roadmap.factory import decided, options, work

_NEAR = 1e-6
_START = Quarter(2027, 1)

DECISIONS: st.SearchStrategy[Decision | None] = st.sampled_from(
    [
        None,
        None,
        None,
        decided(Choice.APPROVE),
        decided(Choice.DECLINE),
        decided(Choice.DEFER, "2027-05-01"),
    ]
)
DUE = st.sampled_from([None, None, None, "2027-03-31", "2027-08-01"])
PINS = st.sampled_from([None, None, None, None, "2027-Q1", "2027-Q2"])


@st.composite
def cases(draw: st.DrawFn, most: int, quarters: int) -> tuple[list[Initiative], Options]:
    """Draw initiatives that require earlier ones only, and caps that bind."""
    count = draw(st.integers(0, most))
    found: list[Initiative] = []
    for n in range(count):
        earlier = [i.id for i in found]
        found.append(
            work(
                f"i{n}",
                risk=draw(st.integers(0, 25)),
                hours=draw(st.integers(0, 30)),
                once=draw(st.sampled_from([0, 50, 120, 300])),
                monthly=draw(st.sampled_from([0, 0, 5, 20])),
                duration=draw(st.integers(1, 2)),
                requires=tuple(draw(st.lists(st.sampled_from(earlier), max_size=2, unique=True)))
                if earlier
                else (),
                due=draw(DUE),
                pinned=draw(PINS),
                decision=draw(DECISIONS),
            )
        )
    money = draw(st.sampled_from([None, 100, 250, 500]))
    hours = draw(st.sampled_from([None, 20, 45]))
    return found, options(money=money, hours=hours, quarters=quarters)


def broken(initiatives: list[Initiative], under: Options, starts: dict[str, int]) -> Iterator[str]:
    """Yield what a schedule breaks, checked from the figures alone."""
    by_id = {i.id: i for i in initiatives}
    for key, start in starts.items():
        i = by_id[key]
        if start < 0 or start + i.duration > under.quarters:
            yield f"{key} is outside"
        if i.decision is not None and i.decision.choice is Choice.DECLINE:
            yield f"{key} was declined"
        if i.pinned is not None:
            if start != Quarter.parse(i.pinned).minus(_START):
                yield f"{key} left its pin"
            continue
        if i.decision is not None and i.decision.choice is Choice.DEFER and start < 1:
            yield f"{key} starts before its deferral ends"
        finishes = [starts[r] + by_id[r].duration - 1 if r in starts else under.quarters for r in i.requires]
        if max(finishes, default=0) > start:
            yield f"{key} starts before what it requires is done"
    yield from over_caps(by_id, under, starts)


def over_caps(by_id: dict[str, Initiative], under: Options, starts: dict[str, int]) -> Iterator[str]:
    """Yield the quarters over a cap for which no pin is to blame.

    Pinned initiatives, and what they require and can have in time, may carry a quarter over its cap; then nothing else
    may weigh on that quarter.
    """
    excused = set(case_of(list(by_id.values()), under).placed)
    for t in range(under.quarters):
        sums = {True: [0.0, 0.0], False: [0.0, 0.0]}
        for key, start in starts.items():
            i = by_id[key]
            running = start <= t < start + i.duration
            if running:
                sums[key in excused][0] += i.one_time.expected / i.duration
                sums[key in excused][1] += i.partner_hours / i.duration
            elif t >= start:
                sums[key in excused][0] += 3 * i.monthly.expected
        for n, cap in enumerate((under.budget_per_quarter, under.hours_per_quarter)):
            total = sums[True][n] + sums[False][n]
            if cap is not None and total > cap + _NEAR and (sums[False][n] > 0 or not sums[True][n]):
                yield f"quarter {t} is over a cap"


def case_of(initiatives: list[Initiative], under: Options) -> Case:
    """Return the case that the schedule works on."""
    found = jobs(initiatives, _START, under.quarters, 1)
    return Case(found, under.quarters, under.budget_per_quarter, under.hours_per_quarter)


def starts_of(roadmap: Roadmap) -> dict[str, int]:
    return {key: p.start for key, p in roadmap.placements.items() if p.start is not None}


def carried(initiatives: list[Initiative], quarters: int, starts: dict[str, int]) -> float:
    """Return the risk carried: each for the quarters before the one it finishes in, else for all."""
    return sum(
        i.risk_removed * (starts[i.id] + i.duration - 1 if i.id in starts else quarters) for i in initiatives
    )


@settings(max_examples=100, deadline=None)
@given(cases(most=9, quarters=5))
def test_no_schedule_breaks_a_constraint(case: tuple[list[Initiative], Options]) -> None:
    initiatives, under = case
    roadmap = schedule(initiatives, under, plan())
    starts = starts_of(roadmap)
    assert list(broken(initiatives, under, starts)) == []
    assert abs(roadmap.risk_carried - carried(initiatives, under.quarters, starts)) < _NEAR
    assert abs(roadmap.risk_carried - sum(q.risk_end for q in roadmap.quarters)) < _NEAR
    assert set(roadmap.placements) == {i.id for i in initiatives}
    assert all(p.reason for p in roadmap.placements.values())


@settings(max_examples=60, deadline=None)
@given(cases(most=4, quarters=3))
def test_the_bound_holds_for_every_schedule_there_is(case: tuple[list[Initiative], Options]) -> None:
    initiatives, under = case
    small = case_of(initiatives, under)
    bound = lower_bound(small)
    pinned = {key for key, job in small.jobs.items() if job.pinned is not None and key in small.first}
    best = float("inf")
    places = [None, *range(under.quarters)]
    for combination in product(places, repeat=len(initiatives)):
        starts = {i.id: s for i, s in zip(initiatives, combination, strict=True) if s is not None}
        # A pin may stand before what it requires, but not without it.
        if (
            pinned <= starts.keys() <= small.first.keys()
            and next(broken(initiatives, under, starts), None) is None
        ):
            best = min(best, carried(initiatives, under.quarters, starts))
    assert bound <= best + _NEAR
    roadmap = schedule(initiatives, under, plan())
    assert bound <= carried(initiatives, under.quarters, starts_of(roadmap)) + _NEAR
    if not any(i.pinned or i.due or i.decision for i in initiatives):
        # Without wishes to weigh the search may miss the best, but never beats it.
        assert roadmap.risk_carried >= best - _NEAR


@settings(max_examples=60, deadline=None)
@given(cases(most=8, quarters=4))
def test_more_money_and_hours_never_raise_the_bound(case: tuple[list[Initiative], Options]) -> None:
    initiatives, under = case
    tight = lower_bound(case_of(initiatives, under))
    free = lower_bound(case_of(initiatives, options(quarters=under.quarters)))
    assert free <= tight + _NEAR


def test_capacity_counts_in_the_bound() -> None:
    # Four equal pieces of 10 hours, 10 a quarter: at best one finishes a quarter, 10 × (0+1+2+3) = 60.
    initiatives = [work(f"i{n}", hours=10) for n in range(4)]
    roadmap = schedule(initiatives, options(hours=10), plan())
    assert roadmap.risk_carried == 60
    assert abs(roadmap.bound - 60) < 1e-4
