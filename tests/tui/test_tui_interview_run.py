"""Which question comes next, how many are left, and when a run is over."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.model.catalogue import InterviewPath
from planner.model.finding import Assessment, Basis, Result, Score, Status
from planner.model.standard import AnswerKind, AnswerSpec, Option
from planner.tui.screens.interview.figure import bounds
from planner.tui.screens.interview.run import Run

SCORE = Score(low=0, high=1, point=None, answered=0, unknown=9, not_applicable=0)


def path(questions: int = 3, minutes: int = 30) -> InterviewPath:
    return InterviewPath(id="p", title="P", minutes=minutes, questions=questions)


def assessment(**weights: int) -> Assessment:
    """Return open standards with these impacts; 0 is settled."""
    results = {
        key: Result(
            standard=key, domain=key[0], v_low=0.0, v_high=1.0 if impact else 0.0,
            status=Status.OPEN if impact else Status.GAP, basis=Basis.NOTHING, impact=max(impact, 1), likelihood=1,
        )
        for key, impact in weights.items()
    }  # fmt: skip
    return Assessment(today="2026-11-22", results=results, score=SCORE, domains={})


def answer(run: Run, key: str, now: Assessment) -> None:
    assert run.current == key
    run.said.add(key)
    run.onward(now)


def test_the_heaviest_open_question_comes_first_and_settled_ones_never() -> None:
    now = assessment(a1=2, a2=5, b1=0, b2=3)
    run = Run(path=path(10), began=SCORE)
    run.begin(now)
    assert run.total(now) == 3
    answer(run, "a2", now)
    answer(run, "b2", now)
    answer(run, "a1", now)
    assert run.current == ""
    assert run.passed_over(now) == ()


def test_the_path_ends_a_run_and_its_pace_tells_the_minutes() -> None:
    now = assessment(a1=5, a2=4, a3=3, a4=2)
    run = Run(path=path(questions=2, minutes=30), began=SCORE)
    run.begin(now)
    assert (run.total(now), run.minutes_left(now)) == (2, 30)
    answer(run, "a1", now)
    assert run.minutes_left(now) == 15
    answer(run, "a2", now)
    assert (run.current, run.minutes_left(now)) == ("", 0)


def test_what_was_passed_over_comes_back_before_the_end() -> None:
    now = assessment(a1=5, a2=4)
    run = Run(path=path(), began=SCORE)
    run.begin(now)
    run.forward(now)
    answer(run, "a2", now)
    assert run.passed_over(now) == ("a1",)
    answer(run, "a1", now)
    assert run.current == ""


def test_forward_reaches_the_end_and_back_leaves_it() -> None:
    now = assessment(a1=5)
    run = Run(path=path(), began=SCORE)
    run.begin(now)
    run.back()
    assert run.current == "a1"
    for _ in range(3):
        run.forward(now)
    assert run.current == ""
    run.back()
    assert run.current == "a1"


def test_unknown_does_not_come_up_again() -> None:
    now = assessment(a1=5, a2=4)  # an answer "unknown" leaves the standard as open as it was
    run = Run(path=path(9), began=SCORE)
    run.begin(now)
    answer(run, "a1", now)
    answer(run, "a2", now)
    assert run.current == ""


def test_a_visit_takes_no_place_of_the_path() -> None:
    now = assessment(a1=5, a2=4, z1=1)
    run = Run(path=path(questions=2), began=SCORE)
    run.begin(now)
    run.visit("z1")
    assert (run.current, run.total(now)) == ("z1", 3)
    run.visit("a1")
    assert run.trail == ["a1", "z1"]
    answer(run, "a1", now)
    answer(run, "z1", now)
    answer(run, "a2", now)
    assert run.current == ""


def test_a_run_can_keep_to_one_domain() -> None:
    now = assessment(a1=5, b1=1)
    run = Run(path=path(9), began=SCORE, domain="b")
    run.begin(now)
    answer(run, "b1", now)
    assert run.trail == ["b1"]


def test_nothing_to_ask_is_the_end_at_once() -> None:
    now = assessment(a1=0)
    run = Run(path=path(), began=SCORE)
    run.begin(now)
    assert (run.current, run.total(now), run.minutes_left(now)) == ("", 0, 0)
    run.forward(now)
    run.onward(now)
    run.back()
    assert run.current == ""


@settings(max_examples=80)
@given(
    st.lists(st.integers(0, 5), min_size=1, max_size=12),
    st.lists(st.sampled_from(["answer", "forward", "back", "visit"]), max_size=40),
    st.integers(1, 8),
)
def test_any_way_through_keeps_its_promises(impacts: list[int], moves: list[str], questions: int) -> None:
    now = assessment(**{f"a{i}": impact for i, impact in enumerate(impacts)})
    run = Run(path=path(questions), began=SCORE)
    run.begin(now)
    for i, move in enumerate(moves):
        if move == "answer" and run.current:
            run.said.add(run.current)
            run.onward(now)
            assert run.current == "" or run.current not in run.said
        elif move == "forward":
            run.forward(now)
        elif move == "back":
            run.back()
        elif move == "visit":
            run.visit(f"a{i % len(impacts)}")
        assert len(set(run.trail)) == len(run.trail)
        assert 0 <= run.at <= len(run.trail)
        assert len(run.trail) <= questions + run.visits
        assert len(run.trail) <= run.total(now) <= len(impacts)
        assert run.minutes_left(now) >= 0


def test_bounds_are_told_in_words() -> None:
    number = AnswerSpec(kind=AnswerKind.NUMBER, good="2..4", fair="<=8")
    assert bounds(number) == "good is 2 to 4, fair is at most 8"
    choice = AnswerSpec(
        kind=AnswerKind.CHOICE,
        options={
            "never": Option(worth=0.0, label="Never"),
            "every_year": Option(worth=1.0, label="Every year"),
        },
    )
    assert bounds(choice) == "Every year (1); Never (0)"
    assert bounds(AnswerSpec(kind=AnswerKind.JUDGED)) == ""
