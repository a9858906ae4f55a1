"""What differs between two states of a plan is told by what people call it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.model.plan import Plan
from planner.workspace import Session, Workspace
from planner.workspace.difference import Difference, differences


@pytest.fixture
def session(tmp_path: Path) -> Session:
    workspace = Workspace(tmp_path / "plans", today=date(2026, 11, 22), author="Kim")
    return workspace.open(workspace.create("Acme", people=40))


def found(theirs: Plan, session: Session) -> list[Difference]:
    return list(differences(theirs, session.plan, session.knowledge.catalogue))


def test_the_same_plan_differs_in_nothing(session: Session) -> None:
    assert found(session.plan, session) == []
    session.close()


def test_each_part_of_a_plan_is_compared(session: Session) -> None:
    before = session.plan
    session.set_client(people=12, industry="legal", traits=("health_data",))
    session.set_scope("core")
    session.set_settings(quarters=8)
    session.set_stage("roadmap")
    session.set_archived(True)
    session.answer("IAM-01", "no")
    session.accept("IAM-02", by="Ann", why="Moves out")
    session.decide("mfa-everywhere", "approve", by="Ann", why="Insurer")
    session.change("mfa-everywhere", "hours", 12.0, why="Two sites")
    for name in ("PC-1", "PC-2", "PC-3", "PC-4", "PC-5"):
        session.add_record("devices", {"name": name})
    told = {d.what: (d.theirs, d.mine) for d in found(before, session)}
    standards = session.knowledge.catalogue.standards
    work = session.knowledge.catalogue.initiatives["mfa-everywhere"].title
    assert told["people of the client"] == ("40", "12")
    assert told["quarters of the plan"] == ("12", "8")
    assert told["the stage"] == ("Assessment", "Roadmap")
    assert told["industry of the client"] == ("", "Legal")
    assert told["traits of the client"] == ("", "Handles health data")
    assert told["scope of the plan"] == ("", "Core")
    assert told["archived"] == ("no", "yes")
    worded = standards["IAM-01"].answers
    assert worded is not None
    assert told[standards["IAM-01"].title] == ("", worded.no)
    assert told[f"accepted risk: {standards['IAM-02'].title}"][1].startswith("by Ann, why Moves out")
    assert told[f"decision: {work}"][1].startswith("choice approve, by Ann")
    assert "value 12" in told[f"changed figures: {work}"][1]
    (devices,) = [value for what, value in told.items() if what.endswith("that only one has")]
    assert devices == ("", "5: PC-1, PC-2, PC-3 and 2 more")
    session.close()


def test_other_facts_and_notes_are_told_too(session: Session) -> None:
    session.add_record("devices", {"name": "PC-1"})
    session.answer("IAM-01", "no", note="said")
    before = session.plan
    record = next(iter(before.records["devices"]))
    session.edit_fact("devices", record, "model", "X1")
    session.answer("IAM-01", "no", internal="doubtful")
    told = {d.what: d for d in found(before, session)}
    assert any(what.endswith("with other facts") and "PC-1" in d.mine for what, d in told.items())
    (noted,) = [d for what, d in told.items() if what.startswith("what was noted with")]
    assert noted.internal
    assert "doubtful" in noted.mine
    assert "doubtful" not in noted.theirs
    session.close()
