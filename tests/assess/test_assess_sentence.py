"""The sentence of a finding: which rule speaks, with which figures."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from planner.assess.sentence import named, sentence
from planner.assess.words import SHARE, figure_unit
from planner.model.catalogue import Catalogue
from planner.model.finding import Basis, Measure, Result, Status
from planner.model.inventory import Inventory, Item
from planner.model.standard import Rule
from planner.standards import load_catalogue

STANDARD = "END-01"
ITEMS = tuple(Item(id=f"d{i}", kind="devices", label=f"LT-{i}", facts={}) for i in range(6))
INVENTORY = Inventory(today="2026-11-22", items={"devices": ITEMS})


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    found = load_catalogue()
    standard = found.standards[STANDARD]
    rule = Rule(
        measure="share", of="devices", that={"disk_encrypted": True}, good=">=0.9",
        when_unmet="{unmet} of {total} {total?laptop|laptops} {unmet?is|are} open: {names}",
        when_unknown="nobody knows about {unknown} of {total} laptops",
    )  # fmt: skip
    other = replace(rule, when_unmet="the other rule", when_unknown="the other rule knows nothing")
    texts = {"when_missing": "Nothing is.", "when_partial": "Some is.", "when_unknown": "Who knows."}
    mine = replace(standard, rules=(rule, other), **texts)
    return replace(found, standards={STANDARD: mine})


def measure(met: int, unmet: int, unknown: int) -> Measure:
    total = met + unmet + unknown
    return Measure(
        rule="r", text="", of="devices", met=met, unmet=unmet, unknown=unknown, low=None, high=None,
        v_low=met / total, v_high=(met + unknown) / total, affected=tuple(f"d{i}" for i in range(unmet)),
        unknown_ids=tuple(f"d{5 - i}" for i in range(unknown)),
    )  # fmt: skip


def result(status: Status, *measures: Measure, basis: Basis = Basis.MEASURED) -> Result:
    low = min((m.v_low for m in measures), default=0.0)
    high = min((m.v_high for m in measures), default=0.0 if status is Status.GAP else 1.0)
    return Result(
        standard=STANDARD, domain="END", v_low=low, v_high=high, status=status, basis=basis, impact=4,
        likelihood=3, measures=measures,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (result(Status.PARTIAL, measure(1, 5, 0), measure(3, 1, 2)), "5 of 6 laptops are open: LT-0, LT-1, LT-2 and 2 more."),
        (result(Status.PARTIAL, measure(5, 1, 0), measure(6, 0, 0)), "1 of 6 laptops is open: LT-0."),
        (result(Status.PARTIAL, measure(6, 0, 0), measure(0, 6, 0)), "The other rule."),
        (result(Status.UNVERIFIED, measure(4, 0, 2), measure(6, 0, 0)), "Nobody knows about 2 of 6 laptops."),
        (result(Status.GAP, basis=Basis.ANSWER), "Nothing is."),
        (result(Status.PARTIAL, measure(4, 2, 0), basis=Basis.OVERRIDE), "Some is."),
        (result(Status.OPEN, basis=Basis.NOTHING), "Who knows."),
        (result(Status.MET, measure(6, 0, 0)), ""),
    ],
)  # fmt: skip
def test_who_speaks(found: Result, expected: str, catalogue: Catalogue) -> None:
    assert sentence(found, catalogue, INVENTORY) == expected


def test_a_figure_nobody_has_leaves_the_word_to_the_standard(catalogue: Catalogue) -> None:
    """Documents that were never reviewed are known, but have no age."""
    standard = catalogue.standards[STANDARD]
    rule = replace(standard.rules[0], when_unmet="It is {figure} old.")
    aged = replace(catalogue, standards={STANDARD: replace(standard, rules=(rule,))})
    never = replace(measure(0, 2, 0), v_high=0.0)
    assert sentence(result(Status.GAP, never), aged, INVENTORY) == "Nothing is."
    assert sentence(result(Status.GAP, replace(never, low=0.5)), aged, INVENTORY) == "It is 50% old."


def test_the_figure_of_seats_used_of_seats_bought_is_a_share(catalogue: Catalogue) -> None:
    rule = Rule(measure="ratio_sum", of="licences", left="active", right="bought", good=">=0.9")
    assert figure_unit(rule, catalogue) == SHARE
    assert figure_unit(replace(rule, right="cost"), catalogue) == ""


def test_names_are_bounded_and_harmless() -> None:
    labels = {"a": "One\x1b[31m", "b": "x" * 500}
    text = named(["a", "b", "c"], labels)
    assert "\x1b" not in text
    assert len(text) < 150
    assert named(["a"], {"a": "A"}) == "A"
    assert named(["a", "b"], {"a": "A", "b": "B"}) == "A and B"
