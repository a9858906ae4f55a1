"""Who is here is asked once for a plan; afterwards names are a key away."""

from __future__ import annotations

from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.widgets import TextArea

from planner.tui.app import PlannerApp
from planner.tui.dialogs.form import Form
from planner.tui.screens.interview.screen import InterviewScreen
from planner.tui.widgets.name import Name
from planner.workspace import Session, Workspace
from tests.tui.conftest import WaitFor, frame_text

LOGIN = "zz-login-7"


@pytest.fixture
def author(monkeypatch: pytest.MonkeyPatch) -> str:
    """State no name, on a machine that knows one."""
    monkeypatch.delenv("PLANNER_AUTHOR")
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, LOGIN)
    return ""


async def _interview(app: PlannerApp, pilot: Any, session: Session, wait_for: WaitFor) -> str:
    app.enter(session, "interview")
    await wait_for(
        pilot, lambda: isinstance(app.screen, InterviewScreen) and bool(app.screen.run.trail), "the question"
    )
    assert isinstance(app.screen, InterviewScreen)
    return app.screen.run.current


async def test_the_first_answer_asks_who_is_here_and_is_kept_under_that_name(
    workspace: Workspace, session: Session, wait_for: WaitFor
) -> None:
    app = PlannerApp(workspace)
    async with app.run_test(size=(120, 40)) as pilot:
        asked = await _interview(app, pilot, session, wait_for)
        await pilot.press("y")
        await wait_for(pilot, lambda: isinstance(app.screen, Form), "who is here")
        assert session.plan.answers == {}
        assert LOGIN not in frame_text(app)
        await pilot.press(*"Kim", "tab")
        app.screen.query_one("#field-attendees", TextArea).text = "Ann Lee\n\nBo\nBo"
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: asked in session.plan.answers, "the answer")
        assert session.plan.client.consultant == session.plan.answers[asked].by == "Kim"
        assert session.plan.client.attendees == ("Ann Lee", "Bo")
        await wait_for(pilot, lambda: isinstance(app.screen, InterviewScreen), "the next question")
        await pilot.press("n")
        await wait_for(pilot, lambda: len(session.plan.answers) == 2, "the next answer, at once")
    assert app.unexpected == []


async def test_it_is_asked_once_also_when_nobody_says(
    workspace: Workspace, session: Session, wait_for: WaitFor
) -> None:
    app = PlannerApp(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        asked = await _interview(app, pilot, session, wait_for)
        await pilot.press("p")
        await wait_for(pilot, lambda: isinstance(app.screen, Form), "who is here")
        await pilot.press("escape")
        await wait_for(pilot, lambda: asked in session.plan.answers, "the answer, without a name")
        assert session.plan.answers[asked].answer == "partly"
        assert not session.plan.answers[asked].by
        await pilot.press("n")
        await wait_for(pilot, lambda: len(session.plan.answers) == 2, "the next answer, at once")
        await pilot.press("left", "left")
        worded = session.knowledge.catalogue.standards[asked].answers
        assert worded is not None
        told = f"▌ {worded.partly.split(',')[0]}"
        await wait_for(pilot, lambda: told in frame_text(app), "the first answer")
        assert LOGIN not in frame_text(app)


async def test_known_names_are_offered_where_one_is_asked_for(
    workspace: Workspace, session: Session, wait_for: WaitFor
) -> None:
    session.set_client(consultant="Kim", attendees=("Ann Lee", "Bo"))
    app = PlannerApp(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.enter(session, "gaps")
        await wait_for(pilot, lambda: app.area == "gaps" and not app.screen._stale, "the gaps")  # type: ignore[attr-defined]  # the screen's own
        await pilot.press("a")
        await wait_for(pilot, lambda: isinstance(app.screen, Form), "the form")
        assert "↑↓ Kim · Ann Lee · Bo" in frame_text(app)
        await pilot.press("down", "down")
        assert app.screen.query_one(Name).value == "Ann Lee"
        await pilot.press("up", "up")
        assert app.screen.query_one(Name).value == "Bo"


async def test_the_name_of_who_holds_a_plan_is_not_shown_to_the_client(
    workspace: Workspace, session: Session, wait_for: WaitFor
) -> None:
    other = Workspace(workspace.store_folder)
    second = other.open(session.slug)
    assert LOGIN in second.holder
    app = PlannerApp(other)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        app.enter(second, "gaps")
        await wait_for(pilot, lambda: LOGIN in frame_text(app), "who holds it")
        await pilot.press("f5")
        await wait_for(pilot, lambda: "CLIENT VIEW" in frame_text(app), "the client view")
        assert LOGIN not in frame_text(app)
        assert "open elsewhere." in frame_text(app)
        for key in ("a", "3", "y", "p"):
            await pilot.press(key)
            await pilot.pause()
            assert LOGIN not in frame_text(app)
        await wait_for(pilot, lambda: "reading only" in frame_text(app), "that nothing can be changed")
        assert LOGIN not in frame_text(app)
    second.close()
    other.close()


class Bare(App[None]):
    """An app with nothing but a field for a name."""

    def __init__(self, *names: str) -> None:
        super().__init__()
        self._names = names

    def compose(self) -> ComposeResult:
        yield Name(names=self._names)


async def test_a_name_begun_is_completed_and_any_other_can_be_typed() -> None:
    app = Bare("Ann Lee", "Bo \x1b[31m[red]")
    async with app.run_test() as pilot:
        field = app.query_one(Name)
        await pilot.press("a", "n")
        await pilot.pause()
        await pilot.press("right")
        assert field.value == "Ann Lee"
        await pilot.press("x", "down")
        assert field.value == "Ann Lee"
        await pilot.press("down")
        assert field.value == "Bo ␛[31m[red]"


async def test_no_names_leave_what_was_typed() -> None:
    app = Bare()
    async with app.run_test() as pilot:
        await pilot.press("a", "down", "up")
        assert app.query_one(Name).value == "a"
