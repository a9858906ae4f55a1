"""What the assessment covers is chosen in a dialog that says what each choice means and asks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.pilot import Pilot

from planner.model.error import PlannerError
from planner.tui.app import PlannerApp
from planner.tui.dialogs.scope import ScopeDialog
from planner.tui.widgets.mark import MarkList
from planner.workspace import Session, Workspace
from tests.tui.conftest import WaitFor, frame_text


@asynccontextmanager
async def asked(
    workspace: Workspace, session: Session, wait_for: WaitFor, *, area: str = "overview", size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[PlannerApp, Pilot[Any]]]:  # fmt: skip
    """Open an area and the dialog in it."""
    app = PlannerApp(workspace)
    async with app.run_test(size=size, notifications=True) as pilot:
        app.enter(session, area)
        await wait_for(pilot, lambda: app.area == area, area)
        await pilot.pause()
        await pilot.press("c")
        await wait_for(pilot, lambda: isinstance(app.screen, ScopeDialog), "the dialog")
        await wait_for(pilot, lambda: "(now)" in frame_text(app), "the choices")
        yield app, pilot
        await app.workers.wait_for_complete()
    assert app.unexpected == []


@pytest.mark.parametrize("area", ["overview", "gaps", "interview"])
async def test_the_choices_their_meaning_and_their_questions_are_shown(
    workspace: Workspace, session: Session, wait_for: WaitFor, area: str
) -> None:
    async with asked(workspace, session, wait_for, area=area) as (app, pilot):
        text = frame_text(app)
        now = session.scope_questions()
        assert f"{now} questions, as many as now." in text
        assert "● By size and duties: Core and Standard (now)" in text
        assert "31 people, fewer than 50, and no duty that asks for more." in text
        core = session.scope_questions("core")
        assert f"{core} questions" in text
        await pilot.press("down")
        await wait_for(pilot, lambda: "● Core " in frame_text(app), "the next choice")
        assert f"{core} questions, {now - core} fewer than now." in frame_text(app)
        assert "Keep" in frame_text(app)
        await pilot.press("end")
        await wait_for(pilot, lambda: "Nothing is beyond it." in frame_text(app), "all of it")
        await pilot.press("escape")
        await wait_for(pilot, lambda: not isinstance(app.screen, ScopeDialog), "the way out")
        assert session.plan.settings.scope is None


async def test_a_tier_and_a_single_standard_are_kept_told_and_undone(
    workspace: Workspace, session: Session, wait_for: WaitFor
) -> None:
    async with asked(workspace, session, wait_for) as (app, pilot):
        await pilot.press("down", "enter")
        assert isinstance(app.focused, MarkList)
        first = session.scope_choices()[1].beyond[0]
        core = session.scope_questions("core")
        await pilot.press("space")
        await wait_for(pilot, lambda: f"{core + 1} questions, " in frame_text(app), "one more")
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: not isinstance(app.screen, ScopeDialog), "the way out")
        assert session.plan.settings.scope == "core"
        assert session.taken_in == (first.id,)
        await wait_for(pilot, lambda: "1 taken in by name." in _told(app), "what is in force now")
        await pilot.press("c")
        await wait_for(pilot, lambda: "● Core (now)" in frame_text(app), "the dialog, as it stands")
        await pilot.press("enter", "space", "ctrl+s")
        await wait_for(pilot, lambda: session.taken_in == (), "taken out again")
        assert session.plan.settings.scope == "core"


async def test_keeping_what_is_in_force_changes_nothing(
    workspace: Workspace, session: Session, wait_for: WaitFor
) -> None:
    before = session.plan
    async with asked(workspace, session, wait_for) as (app, pilot):
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: not isinstance(app.screen, ScopeDialog), "the way out")
    assert session.plan.settings is before.settings


async def test_what_is_refused_is_said_there_and_the_choice_stays(
    workspace: Workspace, session: Session, wait_for: WaitFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PlannerError("This plan is open for reading only [/etc].")

    async with asked(workspace, session, wait_for) as (app, pilot):
        monkeypatch.setattr(session, "set_scope", refuse)
        await pilot.press("down", "ctrl+s")
        await wait_for(pilot, lambda: "for reading only [/etc]." in frame_text(app), "why not")
        assert "● Core " in frame_text(app)
        assert "Cancel" in frame_text(app)
        await pilot.press("escape")


async def test_nobody_chooses_in_vain_in_a_plan_that_is_read_only(
    workspace: Workspace, session: Session, wait_for: WaitFor
) -> None:
    other = Workspace(workspace.store_folder)
    second = other.open(session.slug)
    app = PlannerApp(other)
    async with app.run_test(notifications=True) as pilot:
        app.enter(second, "overview")
        await wait_for(pilot, lambda: app.area == "overview", "the overview")
        await pilot.pause()
        await pilot.press("c")
        await wait_for(pilot, lambda: "Nothing was changed." in _told(app), "that nothing can be changed")
        assert not isinstance(app.screen, ScopeDialog)
    second.close()
    other.close()


def _told(app: PlannerApp) -> str:
    """Return the notices that are shown."""
    return "\n".join(notice.message for notice in app._notifications)
