"""What is in force about lists that are complete can be asked, said and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.model.condition import RawCondition
from planner.model.error import PlannerError
from planner.workspace import Session, Workspace

COMPUTERS: dict[str, RawCondition] = {"class": ("laptop", "desktop")}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Return a plan with a list of two, one computer and one phone that are not in it, and a class each."""
    export = tmp_path / "console.csv"
    export.write_text(
        "Device name,Serial number,Encrypted,Device type\nA,S1,Yes,Laptop\nB,S2,Yes,Laptop\n",
        encoding="utf-8",
    )
    workspace = Workspace(tmp_path / "plans", author="Kim")
    opened = workspace.open(workspace.create("Acme", people=31))
    opened.apply(opened.preview([export]))
    for name, class_ in (("C", "laptop"), ("D", "phone")):
        opened.add_record("devices", {"name": name, "class": class_})
    yield opened
    opened.close()


def known(session: Session) -> dict[str, object]:
    return {item.label: item.value("edr_installed") for item in session.inventory.of("devices")}


def test_what_can_be_said_is_told_by_kind(session: Session) -> None:
    facts = {field.id: field.title for field in session.vouchable("devices")}
    assert facts["edr_installed"] == "Managed detection installed"
    assert "class" not in facts
    assert [source.title for source in session.lists_of("devices")] == ["console.csv"]
    assert session.lists_of("servers") == ()
    sort = session.sort_of("devices")
    assert sort is not None
    assert sort.id == "class"
    assert session.sort_of("sites") is None


def test_missing_means_no_while_somebody_says_so(session: Session) -> None:
    assert known(session) == dict.fromkeys("ABCD")
    assert session.absences("devices") == ()
    session.vouch("devices", "edr_installed", "console.csv", where=COMPUTERS, by="Ann")
    assert known(session) == {"A": None, "B": None, "C": False, "D": None}
    (found,) = session.absences("devices")
    assert (found.field.id, found.source.title, found.by) == ("edr_installed", "console.csv", "Ann")
    assert found.about == "laptop or desktop"
    assert found.missing == ("C",)
    assert session.absences("servers") == ()
    session.vouch("devices", "edr_installed", found.source.id, listed=False)
    assert session.absences("devices") == ()
    assert known(session) == dict.fromkeys("ABCD")


def test_what_a_person_knows_is_not_said_to_follow_from_the_list(session: Session) -> None:
    record = next(item.id for item in session.inventory.of("devices") if item.label == "C")
    session.edit_fact("devices", record, "edr_installed", "yes")
    session.vouch("devices", "edr_installed", "console.csv")
    (found,) = session.absences("devices")
    assert found.missing == ("D",)
    assert not found.about


def test_a_fact_without_yes_and_no_is_refused(session: Session) -> None:
    with pytest.raises(PlannerError, match="no yes-or-no fact"):
        session.vouch("devices", "model", "console.csv")
    with pytest.raises(PlannerError, match=r"there are console\.csv"):
        session.vouch("devices", "edr_installed", "other.csv")
