"""Inventory, rates, vocabulary: what is wrong costs itself; what is right arrives whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.model.catalogue import Catalogue
from planner.standards import load_catalogue

Change = Callable[[str, str, str], Catalogue]
Firm = Callable[[str, str], Catalogue]

FIELDS = [
    ('id = "name"\ntitle = "Name"', 'id = "name"\ntitel = "Name"', "field.name.titel", "mean `title`?"),
    ('"laptop", "desktop"', "", "field.class.choices", "needs `choices`"),
    ('type = "boolean"', 'type = "boolean"\nchoices = ["x"]', "field.encrypted.choices", "only a choice"),
    (
        '"laptop", "desktop"]',
        '"laptop", "desktop"]\none_of = { laptop = ["tower"] }',
        "field.class.one_of",
        "no choice of this field",
    ),
    ('type = "boolean"', 'type = "bool"', "field.encrypted.type", "bool"),
    ("fresh_for = 0", "fresh_for = -1", "field.name.fresh_for", "number of days"),
    ('"years_since"', '"years"', "field.age.derive.how", "mean `years_since`?"),
    ('"years_since"', '"passed"', "field.age.derive.how", "makes a boolean"),
    ('from = "bought"', 'from = "sold"', "field.age.derive.from", "no observed field"),
    (
        'type = "number"\nderive = { from = "bought", how = "years_since" }',
        'type = "boolean"\nderive = { from = "bought", how = "later_than", than = "name" }',
        "field.age.derive.than",
        "no observed date",
    ),
]


@pytest.mark.parametrize(("old", "new", "path", "said"), FIELDS)
def test_a_bad_field_costs_itself(changed: Change, old: str, new: str, path: str, said: str) -> None:
    catalogue = changed("inventory/devices.toml", old, new)
    (problem,) = [p for p in catalogue.problems if p.file.startswith("inventory/")]
    assert (problem.file, problem.path) == ("inventory/devices.toml", path)
    assert said in problem.message
    lost = path.split(".")[1]
    assert catalogue.field("devices", lost) is None or lost == "name"
    assert catalogue.field("devices", "bought") is not None


KIND = [
    ('label_form = "{name} ({colour})"', "label_form", "`colour` is no field"),
    ('not_live = { nme = "x" }', "not_live.nme", "mean `name`?"),
    ("not_live = { encrypted = 3 }", "not_live.encrypted", "true or false"),
    (
        '[[implied]]\nfield = "class"\nvalue = "x"\nfrom = "name"\nmatches = ["a*"]',
        "implied.class",
        "no choice",
    ),
    (
        '[[implied]]\nfield = "class"\nvalue = "laptop"\nfrom = "nam"\nmatches = ["a*"]',
        "implied.class.from",
        "mean `name`?",
    ),
    (
        '[[implied]]\nfield = "class"\nvalue = "laptop"\nfrom = "name"\nmatches = []',
        "implied.class.matches",
        "list patterns",
    ),
    (
        '[[implied]]\nfield = "class"\nvalue = "laptop"\nfrom = "name"\nmatches = ["A*"]',
        "implied.class.matches",
        "small letters",
    ),
]


@pytest.mark.parametrize(("added", "path", "said"), KIND)
def test_what_is_not_in_use_or_implied_has_to_make_sense(
    changed: Change, added: str, path: str, said: str
) -> None:
    catalogue = changed("inventory/devices.toml", "[[field]]", f"{added}\n\n[[field]]")
    problem = next(p for p in catalogue.problems if p.file.startswith("inventory/"))
    assert problem.path == path
    assert said in problem.message


def test_zero_days_fresh_means_that_a_fact_never_ages(changed: Change) -> None:
    catalogue = changed("inventory/devices.toml", 'title = "Name"', 'title = "The name"')
    name, encrypted = catalogue.field("devices", "name"), catalogue.field("devices", "encrypted")
    assert name is not None
    assert encrypted is not None
    assert (name.title, name.fresh_for, encrypted.fresh_for) == ("The name", None, 90)


def test_the_firm_adds_replaces_and_retires_fields(firm: Firm) -> None:
    catalogue = firm(
        "inventory/devices.toml",
        """
        id = "devices"
        title = "Machines"
        singular = "machine"
        [[field]]
        id = "bought"
        title = "Bought on"
        type = "date"
        [[field]]
        id = "colour"
        title = "Colour"
        type = "text"
        [[field]]
        id = "age"
        retired = true
        """,
    )
    assert catalogue.problems == ()
    kind = catalogue.kinds["devices"]
    assert kind.title == "Machines"
    assert [f.id for f in kind.field] == ["name", "class", "encrypted", "bought", "colour"]
    bought = catalogue.field("devices", "bought")
    assert bought is not None
    assert bought.title == "Bought on"


def test_a_bad_field_of_the_firm_leaves_the_shipped_one(firm: Firm) -> None:
    text = 'id = "devices"\n[[field]]\nid = "encrypted"\ntitle = "E"\ntype = "bool"\n'
    catalogue = firm("inventory/devices.toml", text)
    (problem,) = catalogue.problems
    assert problem.path == "field.encrypted.type"
    assert catalogue.field("devices", "encrypted") is not None
    assert "END-01" in catalogue.standards


def test_the_firm_removes_a_kind(firm: Firm) -> None:
    catalogue = firm("inventory/devices.toml", 'id = "devices"\nretired = true\n')
    assert "devices" not in catalogue.kinds


PRICES = [
    ("expected = 2", "expected = 4", "price.hour.expected", "in this order"),
    ("low = 1", "low = -1", "price.hour.expected", "below 0"),
    ('unit = "hour"', 'unit = "hours"', "price.hour.unit", "mean `hour`?"),
    ('grade = "estimate"', 'grade = "guess"', "price.hour.grade", "no grade"),
    ('grade = "estimate"', 'grade = "estimate"\nincludes = ["hout"]', "price.hour.includes", "mean `hour`?"),
    ('grade = "estimate"', 'grade = "estimate"\nincludes = ["hour"]', "price.hour.includes", "circle"),
    (
        'grade = "estimate"',
        'grade = "estimate"\nknown_as = ["x "]',
        "price.hour.known_as",
        "below 3 characters",
    ),
    ('currency = "USD"', 'currency = "$"', "currency", "three capitals"),
    ('date = "2026-11-22"', 'date = "yesterday"', "date", "is no date"),
    ('currency = "USD"\n', "", "", "`currency` is missing"),
]


@pytest.mark.parametrize(("old", "new", "path", "said"), PRICES)
def test_a_bad_price_is_told_once(changed: Change, old: str, new: str, path: str, said: str) -> None:
    catalogue = changed("rates/prices-usd.toml", old, new)
    problem = catalogue.problems[0]
    assert (problem.file, problem.path) == ("rates/prices-usd.toml", path)
    assert said in problem.message
    if path.startswith("price."):
        assert len(catalogue.problems) == 1
        assert catalogue.initiatives["encrypt"].line == (), "a line without its price cannot be counted"


def test_an_unquoted_date_is_a_date_too(changed: Change) -> None:
    catalogue = changed("rates/prices-usd.toml", '"2026-11-22"', "2026-11-22")
    assert catalogue.problems == ()
    assert catalogue.prices.date == "2026-11-22"


def test_a_book_of_the_same_id_changes_the_prices_it_lists(firm: Firm) -> None:
    header = 'id = "usd"\ntitle = "Ours"\ncurrency = "USD"\ndate = "2026-01-01"\n'
    price = '[[price]]\nid = "visit"\ntitle = "Visit"\nunit = "fixed"\nlow = 5\nexpected = 5\nhigh = 5\ngrade = "sourced"\n'
    catalogue = firm("rates/prices-usd.toml", header + price)
    assert catalogue.problems == ()
    assert (catalogue.prices.title, set(catalogue.prices.prices)) == ("Ours", {"hour", "visit"})


def test_a_book_of_another_id_stands_on_its_own(firm: Firm) -> None:
    header = 'id = "eur"\ntitle = "Euro"\ncurrency = "EUR"\ndate = "2026-01-01"\n'
    price = '[[price]]\nid = "hour"\ntitle = "Stunde"\nunit = "hour"\nlow = 5\nexpected = 5\nhigh = 5\ngrade = "sourced"\n'
    catalogue = firm("rates/prices-eur.toml", header + price)
    assert catalogue.problems == ()
    assert (catalogue.prices.currency, catalogue.prices.prices["hour"].low) == ("EUR", 5)


def test_a_default_of_the_firm_replaces_one_line(firm: Firm) -> None:
    catalogue = firm("vocabulary/defaults.toml", "hourly_rate = 200\n")
    assert catalogue.problems == ()
    defaults = catalogue.vocabulary.defaults
    assert (defaults.hourly_rate, defaults.quarters) == (200, 12)


@pytest.mark.parametrize("value", ['"12"', "12.5", "-1", "[12]"])
def test_a_bad_default_leaves_the_shipped_one(firm: Firm, value: str) -> None:
    catalogue = firm("vocabulary/defaults.toml", f"quarters = {value}\n")
    (problem,) = catalogue.problems
    assert problem.path == "quarters"
    assert catalogue.vocabulary.defaults.quarters == 12


def test_bands_come_highest_first(world: Path) -> None:
    assert [band.id for band in load_catalogue([world]).vocabulary.bands] == ["high", "low"]


def test_a_scale_with_a_step_missing_is_told(changed: Change) -> None:
    catalogue = changed("vocabulary/risk.toml", '[[impact]]\nid = "5"\ntitle = "Step"\n', "")
    (problem,) = catalogue.problems
    assert (problem.file, problem.path) == ("vocabulary/risk.toml", "impact")


def test_a_file_nobody_reads_is_told(firm: Firm) -> None:
    catalogue = firm("rates/benchmark.toml", "")
    (problem,) = catalogue.problems
    assert problem.file == "rates/benchmark.toml"
    assert "is not read" in problem.message
