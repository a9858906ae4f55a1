"""Every shipped template file, one by one: it loads, its references resolve, its form is right."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

from planner.model.catalogue import Catalogue
from planner.model.lifecycle import Lifecycle
from planner.model.problem import Problem
from planner.model.standard import AnswerKind
from planner.standards import check, load_catalogue, load_lifecycle

TEMPLATES = Path(__file__).parents[2] / "templates"
TOML = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.toml"))
JINJA = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.j2"))
ENTRIES = {
    "standards": ("standard",),
    "initiatives": ("initiative",),
    "lifecycle": ("product", "hardware"),
    "rates": ("price", "benchmark", "citation"),
    "vocabulary": ("industry", "trait", "stage", "tier", "impact", "likelihood", "band", "path"),
}
"""Room to the tables of its entries; in the other rooms a file is an entry."""


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    return load_catalogue([TEMPLATES])


@lru_cache(maxsize=1)
def lifecycle() -> Lifecycle:
    return load_lifecycle([TEMPLATES])[0]


@lru_cache(maxsize=1)
def problems() -> tuple[Problem, ...]:
    return check([TEMPLATES])


@lru_cache(maxsize=1)
def ids() -> Counter[tuple[str, str]]:
    """How often each id stands in its room and table."""
    found: Counter[tuple[str, str]] = Counter()
    for name in TOML:
        room = name.partition("/")[0]
        data = tomllib.loads((TEMPLATES / name).read_text(encoding="utf-8"))
        for table in ENTRIES.get(room, ()):
            found.update((f"{room}/{table}", entry["id"]) for entry in data.get(table, ()))
        if room in {"inventory", "frameworks"}:
            found[room, data["id"]] += 1
    return found


@pytest.mark.parametrize("name", [*TOML, *JINJA])
def test_it_is_utf_8_with_unix_lines(name: str) -> None:
    data = (TEMPLATES / name).read_bytes()
    text = data.decode("utf-8")
    assert not text.startswith("\ufeff"), "no byte order mark"
    assert "\r" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n\n")
    assert all(line == line.rstrip() for line in text.splitlines()), "no blanks at the end of a line"


@pytest.mark.parametrize("name", [*TOML, *JINJA])
def test_it_loads_and_its_references_resolve(name: str) -> None:
    assert [str(problem) for problem in problems() if problem.file == name] == []


@pytest.mark.parametrize("name", TOML)
def test_its_ids_are_its_own(name: str) -> None:
    room = name.partition("/")[0]
    data = tomllib.loads((TEMPLATES / name).read_text(encoding="utf-8"))
    for table in ENTRIES.get(room, ()):
        for entry in data.get(table, ()):
            assert ids()[f"{room}/{table}", entry["id"]] == 1, entry["id"]
    if room in {"inventory", "frameworks"}:
        assert data["id"] == Path(name).stem, "the file is named by its id"


def test_nothing_else_is_wrong() -> None:
    assert [str(problem) for problem in problems()] == []


def test_the_library_is_whole() -> None:
    found = catalogue()
    assert len(found.standards) >= 128
    assert len(found.initiatives) == 34
    assert len(found.domains) == 12
    assert len(found.kinds) == 23
    assert len(found.frameworks) == 14
    assert len(found.prices.prices) == 39
    assert list(found.citations) == [f"F{n}" for n in range(1, 10)]
    assert found.domains["VEN"].title == "Suppliers, contracts and compliance"


def test_every_standard_has_an_initiative_with_hours_for_it() -> None:
    found = catalogue()
    for standard in found.standards.values():
        work = found.initiatives[standard.initiative]
        assert standard.id in {name for line in work.hours for name in line.standards}, standard.id


def test_every_line_of_an_initiative_is_for_standards_it_closes() -> None:
    found = catalogue()
    for work in found.initiatives.values():
        named = {name for line in work.line for name in line.standards} | {
            name for h in work.hours for name in h.standards
        }
        parts = {part.standard for part in work.takes}
        assert {found.standards[name].initiative for name in named - parts} <= {work.id}, work.id


def test_every_initiative_closes_a_standard() -> None:
    found = catalogue()
    parts = {work.id for work in found.initiatives.values() if work.takes}
    assert {s.initiative for s in found.standards.values()} | parts == set(found.initiatives)
    assert all(part.standard in found.standards for work in found.initiatives.values() for part in work.takes)


def test_every_price_is_in_the_books_order_and_estimates_are_marked() -> None:
    for price in catalogue().prices.prices.values():
        assert price.grade == "estimate" or price.source, price.id


def test_the_hourly_rate_is_the_expected_one_of_the_price_book() -> None:
    labour = catalogue().prices.prices["labour_hour"]
    assert catalogue().vocabulary.defaults.hourly_rate == labour.expected


def test_every_fixed_hour_grows_with_the_client() -> None:
    # A fixed figure alone told a firm of 10 and one of 40 the same price.
    for work in catalogue().initiatives.values():
        for line in work.hours:
            assert line.per, f"{work.id}: {line.standards}"
            assert line.per_item > 0, f"{work.id}: {line.standards}"


def test_who_does_a_first_step_is_said_and_the_days_go_forward() -> None:
    for work in catalogue().initiatives.values():
        days = [step.day for step in work.first_steps]
        assert days, work.id
        assert days == sorted(days), work.id


def test_a_product_covers_what_comes_with_it() -> None:
    prices = catalogue().prices.prices
    assert {"mdm", "entra_p1", "edr"} == set(prices["m365_step_up"].includes)
    assert "m365_step_up" in prices["m365_premium"].includes
    assert prices["mdr"].includes == ("edr",)


def test_the_bands_of_risk_cover_everything() -> None:
    bands = catalogue().vocabulary.bands
    assert [(band.id, band.at_least) for band in bands] == [
        ("critical", 15),
        ("high", 8),
        ("medium", 4),
        ("low", 0),
    ]


def test_traits_that_standards_lean_on_are_there() -> None:
    traits = {trait.id for trait in catalogue().vocabulary.traits}
    assert traits >= {
        "health_data",
        "card_data",
        "personal_data",
        "financial_data",
        "regulated",
        "public_sector",
        "remote_work",
        "critical_infrastructure",
    }


def test_titles_are_kept_only_where_the_licence_allows() -> None:
    for framework in catalogue().frameworks.values():
        titled = [one for one in framework.requirement if one.title]
        if framework.id in {"cis", "iso", "pci", "soc2"}:
            assert titled == []
            assert framework.labels == ""
        else:
            assert len(titled) == len(framework.requirement)
            assert framework.labels in {"publisher", "ours"}
        assert framework.licence
        assert framework.source
    assert "Commonwealth of Australia" in catalogue().frameworks["e8"].licence


def test_a_table_of_the_inventory_has_columns_and_labels() -> None:
    for kind in catalogue().kinds.values():
        columns = [field for field in kind.field if field.column]
        assert 4 <= len(columns) <= 9, kind.id
        assert kind.field, kind.id
        for field in kind.field:
            assert field.title
            assert field.fresh_for is None or field.fresh_for > 0


def test_what_never_ages_and_what_ages_fast() -> None:
    found = catalogue()
    ages = {
        name: found.field(*name.split("."))
        for name in (
            "devices.serial",
            "devices.purchase_date",
            "devices.disk_encrypted",
            "backups.last_success",
        )
    }
    days = {name: field.fresh_for for name, field in ages.items() if field is not None}
    assert days == {
        "devices.serial": None,
        "devices.purchase_date": None,
        "devices.disk_encrypted": 90,
        "backups.last_success": 30,
    }


def test_measured_standards_are_the_core_of_the_library() -> None:
    kinds = Counter(standard.answer.kind for standard in catalogue().standards.values())
    assert kinds[AnswerKind.MEASURED] > 50
    assert set(kinds) == set(AnswerKind)


def test_ends_of_support_are_whole() -> None:
    found = lifecycle()
    assert len(found.products) == 90
    assert len(found.windows_builds) == 30
    assert found.dated
    assert {"laptop", "desktop", "server", "firewall", "switch", "access_point", "printer", "nas"} <= set(
        found.hardware
    )
    cycles = {(p.id, c.id): c for p in found.products.values() for c in p.cycle}
    assert cycles["windows", "10-22h2"].supported_until == "2025-10-14"
    assert cycles["windows-server", "2016"].supported_until == "2027-01-12"
    for build in found.windows_builds:
        for cycle in build.client.values():
            assert ("windows", cycle) in cycles
        assert not build.server or ("windows-server", build.server) in cycles


def test_the_notice_of_the_lifecycle_data_is_kept() -> None:
    notice = (TEMPLATES / "lifecycle" / "LICENSE-endoflife.date.txt").read_text(encoding="utf-8")
    assert "endoflife.date contributors" in notice
    assert "Permission is hereby granted" in notice


def test_a_catalogue_is_plain_data() -> None:
    import msgspec

    again = msgspec.json.decode(msgspec.json.encode(catalogue()), type=Catalogue)
    assert json.loads(msgspec.json.encode(again)) == json.loads(msgspec.json.encode(catalogue()))


def test_a_first_step_speaks_to_the_client_and_names_no_role_it_could_mistake() -> None:
    for work in catalogue().initiatives.values():
        own = {name for line in work.line for name in line.standards}
        own |= {name for line in work.hours for name in line.standards}
        for step in work.first_steps:
            assert not re.search(r"\b(?:the|and|or) (?:partner|owner|client)\b", step.text, re.IGNORECASE), (
                step.text
            )
            assert set(step.standards) <= own, f"{work.id}: {step.standards}"
        assert "partner" not in work.outcome
        assert "owner" not in work.outcome
