"""A firm's own templates: laid over the shipped ones, sandboxed, and told off clearly."""

from __future__ import annotations

import sys
from pathlib import Path
from subprocess import run

import pytest

from planner.model.error import PlannerError
from planner.report import Material, compose
from planner.report.engine import listing


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    folder = tmp_path / "documents" / "roadmap"
    folder.mkdir(parents=True)
    return folder


def _compose(material: Material, shipped: tuple[Path, ...], firm: Path) -> str:
    return compose(material, folders=(*shipped, firm.parents[1]))


def test_the_firms_file_goes_before_the_shipped_one(
    material: Material, shipped: tuple[Path, ...], firm: Path
) -> None:
    (firm / "front.md.j2").write_text("# A plan by our firm for {{ front.client }}\n")
    text = _compose(material, shipped, firm)
    assert text.startswith("# A plan by our firm for Acme Legal LLP\n")
    assert "## 1 On one page" in text


def test_the_firms_sections_replace_the_shipped_ones(
    material: Material, shipped: tuple[Path, ...], firm: Path
) -> None:
    (firm / "document.toml").write_text(
        'id = "roadmap"\ntitle = "Fahrplan"\nlocale = "de_DE"\n'
        '[[section]]\nid = "a"\ntitle = "Geld #"\nfile = "a.md.j2"\n'
    )
    (firm / "a.md.j2").write_text("{{ 1234.5 | money }} {{ front.today | day }}\n")
    text = _compose(material, shipped, firm)
    assert text.startswith("# Fahrplan for Acme")
    assert text.endswith("## 1 Geld \\#\n\n1.235 $ 22\\. November 2026\n")


def test_what_a_macro_made_is_not_escaped_twice(
    material: Material, shipped: tuple[Path, ...], firm: Path
) -> None:
    (firm / "front.md.j2").write_text(
        "{% macro strong(x) %}**{{ x }}**{% endmacro %}{% set kept %}{{ '[a]' }}{% endset %}"
        "{{ strong('*b*') }} {{ kept }} {{ '<i>' }}\n"
    )
    assert _compose(material, shipped, firm).startswith("**\\*b\\*** \\[a\\] \\<i>\n")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("ok\n{{ front.klient }}", r"front\.md\.j2, line 2: .*klient.*Correct the template"),
        ("{{ nothing }}", r"front\.md\.j2, line 1: 'nothing' is undefined"),
        ("a\nb\n{% if %}", r"front\.md\.j2, line 3: "),
        ("{{ front.client | safe }}", r"front\.md\.j2, line 1: No filter named 'safe'"),
        ("{{ 1 / 0 }}", r"front\.md\.j2, line 1: division by zero"),
        ("{% include 'nowhere.j2' %}", r"needs the file nowhere\.j2"),
        ("{{ front.__class__.__mro__ }}", r"front\.md\.j2, line 1: .*__class__.*reach inside Python"),
        ("{{ ''.__class__ }}", r"__class__.*reach inside Python"),
        ("{{ words.clear() }}", r"reach inside Python"),
        ("{{ front.client.format.__globals__ }}", r"reach inside Python"),
        ("{{ cycler.__init__.__globals__ }}", r"reach inside Python"),
    ],
)
def test_a_wrong_template_is_told_with_its_place(
    source: str, message: str, material: Material, shipped: tuple[Path, ...], firm: Path
) -> None:
    (firm / "front.md.j2").write_text(source)
    with pytest.raises(PlannerError, match=message):
        _compose(material, shipped, firm)


def test_a_template_reaches_no_file_outside_its_folders(
    material: Material, shipped: tuple[Path, ...], firm: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (firm / "front.md.j2").write_text("{% include '../../secret.txt' %}")
    with pytest.raises(PlannerError, match="none of its folders"):
        _compose(material, shipped, firm)


def test_a_template_that_is_no_utf8_is_told(
    material: Material, shipped: tuple[Path, ...], firm: Path
) -> None:
    (firm / "front.md.j2").write_bytes(b"caf\xe9")
    with pytest.raises(PlannerError, match="not UTF-8"):
        _compose(material, shipped, firm)


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("id = ", "cannot be used"),
        ('id = "roadmap"\ntitle = "x"\nsection = []\nlocal = "x"', "local"),
        ('id = "roadmap"\ntitle = "x"\nsection = []\nlocale = "xx_Nowhere"', "is no locale"),
        (
            'id = "roadmap"\ntitle = "x"\n[[section]]\nid = "a"\ntitle = "A"\nfile = "a"\naudience = "all"',
            "audience 'all'",
        ),
    ],
)
def test_a_wrong_document_file_is_told(
    toml: str, message: str, material: Material, shipped: tuple[Path, ...], firm: Path
) -> None:
    (firm / "document.toml").write_text(toml)
    with pytest.raises(PlannerError, match=message):
        _compose(material, shipped, firm)


def test_listing() -> None:
    assert [listing(names) for names in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_importing_the_package_loads_neither_engine_nor_locale_data() -> None:
    code = "import sys, planner.report; print([m for m in ('jinja2', 'babel', 'markdown_it') if m in sys.modules])"
    done = run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
