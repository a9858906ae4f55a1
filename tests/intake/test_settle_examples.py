from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date, timedelta

import pytest

from planner.intake import conflicts, read_files, settle
from planner.model.client import Client
from planner.model.intake import FileReport
from planner.model.inventory import FactState, Inventory
from planner.model.plan import Plan
from planner.model.settings import Settings
from planner.standards import examples_folder, load_catalogue, load_import_maps, load_lifecycle, load_secrets

CATALOGUE = load_catalogue()


def _read() -> tuple[Plan, list[FileReport], date]:
    folder = examples_folder()
    script = tomllib.loads((folder / "demo.toml").read_text(encoding="utf-8"))
    made = date.fromisoformat(str(script["as_of"]))
    plan = Plan(
        id="p",
        created="2026-11-22T09:00:00",
        client=Client(name="Hartwell"),
        settings=Settings(hourly_rate=165),
    )
    reports: list[FileReport] = []
    maps, _ = load_import_maps()
    for file in script["file"]:
        preview = read_files(
            plan,
            [folder / file["path"]],
            maps=maps,
            secrets=load_secrets()[0],
            catalogue=CATALOGUE,
            today=made,
            observed=made,
        )
        reports.extend(preview.files)
        plan = preview.plan
    return plan, reports, made + timedelta(days=6)


@pytest.fixture(scope="module")
def demo() -> tuple[Plan, list[FileReport], Inventory]:
    plan, reports, today = _read()
    return plan, reports, settle(plan, CATALOGUE, load_lifecycle()[0], today)


def test_every_example_is_recognised_and_read_whole(demo: tuple[Plan, list[FileReport], Inventory]) -> None:
    for report in demo[1]:
        assert (report.error, report.rejected, report.dropped_secret_columns) == ("", (), ()), report.path
        assert report.rows > 0, report.path


def test_the_files_speak_of_the_same_things(demo: tuple[Plan, list[FileReport], Inventory]) -> None:
    plan, _, inventory = demo
    counts = {kind: len(items) for kind, items in inventory.items.items()}
    assert counts == {
        "accounts": 53,
        "devices": 68,
        "servers": 5,
        "network": 14,
        "wifi": 4,
        "backups": 4,
        "sites": 2,
        "domains": 3,
        "vendors": 15,
        "licences": 8,
        "saas": 12,
        "mail_tenant": 1,
        "finance": 1,
    }
    assert conflicts(plan, CATALOGUE, inventory) == ()


def test_the_story_of_the_demo(demo: tuple[Plan, list[FileReport], Inventory]) -> None:
    inventory = demo[2]
    computers = [d for d in inventory.of("devices") if d.value("class") in ("laptop", "desktop")]
    assert (
        Counter(d.value("disk_encrypted") for d in computers if d.value("disk_encrypted") is not None)[False]
        >= 4
    )
    assert any(d.value("os_supported") is False for d in computers)
    people = [
        a for a in inventory.of("accounts") if a.value("kind") == "person" and a.value("enabled") is True
    ]
    assert len(people) == 40
    assert sum(a.value("mfa_enabled") is False for a in people) == 7
    old = [s.label for s in inventory.of("servers") if s.value("os_supported") is False]
    assert old == ["HL-FS01"]
    hours = {b.label: b.value("last_success_hours") for b in inventory.of("backups")}
    late = [job for job, value in hours.items() if isinstance(value, float) and value > 26]
    assert late == ["HL-FS01 Agent Backup"]


def test_guests_and_services_are_told_from_staff(
    demo: tuple[Plan, list[FileReport], Inventory],
) -> None:
    kinds = Counter(a.value("kind") for a in demo[2].of("accounts"))
    assert kinds == {"person": 43, "guest": 6, "service": 3, "shared": 1}


def test_every_fact_of_the_demo_says_where_it_is_from(
    demo: tuple[Plan, list[FileReport], Inventory],
) -> None:
    plan, reports, inventory = demo
    assert len(plan.sources) == len(reports)
    assert {source.kind for source in plan.sources.values()} == {"file"}
    for items in inventory.items.values():
        for item in items:
            assert all(plan.sources[s].title for fact in item.facts.values() for s in fact.sources)
    (year,) = inventory.of("finance")
    assert {plan.sources[s].title for f in year.facts.values() for s in f.sources} == {"finance.csv"}
    office = next(w for w in inventory.of("wifi") if w.label == "HL-Office")
    assert office.value("security") == "wpa2_personal"
    assert office.value("shared_key_age_days") == 1906


def test_only_machines_out_of_sight_are_out_of_date(demo: tuple[Plan, list[FileReport], Inventory]) -> None:
    stale = {
        item.label
        for items in demo[2].items.values()
        for item in items
        for fact in item.facts.values()
        if fact.state is FactState.STALE
    }
    assert stale == {"HL-LT-050", "HL-DT-012"}
