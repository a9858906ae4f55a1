"""Must-haves before the score, gains without risk, no point on almost no evidence, counts for people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from planner.assess import assess
from planner.model.answer import Answer
from planner.model.finding import Assessment, MustHaves, Score, Tally
from planner.model.standard import Rule, Standard
from planner.model.standing import must_words, tally_words
from tests.assess.factory import VOCABULARY, catalogue, inventory, items, plan, standard


def judged(*standards: Standard, **answers: str) -> Assessment:
    said = {key.replace("_", "-"): Answer(answer=value) for key, value in answers.items()}
    return assess(plan(said), catalogue(standards), inventory())


def must(key: str, impact: int = 4, likelihood: int = 4) -> Standard:
    return replace(standard(key, impact=impact, likelihood=likelihood), must=True)


@given(said=st.lists(st.sampled_from(["yes", "partly", "no", "na", "unknown"]), max_size=8))
def test_must_haves_are_met_missing_or_unknown(said: list[str]) -> None:
    standards = [must(f"A-{n:02}") for n in range(len(said))]
    found = judged(*standards, standard("B-01"), **{f"A_{n:02}": value for n, value in enumerate(said)}).must
    assert (found.met, found.missing) == (said.count("yes"), said.count("partly") + said.count("no"))
    assert found.unknown == said.count("unknown")
    assert found.standards == tuple(f"A-{n:02}" for n, value in enumerate(said) if value != "na")


def test_a_gain_is_scored_and_listed_but_is_no_risk() -> None:
    gain = replace(standard("A-01"), gain=True)
    found = judged(gain, A_01="no")
    assert found.score.point == 0
    assert [(r.standard, r.risk, r.unverified_risk) for r in found.findings()] == [("A-01", 0, 0)]
    open_one = judged(gain)
    assert open_one.findings()[0].unverified_risk == 0
    assert [r.standard for r in open_one.next_questions()] == ["A-01"]


@pytest.mark.parametrize(("doubt", "first"), [(20, "M-01"), (25, "O-01")])
def test_of_near_equals_the_must_have_is_asked_first(doubt: int, first: str) -> None:
    # 16 is 20 % less than 20, and 36 % less than 25.
    other = standard("O-01", impact=5, likelihood=doubt // 5)
    assert judged(must("M-01"), other).next_questions()[0].standard == first


@given(low=st.floats(0, 1), high=st.floats(0, 1))
def test_too_wide_a_band_is_shown_without_a_point(low: float, high: float) -> None:
    low, high = sorted((low, high))
    score = Score(low=low, high=high, point=low, answered=1, unknown=1, not_applicable=0)
    assert (score.shown is None) == (high - low > 2 / 3)


def test_a_domain_of_which_nothing_applies_is_empty() -> None:
    found = judged(standard("A-01"), standard("B-01"), A_01="na")
    assert [found.domains[d].is_empty for d in ("A", "B")] == [True, False]


def test_what_is_wrong_is_counted_by_its_gravity() -> None:
    standards = [
        standard("A-01", impact=5, likelihood=4),
        standard("A-02", impact=5, likelihood=4),
        standard("A-03", impact=3, likelihood=3),
        replace(standard("A-04", impact=5, likelihood=5), gain=True),
        standard("A-05", impact=5, likelihood=5),
    ]
    found = judged(*standards, A_01="no", A_02="partly", A_03="no", A_04="no")
    assert found.tally(VOCABULARY.bands) == Tally(critical=1, high=2, rest=1)


def test_a_band_of_risk_holds_its_lower_edge() -> None:
    edges = {"A-01": (5, 3), "A-02": (4, 2), "A-03": (4, 1)}
    standards = [standard(key, impact=impact, likelihood=times) for key, (impact, times) in edges.items()]
    found = judged(*standards, A_01="no", A_02="no", A_03="no")
    assert found.tally(VOCABULARY.bands) == Tally(critical=1, high=1, rest=1)


def test_the_worst_come_first_and_the_gravest_are_known_to_be_wrong_and_not_accepted() -> None:
    # Two of one risk, 6: of the first nothing else may be wrong, of the second another 3 may.
    half = Rule(measure="share", of="devices", that={"disk_encrypted": True}, good=">=1")
    fleet = items("devices", [{"disk_encrypted": x} for x in (True, False, False, None)])
    standards = [
        standard("A-01", impact=3, likelihood=2), standard("A-02", half, impact=4, likelihood=3),
        standard("A-03", impact=5, likelihood=5),
    ]  # fmt: skip
    said = {"A-01": Answer(answer="no")}
    found = assess(plan(said), catalogue(standards), inventory(*fleet))
    assert [(r.standard, r.risk, r.unverified_risk) for r in found.findings()] == [
        ("A-02", 6, 3), ("A-01", 6, 0), ("A-03", 0, 25),
    ]  # fmt: skip
    assert [r.standard for r in found.gravest()] == ["A-02", "A-01"]
    assert [r.standard for r in found.gravest({"A-02"})] == ["A-01"]
    assert [r.standard for r in found.gravest(count=1)] == ["A-02"]


def test_the_words_leave_out_what_is_none() -> None:
    found = MustHaves(met=4, missing=6, unknown=4, standards=())
    assert must_words(found) == "must-haves 4 of 14, 6 missing, 4 unknown"
    assert must_words(replace(found, missing=0, unknown=0)) == "must-haves 4 of 4"
    assert must_words(MustHaves()) == ""
    assert tally_words(Tally(critical=1, rest=3)) == "1 critical, 3 lesser"
    assert tally_words(Tally()) == "nothing known to be wrong"
