"""Paths as people type, paste and drop them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.intake.reader import ENDINGS
from planner.tui.screens.inventory import picker
from planner.tui.screens.inventory.path import read_paths


def touch(folder: Path, *names: str) -> list[Path]:
    paths = [folder / name for name in names]
    for path in paths:
        path.write_text("x", encoding="utf-8")
    return paths


@pytest.mark.parametrize(
    "line",
    [
        "{0} {1}",
        '"{0}" "{1}"',
        "'{0}' '{1}'",
        "{0}\n{1}\n",
        "  {0}\t{1}  ",
        "file://{0} file://localhost{1}",
        "{0} {0} {1}",
    ],
)
def test_several_paths_on_one_line(tmp_path: Path, line: str) -> None:
    one, two = touch(tmp_path, "one.csv", "two.csv")
    assert read_paths(line.format(one, two)).files == (one, two)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("my%20list.csv", "my list.csv"),
        ("a%5Bb%5D.csv", "a[b].csv"),
    ],
)
def test_addresses_are_unescaped(tmp_path: Path, line: str, name: str) -> None:
    (path,) = touch(tmp_path, name)
    assert read_paths(f"file://{tmp_path}/{line}").files == (path,)


def test_blanks_in_names(tmp_path: Path) -> None:
    path, other = touch(tmp_path, "my own list.csv", "b.csv")
    escaped = str(path).replace(" ", "\\ ")
    assert read_paths(escaped).files == (path,)
    assert read_paths(f"{escaped} {other}").files == (path, other)
    assert read_paths(str(path)).files == (path,)
    assert read_paths(f"{path} {other}").files == (path, other)
    assert read_paths(f"{other} {path}").files == (other, path)
    assert read_paths("it's mine.csv", tmp_path).files
    (odd,) = touch(tmp_path, "it's mine.csv")
    assert read_paths("it's mine.csv", tmp_path).files == (odd,)


def test_folders_stand_for_the_files_inside(tmp_path: Path) -> None:
    one, two = touch(tmp_path, "a.csv", "b.csv")
    touch(tmp_path, ".hidden.csv")
    (tmp_path / "inner").mkdir()
    assert read_paths(str(tmp_path)).files == (one, two)
    empty = read_paths(str(tmp_path / "inner"))
    assert empty.files == ()
    assert "no files in the folder" in empty.problem


def test_too_many_files_are_most_likely_the_wrong_folder(tmp_path: Path) -> None:
    touch(tmp_path, *(f"{i}.csv" for i in range(301)))
    assert "301 files" in read_paths(str(tmp_path)).problem


def test_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (path,) = touch(tmp_path, "x.csv")
    assert read_paths("~/x.csv").files == (path,)
    assert read_paths("~nobody-of-this-name/x.csv").files


def test_relative_paths_start_from_the_given_folder(tmp_path: Path) -> None:
    (path,) = touch(tmp_path, "x.csv")
    assert read_paths("x.csv", tmp_path).files == (path,)


def test_what_is_not_there_is_kept_for_the_report(tmp_path: Path) -> None:
    assert read_paths("nope.csv", tmp_path).files == (tmp_path / "nope.csv",)
    assert read_paths("  ").problem == "Name a file or a folder."


@pytest.mark.skipif(os.name == "nt", reason="backslashes are names of folders there")
def test_paths_of_windows_keep_their_backslashes(tmp_path: Path) -> None:
    (found,) = read_paths(r"C:\Users\maria\list.csv", tmp_path).files
    assert found.name == r"C:\Users\maria\list.csv"


@settings(max_examples=100)
@given(st.text(max_size=80))
def test_any_text_is_read_without_failing(text: str) -> None:
    found = read_paths(text, Path("/nonexistent"))
    assert bool(found.files) != bool(found.problem)


def test_the_picker_shows_every_file_that_is_read() -> None:
    assert set(picker._READ) == set(ENDINGS)
