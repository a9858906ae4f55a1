"""Explanations: the figures in sentences, and nothing internal."""

from __future__ import annotations

from msgspec.structs import replace

from planner.assess import assess, explain
from planner.assess.words import bound, inline
from planner.model.answer import Answer
from planner.model.condition import parse_condition
from planner.model.fact import Source
from planner.model.standard import Rule
from planner.writing import percent
from tests.assess.factory import catalogue, inventory, items, plan, standard

ENCRYPTED = Rule(
    measure="share",
    of="devices",
    where={"class": "laptop"},
    that={"disk_encrypted": True},
    good=">=0.98",
)


def explained(*encrypted: bool | None, answer: Answer | None = None) -> tuple[str, ...]:
    known = catalogue([standard("END-01", ENCRYPTED)])
    records = items("devices", [{"class": "laptop", "disk_encrypted": e} for e in encrypted])
    source = Source(id="s1", title="intune\x1b[31m.csv", kind="file", at="2026-11-20T10:00:00")
    mine = replace(plan({} if answer is None else {"END-01": answer}), sources={"s1": source})
    found = assess(mine, known, inventory(*records))
    return explain(found.results["END-01"], known, mine, inventory(*records))


def test_a_share_names_its_counts_band_and_bound() -> None:
    sentences = explained(*[True] * 23, *[False] * 5, *[None] * 3)
    assert sentences[0] == (
        "Disk encrypted: 23 of 31 devices (laptop), 5 not, 3 unknown: 74%–84%; good is at least 98%."
    )
    assert sentences[1] == "Source: intune[31m.csv (2026-11-20); newest fact of 2026-11-01."
    # 4 × 3 × (1 − 26/31) = 1.94; 4 × 3 × 3/31 = 1.16
    assert "risk = 4 × 3 × (1 − 0.84) = 1.9" in sentences
    assert "unverified risk = 4 × 3 × (0.84 − 0.74) = 1.2" in sentences


def test_who_said_what_is_named_and_internal_notes_are_not() -> None:
    said = Answer(answer="partly", note="half [b]done", internal="secret", by="Ann", at="2026-11-21T09:00:00")
    sentences = " ".join(explained(True, True, answer=said))
    assert "Ann answered on 2026-11-21: Partly in place, worth 0.5." in sentences
    assert "half [b]done" in sentences
    assert "overrides the measurement" in sentences
    assert "The measurement alone says 1." in sentences
    assert "secret" not in sentences


def test_nothing_known_says_so() -> None:
    known = catalogue([standard("END-01")])
    found = assess(plan(), known, inventory())
    sentences = explain(found.results["END-01"], known, plan(), inventory())
    assert sentences[0] == "Nothing was measured and nobody has answered yet."


def test_a_share_is_never_rounded_to_all_or_nothing() -> None:
    assert [percent(x) for x in (0, 0.001, 0.5, 0.997, 1)] == ["0%", "0.1%", "50%", "99.7%", "100%"]


def test_a_date_that_is_near_and_one_that_is_not_are_told_apart() -> None:
    assert bound(parse_condition("within 180 days")) == "within 180 days"
    assert bound(parse_condition("beyond 180 days")) == "in more than 180 days"


def test_a_title_inside_a_sentence_keeps_its_capitals_when_they_mean_something() -> None:
    assert [inline(t) for t in ("Disk encrypted", "SaaS apps", "MFA", "A copy")] == [
        "disk encrypted", "SaaS apps", "MFA", "a copy",
    ]  # fmt: skip
