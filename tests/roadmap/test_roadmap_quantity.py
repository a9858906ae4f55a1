"""How many a line counts: what is known, what is only possible, and what stands in for what nobody listed."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from planner.assess import assess
from planner.model.answer import Answer
from planner.model.condition import RawCondition
from planner.model.fact import Value
from planner.model.initiative import CostLine, HoursLine, InitiativeSpec
from planner.model.inventory import Item
from planner.model.rate import Price
from planner.model.roadmap import Initiative
from planner.model.standard import Rule
from planner.roadmap import cost
from tests.assess.factory import catalogue, client, inventory, items, plan, standard

BACKED_UP = Rule(measure="share", of="servers", that={"backed_up": True}, good=">=1")
MFA = Rule(measure="share", of="accounts", that={"mfa_enabled": True}, good=">=1")
ENCRYPTED = Rule(measure="share", of="devices", that={"disk_encrypted": True}, good=">=1")
PRICES = (
    Price(id="box", title="Box", unit="server", low=1, expected=2, high=3, grade="estimate"),
    Price(id="care", title="Care", unit="server_year", low=12, expected=24, high=36, grade="estimate"),
)


def made(
    *records: Item, line: CostLine, rules: dict[str, Rule], said: dict[str, str] | None = None, people: int | None = None,
    hours: tuple[HoursLine, ...] = (),
) -> Initiative:  # fmt: skip
    """Return the one initiative for standards A-0, A-1 …, each with its rule, answered as said."""
    spec = InitiativeSpec(id="fix", title="Fix", outcome="", phase=1, line=(line,), hours=hours)
    keys = dict.fromkeys((*rules, *(said or {})))
    standards = [standard(key, *([rules[key]] if key in rules else [])) for key in keys]
    known, found = catalogue(standards, [spec], PRICES), inventory(*records)
    mine = plan({key: Answer(answer=value) for key, value in (said or {}).items()}, who=client(people))
    (one,) = cost(mine, known, found, assess(mine, known, found))
    return one


def line(per: str, *standards: str, **where: RawCondition) -> CostLine:
    return CostLine(item="x", price="box", timing="once", per=per, standards=standards, where=where)


def counts(one: Initiative) -> tuple[float, float]:
    return (one.lines[0].quantity, one.lines[0].possible) if one.lines else (0, 0)


SERVERS = items("servers", [{"backed_up": False}, {"backed_up": True}, {"backed_up": True}])


def test_an_open_finding_makes_the_others_possible_and_not_known() -> None:
    found = made(
        *SERVERS, line=line("server", "A-0", "A-1"), rules={"A-0": BACKED_UP}, said={"A-1": "unknown"}
    )
    assert counts(found) == (1, 2)


def test_a_number_that_may_be_of_another_sort_is_possible() -> None:
    wanted = line("server", "A-0", virtual=False)
    # Nobody has listed a server: none is reckoned with.
    assert counts(made(line=wanted, rules={}, said={"A-0": "no"})) == (0, 0)
    assert counts(made(line=line("server", "A-0"), rules={}, said={"A-0": "no"})) == (0, 0)
    phones = line("device", "A-0", **{"class": "phone", "age_years": ">=3"})
    assert counts(made(line=phones, rules={}, said={"A-0": "no"})) == (0, 1)
    laptops = line("device", "A-0", **{"class": "laptop", "age_years": ">=3"})
    assert counts(made(line=laptops, rules={}, said={"A-0": "no"}, people=9)) == (0, 9)


def test_what_nobody_could_judge_is_possible_unless_it_is_known_not_to_be_meant() -> None:
    rows: list[dict[str, Value]] = [
        {"class": "laptop", "disk_encrypted": False},
        {"class": "laptop"},
        {"disk_encrypted": False},
        {},
        {"class": "phone"},
    ]
    found = made(
        *items("devices", rows), line=line("device", "A-0", **{"class": "laptop"}), rules={"A-0": ENCRYPTED}
    )
    assert counts(found) == (1, 3)


def test_only_administrators_count_by_administrator() -> None:
    rows = [
        {"is_admin": True, "mfa_enabled": False},
        {"is_admin": False, "mfa_enabled": False},
        {"mfa_enabled": False},
    ]
    found = made(*items("accounts", rows), line=line("admin", "A-0"), rules={"A-0": MFA})
    assert counts(found) == (1, 0)


def test_records_out_of_use_stand_in_for_nothing() -> None:
    gone = replace(SERVERS[1], idle=("lifecycle_state",))
    found = made(SERVERS[0], gone, SERVERS[2], line=line("server", "A-0"), rules={}, said={"A-0": "no"})
    assert counts(found) == (2, 0)


def test_hours_for_each_of_nothing_are_no_hours_at_all() -> None:
    hours = (HoursLine(standards=("A-0",), fixed=4, per="device", per_item=0.5, where={"class": "desktop"}),)
    found = made(line=line("fixed", "A-0"), rules={}, said={"A-0": "no"}, people=9, hours=hours)
    assert (found.partner_hours, found.hours_why) == (0, "")


@pytest.mark.parametrize(("timing", "expected"), [("once", 24), ("monthly", 2)])
def test_a_yearly_price_counts_in_full_once_and_a_twelfth_each_month(timing: str, expected: float) -> None:
    wanted = replace(line("fixed", "A-0"), price="care", timing=timing)
    found = made(line=wanted, rules={}, said={"A-0": "no"})
    assert (found.one_time.expected or found.monthly.expected) == expected
