"""The shipped standards: every rule can be measured and put in words."""

from __future__ import annotations

import re
from functools import lru_cache

from planner.assess import assess, explain
from planner.assess.family import FAMILIES
from planner.model.catalogue import Catalogue
from planner.model.finding import Status
from planner.standards import load_catalogue
from tests.assess.factory import client, inventory, plan


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


def test_complete_empty_lists_are_measured_without_a_record() -> None:
    found = assess(plan(), shipped(), inventory(complete=shipped().kinds))
    measured = [r for r in found.results.values() if r.measures]
    assert measured
    assert not any(r.status is Status.OPEN and len(r.measures) == 1 for r in measured if r.measures[0].v_low)
    for result in measured:
        assert explain(result, shipped(), plan(), inventory())
