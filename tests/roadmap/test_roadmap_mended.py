"""What the schedule before this one got wrong, each by hand."""

from __future__ import annotations

from planner.model.decision import Choice
from planner.roadmap import Words, arrange
from planner.roadmap.schedule import FULL, Caps, Job, Problem, Solution, solve
from tests.assess.factory import plan
from tests.roadmap import brute
from tests.roadmap.brute import job
from tests.roadmap.factory import decided, options, work


def solved(*jobs: Job, money: object = None, hours: object = None, quarters: int = 4) -> Solution:
    *_, found = solve(problem(*jobs, money=money, hours=hours, quarters=quarters), FULL)
    return found


def problem(*jobs: Job, money: object = None, hours: object = None, quarters: int = 4) -> Problem:
    caps = Caps.of(quarters, money=money, hours=hours)  # type: ignore[arg-type]  # any way of writing a cap
    return Problem(jobs=jobs, quarters=quarters, caps=caps)


def test_a_pin_that_cannot_be_placed_forces_nothing() -> None:
    # b was declined: a, which it requires, used to be forced into its quarter, over a cap that could be kept.
    roadmap = arrange(
        [
            work("x", once=100, risk=20),
            work("a", once=100, risk=1),
            work("b", requires=("a",), pinned="2027-Q1", decision=decided(Choice.DECLINE)),
        ],
        options(money=100),
        plan(),
    )
    assert {key: p.start for key, p in roadmap.placements.items()} == {"x": 0, "a": 1, "b": None}
    assert all(q.one_time <= 100 for q in roadmap.quarters)
    words = Words(roadmap)
    assert all("needed by" not in words.place(key) for key in roadmap.placements)
    assert words.problems() == ("B is pinned to 2027-Q1 but has no quarter: declined by Ann: because.",)


def test_the_overrun_of_a_pin_is_its_own() -> None:
    # p is over the cap of the first quarter. Its prerequisite has room in none: it takes what it takes, no more.
    found = problem(
        job("p", one_time=300, pinned=1, requires=("a",)), job("a", one_time=80), money=100, quarters=3
    )
    *_, best = solve(found, FULL)
    assert best.starts["a"] == 0
    assert brute.excess(found, best.starts) == 0
    # With no room before it, the prerequisite goes beside the pin, and its own money is all that is added.
    tight = problem(
        job("q", one_time=100, pinned=0), job("p", one_time=300, pinned=1, requires=("a",)),
        job("a", one_time=80), money=100, quarters=3,
    )  # fmt: skip
    *_, best = solve(tight, FULL)
    assert best.held == ("a",)
    assert abs(brute.excess(tight, best.starts) - 0.8) < 1e-6


def test_what_a_pin_requires_keeps_caps_that_can_be_kept() -> None:
    # First fit put a into the first quarter, where b then had no room: b has to be done by then, a has time.
    found = problem(
        job("a", one_time=60), job("b", one_time=60), job("c", requires=("a",), pinned=1),
        job("d", requires=("b",), pinned=0), money=60,
    )  # fmt: skip
    *_, best = solve(found, FULL)
    assert best.held == ()
    assert (best.starts["b"], best.starts["a"]) == (0, 1)
    assert brute.excess(found, best.starts) == 0


def test_what_a_pin_requires_pushes_out_no_approved_work() -> None:
    # a may be done in either of two quarters; the approved one fits into the first only.
    best = solved(
        job("a", one_time=80), job("p", requires=("a",), pinned=1),
        job("x", one_time=80, approved=True, weight=1.0), money=(80, 80, 0), quarters=2,
    )  # fmt: skip
    assert best.figures.unmet == 0
    narrow = solved(
        job("a", hours=8), job("p", requires=("a",), pinned=1),
        job("x", hours=9, approved=True, weight=1.0), hours=(9, 8, 0, 0),
    )  # fmt: skip
    assert narrow.starts == {"p": 1, "x": 0, "a": 1}


def test_a_due_date_that_can_be_met_is_met() -> None:
    # Four jobs of 5 and 6 hours, due in pairs: only 5 + 6 beside 5 + 6 fits, which no order by size finds.
    best = solved(
        job("a", hours=6, due=1), job("b", hours=6, due=1), job("c", hours=5, due=1), job("d", hours=5, due=1),
        job("e", hours=11, weight=90.0), hours=11,
    )  # fmt: skip
    assert best.figures.lateness == 0
    assert best.starts["e"] == 2


def test_lateness_is_measured() -> None:
    # One of two has to be late: by one quarter the heavy one would cost 20, the light one 3 × 5 = 15.
    best = solved(
        job("heavy", hours=10, due=0, weight=20.0), job("light", hours=10, due=-3, weight=5.0),
        job("long", hours=20, duration=2, due=0, weight=6.0), hours=10,
    )  # fmt: skip
    jobs = problem(
        job("heavy", hours=10, due=0, weight=20.0), job("light", hours=10, due=-3, weight=5.0),
        job("long", hours=20, duration=2, due=0, weight=6.0), hours=10,
    )  # fmt: skip
    assert brute.figures(jobs, best.starts)[1] == best.figures.lateness == brute.best(jobs)[0][1]


def test_what_fits_after_all_is_planned_not_explained() -> None:
    # b and what it requires fit together; "would need 20 more" was said of one of them alone.
    roadmap = arrange(
        [
            work("a", risk=0, once=60),
            work("b", once=40, risk=5, requires=("a",)),
            work("c", once=80, risk=20),
        ],
        options(money=(100, 100), quarters=2),
        plan(),
    )
    assert all(p.start is not None for p in roadmap.placements.values()), Words(roadmap).place("b")


def test_a_due_job_without_risk_is_told_what_it_lacks() -> None:
    roadmap = arrange(
        [work("a", once=100, risk=20), work("b", once=50, risk=0, due="2027-03-31")],
        options(money=100, quarters=1),
        plan(),
    )
    assert Words(roadmap).place("b") == "unscheduled: would need 50 more in 2027-Q1"


def test_what_a_pin_requires_does_not_stay_out() -> None:
    # a can't be finished before its pin: it is planned nevertheless, and pushes out what is only wanted.
    best = solved(
        job("a", one_time=100, duration=2, weight=1.0), job("p", requires=("a",), pinned=0),
        job("x", one_time=100, weight=50.0), money=50, quarters=2,
    )  # fmt: skip
    assert best.starts["a"] == 0
    assert "x" not in best.starts


def test_a_date_that_has_passed_is_due_in_the_first_quarter() -> None:
    roadmap = arrange(
        [work("a", hours=10, risk=1, due="2020-01-01"), work("b", hours=10, risk=20)],
        options(hours=10),
        plan(),
    )
    assert roadmap.placements["a"].start == 0
    assert roadmap.placements["a"].lateness == 0
    alone = arrange([work("a", duration=3, due="2020-01-01", risk=2)], options(), plan())
    assert alone.placements["a"].lateness == 2
    assert alone.lateness == 4


def test_monthly_money_comes_on_top_where_a_pin_is_over_the_cap() -> None:
    roadmap = arrange(
        [
            work("a", monthly=10, risk=30),
            work("p", once=80, pinned="2027-Q3"), work("q", once=70, pinned="2027-Q3"),
        ],
        options(money=100),
        plan(),
    )  # fmt: skip
    assert roadmap.placements["a"].start == 0
    assert Words(roadmap).problems() == (
        "2027-Q3 is 80 over the cap on money because of what is pinned, 30 of it monthly money of other work.",
    )


def test_the_better_plan_is_found_where_first_fit_is_not_the_best() -> None:
    # By value a comes first and blocks b and c, which together are worth more.
    jobs = (job("a", hours=6, weight=10.0), job("b", hours=5, weight=9.0), job("c", hours=5, weight=9.0))
    best = solved(*jobs, hours=10, quarters=2)
    assert best.starts == {"b": 0, "c": 0, "a": 1}
    assert best.bound == best.carried == 10


def test_improvement_improves() -> None:
    # The first plan is never the last one here: the loops that come after it find something.
    from tests.roadmap.instance import instance

    first, *_, last = solve(instance("60 tight", 3))
    assert last.carried < first.carried
    assert last.gap < first.gap


def test_among_equals_money_is_spent_later_and_less() -> None:
    # a brings nothing and is needed by b, which the hours keep out of the first two quarters.
    late = solved(
        job("a", weight=0.0, one_time=100), job("b", requires=("a",), hours=10, earliest=2), hours=10
    )
    assert late.starts == {"a": 2, "b": 2}
    less = solved(job("a", weight=0.0, one_time=100), job("b"))
    assert less.starts == {"b": 0}


def test_what_nothing_planned_needs_is_not_bought() -> None:
    # a is bought for b alone, and b finds no hours beside x.
    best = solved(
        job("a", weight=0.0, one_time=100), job("b", requires=("a",), hours=10), job("x", hours=10, weight=50.0),
        hours=10, quarters=1,
    )  # fmt: skip
    assert best.starts == {"x": 0}
