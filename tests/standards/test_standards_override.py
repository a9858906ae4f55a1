"""The firm's folder over the shipped one: by id, entry by entry."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.model.catalogue import Catalogue
from planner.model.framework import Framework
from planner.model.standard import Standard
from planner.standards import load_catalogue
from planner.standards.entries import read_entries

Firm = Callable[[str, str], Catalogue]

OWN = """
[[standard]]
id = "{id}"
title = "Ours"
why = "w"
ask = "a"
probe = "p"
red_flag = "r"
because = "b"
tier = "core"
impact = {impact}
likelihood = 1
initiative = "own"
answer = {{ kind = "judged" }}
"""


def test_an_entry_replaces_the_shipped_one_and_keeps_its_place(firm: Firm) -> None:
    catalogue = firm("standards/ours.toml", OWN.format(id="END-01", impact=1))
    assert catalogue.problems == ()
    assert list(catalogue.standards) == ["END-01", "END-02"]
    assert catalogue.standards["END-01"].title == "Ours"
    assert catalogue.standards["END-01"].domain == "END", "without [domain] the id says the domain"


def test_a_new_entry_is_added(firm: Firm) -> None:
    catalogue = firm("standards/ours.toml", OWN.format(id="END-77", impact=1))
    assert catalogue.problems == ()
    assert catalogue.standards["END-77"].domain == "END"


@pytest.mark.parametrize("impact", ['"x"', "9"])
def test_a_broken_entry_leaves_the_shipped_one_standing(firm: Firm, impact: str) -> None:
    catalogue = firm("standards/ours.toml", OWN.format(id="END-01", impact=impact))
    (problem,) = catalogue.problems
    assert (problem.file, problem.path) == ("standards/ours.toml", "standard.END-01.impact")
    assert catalogue.standards["END-01"].title == "Every laptop is encrypted"


def test_a_retired_entry_goes_and_so_do_references_to_it(firm: Firm) -> None:
    catalogue = firm("standards/ours.toml", '[[standard]]\nid = "END-01"\nretired = true\n')
    assert catalogue.problems == ()
    assert set(catalogue.standards) == {"END-02"}
    assert catalogue.standards["END-02"].needs == ()
    assert catalogue.initiatives["encrypt"].line == ()
    assert catalogue.initiatives["encrypt"].hours == ()


def test_a_retired_initiative_goes_and_so_do_references_to_it(firm: Firm) -> None:
    catalogue = firm("initiatives/ours.toml", '[[initiative]]\nid = "encrypt"\nretired = true\n')
    assert catalogue.problems == ()
    assert set(catalogue.initiatives) == {"own"}
    assert catalogue.initiatives["own"].requires == ()
    assert catalogue.standards["END-01"].initiative == ""


def test_retiring_what_is_not_there_is_told(firm: Firm) -> None:
    catalogue = firm("standards/ours.toml", '[[standard]]\nid = "END-10"\nretired = true\n')
    (problem,) = catalogue.problems
    assert "no earlier folder has" in problem.message
    assert set(catalogue.standards) == {"END-01", "END-02"}


def test_a_framework_is_a_file_and_is_replaced_whole(firm: Firm) -> None:
    text = 'id = "csf"\ntitle = "Own"\nversion = "3"\nlicence = "x"\nsource = "x"\nrequirement = [{ id = "A" }]\n'
    catalogue = firm("frameworks/ours.toml", text)
    (problem,) = catalogue.problems
    assert problem.path == "standard.END-01.frameworks.csf"
    assert catalogue.frameworks["csf"].title == "Own"


def test_a_broken_tier_or_framework_is_told_once(world: Path) -> None:
    for name, old in (
        ("vocabulary/risk.toml", 'title = "Core"\n'),
        ("frameworks/csf.toml", 'version = "2"\n'),
    ):
        path = world / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, "", 1), encoding="utf-8")
    catalogue = load_catalogue([world])
    assert sorted(p.file for p in catalogue.problems) == ["frameworks/csf.toml", "vocabulary/risk.toml"]
    assert set(catalogue.standards) == {"END-01", "END-02"}
    assert catalogue.standards["END-01"].frameworks == {"open": ("anything",)}


def test_a_missing_folder_is_told(world: Path, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    (problem,) = load_catalogue([world, gone]).problems
    assert problem.file == str(gone)


def test_read_entries_reads_tables_and_whole_files(world: Path) -> None:
    standards, problems = read_entries([world], "standards", "standard", Standard)
    assert list(standards) == ["END-01", "END-02"]
    assert standards["END-01"].file == "standards/computers.toml"
    assert [p.path for p in problems] == ["domain"]
    frameworks, problems = read_entries([world], "frameworks", None, Framework)
    assert list(frameworks) == ["csf", "open"]
    assert problems == []
