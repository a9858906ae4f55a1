from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.model.answer import Verdict
from planner.model.client import Client
from planner.model.error import PlannerError
from planner.model.plan import Plan
from planner.model.quarter import Quarter
from planner.model.record import Record
from planner.model.settings import Settings
from planner.model.standard import AnswerKind, AnswerSpec, Option, Standard
from planner.workspace import edit, profile
from planner.workspace.lookup import find

PLAN = Plan(id="1", created="2026-11-22", client=Client(name="Acme"), settings=Settings(hourly_rate=100))


def standard(kind: AnswerKind, **spec: object) -> Standard:
    answer = AnswerSpec(kind=kind, **spec)  # type: ignore[arg-type]  # a test builds any spec
    return Standard(
        id="GOV-06", title="t", why="w", ask="a", probe="p", red_flag="r", answer=answer, impact=3, likelihood=3,
        because="b", initiative="i", tier="core",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "spec", "text", "expected"),
    [
        (AnswerKind.JUDGED, {}, " YES ", ("yes", None)),
        (AnswerKind.MEASURED, {}, "na", ("na", None)),
        (
            AnswerKind.CHOICE,
            {"options": {"within_3_months": Option(worth=1.0, label="Within 3 months")}},
            "Within 3 months",
            ("within_3_months", None),
        ),
        (AnswerKind.NUMBER, {"unit": "USD", "good": ">=1"}, "2,400", ("number", 2400.0)),
        (AnswerKind.NUMBER, {"unit": "USD", "good": ">=1"}, "2,5", ("number", 2.5)),
        (AnswerKind.NUMBER, {"unit": "share of tests", "good": ">=1"}, "50%", ("number", 0.5)),
        (AnswerKind.NUMBER, {"unit": "USD", "good": ">=1"}, "unknown", ("unknown", None)),
    ],
)
def test_answers_are_read_in_the_words_people_use(
    kind: AnswerKind, spec: dict[str, object], text: str, expected: tuple[str, float | None]
) -> None:
    assert edit.read_answer(standard(kind, **spec), text) == expected


def test_a_refused_answer_says_what_is_accepted() -> None:
    with pytest.raises(PlannerError, match="“Within 3 months”, yes, partly, no, na, unknown"):
        edit.read_answer(
            standard(
                AnswerKind.CHOICE, options={"within_3_months": Option(worth=1.0, label="Within 3 months")}
            ),
            "sometimes",
        )


@given(st.text(max_size=30))
def test_any_text_is_an_answer_or_a_clear_refusal(text: str) -> None:
    spec = standard(AnswerKind.NUMBER, unit="h", good=">=1")
    refused = None
    try:
        answer, _ = edit.read_answer(spec, text)
    except PlannerError as error:
        refused = str(error)
    assert refused.startswith("GOV-06 takes") if refused else answer in {*Verdict, "number"}


def test_a_hand_made_fact_settles_nothing_it_did_not_touch() -> None:
    plan = edit.put_record(PLAN, Record(id="d1", kind="devices"))
    after = edit.observe(plan, "devices", "d1", {"serial": "X"}, by="Ann Lee", at="2026-11-22T10:00:00")
    assert plan.records["devices"]["d1"].facts == {}
    assert after.records["devices"]["d1"].facts["serial"][0].source == "p-ann-lee"
    assert after.sources["p-ann-lee"].quality == edit.PERSON_QUALITY


def test_record_ids_are_never_taken_twice() -> None:
    plan = PLAN
    for _ in range(3):
        plan = edit.put_record(plan, Record(id=edit.new_record_id(plan, "sites"), kind="sites"))
    assert list(plan.records["sites"]) == ["sites-1", "sites-2", "sites-3"]


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2080, 1, 1)), st.integers(1, 12))
def test_a_new_plan_starts_in_a_quarter_with_time_left(day: date, month: int) -> None:
    quarter = Quarter.parse(profile.first_quarter(day, month))
    assert (quarter.last_day(month) - day).days + 1 >= 60
    assert quarter.minus(Quarter.of(day, month)) in (0, 1)


@pytest.mark.parametrize(
    "fields",
    [{"quarters": 0}, {"quarters": 41}, {"hourly_rate": -1}, {"exchange_rate": 0}, {"budget_per_quarter": -5}, {"start": "x"},
     {"quarters": "many"}, {"colour": "red"}],
)  # fmt: skip
def test_settings_that_make_no_sense_are_refused(fields: dict[str, object]) -> None:
    with pytest.raises(PlannerError):
        profile.with_settings(PLAN, fields)


def test_a_cap_can_be_taken_away() -> None:
    capped = profile.with_settings(PLAN, {"budget_per_quarter": 5000})
    assert profile.with_settings(capped, {"budget_per_quarter": None}).settings.budget_per_quarter is None


def test_names_are_found_in_any_case_and_near_misses_are_named() -> None:
    assert find("end-01", ["END-01", "END-02"], "standard") == "END-01"
    with pytest.raises(PlannerError, match="Did you mean END-01"):
        find("EDN-01", ["END-01", "IAM-01"], "standard")
