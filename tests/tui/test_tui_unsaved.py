"""A save that keeps failing has a way out, and a file that something else changed is asked about."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.widgets import OptionList

from planner.store.checksum import BLANK, with_checksum
from planner.tui.app import PlannerApp
from planner.tui.dialogs.choose import Choose
from planner.tui.dialogs.confirm import Confirm
from planner.tui.dialogs.message import Told
from planner.tui.dialogs.prompt import Prompt
from planner.tui.widgets.entry import Entry
from planner.workspace import Workspace

Frame = Callable[[App[Any]], str]
TODAY = date(2026, 11, 22)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "plans", today=TODAY, author="Kim")


def rewrite(path: Path, people: int, *, sound: bool = True) -> None:
    """Change a plan's file as another program would: one that knows the checksum, or an editor."""
    tables: Any = json.loads(path.read_bytes())
    tables["client"]["1"]["people"] = people
    tables["client"]["1"]["internal"] = "SECRET"
    if sound:
        tables["meta"]["1"]["checksum"] = BLANK
    path.write_bytes(with_checksum(json.dumps(tables).encode()))


class Meeting:
    """An app with one plan open, whose file something else has written, and an answer that is not saved."""

    def __init__(self, workspace: Workspace) -> None:
        self.slug = workspace.create("Acme", people=40)
        self.path = workspace.store_folder / f"{self.slug}.json"
        self.session = workspace.open(self.slug)
        self.app = PlannerApp(workspace, self.session)

    def contest(self) -> None:
        rewrite(self.path, 77)
        self.session.answer("IAM-01", "no")

    async def choose(self, pilot: Any, wait_for: Any, choice: str) -> None:
        await wait_for(pilot, lambda: isinstance(self.app.screen, Choose), "the question")
        shown = self.app.screen.query_one(OptionList)
        shown.highlighted = shown.get_option_index(choice)
        await pilot.press("enter")


@pytest.fixture
def meeting(workspace: Workspace) -> Meeting:
    return Meeting(workspace)


async def test_ctrl_s_shows_what_differs_and_theirs_can_be_taken(
    meeting: Meeting, wait_for: Any, frame: Frame
) -> None:
    app, session = meeting.app, meeting.session
    async with app.run_test(size=(100, 40)) as pilot:
        await wait_for(pilot, lambda: app.area == "overview", "the plan")
        meeting.contest()
        await wait_for(pilot, lambda: "NOT SAVED ^s" in frame(app), "the header")
        await pilot.press("ctrl+s")
        await meeting.choose(pilot, wait_for, "differ")
        await wait_for(pilot, lambda: isinstance(app.screen, Told), "what differs")
        shown = frame(app)
        assert "People of the client" in shown
        assert "the file: 77" in shown
        assert "here: 40" in shown
        assert "SECRET" in shown
        await pilot.press("enter")
        await meeting.choose(pilot, wait_for, "theirs")
        await wait_for(pilot, lambda: session.plan.client.people == 77, "theirs")
        assert "IAM-01" not in session.plan.answers
        await wait_for(pilot, lambda: "✓ saved" in frame(app), "the header")
        assert session.undo() == "taking over what the file held"
        assert session.plan.client.people == 40
        assert session.plan.answers["IAM-01"].answer == "no"
        session.flush()
    session.close()
    assert json.loads(meeting.path.read_bytes())["client"]["1"]["people"] == 40, "what is done later is saved"
    assert app.unexpected == []


async def test_in_client_view_internal_differences_are_not_shown(
    meeting: Meeting, wait_for: Any, frame: Frame
) -> None:
    app = meeting.app
    async with app.run_test(size=(100, 40)) as pilot:
        await wait_for(pilot, lambda: app.area == "overview", "the plan")
        meeting.contest()
        app.client_view = True
        await pilot.press("ctrl+s")
        await meeting.choose(pilot, wait_for, "differ")
        await wait_for(pilot, lambda: isinstance(app.screen, Told), "what differs")
        assert "the file: 77" in frame(app)
        assert "SECRET" not in frame(app)


async def test_mine_can_be_saved_as_a_copy_on_the_way_out(
    meeting: Meeting, workspace: Workspace, wait_for: Any, frame: Frame
) -> None:
    app = meeting.app
    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: app.area == "overview", "the plan")
        meeting.contest()
        await pilot.press("0")
        await meeting.choose(pilot, wait_for, "copy")
        await wait_for(pilot, lambda: isinstance(app.screen, Prompt), "the name")
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.area == "home" and "Acme (mine)" in frame(app), "the list")
    mine, theirs = workspace.open("acme-mine"), workspace.open("acme")
    assert (mine.plan.client.people, mine.plan.answers["IAM-01"].answer) == (40, "no")
    assert (theirs.plan.client.people, dict(theirs.plan.answers)) == (77, {})
    assert mine.plan.id != theirs.plan.id
    mine.close()
    theirs.close()
    assert workspace.rescued() == ()
    assert app.unexpected == []


async def test_leaving_all_the_same_tells_where_the_work_is(
    meeting: Meeting, workspace: Workspace, wait_for: Any, frame: Frame
) -> None:
    app = meeting.app
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_for(pilot, lambda: app.area == "overview", "the plan")
        meeting.contest()
        await pilot.press("0")
        await meeting.choose(pilot, wait_for, "leave")
        await wait_for(pilot, lambda: isinstance(app.screen, Told), "where it is kept")
        (kept,) = workspace.rescued()
        assert "rescued/acme-" in "".join(line.strip(" ┃│") for line in frame(app).splitlines())
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.area == "home", "the list")
    again = workspace.open(workspace.import_plan(kept))
    assert again.plan.answers["IAM-01"].answer == "no"
    again.close()


async def test_a_changed_file_is_asked_about_before_it_is_opened(
    workspace: Workspace, wait_for: Any, frame: Frame
) -> None:
    slug = workspace.create("Acme", people=40)
    session = workspace.open(slug)
    session.set_client(people=41)
    session.close()
    path = workspace.store_folder / f"{slug}.json"
    rewrite(path, 77, sound=False)
    app = PlannerApp(workspace)

    async def choose(pilot: Any, choice: str) -> None:
        await wait_for(pilot, lambda: isinstance(app.screen, Choose), "the question")
        shown = app.screen.query_one(OptionList)
        shown.highlighted = shown.get_option_index(choice)
        await pilot.press("enter")

    async with app.run_test(size=(100, 40)) as pilot:
        await wait_for(pilot, lambda: "Acme" in frame(app), "the list")
        await pilot.press("enter")
        await choose(pilot, "differ")
        await wait_for(pilot, lambda: isinstance(app.screen, Told), "what differs")
        assert "the file: 77" in frame(app)
        assert "the copy: 41" in frame(app)
        await pilot.press("enter")
        await choose(pilot, "cancel")
        await wait_for(pilot, lambda: app.area == "home" and not isinstance(app.screen, Choose), "the list")
        assert json.loads(path.read_bytes())["client"]["1"]["people"] == 77
        await pilot.press("enter")
        await choose(pilot, "accept")
        await wait_for(pilot, lambda: app.area == "overview", "the plan")
        assert app.session is not None
        assert app.session.plan.client.people == 77
        app.session.close()
    assert app.unexpected == []


async def test_a_changed_file_from_elsewhere_is_asked_about(
    workspace: Workspace, tmp_path: Path, wait_for: Any
) -> None:
    slug = workspace.create("Acme", people=40)
    there = tmp_path / "theirs.json"
    there.write_bytes((workspace.store_folder / f"{slug}.json").read_bytes())
    rewrite(there, 77, sound=False)
    app = PlannerApp(workspace)
    async with app.run_test() as pilot:
        for key in ("n", "y"):
            await pilot.press("f4")
            await wait_for(pilot, lambda: isinstance(app.screen, Prompt), "the question")
            app.screen.query_one(Entry).value = str(there)
            await pilot.press("enter")
            await wait_for(pilot, lambda: isinstance(app.screen, Confirm), "the warning")
            await pilot.press(key)
            await wait_for(pilot, lambda: not isinstance(app.screen, Confirm), "the list")
        await wait_for(pilot, lambda: len(workspace.plans()) == 2, "the plan")
    assert app.unexpected == []
