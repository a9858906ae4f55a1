"""The chosen schedule is kept with the plan: what was shown is what is printed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from planner.model.roadmap import Roadmap
from planner.roadmap.schedule.solver import Solver
from planner.workspace import Session, Workspace
from planner.workspace import demo as example


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = Workspace(tmp_path / "plans", author="Kim")
    yield opened
    opened.close()


def _wrong(session: Session) -> None:
    for key in list(session.knowledge.catalogue.standards)[:60]:
        session.answer(key, "no")


def test_a_kept_schedule_is_shown_again_without_solving(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    slug = workspace.create("Acme", people=25)
    session = workspace.open(slug)
    _wrong(session)
    monkeypatch.setenv("PLANNER_SECONDS", "5")
    found = session.settle()
    assert found.schedule == session.plan.schedule
    assert session.roadmap.kept
    assert session.roadmap.placements == found.placements
    text = session.document()
    session.close()

    def never(*_: object) -> None:
        raise AssertionError("it was solved again")

    monkeypatch.setattr(Solver, "relaxed", never)
    again = workspace.open(slug)
    assert again.roadmap.kept
    assert again.roadmap.placements == found.placements
    assert (again.roadmap.carried, again.roadmap.bound) == (found.carried, found.bound)
    assert again.document() == text
    again.close()


def test_planning_again_never_ends_with_something_worse(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = workspace.open(workspace.create("Acme", people=25))
    _wrong(session)
    best = session.settle()

    def worse(*_: object, **__: object) -> Iterator[Roadmap]:
        yield replace(best, carried=best.carried + 5, bound=best.bound - 5, schedule=None)
        yield replace(best, carried=best.carried + 1, bound=best.bound + 0.25, schedule=None)

    monkeypatch.setattr(sys.modules["planner.roadmap.build"], "improving", worse)
    first, last = session.improving(again=True)
    assert first.kept
    assert (first.carried, first.bound) == (best.carried, best.bound)
    assert (last.carried, last.bound) == (best.carried, best.bound + 0.25)
    assert last.placements == best.placements
    session.settle(again=True)
    assert session.roadmap.bound == best.bound + 0.25
    session.close()


def test_what_a_schedule_depends_on_ends_it_and_a_note_does_not(workspace: Workspace) -> None:
    session = workspace.open(workspace.create("Acme", people=25))
    _wrong(session)
    session.settle()
    work = session.roadmap.initiatives[0].id
    session.set_client(contact="Ann")
    kept = [session.roadmap.kept]
    session.set_settings(hours_per_quarter=70.0)
    kept.append(session.roadmap.kept)
    session.undo()
    kept.append(session.roadmap.kept)
    session.change(work, "hours", 3.0, why="Measured")
    kept.append(session.roadmap.kept)
    assert kept == [True, False, True, False]
    session.close()


def test_a_what_if_keeps_nothing_and_ends_better_than_it_began(workspace: Workspace) -> None:
    session = workspace.open(workspace.create("Acme", people=25))
    _wrong(session)
    before = session.plan
    first, *rest = session.improving({"hours_per_quarter": 60.0})
    last = rest[-1] if rest else first
    assert (last.lateness, last.carried) <= (first.lateness, first.carried)
    assert last.bound >= first.bound - 1e-6
    assert session.plan is before
    session.close()


def test_the_demo_plans_well_at_once(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "plans", today=example.demo_day())
    session = workspace.open(example.build(workspace))
    quick = session.roadmap
    assert quick.gap < 0.25
    assert replace(quick, seconds=0) == replace(session.what_if(), seconds=0)
    session.close()
    workspace.close()
