"""Shares: what is met, what is not, and what may be."""

from __future__ import annotations

from typing import TypeAlias

import pytest
from msgspec.structs import replace

from planner.assess import affected, assess
from planner.model.fact import Value
from planner.model.inventory import Fact, FactState
from planner.model.standard import Rule
from tests.assess.factory import catalogue, fact, inventory, item, items, measured, plan, standard

Row: TypeAlias = dict[str, Value | Fact]
RULE = Rule(
    measure="share",
    of="devices",
    where={"class": ("laptop", "desktop")},
    that={"disk_encrypted": True},
    good=">=0.98",
    fair=">=0.5",
)

ENCRYPTED_ALL = Rule(measure="share", of="devices", that={"disk_encrypted": True}, good=">=1")


def laptops(*encrypted: Value | Fact) -> tuple[Row, ...]:
    return tuple({"class": "laptop", "disk_encrypted": e} for e in encrypted)


def test_a_share_is_worth_itself_below_good() -> None:
    # 23 met, 5 not, 3 unknown of 31: 23/31 = 0.7419, 26/31 = 0.8387; fair plays no part.
    m = measured(RULE, *items("devices", laptops(*[True] * 23, *[False] * 5, *[None] * 3)))
    assert (m.met, m.unmet, m.unknown) == (23, 5, 3)
    assert (m.v_low, m.v_high) == pytest.approx((23 / 31, 26 / 31))
    assert len(m.affected) == 5
    assert len(m.unknown_ids) == 3


def test_a_share_from_good_on_is_worth_one() -> None:
    m = measured(RULE, *items("devices", laptops(*[True] * 98, False, None)))
    assert (m.v_low, m.v_high) == (1, 1)
    assert m.affected == ("devices-98",)


def test_a_floor_is_the_least_a_rule_is_worth_once_it_has_seen_something() -> None:
    def worth(*encrypted: bool | None) -> tuple[float, float]:
        m = measured(replace(RULE, floor=0.8), *items("devices", laptops(*encrypted)))
        return m.v_low, m.v_high

    assert worth(False, False) == (0.8, 0.8)
    assert worth(False, None) == (0.8, 0.8)
    assert worth(True, None) == (0.8, 1)
    assert worth(None, None) == (0, 1)
    assert worth(*[True] * 9, False) == (0.9, 0.9)


def test_unknown_records_can_lift_the_best_case_to_good() -> None:
    m = measured(RULE, *items("devices", laptops(*[True] * 9, None)))
    assert (m.v_low, m.v_high) == (0.9, 1)


def test_records_out_of_scope_do_not_count_and_of_unknown_scope_are_unknown() -> None:
    rows: list[Row] = [
        *laptops(True, False),
        {"class": "phone", "disk_encrypted": False},
        {"disk_encrypted": True},
    ]
    m = measured(RULE, *items("devices", rows))
    assert (m.met, m.unmet, m.unknown) == (1, 1, 1)


@pytest.mark.parametrize("state", [FactState.STALE, FactState.CONFLICT])
def test_stale_and_contradicted_facts_are_unknown(state: FactState) -> None:
    value = None if state is FactState.CONFLICT else True
    m = measured(RULE, *items("devices", laptops(True, fact(value, state))))
    assert (m.met, m.unmet, m.unknown) == (1, 0, 1)


@pytest.mark.parametrize(
    ("observed", "known"), [("2026-11-12", True), ("2026-11-11", False)], ids=["ten days", "eleven days"]
)
@pytest.mark.parametrize("state", [FactState.KNOWN, FactState.STALE])
def test_the_rules_freshness_overrides_the_fields(observed: str, known: bool, state: FactState) -> None:
    rule = Rule(measure="share", of="devices", that={"disk_encrypted": True}, good=">=1", fresh_for=10)
    m = measured(rule, *items("devices", [{"disk_encrypted": fact(True, state, observed)}]))
    assert (m.met, m.unknown) == ((1, 0) if known else (0, 1))


def test_nothing_in_scope() -> None:
    phones = items("devices", [{"class": "phone", "disk_encrypted": False}])
    open_list = measured(RULE, *phones)
    assert (open_list.applicable, open_list.v_low, open_list.v_high) == (True, 0, 1)
    assert not measured(RULE, *phones, complete=["devices"]).applicable


def test_a_missing_fact_is_unknown_for_set_and_an_empty_one_is_unmet() -> None:
    rule = Rule(measure="share", of="documents", that={"owner": "set"}, good=">=1")
    m = measured(rule, *items("documents", [{"owner": "Ann"}, {"owner": ()}, {}]))
    assert (m.met, m.unmet, m.unknown) == (1, 1, 1)


def test_that_is_unmet_as_soon_as_one_part_is_false_whatever_is_unknown() -> None:
    rule = Rule(measure="share", of="documents", that={"owner": "set", "days_since_review": "<=30"}, good=1.0)
    m = measured(rule, *items("documents", [{"days_since_review": 99}, {"owner": "Ann"}]))
    assert (m.met, m.unmet, m.unknown) == (0, 1, 1)


def test_share_compare() -> None:
    rule = Rule(measure="share_compare", of="backups", left="rto", right="target", good=">=0.9")
    rows: list[Row] = [{"rto": 4, "target": 4}, {"rto": 9, "target": 4}, {"rto": 4}, {"rto": 4, "target": ()}]
    m = measured(rule, *items("backups", rows))
    assert (m.met, m.unmet, m.unknown) == (1, 2, 1)
    assert (m.v_low, m.v_high) == (0.25, 0.5)


def test_where_facts_come_from_is_kept() -> None:
    m = measured(RULE, *items("devices", laptops(True, fact(True, observed="2026-11-20T08:00:00"))))
    assert m.sources == ("s1",)
    assert m.observed == "2026-11-20"


def test_the_source_that_says_who_is_critical_is_named_and_that_of_others_is_not() -> None:
    def said(value: Value, source: str) -> Fact:
        return replace(fact(value), sources=(source,))

    admins = Rule(
        measure="share", of="accounts", that={"mfa_enabled": True}, critical={"is_admin": True}, good=">=1"
    )
    m = measured(admins, item("accounts", "a", mfa_enabled=said(True, "mfa"), is_admin=said(True, "roles")))
    assert m.sources == ("mfa", "roles")
    old = Rule(
        measure="count", of="devices", where={"class": "laptop"}, that={"age_years": ">=5"}, good="<=0"
    )
    laptop = item("devices", "l", **{"class": said("laptop", "list"), "age_years": said(7, "list")})
    phone = item("devices", "p", **{"class": said("phone", "phones"), "age_years": said(7, "phones")})
    assert measured(old, laptop, phone).sources == ("list",)


def test_yes_is_not_the_number_one() -> None:
    m = measured(ENCRYPTED_ALL, *items("devices", [{"disk_encrypted": 1}, {"disk_encrypted": True}]))
    assert (m.met, m.unmet) == (1, 1)


def test_a_record_nobody_could_judge_is_not_affected() -> None:
    known = catalogue([standard("END-01", ENCRYPTED_ALL)])
    found = inventory(*items("devices", [{"disk_encrypted": False}, {}]))
    assert affected(assess(plan(), known, found).results.values()) == (("devices", "devices-0"),)
