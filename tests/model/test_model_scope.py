"""Which records are meant by conditions, and which of a plan's records count at all."""

from __future__ import annotations

from datetime import date

import pytest

from planner.model.client import Client
from planner.model.fact import Value
from planner.model.field import Field, FieldType, Kind
from planner.model.inventory import Fact, FactState, Item
from planner.model.plan import Plan
from planner.model.record import Record
from planner.model.scope import meets
from planner.model.settings import Settings

KIND = Kind(
    id="devices",
    title="Devices",
    singular="device",
    field=(
        Field(id="class", title="Class", type=FieldType.CHOICE, one_of={"computer": ("laptop", "desktop")}),
    ),
)


def device(**facts: Value) -> Item:
    known = {
        name: Fact(value=value, state=FactState.KNOWN, observed="2026-11-20", sources=("s",))
        for name, value in facts.items()
    }
    return Item(id="d", kind="devices", label="d", facts=known)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"class": "laptop", "old": True}, True),
        ({"class": "computer", "old": True}, None),
        ({"class": "phone"}, False),
        ({"class": "laptop"}, None),
        ({"old": False}, False),
    ],
)
def test_one_false_decides_and_else_one_unknown_leaves_it_open(
    facts: dict[str, Value], expected: bool | None
) -> None:
    assert meets(device(**facts), {"class": "laptop", "old": True}, KIND, date(2026, 11, 22)) is expected


def test_a_value_that_stands_for_several_meets_what_all_of_them_meet() -> None:
    wanted = {"class": ("laptop", "desktop")}
    assert meets(device(**{"class": "computer"}), wanted, KIND, date(2026, 11, 22)) is True
    assert meets(device(**{"class": "computer"}), wanted, None, date(2026, 11, 22)) is False


def test_a_retired_record_is_no_record() -> None:
    made = {key: Record(id=key, kind="devices", retired=key == "b") for key in "ab"}
    plan = Plan(
        id="p", created="2026-11-22", client=Client(name="A"), settings=Settings(hourly_rate=1), records={"devices": made}
    )  # fmt: skip
    assert [record.id for record in plan.records_of("devices")] == ["a"]
