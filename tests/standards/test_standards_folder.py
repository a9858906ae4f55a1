"""Where templates are looked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.standards import check, document_folders, document_ids, examples_folder, template_folders
from planner.standards.cycle import closing_edges


def test_only_the_shipped_folder_by_default() -> None:
    (shipped,) = template_folders()
    assert (shipped / "inventory" / "devices.toml").is_file()
    assert examples_folder() == shipped / "examples"


def test_the_firm_names_its_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PLANNER_TEMPLATES", str(tmp_path))
    assert template_folders()[1:] == (tmp_path,)


def test_the_users_configuration_is_used_when_it_is_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    own = tmp_path / "planner" / "templates"
    assert len(template_folders()) == 1
    own.mkdir(parents=True)
    assert template_folders()[1:] == (own,)


def test_the_firms_documents_come_first(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        (folder / "documents" / "letter").mkdir(parents=True)
    (first / "documents" / "letter" / "document.toml").write_text("", encoding="utf-8")
    assert document_ids([first, second]) == ("letter",)
    places = document_folders("letter", [first, second])
    assert places == (second / "documents" / "letter", first / "documents" / "letter")
    assert document_folders("../letter", [first]) == ()
    assert document_folders("note", [first]) == ()


def test_circles_are_found_whole_and_once() -> None:
    graph = {"a": ["b"], "b": ["c", "x"], "c": ["a", "d"], "d": ["d"], "e": ["c"]}
    assert closing_edges(graph) == {("c", "a"): ("a", "b", "c", "a"), ("d", "d"): ("d", "d")}


def test_a_long_chain_is_no_circle() -> None:
    graph = {str(n): [str(n + 1)] for n in range(5000)}
    assert closing_edges(graph) == {}


def test_a_file_where_a_room_is_expected_is_a_problem(tmp_path: Path) -> None:
    firm = tmp_path / "firm"
    firm.mkdir()
    (firm / "standards").write_text("not a folder")
    (firm / "README").write_text("notes of our own are fine")
    (problem,) = check((*template_folders(), firm))
    assert problem.file == "standards"
    assert "make it a folder" in problem.message
