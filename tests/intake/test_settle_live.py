"""Which records are in use, and what they certainly are, with the shipped inventory."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from planner.intake.settle.truth import conflicts, settle
from planner.model.catalogue import Catalogue
from planner.model.client import Client
from planner.model.fact import Observation, Source, Value
from planner.model.inventory import Item
from planner.model.lifecycle import Lifecycle
from planner.model.plan import Plan
from planner.model.record import Record
from planner.model.settings import Settings
from planner.standards import load_catalogue

TODAY = date(2026, 11, 22)
SHIPPED = Path(__file__).parents[2] / "templates"


@cache
def shipped() -> Catalogue:
    return load_catalogue([SHIPPED])


def settled(kind: str, facts: Mapping[str, tuple[Value, ...]], observed: str = "2026-11-20") -> Item:
    """Return one record; each value of a field is said by a source of its own."""
    seen = {
        field: tuple(Observation(value=v, source=f"s{n}", observed=observed) for n, v in enumerate(values))
        for field, values in facts.items()
    }
    sources = {f"s{n}": Source(id=f"s{n}", title=f"{n}.csv", kind="file", format=f"f{n}") for n in range(3)}
    plan = Plan(
        id="p",
        created="2026-11-22",
        client=Client(name="Acme"),
        settings=Settings(hourly_rate=100),
        records={kind: {"r": Record(id="r", kind=kind, facts=seen)}},
        sources=sources,
    )
    inventory = settle(plan, shipped(), Lifecycle(products={}), TODAY)
    assert conflicts(plan, shipped(), inventory) is not None
    return inventory.of(kind)[0]


@pytest.mark.parametrize(
    ("kind", "facts", "idle"),
    [
        ("devices", {"lifecycle_state": ("retired",)}, ("lifecycle_state",)),
        ("devices", {"lifecycle_state": ("spare",)}, ("lifecycle_state",)),
        ("servers", {"lifecycle_state": ("lost",)}, ("lifecycle_state",)),
        ("network", {"lifecycle_state": ("retired",)}, ("lifecycle_state",)),
        ("devices", {"lifecycle_state": ("repair",)}, ()),
        ("devices", {"lifecycle_state": ("retired", "in_use")}, ()),
        ("devices", {"name": ("LT-1",)}, ()),
        ("accounts", {"enabled": (False,)}, ("enabled",)),
        ("accounts", {"enabled": (True,)}, ()),
        ("people", {"left": ("2026-01-01",)}, ("left_days",)),
        ("people", {"left": ("2027-01-01",)}, ()),
    ],
)
def test_which_records_are_in_use(
    kind: str, facts: dict[str, tuple[Value, ...]], idle: tuple[str, ...]
) -> None:
    assert settled(kind, facts).idle == idle


def test_what_was_retired_long_ago_has_not_come_back() -> None:
    assert settled("devices", {"lifecycle_state": ("retired",)}, "2025-01-01").idle == ("lifecycle_state",)


@pytest.mark.parametrize(
    ("systems", "value"),
    [
        (("Windows 11 Pro",), "computer"),
        (("Microsoft Windows 10 Enterprise", "Windows 11"), "computer"),
        (("macOS 15.1",), "computer"),
        (("Windows Server 2022",), None),
        (("Windows 10 IoT Enterprise",), None),
        (("Windows 11", "Ubuntu 24.04"), None),
        (("Ubuntu 24.04",), None),
        ((None,), None),
        (("iOS 18",), None),
    ],
)
def test_a_client_system_makes_a_computer(systems: tuple[Value, ...], value: Value) -> None:
    item = settled("devices", {"os_name": systems})
    assert item.value("class") == value
    if value:
        assert item.facts["class"].derived_from == "os_name"


def test_a_stated_class_stands() -> None:
    assert settled("devices", {"os_name": ("Windows 11",), "class": ("laptop",)}).value("class") == "laptop"


def test_what_a_machine_is_outlasts_what_was_seen_on_it() -> None:
    assert settled("devices", {"os_name": ("Windows 7",)}, "2025-01-01").value("class") == "computer"
