"""Answers and measurements together: intervals, basis, status, score."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.assess import assess, judge
from planner.model.answer import Answer
from planner.model.finding import Assessment, Basis, Result, Status
from planner.model.inventory import Item
from planner.model.standard import AnswerKind, AnswerSpec, Option, Rule, Standard
from tests.assess.factory import TODAY, catalogue, client, inventory, items, plan, standard

ENCRYPTED = Rule(measure="share", of="devices", that={"disk_encrypted": True}, good=">=0.98")
BACKED_UP = Rule(measure="share", of="servers", that={"backed_up": True}, good=">=1")
DAY = date.fromisoformat(TODAY)


def result(
    entry: Standard,
    answer: Answer | None = None,
    *records: Item,
    complete: tuple[str, ...] = (),
    traits: tuple[str, ...] = (),
) -> Result:
    answers = {} if answer is None else {entry.id: answer}
    known = inventory(*records, complete=complete)
    return assess(plan(answers, who=client(traits=traits)), catalogue([entry]), known).results[entry.id]


@pytest.mark.parametrize(
    ("said", "value", "status"),
    [
        ("yes", (1, 1), Status.MET),
        ("partly", (0.5, 0.5), Status.PARTIAL),
        ("no", (0, 0), Status.GAP),
        ("unknown", (0, 1), Status.OPEN),
        ("na", (0, 1), Status.NOT_APPLICABLE),
        ("nonsense", (0, 1), Status.OPEN),
    ],
)
def test_answers(said: str, value: tuple[float, float], status: Status) -> None:
    r = result(standard(), Answer(answer=said))
    assert (r.v_low, r.v_high) == value
    assert r.status is status


def test_nobody_asked() -> None:
    r = result(standard())
    assert (r.v_low, r.v_high, r.status, r.basis) == (0, 1, Status.OPEN, Basis.NOTHING)


def test_options_and_numbers() -> None:
    choice = AnswerSpec(kind=AnswerKind.CHOICE, options={"yearly": Option(worth=0.3, label="Every year")})
    assert result(standard(answer=choice), Answer(answer="yearly")).v_low == 0.3
    number = AnswerSpec(kind=AnswerKind.NUMBER, good="<=4", fair="<=8")
    found = [result(standard(answer=number), Answer(answer="number", number=n)).v_high for n in (4, 8, 9)]
    assert found == [1, 0.5, 0]
    assert result(standard(answer=number), Answer(answer="number")).status is Status.OPEN


def test_a_measurement_stands_unless_the_answer_carries_a_note() -> None:
    half = items("devices", [{"disk_encrypted": True}, {"disk_encrypted": False}])
    confirmed = result(standard("END-01", ENCRYPTED), Answer(answer="yes", note="  "), *half)
    assert (confirmed.v_low, confirmed.basis) == (0.5, Basis.MEASURED)
    overridden = result(standard("END-01", ENCRYPTED), Answer(answer="yes", note="seen"), *half)
    assert (overridden.v_low, overridden.basis) == (1, Basis.OVERRIDE)
    assert (overridden.measured_low, overridden.measured_high) == (0.5, 0.5)
    unknown = result(standard("END-01", ENCRYPTED), Answer(answer="unknown", note="hm"), *half)
    assert unknown.basis is Basis.MEASURED


def test_an_answer_counts_where_the_measurement_saw_nothing() -> None:
    for records in ((), items("devices", [{}, {}])):
        r = result(standard("END-01", ENCRYPTED), Answer(answer="no"), *records)
        assert (r.v_high, r.basis, r.measured_low) == (0, Basis.ANSWER, None)


def test_several_rules_count_by_the_worst_and_one_without_data_takes_part() -> None:
    good = items("devices", [{"disk_encrypted": True}])
    both = standard("END-01", ENCRYPTED, BACKED_UP)
    r = result(both, None, *good)
    assert (r.v_low, r.v_high, r.status) == (0, 1, Status.UNVERIFIED)
    r = result(both, None, *good, complete=("servers",))
    assert (r.v_low, r.v_high, r.status) == (1, 1, Status.MET)
    r = result(both, None, complete=("servers", "devices"))
    assert (r.status, r.basis) == (Status.NOT_APPLICABLE, Basis.MEASURED)
    # Nothing to measure and one list unknown: the answer decides.
    assert result(both, Answer(answer="no"), complete=("servers",)).basis is Basis.ANSWER


def test_unverified_has_seen_something_and_open_nothing() -> None:
    some = items("devices", [{"disk_encrypted": True}, {}])
    assert result(standard("END-01", ENCRYPTED), None, *some).status is Status.UNVERIFIED
    none = items("devices", [{}, {}])
    assert result(standard("END-01", ENCRYPTED), None, *none).status is Status.OPEN


def test_risk_and_the_impact_a_trait_raises() -> None:
    # 3 of 5 met, 1 unknown: v 0.6 to 0.8; impact 4 raised to 5, likelihood 3.
    rows = [{"disk_encrypted": v} for v in (True, True, True, False)]
    entry = standard("END-01", ENCRYPTED, raise_impact_if=("card_data", "health_data"))
    r = result(entry, None, *items("devices", [*rows, {}]), traits=("health_data",))
    assert (r.impact, r.raised_by, r.weight) == (5, "health_data", 15)
    assert r.risk == pytest.approx(15 * 0.2)
    assert r.unverified_risk == pytest.approx(15 * 0.2)
    highest = standard("END-01", impact=5, raise_impact_if=("health_data",))
    r = result(highest, None, traits=("health_data",))
    assert (r.impact, r.raised_by) == (5, "")


@pytest.mark.parametrize("said", [None, Answer(answer="no")])
def test_a_duty_exists_only_for_those_who_have_it(said: Answer | None) -> None:
    entry = standard("VEN-13", only_if=("card_data", "health_data"))
    assert result(entry, said, traits=("remote_work",)).status is Status.NOT_APPLICABLE
    assert result(entry, said).basis is Basis.NOTHING
    expected = Status.OPEN if said is None else Status.GAP
    assert result(entry, said, traits=("health_data",)).status is expected


def judged(answers: dict[str, str], *weights: tuple[int, int]) -> Assessment:
    entries = [standard(f"END-{n:02}", impact=i, likelihood=k) for n, (i, k) in enumerate(weights)]
    said = {key: Answer(answer=value) for key, value in answers.items()}
    return judge(plan(said), catalogue(entries), {}, DAY)


def test_score_by_hand() -> None:
    # Weights 20, 10, 6; yes, no, not asked: low = 20/36 = 0.5556, high = 26/36 = 0.7222,
    # point = 0.5556 ÷ (1 − 0.1667) = 0.6667: two thirds of what is known.
    found = judged({"END-00": "yes", "END-01": "no"}, (5, 4), (5, 2), (3, 2))
    score = found.score
    assert (score.low, score.high) == pytest.approx((20 / 36, 26 / 36))
    assert score.point == pytest.approx(2 / 3)
    assert (score.answered, score.unknown, score.not_applicable) == (2, 1, 0)
    assert found.domains["END"] == score


def test_score_of_nothing() -> None:
    unasked = judged({}, (5, 4)).score
    assert (unasked.low, unasked.high, unasked.point) == (0, 1, None)
    left_out = judged({"END-00": "na"}, (5, 4)).score
    assert (left_out.low, left_out.high, left_out.point, left_out.not_applicable) == (0, 1, None, 1)


SAID = st.sampled_from(["yes", "partly", "no", "unknown", "na"])
WEIGHTS = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=8)
BETTER = {"no": "partly", "partly": "yes"}


@settings(max_examples=100)
@given(WEIGHTS, st.data())
def test_the_point_lies_in_its_band_and_better_answers_never_lower_it(
    weights: list[tuple[int, int]], data: st.DataObject
) -> None:
    said = {f"END-{n:02}": data.draw(SAID) for n in range(len(weights))}
    before = judged(said, *weights).score
    assert 0 <= before.low <= before.high <= 1
    if before.point is not None:
        assert before.low <= before.point <= before.high
    key = data.draw(st.sampled_from(sorted(said)))
    if said[key] in BETTER:
        after = judged({**said, key: BETTER[said[key]]}, *weights).score
        assert after.low >= before.low
        assert after.high >= before.high
        assert after.point is not None
        assert before.point is not None
        assert after.point >= before.point - 1e-12


@settings(max_examples=100)
@given(WEIGHTS, st.data())
def test_forgetting_an_answer_widens_the_band(weights: list[tuple[int, int]], data: st.DataObject) -> None:
    known = st.sampled_from(["yes", "partly", "no"])
    said = {f"END-{n:02}": data.draw(known) for n in range(len(weights))}
    key = data.draw(st.sampled_from(sorted(said)))
    before = judged(said, *weights).score
    after = judged({**said, key: "unknown"}, *weights).score
    assert after.low <= before.low <= before.high <= after.high


@settings(max_examples=100)
@given(st.lists(st.sampled_from([True, False]), min_size=1, max_size=12), st.data())
def test_forgetting_a_fact_widens_the_interval(facts: list[bool], data: st.DataObject) -> None:
    entry = standard("END-01", ENCRYPTED)
    index = data.draw(st.integers(0, len(facts) - 1))
    before = result(entry, None, *items("devices", [{"disk_encrypted": f} for f in facts]))
    less = [{} if n == index else {"disk_encrypted": f} for n, f in enumerate(facts)]
    after = result(entry, None, *items("devices", less))
    assert after.v_low <= before.v_low <= before.v_high <= after.v_high
