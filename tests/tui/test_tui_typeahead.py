"""Keys typed faster than the screen changes reach what they were meant for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from planner.tui.app import PlannerApp
from planner.tui.dialogs.form import Form
from planner.tui.screens.interview.note import Note
from planner.tui.screens.interview.screen import InterviewScreen
from planner.workspace import Session, Workspace


def type_at_once(pilot: Pilot[None], *keys: str) -> None:
    """Put keys into the app's queue in one go, as a terminal does with what was typed meanwhile."""
    for key in keys:
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))


async def test_a_note_typed_at_once_answers_no_question(session: Session, wait_for: Any) -> None:
    """``t`` opens the note; the letters after it belong to the note, however quickly they come."""
    app = PlannerApp(Workspace(Path("unused"), knowledge=session.knowledge))
    async with app.run_test(size=(120, 40)) as pilot:
        app.enter(session, "interview")
        await wait_for(
            pilot, lambda: isinstance(app.screen, InterviewScreen) and bool(app.screen.run.trail), "it"
        )
        screen = app.screen
        assert isinstance(screen, InterviewScreen)
        asked = screen.run.current
        type_at_once(pilot, "t", "y", "e", "s", "i", "t", "w")
        await wait_for(
            pilot,
            lambda: isinstance(app.screen, Note) and app.screen.query_one(TextArea).text == "yesitw",
            "the note to hold what was typed",
        )
        assert len(app.screen_stack) == 2
        assert session.plan.answers == {}
        type_at_once(pilot, "enter", "n")
        await wait_for(pilot, lambda: len(session.plan.answers) == 1, "the note to be kept")
        await wait_for(pilot, lambda: session.plan.answers[asked].answer == "no", "the answer to be taken")
        assert session.plan.answers[asked].note == "yesitw"
        assert app.unexpected == []


async def test_tab_and_text_at_once_reach_the_next_field(stub_workspace: Any, wait_for: Any) -> None:
    """What is typed right after Tab stands in the next field of a form."""
    app = PlannerApp(stub_workspace())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f2")
        await wait_for(pilot, lambda: isinstance(app.screen, Form) and app.focused is not None, "the form")
        type_at_once(pilot, "A", "c", "tab", "4", "0")
        field = app.screen.query_one("#field-people", Input)
        await wait_for(pilot, lambda: field.value == "40", "the head count")
        assert app.screen.query_one("#field-name", Input).value == "Ac"
        assert app.unexpected == []
