"""Only records in use are in scope, and a computer of unknown class is a laptop or a desktop."""

from __future__ import annotations

from msgspec.structs import replace

from planner.assess import measure
from planner.model.field import Field, FieldType
from planner.model.finding import Measure
from planner.model.inventory import Item
from planner.model.standard import Rule
from tests.assess.factory import catalogue, client, inventory, item, items, standard

ENABLED = Field(id="enabled", title="Enabled", type=FieldType.BOOLEAN)
LEFT = Rule(measure="count", of="accounts", where={"enabled": True, "owner_left": True}, good="<=0")
ADMINS = Rule(
    measure="share", of="accounts", where={"is_admin": True}, that={"mfa_enabled": True}, good=">=1"
)


def seen(rule: Rule, *records: Item, complete: bool = False) -> Measure:
    known = catalogue([standard("IAM-01", rule)])
    kinds = {
        **known.kinds,
        "accounts": replace(known.kinds["accounts"], not_live={"enabled": False}),
        "devices": replace(
            known.kinds["devices"],
            field=(
                Field(
                    id="class",
                    title="Class",
                    type=FieldType.CHOICE,
                    one_of={"computer": ("laptop", "desktop")},
                ),
                Field(id="disk_encrypted", title="Disk encrypted", type=FieldType.BOOLEAN),
            ),
        ),
    }
    stock = inventory(*records, complete=[rule.of] if complete else [])
    return measure(stock, replace(known, kinds=kinds), client())["IAM-01"][0]


def account(key: str, **facts: bool) -> Item:
    idle = ("enabled",) if facts.get("enabled") is False else ()
    return replace(item("accounts", key, **facts), idle=idle)


def test_a_record_that_is_not_in_use_is_in_no_scope() -> None:
    gone = account("old", enabled=False, is_admin=True, mfa_enabled=False)
    here = account("ann", enabled=True, is_admin=True, mfa_enabled=True)
    m = seen(ADMINS, gone, here)
    assert (m.met, m.unmet, m.unknown, m.v_low) == (1, 0, 0, 1)


def test_without_any_record_in_use_a_complete_list_makes_the_rule_not_applicable() -> None:
    gone = account("old", enabled=False, is_admin=True, mfa_enabled=False)
    assert not seen(ADMINS, gone, complete=True).applicable
    assert (seen(ADMINS, gone).v_low, seen(ADMINS, gone).v_high) == (0, 1)


def test_a_rule_that_names_the_state_sees_all_records() -> None:
    rule = Rule(measure="count", of="accounts", where={"enabled": False, "is_admin": True}, good="<=0")
    m = seen(rule, account("old", enabled=False, is_admin=True), account("ann", enabled=True, is_admin=True))
    assert (m.low, m.unmet) == (1, 1)


def test_a_computer_is_inside_laptop_or_desktop_and_perhaps_inside_laptop() -> None:
    # Not encrypted: of one that is, it does not matter whether it is in scope.
    def among(*classes: str) -> tuple[int, int]:
        rule = Rule(
            measure="share", of="devices", where={"class": classes}, that={"disk_encrypted": True}, good=">=1"
        )
        m = seen(rule, *items("devices", [{"class": "computer", "disk_encrypted": False}]))
        return m.unmet, m.unknown

    assert among("laptop", "desktop") == (1, 0)
    assert among("laptop") == (0, 1)
    assert among("laptop", "phone") == (0, 1)
    assert among("printer") == (0, 0)
    assert among("computer") == (1, 0)
