"""Each kind of mistake yields exactly one problem, with file and path, and costs what it names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner.model.catalogue import Catalogue

Change = Callable[[str, str, str], Catalogue]
STANDARDS = "standards/computers.toml"
INITIATIVES = "initiatives/work.toml"
LONG = "x" * 121

COSTS_STANDARD = [
    ('title = "Every', 'titel = "Every', "standard.END-01.titel", "did you mean `title`?"),
    ("impact = 3", 'impact = "high"', "standard.END-01.impact", "has to be a whole number, not text"),
    ("impact = 3", "impact = 6", "standard.END-01.impact", "1 to 5"),
    ("likelihood = 4", "likelihood = 0", "standard.END-01.likelihood", "1 to 5"),
    ("likelihood = 4", "likelihood = nan", "standard.END-01.likelihood", "whole number"),
    ('ask = "Is it?"\n', "", "standard.END-01", "`ask` is missing; add it"),
    ('tier = "core"', 'tier = "cor"', "standard.END-01.tier", "did you mean `core`?"),
    ("Every laptop is encrypted", LONG, "standard.END-01.title", "121 characters"),
    ('kind = "measured"', 'kind = "mesured"', "standard.END-01.answer.kind", "mesured"),
    ('of = "devices"', 'of = "device"', "standard.END-01.rules[0].of", "did you mean `devices`?"),
    ("{ class =", "{ clas =", "standard.END-01.rules[0].where.clas", "did you mean `class`?"),
    ('= "laptop" }', '= "latop" }', "standard.END-01.rules[0].where.class", "did you mean `laptop`?"),
    ("{ encrypted =", "{ encryptd =", "standard.END-01.rules[0].that.encryptd", "did you mean `encrypted`?"),
    ("= true }", '= "yes" }', "standard.END-01.rules[0].that.encrypted", "true or false"),
    ("= true }", '= "within 9 days" }', "standard.END-01.rules[0].that.encrypted", "is no date"),
    ("= true }", '= ">=1" }', "standard.END-01.rules[0].that.encrypted", "is no number"),
    ('">=0.95"', '">= "', "standard.END-01.rules[0].good", "is not a condition"),
    ('">=0.95"', '"most"', "standard.END-01.rules[0].good", "no bound on a number"),
    ('"share"', '"shares"', "standard.END-01.rules[0].measure", "did you mean `share`?"),
    ('"share"', '"max"', "standard.END-01.rules[0].field", "`max` needs `field`; add it"),
    ('"share"', '"ratio_sum"', "standard.END-01.rules[0].left", "needs `left`"),
    ("that = { encrypted = true }\n", "", "standard.END-01.rules[0].that", "needs `that`"),
    (
        'measure = "share"\nof = "devices"\nwhere = { class = "laptop" }\nthat = { encrypted = true }\ngood = ">=0.95"',
        'measure = "count"\nof = "devices"\nwhere = { class = "laptop" }\ngood = "<=0"',
        "standard.END-01.rules[0].that",
        "where fewer is better needs `that`",
    ),
    ('good = ">=0.95"', "", "standard.END-01.rules[0].good", "without `good` or `fair`"),
    (
        '"share"\nof = "devices"',
        '"max"\nof = "devices"\nfield = "agee"',
        "standard.END-01.rules[0].field",
        "did you mean `age`?",
    ),
    (
        '"share"\nof = "devices"',
        '"max"\nof = "devices"\nfield = "name"',
        "standard.END-01.rules[0].field",
        "is no number",
    ),
    (
        '"share"\nof = "devices"',
        '"ratio"\nof = "devices"\nfield = "age"\nper = "heads"',
        "standard.END-01.rules[0].per",
        "is no field",
    ),
    ('"share"', '"share"\nfloor = 1', "standard.END-01.rules[0].floor", "from 0 to less than 1"),
    ('"share"', '"share"\nfresh_for = 0', "standard.END-01.rules[0].fresh_for", "1 to 36500 days"),
    (
        '{ kind = "measured" }',
        '{ kind = "choice", options = { all = { worth = 1.5, label = "All" } } }',
        "standard.END-01.answer.options.all.worth",
        "0 to 1",
    ),
    (
        '{ kind = "measured" }',
        '{ kind = "choice", options = { yes = { worth = 0.5, label = "Yes" } } }',
        "standard.END-01.answer.options.yes",
        "another id",
    ),
    ('class = "laptop" }', "class = [] }", "standard.END-01.rules[0].where.class", "empty list"),
    (
        "{ encrypted = true }",
        '{ bought = "within 99999999999 days" }',
        "standard.END-01.rules[0].that.bought",
        "further ahead",
    ),
    ('{ kind = "measured" }', '{ kind = "choice" }', "standard.END-01.answer.options", "needs options"),
    ('{ kind = "measured" }', '{ kind = "number" }', "standard.END-01.answer.good", "worth 1"),
    ('{ kind = "measured" }', '{ kind = "number", good = ">" }', "standard.END-01.answer.good", "condition"),
]


@pytest.mark.parametrize(("old", "new", "path", "said"), COSTS_STANDARD)
def test_a_bad_standard_costs_itself(changed: Change, old: str, new: str, path: str, said: str) -> None:
    catalogue = changed(STANDARDS, old, new)
    (problem,) = catalogue.problems
    assert (problem.file, problem.path) == (STANDARDS, path)
    assert said in problem.message
    assert set(catalogue.standards) == {"END-02"}
    assert set(catalogue.initiatives) == {"encrypt", "own"}


COSTS_INITIATIVE = [
    ("phase = 1", "phase = 4", "phase", "1 to 3"),
    ("phase = 1", "phase = 1\neffect = 1.2", "effect", "0 to 1"),
    ("phase = 1", "phase = 1\nduration = 0", "duration", "1 to 40 quarters"),
    ("phase = 1", 'phase = 1\nowner = "partnr"', "owner", "did you mean `partner`?"),
    ("phase = 1", 'phase = 1\ndue_field = "age"', "due_field", "no date field"),
    ('title = "Encrypt"', f'title = "{LONG}"', "title", "121 characters"),
    ('price = "hour"', 'price = "hours"', "line[0].price", "did you mean `hour`?"),
    ('timing = "once"', 'timing = "one"', "line[0].timing", "did you mean `once`?"),
    ('per = "device"\n', 'per = "devices"\n', "line[0].per", "did you mean `device`?"),
    ('for = ["END-01"]\n', "for = []\n", "line[0].for", "never count"),
    ('for = ["END-01"]\n', 'for = ["END-01"]\neach = 0\n', "line[0].each", "not above 0"),
    ('for = ["END-01"],', "for = [],", "hours[0].for", "never count"),
    ('for = ["END-01"],', 'for = ["END-01"], who = "partnr",', "hours[0].who", "did you mean `partner`?"),
    ('per = "device", per_item', 'per = "devices", per_item', "hours[0].per", "did you mean `device`?"),
    ('per = "device", per_item = 0.5', 'per = "device"', "hours[0].per_item", "both `per` and `per_item`"),
    ('per = "device", per_item = 0.5', "per_item = 0.5", "hours[0].per", "both `per` and `per_item`"),
    ("per_item = 0.5", "per_item = -0.5", "hours[0].per_item", "below 0"),
    (
        "per_item = 0.5",
        "per_item = 0.5, where = { klass = 1 }",
        "hours[0].where.klass",
        "did you mean `class`?",
    ),
    ('per = "device", per_item = 0.5', 'where = { class = "laptop" }', "hours[0].where", "restricts nothing"),
    (
        "phase = 1",
        'phase = 1\nfirst_steps = [{ day = 91, who = "client", text = "Go" }]',
        "first_steps[0].day",
        "90 days",
    ),
    (
        "phase = 1",
        'phase = 1\nfirst_steps = [{ day = 1, who = "us", text = "Go" }]',
        "first_steps[0].who",
        "neither client nor",
    ),
    (
        "phase = 1",
        'phase = 1\nfirst_steps = [{ day = 1, who = "client", text = "" }]',
        "first_steps[0].text",
        "0 characters",
    ),
    ("{ class =", "{ klass =", "line[0].where.klass", "did you mean `class`?"),
    ("fixed = 1,", "fixed = -1,", "hours[0].fixed", "below 0"),
    ("fixed = 1,", "fix = 1,", "hours[0].fix", "did you mean `fixed`?"),
]


@pytest.mark.parametrize(("old", "new", "path", "said"), COSTS_INITIATIVE)
def test_a_bad_initiative_costs_itself(changed: Change, old: str, new: str, path: str, said: str) -> None:
    catalogue = changed(INITIATIVES, old, new)
    (problem,) = catalogue.problems
    assert (problem.file, problem.path) == (INITIATIVES, f"initiative.encrypt.{path}")
    assert said in problem.message
    assert set(catalogue.initiatives) == {"own"}
    assert set(catalogue.standards) == {"END-01", "END-02"}
    assert catalogue.standards["END-01"].initiative == "", "a reference to what was left out goes with it"
    assert catalogue.initiatives["own"].requires == ()


COSTS_REFERENCE = [
    (STANDARDS, 'needs = ["END-01"]', 'needs = ["END-01", "END-99"]', "standard.END-02.needs", "END-99"),
    (STANDARDS, 'initiative = "own"', 'initiative = "owns"', "standard.END-02.initiative", "mean `own`?"),
    (
        STANDARDS,
        '["health_data"]',
        '["helth_data"]',
        "standard.END-01.raise_impact_if",
        "mean `health_data`?",
    ),
    (
        STANDARDS,
        'raise_impact_if = ["health_data"]',
        'raise_impact_if = ["health_data"]\nonly_if = ["helth_data"]',
        "standard.END-01.only_if",
        "mean `health_data`?",
    ),
    (STANDARDS, "csf = [", "csff = [", "standard.END-01.frameworks.csff", "mean `csf`?"),
    (STANDARDS, '"PR.DS-01"', '"PR.DS-01", "PR.DS-99"', "standard.END-01.frameworks.csf", "PR.DS-99"),
    (STANDARDS, "[F1]", "[F1] [F7]", "standard.END-01.because", "[F7]"),
    (INITIATIVES, 'requires = ["encrypt"]', 'requires = ["x"]', "initiative.own.requires", "`x`"),
    (INITIATIVES, 'for = ["END-01"]\n', 'for = ["END-01", "E"]\n', "initiative.encrypt.line[0].for", "`E`"),
    (INITIATIVES, 'for = ["END-02"]', 'for = ["END-03"]', "initiative.own.hours[0].for", "`END-03`"),
]


@pytest.mark.parametrize("case", COSTS_REFERENCE)
def test_a_bad_reference_costs_itself(changed: Change, case: tuple[str, str, str, str, str]) -> None:
    file, old, new, path, said = case
    catalogue = changed(file, old, new)
    (problem,) = catalogue.problems
    assert (problem.file, problem.path) == (file, path)
    assert said in problem.message
    assert set(catalogue.standards) == {"END-01", "END-02"}
    assert set(catalogue.initiatives) == {"encrypt", "own"}


def test_the_good_references_beside_a_bad_one_stay(changed: Change) -> None:
    catalogue = changed(STANDARDS, '"PR.DS-01"', '"PR.DS-01", "PR.DS-99"')
    assert catalogue.standards["END-01"].frameworks == {"csf": ("PR.DS-01",), "open": ("anything",)}
    catalogue = changed(STANDARDS, "[F1]", "[F1] [F7]")
    assert catalogue.standards["END-01"].because == "It gets lost [F1]"


def test_a_circle_of_needs_is_named_and_loses_the_edge_that_closes_it(changed: Change) -> None:
    catalogue = changed(STANDARDS, "raise_impact_if", 'needs = ["END-02"]\nraise_impact_if')
    (problem,) = catalogue.problems
    assert problem.path == "standard.END-02.needs"
    assert "END-01 → END-02 → END-01" in problem.message
    assert catalogue.standards["END-01"].needs == ("END-02",)
    assert catalogue.standards["END-02"].needs == ()


def test_an_initiative_that_requires_itself_is_a_circle(changed: Change) -> None:
    catalogue = changed(INITIATIVES, 'requires = ["encrypt"]', 'requires = ["own", "encrypt"]')
    (problem,) = catalogue.problems
    assert "own → own" in problem.message
    assert catalogue.initiatives["own"].requires == ("encrypt",)


def test_a_second_entry_of_an_id_is_left_out(changed: Change) -> None:
    catalogue = changed(INITIATIVES, 'id = "own"', 'id = "encrypt"')
    first, second = catalogue.problems
    assert (first.path, second.path) == ("initiative.encrypt", "standard.END-02.initiative")
    assert "second time" in first.message
    assert catalogue.initiatives["encrypt"].title == "Encrypt"


def test_an_entry_without_an_id_is_named_by_its_place(changed: Change) -> None:
    catalogue = changed(STANDARDS, 'id = "END-02"\n', "")
    (problem,) = [p for p in catalogue.problems if p.file == STANDARDS]
    assert problem.path == "standard[1].id"
    assert "`id`" in problem.message


def test_a_misspelt_id_is_recognised(changed: Change) -> None:
    catalogue = changed(STANDARDS, 'id = "END-02"', 'di = "END-02"')
    (problem,) = [p for p in catalogue.problems if p.file == STANDARDS]
    assert "did you mean `id`?" in problem.message


def test_a_misspelt_table_is_named(changed: Change) -> None:
    catalogue = changed(INITIATIVES, "[[initiative.line]]", "[[initative]]\n[[initiative.line]]")
    (problem,) = catalogue.problems
    assert (problem.file, problem.path) == (INITIATIVES, "initative")
    assert "did you mean `initiative`?" in problem.message


def test_a_domain_nobody_describes_is_told_once(changed: Change) -> None:
    catalogue = changed(STANDARDS, '[domain]\nid = "END"\ntitle = "Computers"\nquestion = "Fine?"', "")
    (problem,) = catalogue.problems
    assert "no [domain] describes 'END'" in problem.message
    assert catalogue.domains["END"].title == "END"
    assert set(catalogue.standards) == {"END-01", "END-02"}


def test_a_broken_domain_keeps_its_standards(changed: Change) -> None:
    catalogue = changed(STANDARDS, 'question = "Fine?"', "")
    (problem,) = catalogue.problems
    assert problem.path == "domain.END"
    assert {s.domain for s in catalogue.standards.values()} == {"END"}
    assert "END" in catalogue.domains
