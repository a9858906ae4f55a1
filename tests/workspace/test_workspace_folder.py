"""A folder stands for the lists in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planner.model.intake import Preview
from planner.workspace.reading import Job, read_apart, read_here
from tests.intake.factory import TODAY, catalogue, empty_plan, maps, secrets

CSV = "Device name,Serial number,Model\n{0},S-{0},Latitude 5440\n"


def _folder(place: Path) -> Path:
    for name in ("b.csv", "A.csv", "sub/c.csv", ".hidden.csv", "~$b.xlsx", "letter.docx", ".git/d.csv"):
        path = place / "client" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(CSV.format(path.stem))
    return place / "client"


def _job(*paths: Path) -> Job:
    return Job(
        plan=empty_plan(), paths=paths, maps=maps(), secrets=secrets(), catalogue=catalogue(), today=TODAY
    )


def _read(preview: Preview) -> list[str]:
    return [Path(one.path).name for one in preview.files if not one.error]


@pytest.mark.parametrize("reader", [read_here, read_apart])
def test_a_folder_is_read_in_the_order_of_names(tmp_path: Path, reader: object) -> None:
    assert callable(reader)
    preview = reader(_job(_folder(tmp_path)))
    assert _read(preview) == ["A.csv", "b.csv", "c.csv"]
    assert preview.files[0].warnings == (
        "Passed over, because they are no lists: .git/, .hidden.csv, letter.docx, ~$b.xlsx in the folder client.",
    )


def test_links_that_lead_elsewhere_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "private.csv").write_text(CSV.format("SECRET"))
    folder = _folder(tmp_path)
    (folder / "link.csv").symlink_to(tmp_path / "private.csv")
    (folder / "up").symlink_to(tmp_path, target_is_directory=True)
    preview = read_here(_job(folder))
    assert _read(preview) == ["A.csv", "b.csv", "c.csv"]
    assert "link.csv" in preview.files[0].warnings[0]


def test_a_folder_without_a_list_says_so_and_costs_itself_only(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "photo.png").write_bytes(b"x")
    (tmp_path / "list.csv").write_text(CSV.format("PC-1"))
    preview = read_here(_job(tmp_path / "empty", tmp_path / "list.csv"))
    assert _read(preview) == ["list.csv"]
    error = next(one.error for one in preview.files if one.error)
    assert "empty is a folder without a list in it." in error
    assert "photo.png" in error


def test_a_pipe_in_a_folder_holds_nothing_up(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    os.mkfifo(folder / "pipe.csv")
    assert _read(read_here(_job(folder))) == ["A.csv", "b.csv", "c.csv"]
