"""The shipped standards: every rule can be measured and put in words."""

from __future__ import annotations

import re
from functools import lru_cache

import pytest

from planner.assess import assess, explain
from planner.assess.family import FAMILIES
from planner.model.catalogue import Catalogue
from planner.model.condition import parse_condition
from planner.model.finding import Status
from planner.model.standard import Rule
from planner.standards import load_catalogue
from tests.assess.factory import client, inventory, items, plan


@lru_cache
def shipped() -> Catalogue:
    return load_catalogue()


def test_every_rule_has_a_family_and_words() -> None:
    found = assess(plan(who=client(150)), shipped(), inventory())
    for standard in shipped().standards.values():
        assert all(rule.measure in FAMILIES for rule in standard.rules), standard.id
        measures = found.results[standard.id].measures
        assert len(measures) == len(standard.rules)
        for measure in measures:
            assert re.search(r"; (good|fair) is ", measure.text), measure
            assert "_" not in measure.text, measure.text


def test_an_empty_plan_knows_nothing() -> None:
    found = assess(plan(who=client(150)), shipped(), inventory())
    # What only some clients owe is no question to one of whom nothing is known.
    duties = {s.id for s in shipped().standards.values() if s.only_if}
    assert {key for key, r in found.results.items() if r.status is Status.NOT_APPLICABLE} == duties
    assert {r.status for key, r in found.results.items() if key not in duties} == {Status.OPEN}
    assert found.score.point is None
    assert list(found.domains) == list(shipped().domains)


def _about_records(rule: Rule) -> bool:
    """Return whether a rule says something about records there are: how many of them, or none of them."""
    bound = rule.good if rule.good is not None else rule.fair
    few = bound is not None and parse_condition(bound).has_ceiling
    return rule.measure in {"share", "share_compare"} or (rule.measure == "count" and few)


@pytest.mark.parametrize("kind", shipped().kinds)
def test_who_has_none_of_a_kind_is_not_good_at_it(kind: str) -> None:
    found = assess(plan(who=client(30)), shipped(), inventory(complete=[kind]))
    for key, result in found.results.items():
        rules = shipped().standards[key].rules
        if any(rule.of == kind for rule in rules):
            assert result.v_low == 0, key
        if rules and all(rule.of == kind and _about_records(rule) for rule in rules):
            assert result.status is Status.NOT_APPLICABLE, key


def test_who_has_only_phones_is_not_good_at_computers() -> None:
    phones = items("devices", [{"class": "phone", "os_eol_date": "2030-01-01"}])
    found = assess(plan(), shipped(), inventory(*phones, complete=["devices"]))
    assert found.results["END-06"].status is Status.NOT_APPLICABLE
    assert assess(plan(), shipped(), inventory(*phones)).results["END-06"].status is Status.OPEN


def test_complete_empty_lists_are_measured_without_a_record() -> None:
    found = assess(plan(), shipped(), inventory(complete=shipped().kinds))
    measured = [r for r in found.results.values() if r.measures]
    assert measured
    assert not any(r.status is Status.OPEN and len(r.measures) == 1 for r in measured if r.measures[0].v_low)
    for result in measured:
        assert explain(result, shipped(), plan(), inventory())
