"""Files in any state: the good ones beside them are read, nothing is raised."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.model.field import Kind
from planner.model.initiative import InitiativeSpec
from planner.model.standard import Standard
from planner.standards import check, load_catalogue, load_lifecycle
from planner.standards.convert import convert
from planner.standards.entries import entries_of
from planner.standards.toml_file import Raw, TomlFile

BAD = {
    "latin1": "[[standard]]\nid = 'Ä'\n".encode("latin-1"),
    "utf16": "[[standard]]\nid = 'A'\n".encode("utf-16"),
    "nul": b"a = 1\x00",
    "syntax": b"[[standard]\n",
    "deep": b"a = " + b"[" * 5000,
    "dotted": b"a" + b".a" * 3000 + b" = 1",
    "digits": b"a = " + b"9" * 6000,
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_costs_itself(world: Path, name: str) -> None:
    (world / "standards" / "a-bad.toml").write_bytes(BAD[name])
    catalogue = load_catalogue([world])
    (problem,) = catalogue.problems
    assert (problem.file, problem.path) == ("standards/a-bad.toml", "")
    assert "left out" in problem.message or "flatten" in problem.message
    assert set(catalogue.standards) == {"END-01", "END-02"}


def test_a_byte_order_mark_and_windows_lines_are_read(world: Path) -> None:
    path = world / "standards" / "computers.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    catalogue = load_catalogue([world])
    assert catalogue.problems == ()
    assert set(catalogue.standards) == {"END-01", "END-02"}


def test_a_link_to_itself_a_folder_and_a_pipe_are_told(world: Path) -> None:
    room = world / "standards"
    (room / "a.toml").symlink_to(room / "a.toml")
    (room / "b.toml").mkdir()
    os.mkfifo(room / "c.toml")
    (room / "circle").symlink_to(room)
    catalogue = load_catalogue([world])
    assert [p.file for p in catalogue.problems] == [f"standards/{name}.toml" for name in "abc"]
    assert set(catalogue.standards) == {"END-01", "END-02"}


def test_a_file_without_rights_is_told(world: Path) -> None:
    path = world / "standards" / "a.toml"
    path.write_text("", encoding="utf-8")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    (problem,) = load_catalogue([world]).problems
    assert "cannot be read" in problem.message


def test_a_huge_file_is_not_read(world: Path) -> None:
    with (world / "standards" / "a.toml").open("wb") as file:
        file.truncate(9_000_000)
    (problem,) = load_catalogue([world]).problems
    assert "larger than 8 MB" in problem.message


def test_files_of_editors_are_passed_over(world: Path) -> None:
    for name in (".#computers.toml", "computers.toml~", "computers.toml.bak"):
        (world / "standards" / name).write_text("[[", encoding="utf-8")
    assert load_catalogue([world]).problems == ()


def test_an_empty_folder_gives_an_empty_catalogue(tmp_path: Path) -> None:
    catalogue = load_catalogue([tmp_path])
    assert (catalogue.standards, catalogue.initiatives, catalogue.prices.prices) == ({}, {}, {})
    assert catalogue.problems, "what is missing is said"


def test_check_names_rooms_nobody_reads(world: Path) -> None:
    (world / "standard").mkdir()
    (world / "loose.toml").write_text("", encoding="utf-8")
    problems = [p for p in check([world]) if p.file in {"standard", "loose.toml"}]
    assert len(problems) == 2
    assert "did you mean `standards`?" in problems[1].message


def test_check_reads_document_templates(world: Path) -> None:
    room = world / "documents" / "letter"
    room.mkdir(parents=True)
    (room / "document.toml").write_text("id = ", encoding="utf-8")
    (room / "a.md.j2").write_text("fine {{ x }}\n", encoding="utf-8")
    (room / "b.md.j2").write_text("one\n{% if %}\n", encoding="utf-8")
    (room / "c.md.j2").write_bytes("Ä".encode("latin-1"))
    problems = [p for p in check([world]) if p.file.startswith("documents/")]
    assert [(p.file.rpartition("/")[2], p.path) for p in problems] == [
        ("document.toml", ""),
        ("b.md.j2", "line 2"),
        ("c.md.j2", ""),
    ]


def test_check_names_a_section_whose_file_is_not_there(world: Path) -> None:
    room = world / "documents" / "letter"
    room.mkdir(parents=True)
    (room / "a.md.j2").write_text("x\n", encoding="utf-8")
    spec = '[[section]]\nfile = "a.md.j2"\n[[section]]\nfile = "b.md.j2"\n[[section]]\nid = "c"\n'
    (room / "document.toml").write_text(spec, encoding="utf-8")
    problems = [p for p in check([world]) if p.file == "documents/letter/document.toml"]
    assert [p.path for p in problems] == ["section[1].file", "section[2]"]


LIFECYCLE = """
[[product]]
id = "thing"
title = "Thing"
category = "os-server"
pattern = [{ re = 'Thing (\\d)', cycle = "{1}" }]
cycle = [{ id = "1", supported_until = 2026-01-01 }, { id = "2", supported_until = false }]

[[hardware]]
id = "laptop"
plan_years = 4
end_years = 5
source = "s"
"""


@pytest.mark.parametrize(
    ("old", "new", "path", "left"),
    [
        ("(\\d)", "(", "product.thing.pattern[0].re", 0),
        ('"{1}"', '"3"', "product.thing.pattern[0].cycle", 0),
        ('"{1}"', '"@upper"', "product.thing.pattern[0].cycle", 0),
        ("2026-01-01", '"soon"', "product.thing.cycle.1.supported_until", 0),
        ("supported_until = false", "until = false", "product.thing.cycle.2.until", 1),
        ("end_years = 5", "end_years = 3", "hardware.laptop.plan_years", 1),
    ],
)
def test_lifecycle_problems_cost_themselves(tmp_path: Path, old: str, new: str, path: str, left: int) -> None:
    (tmp_path / "lifecycle").mkdir()
    assert old in LIFECYCLE
    text = LIFECYCLE.replace(old, new, 1)
    (tmp_path / "lifecycle" / "x.toml").write_text(text, encoding="utf-8")
    lifecycle, (problem,) = load_lifecycle([tmp_path])
    assert (problem.file, problem.path) == ("lifecycle/x.toml", path)
    assert len(lifecycle.products) == left


VALUES = st.recursive(
    st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
KEYS = st.sampled_from(
    [
        "id",
        "title",
        "answer",
        "rules",
        "field",
        "line",
        "hours",
        "frameworks",
        "impact",
        "retired",
        "kind",
        "x",
    ]
)


@settings(max_examples=100)
@given(raw=st.dictionaries(KEYS, VALUES, max_size=8))
def test_random_tables_never_raise(raw: dict[str, Raw]) -> None:
    for kind in (Standard, InitiativeSpec, Kind):
        value = convert(raw, kind)
        assert isinstance(value, kind | tuple)
        file = TomlFile(folder=0, file="x.toml", data={"t": [raw]})
        reading = entries_of([file], "t", kind)
        assert len(reading.problems) <= 1


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    garbage=st.binary(max_size=60), room=st.sampled_from(["standards", "inventory", "rates", "vocabulary"])
)
def test_random_files_never_raise(world: Path, garbage: bytes, room: str) -> None:
    name = {"rates": "prices-x.toml", "vocabulary": "defaults.toml"}.get(room, "garbage.toml")
    before = (world / room / name).read_bytes() if (world / room / name).exists() else b""
    (world / room / name).write_bytes(before + b"\n" + garbage)
    catalogue = load_catalogue([world])
    assert set(catalogue.standards) <= {"END-01", "END-02"}
    (world / room / name).write_bytes(before)
