"""Older files are brought up, newer ones are carried or refused, and no file is lost on the way."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from planner.model.answer import Answer
from planner.model.client import Client, Goal
from planner.model.decision import Acceptance, Change, Choice, Decision
from planner.model.fact import Observation, Source
from planner.model.plan import Plan
from planner.model.record import Record
from planner.model.settings import DocumentSettings, Settings
from planner.store import PlanDamaged, PlanNewer, PlanOutdated, Store
from planner.store.checksum import BLANK, checksum_holds, with_checksum
from planner.store.environment import Environment
from planner.store.migration import MIGRATIONS, SCHEMA, Migration, Tables, route

SAMPLES = Path(__file__).parent / "samples"

SAMPLE_1_0 = Plan(
    id="6f0c7c1e-8f5b-4c53-9b6e-0d9a4f1f2a10",
    created="2026-11-02T09:30:00",
    archived=True,
    stage="roadmap",
    client=Client(
        name="Müller & Söhne [Legal] LLP", people=40, industry="legal", currency="EUR", fiscal_year_start=7,
        traits=("client_money",), goals=(Goal(text="Open a second office", initiatives=("NET-A",)),),
        contact="Ann", provider="Bob IT", consultant="Cara", internal="Pays late.",
    ),
    settings=Settings(
        hourly_rate=145.5, exchange_rate=0.92, start="2027-Q1", quarters=8, budget_per_quarter=12000.0,
        hours_per_quarter=80.0, documents={"roadmap": DocumentSettings(off=("appendix",), order=("risks", "money"))},
    ),
    records={
        "devices": {
            "d1": Record(
                id="d1", kind="devices",
                facts={
                    "name": (Observation(value="PC-1", source="s1", observed="2026-11-01", row=2),),
                    "ram_gb": (
                        Observation(value=8, source="s1", observed="2026-11-01", row=2, raw="8 GB"),
                        Observation(value=15.5, source="s2", observed="2026-11-02T10:00:00"),
                    ),
                    "encrypted": (Observation(value=True, source="s1", observed="2026-11-01", row=2),),
                    "serial": (Observation(value=None, source="s2", observed="2026-11-02"),),
                    "groups": (Observation(value=("a", "b"), source="s1", observed="2026-11-01", row=2),),
                },
            ),
            "d2": Record(id="d2", kind="devices", retired=True),
        },
        "domains": {},
    },
    sources={
        "s1": Source(
            id="s1", title="devices.csv", kind="file", format="intune-devices", tool="Intune", quality=80,
            at="2026-11-02T09:45:00", digest="ab12",
        ),
        "s2": Source(id="s2", title="Ann", kind="person"),
    },
    complete={"devices": ("s1",)},
    answers={
        "IAM-01": Answer(
            answer="partly", note="Admins only", internal="Doubtful", evidence="Screenshot", follow_up="Ask the vendor",
            owner="Bob", by="Cara", at="2026-11-02T10:00:00",
        ),
        "BAK-02": Answer(answer="number", number=12.5),
    },
    decisions={
        "IAM-A": Decision(
            choice=Choice.DEFER, by="Ann", why="After the move", at="2026-11-02T11:00:00", until="2027-03-01"
        )
    },
    changes={
        "IAM-A": (
            Change(field="hours", value=12.0, original=8.0, why="Two sites", by="Cara", at="2026-11-02T11:05:00"),
            Change(field="pin", value="2027-Q2", original=None, why="Budget", by="Cara", at="2026-11-02T11:06:00"),
        )
    },
    accepted={"NET-03": Acceptance(by="Ann", why="Office closes", at="2026-11-02T11:10:00", until="2027-06-30")},
)  # fmt: skip
"""What the sample file of schema 1.0 says, written down by hand beside it."""


def place(store: Store, tables: dict[str, Any], slug: str = "acme") -> Path:
    """Write a file as the planner of its schema would have: with its checksum where there is room for one."""
    store.folder.mkdir(parents=True, exist_ok=True)
    path = store.folder / f"{slug}.json"
    path.write_bytes(with_checksum(json.dumps(tables).encode()))
    return path


def sample() -> dict[str, Any]:
    tables: dict[str, Any] = json.loads((SAMPLES / "schema-1.0.json").read_text(encoding="utf-8"))
    return tables


MIGRATED = replace(
    SAMPLE_1_0,
    settings=replace(SAMPLE_1_0.settings, hours_per_quarter=(200.0, 80.0), hours_follow=True),
)
"""The sample as it is read: nobody had set its cap on hours, so that it follows the head count."""


def tables_of(path: Path) -> dict[str, Any]:
    """Return what a file holds, its checksum seen to and taken out."""
    data = path.read_bytes()
    assert checksum_holds(data)
    tables: dict[str, Any] = json.loads(data)
    del tables["meta"]["1"]["checksum"]
    return tables


def test_there_is_a_sample_of_every_schema_that_can_be_read() -> None:
    schemas = {"1.0", SCHEMA} | {m.source for m in MIGRATIONS}
    assert {p.name for p in SAMPLES.iterdir()} == {f"schema-{s}.json" for s in schemas}


@pytest.mark.parametrize("schema", ["1.0", "1.1", "1.2", "1.3", "2.0"])
def test_the_sample_of_each_schema_says_what_it_said(store: Store, schema: str) -> None:
    store.folder.mkdir()
    (store.folder / "acme.json").write_bytes((SAMPLES / f"schema-{schema}.json").read_bytes())
    assert store.read("acme") == MIGRATED


def test_saving_the_sample_changes_only_its_mark(store: Store) -> None:
    path = place(store, sample())
    with store.open("acme") as file:
        assert file.revision == 7
        file.save(file.plan)
        file.save(SAMPLE_1_0)
    after, before = tables_of(path), sample()
    saved = "2026-11-22T10:42:00+00:00"
    steps = [{"name": migration.name, "at": saved} for migration in MIGRATIONS]
    meta = {**before["meta"]["1"], "schema": SCHEMA, "revision": 9, "saved": saved, "migrations": steps}
    assert after["meta"]["1"] == meta
    assert {k: v for k, v in after.items() if k != "meta"} == {k: v for k, v in before.items() if k != "meta"}


# -- an older schema ----------------------------------------------------------------------------


def _customer_to_client(tables: Tables) -> Tables:
    tables["client"] = tables.pop("customer")
    return tables


def _rate_to_settings(tables: Tables) -> Tables:
    tables["settings"] = {"1": {"hourly_rate": tables["client"]["1"].pop("rate")}}
    return tables


STEPS = (
    Migration(name="customer-becomes-client", source="0.1", target="0.2", step=_customer_to_client),
    Migration(name="rate-moves-to-settings", source="0.2", target="1.0", step=_rate_to_settings),
)
OLD = {
    "meta": {"1": {"schema": "0.1", "revision": 3, "plan": "p", "created": "2020-01-01", "app": "0.0.1"}},
    "customer": {"1": {"name": "Acme", "rate": 120.0}},
    "answers": {"1": {"standard": "IAM-01", "answer": "yes"}},
}


@pytest.fixture
def migrating(tmp_path: Path, environment: Environment) -> Store:
    return Store(tmp_path / "plans", environment=replace(environment, migrations=(*STEPS, *MIGRATIONS)))


def test_an_older_file_is_migrated_step_by_step_after_a_copy(migrating: Store) -> None:
    path = place(migrating, OLD)
    before = path.read_bytes()
    plan = migrating.read("acme")
    assert plan.client.name == "Acme"
    assert plan.settings.hourly_rate == 120.0
    with migrating.open("acme") as file:
        assert path.read_bytes() == before, "opening changes nothing"
        file.save(file.plan)
        file.save(file.plan)
    after = tables_of(path)
    assert after["meta"]["1"]["schema"] == SCHEMA
    assert [(m["name"], m["at"]) for m in after["meta"]["1"]["migrations"]] == [
        ("customer-becomes-client", "2026-11-22T10:42:00+00:00"),
        ("rate-moves-to-settings", "2026-11-22T10:42:00+00:00"),
        *((migration.name, "2026-11-22T10:42:00+00:00") for migration in MIGRATIONS),
    ]
    assert "customer" not in after
    backups = migrating.backups("acme")
    assert {b.reason for b in backups} == {"before migration", "everyday copy"}
    (copy,) = [b for b in backups if b.reason == "before migration"]
    assert copy.path.read_bytes() == before
    assert (copy.readable, copy.client) == (True, "Acme"), "a copy of an older schema can be put back"
    migrating.restore("acme", copy)
    assert migrating.read("acme") == plan


def test_an_older_file_from_elsewhere_is_migrated_on_the_way_in(migrating: Store, tmp_path: Path) -> None:
    there = tmp_path / "old.json"
    there.write_text(json.dumps(OLD), encoding="utf-8")
    slug = migrating.import_file(there)
    assert tables_of(migrating.folder / f"{slug}.json")["meta"]["1"]["schema"] == SCHEMA
    assert json.loads(there.read_text("utf-8")) == OLD


def test_a_file_no_step_leads_from_is_refused_and_left_alone(store: Store) -> None:
    path = place(store, OLD)
    before = path.read_bytes()
    with pytest.raises(PlanOutdated, match="older planner"):
        store.open("acme")
    assert path.read_bytes() == before
    assert not list(store.folder.glob("*.damaged-*"))


def test_a_step_that_fails_leaves_the_file_and_says_which(migrating: Store) -> None:
    path = place(migrating, {k: v for k, v in OLD.items() if k != "customer"})
    before = path.read_bytes()
    with pytest.raises(PlanDamaged, match="customer-becomes-client"):
        migrating.open("acme")
    assert path.read_bytes() == before


def test_a_minor_version_without_a_step_is_just_raised(tmp_path: Path, environment: Environment) -> None:
    store = Store(tmp_path / "plans", environment=replace(environment, schema="2.1"))
    path = place(store, sample())
    with store.open("acme") as file:
        assert file.plan == MIGRATED
        file.save(file.plan)
    assert tables_of(path)["meta"]["1"]["schema"] == "2.1"


def test_the_shipped_steps_lead_to_the_present_schema() -> None:
    for migration in MIGRATIONS:
        assert route(migration.source, SCHEMA, MIGRATIONS)[-1].target == SCHEMA


# -- a newer schema -----------------------------------------------------------------------------


def test_a_newer_major_version_is_refused_politely(store: Store) -> None:
    tables = sample()
    tables["meta"]["1"] |= {"schema": "3.0", "app": "3.1.0"}
    path = place(store, tables)
    before = path.read_bytes()
    for use in (store.open, store.read):
        with pytest.raises(
            PlanNewer, match=r"written by planner 3\.1\.0 with schema 3\.0.*Update the planner"
        ):
            use("acme")
    with pytest.raises(PlanNewer):
        store.import_file(path)
    assert path.read_bytes() == before
    assert not list(store.folder.glob("*.damaged-*"))


def newer() -> dict[str, Any]:
    """Return the sample as a later minor version might have written it: more at every depth."""
    tables = sample()
    tables["meta"]["1"] |= {"schema": "2.9", "app": "2.9.0", "mood": "sunny", "checksum": BLANK}
    tables["client"]["1"]["website"] = "https://example.com"
    tables["client"]["1"]["goals"][0]["rank"] = "first"
    tables["settings"]["1"]["tax"] = {"rate": 0.19}
    tables["settings"]["1"]["documents"]["roadmap"]["cover"] = "blue"
    device = tables["records:devices"]["1"]
    device["labels"] = ["lab"]
    device["facts"]["name"][0]["confidence"] = 0.9
    device["facts"]["ram_gb"][1]["confidence"] = 0.4
    tables["sources"]["1"]["reader"] = "x"
    tables["answers"]["1"]["mood"] = ":)"
    tables["complete"]["1"]["since"] = "2026"
    tables["decisions"]["1"]["signed"] = True
    tables["changes"]["1"]["changes"][1]["seen"] = True
    tables["accepted"]["1"]["level"] = 3
    tables["reviews"] = {"1": {"score": 62}, "2": {"score": 70}}
    return tables


def test_what_a_newer_minor_version_added_survives_a_save(store: Store) -> None:
    path = place(store, newer())
    with store.open("acme") as file:
        assert file.plan == SAMPLE_1_0, "it opens, and what is known is read"
        file.save(file.plan)
        file.save(replace(file.plan, stage="assessment"))
    expected = newer()
    del expected["meta"]["1"]["checksum"]
    expected["meta"]["1"] |= {
        "revision": 9, "app": "0.1.0", "saved": "2026-11-22T10:42:00+00:00", "stage": "assessment",
    }  # fmt: skip
    assert tables_of(path) == expected, "also its schema: the newer planner need not migrate again"


def test_unknown_fields_follow_what_they_belong_to(store: Store) -> None:
    path = place(store, newer())
    with store.open("acme") as file:
        plan = file.plan
        device = plan.records["devices"]["d1"]
        seen_again = device.with_observations(
            {"name": Observation(value="PC-1b", source="s1", observed="2026-11-22")}
        )
        renamed = replace(seen_again, retired=True)
        file.save(
            replace(
                plan,
                client=replace(plan.client, name="Renamed"),
                records={"devices": {"d0": Record(id="d0", kind="devices"), "d1": renamed}},
                answers={
                    "AAA-01": Answer(answer="no"),
                    "IAM-01": replace(plan.answers["IAM-01"], answer="yes"),
                },
                decisions={},
                changes={"IAM-A": plan.changes["IAM-A"][1:]},
            )
        )
    after = tables_of(path)
    assert after["client"]["1"]["website"] == "https://example.com"
    assert after["client"]["1"]["goals"][0]["rank"] == "first"
    first, second = after["records:devices"].values()
    assert first == {"id": "d0", "kind": "devices"}
    assert second["labels"] == ["lab"]
    assert "confidence" not in second["facts"]["name"][0], "that was said of another observation"
    assert second["facts"]["ram_gb"][1]["confidence"] == 0.4
    assert after["answers"] == {
        "1": {"standard": "AAA-01", "answer": "no"},
        "2": {**newer()["answers"]["1"], "answer": "yes"},
    }
    assert after["decisions"] == {}
    assert after["changes"]["1"]["changes"][0]["seen"] is True
    assert after["reviews"] == newer()["reviews"]


def test_unknown_fields_survive_restoring_and_taking_in(store: Store, make_plan: Callable[..., Plan]) -> None:
    path = place(store, newer())
    with store.open("acme") as file:
        file.save(make_plan("Other"))
    store.restore("acme", store.backups("acme")[-1])
    assert tables_of(path)["reviews"] == newer()["reviews"]
    assert tables_of(path)["records:devices"] == newer()["records:devices"]
    slug = store.import_file(path)
    assert tables_of(store.folder / f"{slug}.json")["answers"] == newer()["answers"]


@pytest.mark.parametrize(
    ("people", "hours", "expected"),
    [
        (25, 50, ((125.0, 50.0), True)),
        (None, 40.0, ((80.0, 40.0), True)),
        (25, 75, (75.0, False)),
        (25, None, (None, False)),
    ],
)
def test_hours_nobody_had_set_follow_the_head_count(
    store: Store, people: int | None, hours: float | None, expected: tuple[object, bool]
) -> None:
    tables = json.loads((SAMPLES / "schema-1.2.json").read_text(encoding="utf-8"))
    tables["meta"]["1"]["checksum"] = BLANK
    tables["client"]["1"]["people"] = people
    tables["settings"]["1"]["hours_per_quarter"] = hours
    place(store, tables)
    settings = store.read("acme").settings
    assert (settings.hours_per_quarter, settings.hours_follow) == expected
