"""What the shipped standards say about a client: every sentence, in every state, and every answer."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.assess.phrase import frame, phrase
from planner.assess.sentence import sentence
from planner.assess.verdict import Bounds
from planner.assess.words import figure_unit
from planner.model.catalogue import Catalogue
from planner.model.condition import parse_condition
from planner.model.finding import Basis, Measure, Result, Status
from planner.model.inventory import Inventory, Item
from planner.model.place import COUNTS, filled
from planner.model.standard import Rule, Standard
from planner.standards import load_catalogue
from tests.assess.factory import fact

TEMPLATES = Path(__file__).parents[2] / "templates"
NAMES = tuple(f"NAME-{letter}" for letter in "ABCDEF")
LONGEST = 240
SHARES = ("share", "share_compare")
STATES = (Status.GAP, Status.PARTIAL, Status.UNVERIFIED, Status.OPEN)
FIGURES = (2.0, 0.155, 37.0, 412.0, 12_500.0)
"""What rules other than shares may have measured; a figure of 1 in need of mending does not occur."""
AMOUNTS = re.compile(r"\b1 (?!of\b)(?:\w+[^aisu\W]s|\w+ies)\b")
"""A plural after a one."""
PLURAL_VERB = re.compile(r"^1 of [\d,]+ [\w ]+? (have|are|were|hold|get|lack)\b")
DOUBLE_NO = re.compile(
    r"\b(?:not|no|nobody|nothing|none|never)\b(?: (?!or\b|and\b)[\w'-]+){0,5} (?:not|no|nobody|nothing|none|never)\b",
    re.IGNORECASE,
)
PREFIX = re.compile(r"^(?:Not in place|Only partly in place|Not known yet)\b")
KEYS = ("yes", "partly", "no")


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    return load_catalogue([TEMPLATES])


@lru_cache(maxsize=1)
def worded() -> tuple[Standard, ...]:
    """Return every standard: all of them have to be worded."""
    return tuple(catalogue().standards.values())


def flaw(text: str) -> str:
    """Return what makes a sentence unfit for a client's eyes; empty when it may be read."""
    wrong = {
        "an id": re.search(r"[a-z]+_[a-z]", text),
        "a brace": re.search(r"[{}]", text),
        "a title behind a prefix": PREFIX.search(text),
        "a double negative": DOUBLE_NO.search(text),
        "a count of nothing": re.search(r"\b0 of\b", text),
        "two spaces": "  " in text,
        "a plural after a one": AMOUNTS.search(text) or PLURAL_VERB.search(text),
        "a small first letter": text[:1] != text[:1].upper(),
        "no end": not text.endswith((".", *NAMES, " more")) or text != text.strip(),
        "a dot too many": text.endswith(".."),
        f"more than {LONGEST} characters": len(text) > LONGEST,
    }
    return ", ".join(name for name, found in wrong.items() if found)


def names_records(rule: Rule) -> bool:
    """Return whether the records that do not meet a rule have names in its sentence."""
    if rule.measure != "count":
        return rule.measure in (*SHARES, "min", "max", "value", "ratio", "ratio_min")
    return rule.good is not None and Bounds(parse_condition(rule.good), whole=True).high < float("inf")


@st.composite
def measures(draw: st.DrawFn, rule: Rule, *, wrong: bool) -> Measure:
    """Return what a rule may have seen at a client that has trouble, or about whom little is known."""
    met = draw(st.integers(0, 50))
    unmet = draw(st.integers(1, 50)) if wrong else 0
    unknown = draw(st.integers(0 if wrong else 1, 50))
    total = met + unmet + unknown
    low, high = met / total, (met + unknown) / total
    if rule.measure not in SHARES:
        figure = draw(st.sampled_from(FIGURES))
        low = high = float(unmet) if rule.measure == "count" else figure
    if rule.measure == "distinct" and isinstance(rule.per, int):
        met, unmet, total = met + unmet + 2, 0, total + 2
        low = high = draw(st.integers(2, 40)) * rule.per / max(total, rule.per)
    ids = [f"i{n}" for n in range(len(NAMES))]
    return Measure(
        rule="r", text="", of=rule.of, met=met, unmet=unmet, unknown=unknown, low=low, high=high,
        v_low=0.0, v_high=0.0 if wrong else 1.0, affected=tuple(ids[:unmet]), unknown_ids=tuple(ids[:unknown]),
    )  # fmt: skip


def said(standard: Standard, status: Status, seen: Measure | None = None, rule: Rule | None = None) -> str:
    """Return what is said of a client about one standard, of several rules by the one given."""
    judged = Result(
        standard=standard.id, domain=standard.domain, v_low=0.0,
        v_high={Status.GAP: 0.0, Status.PARTIAL: 0.5}.get(status, 1.0), status=status,
        basis=Basis.ANSWER if seen is None else Basis.MEASURED, impact=standard.impact,
        likelihood=standard.likelihood, measures=() if seen is None else (seen,),
    )  # fmt: skip
    alone = standard if rule is None else msgspec.structs.replace(standard, rules=(rule,))
    shown = msgspec.structs.replace(catalogue(), standards={standard.id: alone})
    kind = "" if rule is None else rule.of
    facts = {} if rule is None else {rule.left: fact(3), rule.right: fact(8)}
    items = tuple(Item(id=f"i{n}", kind=kind, label=name, facts=facts) for n, name in enumerate(NAMES))
    return sentence(judged, shown, Inventory(today="2026-11-27", items={kind: items}))


RULES = [
    pytest.param(standard, rule, id=f"{standard.id}.{number}")
    for standard in worded()
    for number, rule in enumerate(standard.rules, 1)
]
STANDARDS = [pytest.param(standard, id=standard.id) for standard in worded()]


@pytest.mark.parametrize("standard", STANDARDS)
def test_a_standard_has_its_sentences_and_answers(standard: Standard) -> None:
    sentences = [said(standard, status) for status in STATES]
    assert [(text, flaw(text)) for text in sentences if flaw(text)] == []
    assert sentences[:3] == [standard.when_missing, standard.when_partial, standard.when_unknown]
    assert len(set(sentences[:3])) == 3
    assert not any(re.search(r"\d", text) for text in sentences), "figures stand in the sentences of rules"


@pytest.mark.parametrize("standard", STANDARDS)
def test_an_answer_says_in_full_what_is_so(standard: Standard) -> None:
    assert standard.answers is not None
    answers = msgspec.structs.asdict(standard.answers)
    assert len({text.casefold() for text in answers.values()}) == 3
    for key, text in answers.items():
        assert flaw(text) == "", text
        assert len(text) <= 120
        first = re.split(r"\W", text.casefold(), maxsplit=1)[0]
        assert first not in set(KEYS) - {key}, text


@pytest.mark.parametrize("standard", STANDARDS)
def test_options_have_labels_of_their_own(standard: Standard) -> None:
    labels = [option.label for option in standard.answer.options.values()]
    assert len({label.casefold() for label in labels}) == len(labels)
    for key, option in standard.answer.options.items():
        assert option.label[:1] == option.label[:1].upper()
        assert not re.search(r"[a-z]+_[a-z]", option.label)
        assert not option.sentence or flaw(option.sentence) == "", option.sentence
        assert option.label != key.replace("_", " ").capitalize() or "_" not in key, "made from its id"


@pytest.mark.parametrize(("standard", "rule"), RULES)
def test_a_rule_says_what_is_wrong_and_what_is_not_known(standard: Standard, rule: Rule) -> None:
    assert rule.when_unmet, standard.id
    assert rule.when_unknown, standard.id
    if any(one.of != rule.of for one in standard.rules) and not rule.if_any:
        assert rule.when_unseen or "{" not in rule.when_unknown, "it names no missing part"
    if "{names}" in rule.when_unmet:
        assert names_records(rule), "it names no records"
    if "{figure}" in rule.when_unmet + rule.when_unknown:
        assert rule.measure not in SHARES, "a share says its counts"


COUNTING = [
    pytest.param(standard, rule, id=f"{standard.id}.{number}")
    for standard in worded()
    for number, rule in enumerate(standard.rules, 1)
    if "of {total}" in rule.when_unmet + rule.when_unknown
]
ONE = dict.fromkeys(COUNTS, 1) | {"those": "it", "names": "NAME-A", "figure": "3", "good": "4"}


@pytest.mark.parametrize(("standard", "rule"), COUNTING)
def test_a_single_record_is_named_and_not_counted(standard: Standard, rule: Rule) -> None:
    for text in (rule.when_unmet, rule.when_unknown):
        told, parts = phrase(text, ONE), frame(text)
        assert parts is not None, f"{standard.id}: nobody can tell it of one record"
        assert "of 1" not in told
        assert "your the" not in told.casefold()
        assert flaw(told if told.endswith((".", "NAME-A")) else f"{told}.") == "", told
        assert not parts.named or re.search(r"\byour [\w ,-]*?NAME-A", told, re.IGNORECASE), told


@pytest.mark.parametrize(("standard", "rule"), RULES)
def test_what_is_said_of_no_record_is_fit_to_read(standard: Standard, rule: Rule) -> None:
    if rule.when_unseen:
        assert flaw(rule.when_unseen) == ""
        assert rule.when_unseen != standard.when_unknown
    if rule.when_critical:
        for count in (1, 2, 7):
            places = {**ONE, **dict.fromkeys(COUNTS, count), "those": "all 7"}
            assert flaw(filled(rule.when_critical, places)) == ""


@pytest.mark.parametrize(("standard", "rule"), RULES)
@given(data=st.data())
@settings(max_examples=30)
def test_a_rule_is_fit_to_read_for_any_client(standard: Standard, rule: Rule, data: st.DataObject) -> None:
    wrong = said(standard, Status.PARTIAL, data.draw(measures(rule, wrong=True)), rule)
    unsure = said(standard, Status.UNVERIFIED, data.draw(measures(rule, wrong=False)), rule)
    assert flaw(wrong) == "", wrong
    assert flaw(unsure) == "", unsure
    assert wrong not in {standard.when_missing, standard.when_partial}
    assert unsure != standard.when_unknown


@pytest.mark.parametrize("standard", STANDARDS)
def test_a_must_have_is_for_everybody_and_about_harm(standard: Standard) -> None:
    if standard.must:
        assert standard.tier == "core"
        assert not standard.gain


def test_a_figure_that_is_not_there_is_not_spoken_of() -> None:
    standard = catalogue().standards["GOV-06"]
    (rule,) = standard.rules
    assert "{figure}" in rule.when_unmet
    never = Measure(
        rule="r", text="", of=rule.of, met=0, unmet=1, unknown=0, low=None, high=None, v_low=0.0,
        v_high=0.0, affected=("i0",),
    )  # fmt: skip
    assert said(standard, Status.GAP, never, rule) == standard.when_missing


def test_money_by_money_is_told_in_percent() -> None:
    standard = catalogue().standards["GOV-04"]
    (rule,) = standard.rules
    assert figure_unit(rule, catalogue()) == "share"
    seen = Measure(
        rule="r", text="", of=rule.of, met=0, unmet=1, unknown=0, low=0.155, high=0.155, v_low=0.0, v_high=0.0
    )
    assert said(standard, Status.GAP, seen, rule) == (
        "Your IT spending is 15.5% of revenue; 2% to 7% is usual for companies like yours."
    )


@pytest.mark.parametrize(
    "text",
    [
        "longer_or_never is the answer.",
        "One {unmet} is left.",
        "Not in place: Nothing is open.",
        "Nobody has done nothing.",
        "0 of 0 computers are safe.",
        "Two  spaces are here.",
        "small letters begin this.",
        "There is no end",
        "1 of 3 laptops have no lock.",
        "There are 1 laptops.",
        "x" * LONGEST + "Y.",
    ],
)
def test_what_no_client_may_read_is_refused(text: str) -> None:
    assert flaw(text)
