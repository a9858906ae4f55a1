"""Two groups told together, one record named, records of unknown sort, and what else stands in a sentence."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from planner.assess import assess
from planner.assess.phrase import belonging, phrase, together
from planner.assess.sentence import sentence
from planner.model.answer import Answer
from planner.model.fact import Value
from planner.model.inventory import Item
from planner.model.standard import AnswerKind, AnswerSpec, Option, Rule, Standard
from tests.assess.factory import catalogue, client, inventory, item, plan, standard

OPEN = "{unmet} of {total} {total?laptop|laptops} {unmet?is|are} open: {names}"
DESKS = "{unmet} of {total} {total?desktop|desktops} {unmet?is|are} open: {names}"


def values(unmet: int, total: int, names: str) -> dict[str, int | str]:
    return {"unmet": unmet, "total": total, "names": names}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (values(3, 14, "A and B"), values(6, 6, "C"), "3 of 14 laptops (A and B) and 6 of 6 desktops (C) are open"),
        (values(1, 1, "A"), values(6, 6, "C"), "Your laptop A and 6 of 6 desktops (C) are open"),
    ],
)  # fmt: skip
def test_what_is_the_same_of_two_groups_is_said_once(
    first: dict[str, int | str], second: dict[str, int | str], expected: str
) -> None:
    assert together(OPEN, DESKS, first, second) == expected
    assert not together(OPEN, DESKS.replace("open", "old"), first, second)


def test_a_single_record_is_named() -> None:
    assert phrase(OPEN, values(1, 1, "A")) == "Your laptop A is open"
    assert (
        phrase("{unmet} of {total} {total?call|calls} failed.", values(1, 1, "")) == "The only call failed."
    )
    assert (
        phrase("On {unmet} of {total} big {total?site|sites} it is: {names}", values(1, 1, "A"))
        == "On your big site A it is"
    )
    assert belonging(OPEN, "A and B", 2) == "It is not known whether A and B are some of your laptops"
    assert belonging(OPEN, "A", 1) == "It is not known whether A is one of your laptops"


LAPTOPS = Rule(
    measure="share", of="devices", where={"class": "laptop"}, that={"disk_encrypted": True}, good=">=0.9",
    when_unmet=OPEN, when_unknown=OPEN.replace("unmet", "unknown").replace("open", "not looked at"),
)  # fmt: skip
DESKTOPS = replace(LAPTOPS, where={"class": "desktop"}, when_unmet=DESKS, when_unseen="No word on desktops.")


def said(*records: Item, rules: tuple[Rule, ...] = (LAPTOPS, DESKTOPS), **answers: str) -> str:
    mine = replace(standard("END-01", *rules), when_unknown="Nobody knows.", only_if=())
    known = catalogue([mine, standard("NET-04")])
    answered = {key.replace("_", "-"): Answer(answer=value) for key, value in answers.items()}
    stock = inventory(*records)
    return sentence(assess(plan(answered), known, stock).results["END-01"], known, stock)


def device(key: str, what: str | None, encrypted: Value) -> Item:
    return item("devices", key, **{"class": what, "disk_encrypted": encrypted})


def test_failing_rules_on_the_same_fact_are_told_together() -> None:
    stock = [device("A", "laptop", False), device("B", "laptop", True), device("C", "desktop", False)]
    assert said(*stock) == "1 of 2 laptops (A) and your desktop C are open."


def test_the_first_rule_speaks_however_bad_another_one_is() -> None:
    old = Rule(
        measure="share", of="devices", that={"age_years": "<=5"}, good=">=1", when_unmet="{unmet} are old"
    )
    stock = [
        item("devices", "A", disk_encrypted=False, age_years=9, **{"class": "laptop"}),
        device("B", "laptop", True),
    ]
    assert said(*stock, rules=(LAPTOPS, old)) == "1 of 2 laptops is open: A."
    also = replace(old, when_also="so are the old ones, such as {names}")
    assert said(*stock, rules=(LAPTOPS, also)) == "1 of 2 laptops is open: A; so are the old ones, such as A."


def test_only_records_known_to_be_in_scope_are_counted() -> None:
    stock = [device("A", "laptop", False), device("B", "laptop", True), device("C", None, None)]
    assert said(*stock, rules=(LAPTOPS,)) == "1 of 2 laptops is open: A."
    assert said(device("B", "laptop", True), device("C", None, None), rules=(LAPTOPS,)) == (
        "It is not known whether C is one of your laptops."
    )
    one = [device("B", "laptop", True), device("D", "laptop", None), device("C", None, None)]
    assert said(*one, rules=(LAPTOPS,)) == "1 of 2 laptops is not looked at: D."


def test_a_rule_without_a_record_names_what_is_missing() -> None:
    assert said(device("A", "laptop", True)) == "No word on desktops."
    assert said() == "Nobody knows.", "nothing was measured: the standard speaks"
    plain = replace(DESKTOPS, when_unseen="", when_unknown="It is not known how old desktops are.")
    assert (
        said(device("A", "laptop", True), rules=(LAPTOPS, plain)) == "It is not known how old desktops are."
    )


FENCED = replace(LAPTOPS, if_any=True, unmet_if=("NET-04",), where={"class": "ot"})


def test_an_answer_says_of_the_records_nobody_knows_of_that_they_do_not_meet_it() -> None:
    stock = [device("A", "ot", None), device("B", "ot", None)]
    assert said(*stock, rules=(FENCED,)) == "2 of 2 laptops are not looked at: A and B."
    assert said(*stock, rules=(FENCED,), NET_04="no") == "2 of 2 laptops are open: A and B."
    assert said(*stock, rules=(FENCED,), NET_04="partly") == "2 of 2 laptops are not looked at: A and B."
    assert said(*stock, rules=(FENCED,), NET_04="no", END_01="yes") == "", "its own answer comes first"
    assert said(device("A", "ot", True), rules=(FENCED,), NET_04="no") == "", "what is known stands"


def judged(mine: Standard, *records: Item, traits: tuple[str, ...] = (), currency: str = "USD") -> bool:
    who = replace(client(traits=traits), currency=currency)
    return assess(plan(who=who), catalogue([mine]), inventory(*records)).results["END-01"].counts


def test_a_standard_concerns_who_has_the_trait_or_the_record_and_the_law() -> None:
    mine = standard("END-01", FENCED, only_if=("health_data",))
    assert not judged(mine, device("A", "laptop", False))
    assert judged(mine, device("A", "ot", None))
    assert judged(mine, traits=("health_data",))
    law = replace(mine, only_currency=("USD",))
    assert judged(law, traits=("health_data",))
    assert not judged(law, traits=("health_data",), currency="GBP")


def test_the_critical_ones_of_a_count_are_told_and_named_first() -> None:
    rule = Rule(
        measure="count", of="accounts", where={"enabled": True, "owner_left": True}, good="<=0",
        critical={"is_admin": True}, when_unmet="{unmet} {unmet?works|work}: {names}",
        when_critical="{unmet} {unmet?works|work}, and {those} {critical?is|are} grave: {names}",
    )  # fmt: skip

    def told(*grave: bool) -> str:
        stock = [
            item("accounts", f"A{n}", enabled=True, owner_left=True, is_admin=a) for n, a in enumerate(grave)
        ]
        return said(*stock, rules=(rule,))

    assert told(False, False) == "2 work: A0 and A1."
    assert told(False, True) == "2 work, and 1 of them is grave: A1 and A0."
    assert told(True, True) == "2 work, and all 2 are grave: A0 and A1."
    assert told(True) == "1 works, and it is grave: A0."


def test_a_date_stands_beside_the_name() -> None:
    rule = Rule(
        measure="share", of="devices", that={"disk_encrypted": True}, good=">=1", beside="os_eol_date",
        when_unmet="{unmet} of {total} {total?laptop|laptops} failed: {names}",
    )  # fmt: skip
    stock = [
        item("devices", key, disk_encrypted=False, os_eol_date=day)
        for key, day in (("A", "2026-11-06"), ("B", ()), ("C", None))
    ]
    assert said(*stock, rules=(rule,)) == (
        "3 of 3 laptops failed: A (os eol date: November 6, 2026), B (os eol date: never) and C."
    )


def test_of_equal_risks_the_one_that_weighs_more_here_comes_first() -> None:
    raised = standard("Z-01", impact=4, likelihood=3, raise_impact_if=("health_data",))
    same = standard("A-01", impact=5, likelihood=3)
    answers = {"Z-01": Answer(answer="no"), "A-01": Answer(answer="no")}
    for traits, first in (((), "A-01"), (("health_data",), "Z-01")):
        found = assess(plan(answers, who=client(traits=traits)), catalogue([raised, same]), inventory())
        assert found.findings()[0].standard == first
        assert found.gravest()[0].standard == first


def test_an_answer_with_a_meaning_of_its_own_has_a_sentence_of_its_own() -> None:
    options = {
        "unread": Option(
            worth=0.4, label="Insured, form unread", sentence="You are insured; nobody read the form."
        ),
        "plain": Option(worth=0.4, label="Plain"),
    }
    spec = AnswerSpec(kind=AnswerKind.CHOICE, options=options)
    mine = replace(standard("CON-06", answer=spec), when_partial="Some is.")
    known = catalogue([mine])
    for chosen, expected in (("unread", "You are insured; nobody read the form."), ("plain", "Some is.")):
        found = assess(plan({"CON-06": Answer(answer=chosen)}), known, inventory()).results["CON-06"]
        assert sentence(found, known, inventory()) == expected
