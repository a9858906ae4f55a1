"""Faults of document templates are found before a document is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from planner.model.error import PlannerError
from planner.report import Material, check, compose
from planner.report.section import read_template
from planner.report.view import NAMES, values


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    folder = tmp_path / "documents" / "roadmap"
    folder.mkdir(parents=True)
    return folder


def test_the_shipped_document_is_in_order(shipped: tuple[Path, ...]) -> None:
    assert check(shipped) == ()


def test_the_names_are_those_a_template_gets(material: Material, shipped: tuple[Path, ...]) -> None:
    assert set(values(material, read_template("roadmap", shipped))) == set(NAMES) - {"fingerprint"}


FAULTS = [
    ("goals.md.j2", "For {{ client.name }}.", "`client` is unknown here; known are appendix, budget"),
    ("front.md.j2", "a\n{{ front.client | shout }}", "line 2: No filter named 'shout'"),
    ("internal-mark.md.j2", "{% if %}", "line 1: "),
    ("goals.md.j2", "{% if goals is lovely %}x{% endif %}", "No test named 'lovely'"),
    ("document.toml", 'id = "roadmap"\ntitel = "x"\n', "document.toml cannot be used"),
]


@pytest.mark.parametrize("fault", FAULTS)
def test_what_keeps_a_document_from_being_written_is_one_problem(
    shipped: tuple[Path, ...], firm: Path, make_material: Callable[..., Material], fault: tuple[str, str, str]
) -> None:
    file, source, said = fault
    (firm / file).write_text(source)
    folders = (*shipped, firm.parents[1])
    (problem,) = check(folders)  # what the appendix shares with its base is told once, there
    assert problem.file == f"documents/roadmap/{file}"
    assert said in problem.message
    with pytest.raises(PlannerError):
        compose(replace(make_material(), audience="internal"), folders=folders)


def test_names_a_template_makes_itself_are_known(shipped: tuple[Path, ...], firm: Path) -> None:
    (firm / "goals.md.j2").write_text(
        "{% macro m(a) %}{{ a }}{% endmacro %}{% set b = 1 %}{% for c in goals %}{{ m(c) }}{{ b }}"
        "{{ loop.index }}{% endfor %}{{ range(3) | listing }}\n"
    )
    assert check((*shipped, firm.parents[1])) == ()


def test_a_message_says_whose_file_it_is(material: Material, shipped: tuple[Path, ...], firm: Path) -> None:
    (firm / "front.md.j2").write_text("{{ nothing }}")
    with pytest.raises(PlannerError) as told:
        compose(material, folders=(*shipped, firm.parents[1]))
    assert str(told.value).startswith(f"{firm / 'front.md.j2'}, line 1: ")
    assert ".." not in str(told.value)
