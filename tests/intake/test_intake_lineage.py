from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.workspace import Session, Workspace

FULL = "Device name,Serial number,Manufacturer,Model,Encrypted,Last seen,Device type\n"
SHORT = "Device name,Serial number,Encrypted,Last seen\n"


@pytest.fixture
def session() -> Session:
    workspace = Workspace(today=date(2026, 11, 22), author="Ann")
    return workspace.open(workspace.create("Acme"))


def taken_in(session: Session, folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    session.apply(session.preview([path]))


def titles(session: Session) -> list[str]:
    return sorted(source.title for source in session.plan.sources.values())


def test_another_list_about_the_same_things_is_another_source(session: Session, tmp_path: Path) -> None:
    rows = "".join(f"LT-{n},SN100{n},Dell,Latitude,yes,2026-11-20,laptop\n" for n in range(1, 6))
    taken_in(session, tmp_path, "devices.csv", FULL + rows)
    taken_in(session, tmp_path, "antivirus.csv", SHORT + "LT-5,SN1005,no,2026-11-18\n")
    assert titles(session) == ["antivirus.csv", "devices.csv"]
    five = next(item for item in session.inventory.of("devices") if item.label == "LT-5")
    assert five.facts["disk_encrypted"].state == "conflict"
    model = next(iter(session.inventory.of("devices"))).facts["model"]
    assert [session.plan.sources[s].title for s in model.sources] == ["devices.csv"]


@pytest.mark.parametrize("name", ["devices-2026-12.csv", "all machines.csv"])
def test_a_newer_state_of_the_same_list_takes_its_place(session: Session, tmp_path: Path, name: str) -> None:
    row = "LT-1,SN1001,Dell,Latitude,{},2026-11-{},laptop\n"
    taken_in(session, tmp_path, "devices-2026-11.csv", FULL + row.format("no", 18))
    taken_in(session, tmp_path, name, FULL + row.format("yes", 20))
    assert titles(session) == [name]
    assert session.inventory.of("devices")[0].value("disk_encrypted") is True


def test_a_file_of_which_no_row_can_be_used_is_not_taken_in(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "devices.csv"
    path.write_text(FULL + ",,Dell,Latitude,yes,2026-11-20,laptop\n" * 3, encoding="utf-8")
    preview = session.preview([path])
    assert "none of its 3 rows" in preview.files[0].error
    assert len(preview.files[0].rejected) == 3
    assert preview.plan is session.plan
