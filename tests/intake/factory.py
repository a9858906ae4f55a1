"""A small plan and the shipped maps, for the tests of reading files."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from planner.intake import read_files
from planner.model.catalogue import Catalogue
from planner.model.client import Client
from planner.model.fact import Observation, Value
from planner.model.import_map import ImportMap
from planner.model.intake import FileReport, Preview
from planner.model.limits import Limits
from planner.model.plan import Plan
from planner.model.record import Record
from planner.model.secret import SecretPattern
from planner.model.settings import Settings
from planner.standards import load_catalogue, load_import_maps, load_secrets

TODAY = date(2026, 11, 22)
FIXTURES = Path(__file__).parent / "fixtures"


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    return load_catalogue()


@lru_cache(maxsize=1)
def maps() -> dict[str, ImportMap]:
    return load_import_maps()[0]


@lru_cache(maxsize=1)
def secrets() -> tuple[SecretPattern, ...]:
    return load_secrets()[0]


def empty_plan() -> Plan:
    return Plan(
        id="p", created="2026-11-22T09:00:00", client=Client(name="Acme"), settings=Settings(hourly_rate=100)
    )


def read(
    *paths: Path,
    plan: Plan | None = None,
    today: date = TODAY,
    as_format: str | None = None,
    observed: date | None = None,
    limits: Limits | None = None,
    hidden: bool = False,
) -> Preview:
    return read_files(
        plan or empty_plan(),
        paths,
        maps=maps(),
        secrets=secrets(),
        catalogue=catalogue(),
        today=today,
        as_format=as_format,
        observed=observed,
        limits=limits,
        hidden=hidden,
    )


def read_text(folder: Path, text: str | bytes, name: str = "list.csv", plan: Plan | None = None) -> Preview:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(path, plan=plan)


def report(preview: Preview) -> FileReport:
    assert len(preview.files) == 1
    return preview.files[0]


def by(plan: Plan, kind: str, field: str, value: Value) -> Record:
    """Return the only record of a kind with a value."""
    found = [
        r
        for r in plan.records.get(kind, {}).values()
        if any(o.value == value for o in r.facts.get(field, ()))
    ]
    assert len(found) == 1, f"{len(found)} {kind} with {field} {value!r}"
    return found[0]


def fact(record: Record, field: str) -> Observation | None:
    seen = record.facts.get(field, ())
    assert len(seen) <= 1
    return seen[0] if seen else None


def values(record: Record) -> dict[str, Value]:
    return {field: seen[-1].value for field, seen in record.facts.items()}
