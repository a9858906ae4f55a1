from __future__ import annotations

from pathlib import Path

import pytest

from planner.model.error import PlannerError
from planner.workspace import ReadOnlyError, Workspace


@pytest.fixture
def workspace() -> Workspace:
    return Workspace(author="Ann")


def test_what_is_answered_is_there_next_week(workspace: Workspace) -> None:
    slug = workspace.create("Acme", people=12)
    session = workspace.open(slug)
    session.answer("GOV-01", "partly", note="In the owner's head", internal="He is tired of it")
    session.close()

    again = Workspace(author="Bob").open(slug)
    answer = again.plan.answers["GOV-01"]
    assert (answer.answer, answer.note, answer.internal, answer.by) == (
        "partly", "In the owner's head", "He is tired of it", "Ann",
    )  # fmt: skip
    again.close()


def test_changing_an_answer_keeps_its_notes(workspace: Workspace) -> None:
    session = workspace.open(workspace.create("Acme"))
    session.answer("GOV-01", "no", note="none", evidence="asked the owner")
    session.answer("GOV-01", "yes")
    assert session.plan.answers["GOV-01"].evidence == "asked the owner"
    session.answer("GOV-01", "yes", evidence="")
    assert session.plan.answers["GOV-01"].evidence == ""
    session.close()


def test_undo_and_redo_walk_through_every_change(workspace: Workspace) -> None:
    session = workspace.open(workspace.create("Acme"))
    plans = [session.plan]
    for number, value in enumerate(["yes", "no", "partly"], 1):
        plans.append(session.answer(f"GOV-0{number}", value))
    for expected in reversed(plans[:-1]):
        assert session.undo() is not None
        assert session.plan == expected
    assert session.undo() is None
    for expected in plans[1:]:
        assert session.redo() is not None
        assert session.plan == expected
    assert session.redo() is None
    session.close()
    assert workspace.open(session.slug, read_only=True).plan == plans[-1]


def test_an_answer_keeps_the_measurements(workspace: Workspace, tmp_path: Path) -> None:
    export = tmp_path / "d.csv"
    export.write_text("Device name,Serial number,Encrypted,Device type\nA,S1,Yes,Laptop\n", encoding="utf-8")
    session = workspace.open(workspace.create("Acme"))
    session.apply(session.preview([export]))
    before = session.inventory
    session.answer("GOV-01", "yes")
    assert session.inventory is before
    assert session.assessment.results["GOV-01"].v_low == 1
    session.close()


def test_a_second_opener_may_read_and_is_told_who_writes(workspace: Workspace) -> None:
    slug = workspace.create("Acme")
    first = workspace.open(slug)
    second = Workspace(author="Bob").open(slug)
    assert second.read_only
    assert second.holder
    with pytest.raises(ReadOnlyError, match="reading only"):
        second.answer("GOV-01", "yes")
    assert second.plan.answers == {}
    second.close()
    first.close()
    third = workspace.open(slug)
    assert not third.read_only
    third.close()


def test_the_list_follows_what_is_saved(workspace: Workspace) -> None:
    slug = workspace.create("Acme", people=12)
    session = workspace.open(slug)
    session.answer("GOV-01", "no")
    session.close()
    row = next(r for r in Workspace().plans() if r.slug == slug)
    assert row.summary is not None
    assert not row.stale
    assert row.summary.gaps == 1
    assert row.summary.people == 12


def test_a_change_remembers_what_it_replaced(workspace: Workspace) -> None:
    session = workspace.open(workspace.create("Acme", people=10))
    session.answer("IAM-10", "no")
    derived = next(i for i in session.roadmap.initiatives if i.id == "password-manager").partner_hours
    session.change("password-manager", "hours", "99", why="They want workshops")
    session.change("password-manager", "hours", 50, why="Fewer workshops")
    assert [(c.value, c.original) for c in session.plan.changes["password-manager"]] == [(50, derived)]
    assert next(i for i in session.roadmap.initiatives if i.id == "password-manager").partner_hours == 50
    session.unchange("password-manager", "hours")
    assert next(i for i in session.roadmap.initiatives if i.id == "password-manager").partner_hours == derived
    session.close()


def test_a_what_if_leaves_the_plan_alone(workspace: Workspace) -> None:
    session = workspace.open(workspace.create("Acme", people=10))
    session.answer("IAM-10", "no")
    before, roadmap = session.plan, session.roadmap
    assert len(session.what_if(quarters=3).quarters) == 3
    assert session.plan is before
    assert session.roadmap is roadmap
    with pytest.raises(PlannerError, match="1 to 40"):
        session.what_if(quarters=99)
    session.close()


def test_facts_by_hand_outrank_files_and_can_be_taken_back(workspace: Workspace, tmp_path: Path) -> None:
    export = tmp_path / "d.csv"
    export.write_text("Device name,Serial number,Encrypted,Device type\nA,S1,No,Laptop\n", encoding="utf-8")
    session = workspace.open(workspace.create("Acme"))
    session.apply(session.preview([export]))
    record = session.inventory.of("devices")[0].id
    session.edit_fact("devices", record, "disk_encrypted", "yes")
    assert session.inventory.of("devices")[0].value("disk_encrypted") is True
    session.edit_fact("devices", record, "disk_encrypted", "")
    assert session.inventory.of("devices")[0].value("disk_encrypted") is False
    session.retire("devices", record)
    assert session.inventory.of("devices") == ()
    session.close()


def test_an_empty_list_counts_only_when_somebody_vouches_for_it(workspace: Workspace) -> None:
    session = workspace.open(workspace.create("Acme"))
    unknown = session.assessment.score.unknown
    session.mark_complete("servers", by="R. Acme")
    assert session.assessment.results["SRV-01"].status.value == "na"
    assert session.assessment.score.unknown < unknown
    session.mark_complete("servers", complete=False)
    assert session.assessment.score.unknown == unknown
    session.close()


def test_a_preview_made_before_another_change_loses_nothing(workspace: Workspace, tmp_path: Path) -> None:
    export = tmp_path / "d.csv"
    export.write_text("Device name,Serial number,Device type\nA,S1,Laptop\n", encoding="utf-8")
    session = workspace.open(workspace.create("Acme"))
    preview = session.preview([export])
    session.answer("GOV-01", "yes")
    session.apply(preview)
    assert "GOV-01" in session.plan.answers
    assert len(session.inventory.of("devices")) == 1
    session.close()


def test_the_demo_touches_no_saved_client(own_world: Path) -> None:
    workspace = Workspace(author="Ann")
    workspace.create("Acme")
    before = {p.name: p.read_bytes() for p in own_world.iterdir() if p.is_file()}
    demo = workspace.demo()
    assert len(demo.plan.answers) > 30
    assert len(demo.inventory.of("devices")) > 40
    assert demo.assessment.score.point is not None
    assert {p.name: p.read_bytes() for p in own_world.iterdir() if p.is_file()} == before
    demo.close()
    assert [row.slug for row in workspace.plans()] == ["acme"]


def test_duplicate_archive_delete(workspace: Workspace) -> None:
    slug = workspace.create("Acme")
    copy = workspace.duplicate(slug, "Acme (trial)")
    assert copy != slug
    workspace.archive(copy, True)
    row = next(r for r in workspace.plans() if r.slug == copy)
    assert row.summary is not None
    assert row.summary.archived
    trash = workspace.delete(copy)
    assert trash.exists()
    assert [r.slug for r in workspace.plans()] == [slug]
