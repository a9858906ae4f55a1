"""Placements, their reasons and their problems, by hand."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from planner.model.decision import Change, Choice
from planner.model.plan import Plan
from planner.model.roadmap import Initiative, Roadmap
from planner.roadmap import Options, OptionsError, Words, arrange
from tests.assess.factory import plan
from tests.roadmap.factory import decided, options, work


def placed(*initiatives: Initiative, under: Options | None = None, mine: Plan | None = None) -> Roadmap:
    return arrange(initiatives, under or options(), mine or plan())


def reason(roadmap: Roadmap, key: str) -> str:
    return Words(roadmap).place(key)


def problems(roadmap: Roadmap) -> tuple[str, ...]:
    return Words(roadmap).problems()


def test_without_caps_everything_starts_as_soon_as_it_may() -> None:
    first, second = work("a", duration=2, risk=5), work("b", requires=("a",), risk=10)
    roadmap = placed(second, first)
    # a runs Q1 and Q2; b may start in the quarter in which a finishes.
    assert (roadmap.placements["a"].start, roadmap.placements["a"].finish) == (0, 1)
    assert (roadmap.placements["b"].start, roadmap.placements["b"].finish) == (1, 1)
    # both finish in Q2: 15 is left after Q1, nothing later
    assert [q.risk_end for q in roadmap.quarters] == [15, 0, 0, 0]
    assert [q.risk_start for q in roadmap.quarters] == [15, 15, 0, 0]
    assert roadmap.risk_carried == roadmap.bound == 15
    assert roadmap.gap == 0
    assert reason(roadmap, "b") == "2027-Q2: waits for A (2027-Q2)"
    assert [i.id for i in roadmap.initiatives] == ["a", "b"]


def test_money_and_hours_are_spread_and_recurring_follows() -> None:
    roadmap = placed(work("a", once=600, hours=8, monthly=10, duration=2))
    assert [q.one_time for q in roadmap.quarters] == [300, 300, 0, 0]
    assert [q.hours for q in roadmap.quarters] == [4, 4, 0, 0]
    assert [q.recurring for q in roadmap.quarters] == [0, 0, 30, 30]


def test_full_quarters_are_named_with_what_is_full() -> None:
    roadmap = placed(work("a", once=90, risk=20), work("b", once=80, risk=5), under=options(money=100))
    assert reason(roadmap, "a") == "2027-Q1: first free quarter; removes the most risk for its money"
    assert reason(roadmap, "b") == "2027-Q2: 2027-Q1 is full (money)"
    hours = placed(
        *(work(k, hours=9, risk=r) for k, r in (("a", 9), ("b", 6), ("c", 3))), under=options(hours=10)
    )
    assert reason(hours, "c") == "2027-Q3: 2027-Q1 and 2027-Q2 are full (hours)"


def test_recurring_money_can_hold_an_initiative_back() -> None:
    # b costs 90 every quarter after it; with a's 30 in the last quarter there is no room before it.
    roadmap = placed(
        work("a", monthly=10, risk=20), work("b", monthly=30, risk=1), under=options(money=100, quarters=2)
    )
    assert roadmap.placements["b"].start == 1
    assert reason(roadmap, "b") == (
        "2027-Q2: its monthly cost from an earlier quarter would not fit into 2027-Q2"
    )


def test_what_is_missing_is_said() -> None:
    roadmap = placed(work("a", once=500), work("b", once=450, risk=1), under=options(money=500, quarters=1))
    assert roadmap.placements["b"].start is None
    assert reason(roadmap, "b") == "unscheduled: would need 450 more in 2027-Q1"
    assert roadmap.risk_carried == roadmap.bound == 1
    roadmap = placed(work("a", hours=20), work("b", hours=10, risk=1), under=options(hours=20.5, quarters=1))
    assert reason(roadmap, "b") == "unscheduled: would need 9.5 hours more in 2027-Q1"


def test_work_larger_than_a_quarter_is_spread() -> None:
    roadmap = placed(work("a", once=500), work("b", hours=50), under=options(money=200, hours=20))
    assert [q.one_time for q in roadmap.quarters] == pytest.approx([500 / 3] * 3 + [0])
    assert [q.hours for q in roadmap.quarters] == pytest.approx([50 / 3] * 3 + [0])
    assert {i.id: i.duration for i in roadmap.initiatives} == {"a": 3, "b": 3}
    # the smallest cap decides, wherever it stands; what is longer than the roadmap says so
    listed = placed(work("a", once=500), under=options(money=(500, 100, 500, 500)))
    assert reason(listed, "a") == "unscheduled: takes 5 quarters and the roadmap has 4"
    # a quarter without any money is left out of that
    paused = placed(work("a", once=500), under=options(money=(0, 500, 500, 500)))
    assert reason(paused, "a") == "2027-Q2: 2027-Q1 is full (money)"


def test_caps_may_differ_from_quarter_to_quarter() -> None:
    # The last figure of a list holds for the rest; no figure is no cap.
    roadmap = placed(
        *(work(k, hours=10, risk=9 - n) for n, k in enumerate("abcd")), under=options(hours=(20, 10))
    )
    assert [q.hours for q in roadmap.quarters] == [20, 10, 10, 0]
    assert [q.hours_cap for q in roadmap.quarters] == [20, 10, 10, 10]
    free = placed(*(work(k, hours=10) for k in "abcd"), under=options(hours=(10, None)))
    assert [q.hours for q in free.quarters] == [10, 30, 0, 0]


def test_declined_ones_stay_out_with_what_needs_them() -> None:
    roadmap = placed(
        work("a", decision=decided(Choice.DECLINE)),
        work("b", requires=("a",)),
        work("c", requires=("b",), decision=decided(Choice.APPROVE)),
    )
    assert [p.start for p in roadmap.placements.values()] == [None, None, None]
    assert reason(roadmap, "a") == "unscheduled: declined by Ann: because"
    assert reason(roadmap, "b") == (
        "unscheduled: needs A, which cannot be scheduled (declined by Ann: because)"
    )
    assert problems(roadmap)[0].startswith("C is approved but has no quarter: needs B")
    assert roadmap.bound == 120


def test_a_deferral_holds_until_its_quarter_or_for_good() -> None:
    later = placed(work("a", decision=decided(Choice.DEFER, "2027-08-01")))
    assert later.placements["a"].start == 2
    assert reason(later, "a").startswith("2027-Q3: deferred by Ann until 2027-08-01")
    for until in (None, "2029-01-01"):
        never = placed(work("a", decision=decided(Choice.DEFER, until)))
        assert never.placements["a"].start is None
        assert "deferred by Ann" in reason(never, "a")


def test_the_fiscal_year_decides_which_quarter_a_date_is_in() -> None:
    mine = replace(plan(), client=replace(plan().client, fiscal_year_start=7))
    # 2027-Q1 runs from July to September 2026: January 2027 is 2027-Q3.
    roadmap = placed(work("a", decision=decided(Choice.DEFER, "2027-01-15")), mine=mine)
    assert roadmap.placements["a"].start == 2


def test_approved_ones_come_before_worthier_ones() -> None:
    roadmap = placed(
        work("a", once=300, risk=20),
        work("b", once=300, risk=1, decision=decided(Choice.APPROVE)),
        under=options(money=300, quarters=1),
    )
    assert roadmap.placements["b"].start == 0
    assert roadmap.placements["a"].start is None
    assert reason(roadmap, "b").startswith("2027-Q1: approved by Ann")


def test_an_approved_one_that_does_not_fit_says_what_would_make_it_fit() -> None:
    roadmap = placed(
        work("a", once=300, pinned="2027-Q1"),
        work("b", once=200, decision=decided(Choice.APPROVE)),
        under=options(money=300, quarters=1),
    )
    assert problems(roadmap) == ("B is approved but has no quarter: would need 200 more in 2027-Q1.",)


def test_a_due_date_comes_before_risk_and_a_missed_one_is_said() -> None:
    roadmap = placed(
        work("a", hours=10, risk=20), work("b", hours=10, risk=1, due="2027-03-31"), under=options(hours=10)
    )
    assert (roadmap.placements["b"].start, roadmap.placements["a"].start) == (0, 1)
    assert not problems(roadmap)
    late = placed(work("a", duration=2, due="2027-03-31"))
    assert late.placements["a"].late
    assert problems(late) == ("A was to be done by 2027-03-31 and is finished in 2027-Q2.",)


def test_a_pin_holds_even_over_the_cap_and_says_so() -> None:
    why = Change(field="pin", value="2027-Q2", original=None, why="before the move", by="Bo", at="2026-11-22")
    mine = replace(plan(), changes={"a": (why,)})
    roadmap = placed(
        work("a", once=300, pinned="2027-Q2"),
        work("b", once=200, pinned="2027-Q2"),
        work("c", once=100),
        under=options(money=300),
        mine=mine,
    )
    assert roadmap.placements["a"].start == roadmap.placements["b"].start == 1
    assert roadmap.placements["c"].start == 0
    assert reason(roadmap, "a") == "2027-Q2: pinned by Bo: before the move"
    assert problems(roadmap) == ("2027-Q2 is 200 over the cap on money because of what is pinned.",)


def test_what_a_pin_waits_for_is_done_in_time_even_over_the_cap() -> None:
    roadmap = placed(
        work("a", once=300),
        work("b", once=250),
        work("c", requires=("a", "b"), pinned="2027-Q1"),
        under=options(money=300),
    )
    assert roadmap.placements["a"].start == roadmap.placements["b"].start == 0
    assert reason(roadmap, "a") == "2027-Q1: needed by C, which is fixed, in 2027-Q1"
    assert "2027-Q1 is 250 over the cap on money" in problems(roadmap)[0]


def test_a_pin_before_what_it_needs_stands_and_is_reported() -> None:
    roadmap = placed(work("a", duration=2), work("b", requires=("a",), pinned="2027-Q1"))
    assert roadmap.placements["b"].start == 0
    assert roadmap.placements["a"].start == 0
    assert problems(roadmap) == ("B is pinned to 2027-Q1, before A can be finished, which it needs.",)


def test_a_pin_outside_the_roadmap_is_reported() -> None:
    roadmap = placed(work("a", pinned="2031-Q1"))
    assert roadmap.placements["a"].start is None
    assert "pinned to 2031-Q1" in problems(roadmap)[0]


def test_a_declined_one_is_out_even_when_pinned() -> None:
    roadmap = placed(work("a", pinned="2027-Q1", decision=decided(Choice.DECLINE)))
    assert roadmap.placements["a"].start is None
    assert "declined by Ann" in problems(roadmap)[0]


def test_too_long_for_the_roadmap() -> None:
    roadmap = placed(work("a", duration=5), work("b", duration=3), work("c", duration=3, requires=("b",)))
    assert reason(roadmap, "a") == "unscheduled: takes 5 quarters and the roadmap has 4"
    assert reason(roadmap, "c") == "unscheduled: no quarter is left for it after what it waits for"


def test_a_circle_of_requirements_is_never_scheduled() -> None:
    roadmap = placed(work("a", requires=("b",)), work("b", requires=("a",)))
    assert {p.start for p in roadmap.placements.values()} == {None}


def test_what_removes_no_risk_waits_until_it_is_needed() -> None:
    alone = placed(work("a", risk=0))
    assert reason(alone, "a") == "unscheduled: would remove no known risk"
    needed = placed(work("a", risk=0), work("b", requires=("a",)))
    assert needed.placements["a"].start == 0


def test_the_same_input_gives_the_same_roadmap() -> None:
    many = [work(f"i{n}", hours=7 + n % 5, risk=n * 37 % 11, once=n * 53 % 200) for n in range(14)]
    one, two = (placed(*many, under=options(money=250, hours=25)) for _ in range(2))
    assert replace(one, seconds=0) == replace(two, seconds=0)


def test_an_empty_roadmap() -> None:
    roadmap = placed()
    assert roadmap.risk_carried == roadmap.bound == 0
    assert len(roadmap.quarters) == 4


def test_options_of_a_plan() -> None:
    assert Options.of(plan()).quarter_id(4) == "2028-Q1"
    unset = replace(plan(), settings=replace(plan().settings, start=""))
    assert Options.of(unset).start == "2026-Q4"
    for wrong in ({"start": "soon"}, {"quarters": 0}):
        with pytest.raises(OptionsError):
            Options.of(replace(plan(), settings=replace(plan().settings, **wrong)))
