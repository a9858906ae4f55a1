"""The shell: levels, header, client view, saving, leaving, and what happens when something fails."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest
from textual.app import App
from textual.widgets import Label

from planner.model.error import PlannerError
from planner.tui.app import PlannerApp
from planner.tui.dialogs.choose import Choose
from planner.tui.dialogs.help import Help
from planner.tui.dialogs.message import Told
from planner.tui.guard import task
from planner.tui.screens.base import AreaScreen
from planner.tui.widgets.header import AreaTabs, Banner, HeaderBar
from tests.tui.sizes import BOTH

Frame = Callable[[App[Any]], str]
Make = Callable[..., Any]


def notices(app: PlannerApp) -> list[str]:
    return [n.message for n in app._notifications]


@pytest.mark.parametrize("size", BOTH)
async def test_the_header_says_who_and_how_good(
    size: tuple[int, int], stub_workspace: Make, stub_session: Make, wait_for: Any, frame: Frame
) -> None:
    app = PlannerApp(stub_workspace(), stub_session())
    async with app.run_test(size=size) as pilot:
        await wait_for(pilot, lambda: "score 62" in frame(app), "the header")
        first, second = frame(app).splitlines()[:2]
        assert first.startswith(" Acme Legal LLP ─ score 62 (47–78) ─ 14 unknown")
        assert first.endswith("✓ saved 10:42   ● internal")
        assert "0 Clients" in second
        assert "1 Overview" in second
    assert app.unexpected == []


async def test_client_names_are_never_obeyed(
    stub_workspace: Make, stub_session: Make, wait_for: Any, frame: Frame
) -> None:
    for name in ("[/etc] Ltd", "[@click=app.quit]x[/]", "a\x1b[31mb", "x" * 1_000_000):
        app = PlannerApp(stub_workspace((name,)), stub_session(name))
        async with app.run_test() as pilot:
            await wait_for(pilot, lambda app=app: "score 62" in frame(app), "the header")
            assert "\x1b" not in frame(app)
            assert name[:5].replace("\x1b", "␛") in frame(app)
        assert app.unexpected == []


async def test_client_view_holds_everywhere_and_comes_back(
    stub_workspace: Make, stub_session: Make, wait_for: Any, frame: Frame
) -> None:
    app = PlannerApp(stub_workspace(), stub_session())
    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: "● internal" in frame(app), "the header")
        await pilot.press("f5")
        await wait_for(pilot, lambda: "CLIENT VIEW" in frame(app), "the client view")
        assert app.screen.has_class("-client-view")
        assert "internal" not in frame(app)
        await pilot.click(HeaderBar, offset=(78, 0))
        await wait_for(pilot, lambda: "● internal" in frame(app), "the internal view")
        assert not app.screen.has_class("-client-view")


async def test_a_change_from_another_thread_reaches_the_header(
    stub_workspace: Make, stub_session: Make, wait_for: Any, frame: Frame
) -> None:
    session = stub_session()
    app = PlannerApp(stub_workspace(), session)
    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: "score 62" in frame(app), "the header")
        thread = threading.Thread(target=lambda: session.set_client(name="Renamed plc"))
        thread.start()
        thread.join()
        await wait_for(pilot, lambda: "Renamed plc" in frame(app), "the new name")
        session.fail("The disk is full.")
        await wait_for(pilot, lambda: "✗ NOT SAVED" in frame(app), "the failed save")


async def test_undo_says_what_it_took_back(
    stub_workspace: Make, stub_session: Make, wait_for: Any, frame: Frame
) -> None:
    session = stub_session()
    app = PlannerApp(stub_workspace(), session)
    async with app.run_test(notifications=True) as pilot:
        await wait_for(pilot, lambda: "score 62" in frame(app), "the header")
        session.set_client(name="Renamed plc")
        await wait_for(pilot, lambda: "Renamed plc" in frame(app), "the new name")
        await pilot.press("ctrl+z")
        await wait_for(pilot, lambda: "Acme Legal LLP" in frame(app), "the old name")
        await pilot.press("U")
        await pilot.pause()
        assert notices(app) == ["Undone: the client's details.", "There is nothing to undo."]


async def test_reading_only_is_said_with_the_holder(
    stub_workspace: Make, stub_session: Make, wait_for: Any, frame: Frame
) -> None:
    app = PlannerApp(stub_workspace(), stub_session(read_only=True))
    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: "maria on LAPTOP-7" in frame(app), "the banner")
        assert app.screen.query_one(Banner).has_class("-shown")
        assert "read only" in frame(app).splitlines()[0]


async def test_leaving_saves_closes_and_shows_the_clients(
    stub_workspace: Make, stub_session: Make, wait_for: Any, frame: Frame
) -> None:
    session = stub_session()
    app = PlannerApp(stub_workspace(("Acme",)), session)
    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: "score 62" in frame(app), "the header")
        await pilot.click(AreaTabs, offset=(3, 0))
        await wait_for(pilot, lambda: app.area == "home", "the list of clients")
        assert session.closed
        assert session.listeners == []
        assert app.session is None


async def test_quitting_asks_only_when_saving_failed(
    stub_workspace: Make, stub_session: Make, wait_for: Any, frame: Frame
) -> None:
    session = stub_session()
    app = PlannerApp(stub_workspace(), session)
    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: app.area == "overview", "the plan")
        session.fail("The disk [C:] is full. Free some space.")
        await wait_for(pilot, lambda: "NOT SAVED ^s" in frame(app), "the header")
        for key in ("escape", "up"):  # up from the first choice is the last one: stay
            await pilot.press("ctrl+q")
            await wait_for(pilot, lambda: isinstance(app.screen, Choose), "the question")
            assert "The disk [C:] is full." in str(app.screen.query_one(".dialog-text", Label).content)
            await pilot.press(key, *(["enter"] if key == "up" else []))
            await wait_for(pilot, lambda: not isinstance(app.screen, Choose), "the area again")
            assert not session.closed
            assert app.session is not None
        await pilot.press("ctrl+q")
        await wait_for(pilot, lambda: isinstance(app.screen, Choose), "the question")
        await pilot.press("up", "up", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, Told), "what became of the work")
        assert session.closed
        await pilot.press("enter")


async def test_quitting_without_trouble_asks_nothing(
    stub_workspace: Make, stub_session: Make, wait_for: Any, frame: Frame
) -> None:
    session = stub_session()
    workspace = stub_workspace()
    app = PlannerApp(workspace, session)
    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: "score 62" in frame(app), "the header")
        await pilot.press("ctrl+q")
        await wait_for(pilot, lambda: ("close",) in workspace.calls, "the end")
    assert session.closed


class Failing(PlannerApp):
    """Fails on demand, in a handler and in a worker."""

    def action_refuse(self) -> None:
        raise PlannerError("The file [a.csv] is empty. Choose another.")

    def action_break(self) -> None:
        raise ZeroDivisionError("a mistake [of] ours")

    @task("break in a worker")
    async def action_break_later(self) -> None:
        raise KeyError("later")


@pytest.mark.parametrize(
    ("action", "told", "unexpected"),
    [
        ("refuse", "The file [a.csv] is empty. Choose another.", 0),
        ("break", "a mistake [of] ours", 1),
        ("break_later", "KeyError", 1),
    ],
)
async def test_failures_are_told_and_the_app_goes_on(
    action: str, told: str, unexpected: int, stub_workspace: Make, wait_for: Any
) -> None:
    app = Failing(stub_workspace(("Acme",)))
    app.bind("f12", action)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("f12")
        await wait_for(pilot, lambda: any(told in n for n in notices(app)), "the notice")
        assert len(app.unexpected) == unexpected
        await pilot.press("f1")
        await wait_for(pilot, lambda: isinstance(app.screen, Help), "that the app still works")


async def test_verbs_that_refuse_become_notices(
    stub_workspace: Make, stub_session: Make, wait_for: Any, frame: Frame
) -> None:
    session = stub_session(read_only=True)
    app = PlannerApp(stub_workspace(), session)
    async with app.run_test(notifications=True) as pilot:
        await wait_for(pilot, lambda: "score 62" in frame(app), "the header")
        screen = app.screen
        assert isinstance(screen, AreaScreen)
        screen.call_later(lambda: session.set_client(name="x"))
        await wait_for(pilot, lambda: "This plan is open for reading only." in notices(app), "the notice")


async def test_help_lists_the_keys_and_closes(
    stub_workspace: Make, stub_session: Make, wait_for: Any, frame: Frame
) -> None:
    app = PlannerApp(stub_workspace(), stub_session())
    async with app.run_test(size=(100, 60)) as pilot:
        await wait_for(pilot, lambda: "score 62" in frame(app), "the header")
        await pilot.press("question_mark")
        await wait_for(pilot, lambda: "Back to the clients" in frame(app), "the help")
        await pilot.press("escape")
        await wait_for(pilot, lambda: not isinstance(app.screen, Help), "the area again")


async def test_the_palette_runs_a_command(
    stub_workspace: Make, stub_session: Make, wait_for: Any, frame: Frame
) -> None:
    app = PlannerApp(stub_workspace(), stub_session())
    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: "score 62" in frame(app), "the header")
        await pilot.press("ctrl+p")
        await wait_for(pilot, lambda: "Search for commands" in frame(app), "the palette")
        await pilot.press(*"client view")
        await wait_for(pilot, lambda: "Switch client view" in frame(app), "the command")
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.client_view, "the client view")


async def test_the_theme_is_switched(stub_workspace: Make) -> None:
    app = PlannerApp(stub_workspace())
    async with app.run_test() as pilot:
        await pilot.press("f9")
        assert app.theme == "planner-light"
        await pilot.press("f9")
        assert app.theme == "planner-dark"


def test_starting_loads_neither_areas_nor_catalogue_nor_store() -> None:
    code = (
        "import sys, planner.tui.app\n"
        "bad = [m for m in sys.modules if m.startswith(('planner.standards', 'planner.intake', 'planner.assess',"
        " 'planner.store', 'planner.report', 'planner.roadmap', 'tinydb', 'jinja2', 'babel'))"
        " or (m.startswith('planner.tui.screens.') and m != 'planner.tui.screens.base')"
        " or m == 'textual.widgets._markdown']\n"
        "print(bad)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
