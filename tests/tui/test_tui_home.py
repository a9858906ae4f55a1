"""The list of clients: find, open, make, copy, put away, delete, take in, and a damaged plan."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.widgets import Input

from planner.model.error import PlannerError
from planner.store import Store
from planner.tui.app import PlannerApp
from planner.tui.dialogs.choose import Choose
from planner.tui.dialogs.confirm import Confirm
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.prompt import Prompt
from planner.tui.screens.home.screen import HomeScreen
from planner.workspace import Workspace
from tests.tui.sizes import BOTH

Frame = Callable[[App[Any]], str]
Make = Callable[..., Any]
NAMES = ("Acme Legal LLP", "[/etc] Ltd", "Harbour Dental")


def home(app: PlannerApp) -> HomeScreen:
    screen = app.screen
    assert isinstance(screen, HomeScreen)
    return screen


@pytest.mark.parametrize("size", BOTH)
async def test_clients_are_listed_with_their_figures(
    size: tuple[int, int], stub_workspace: Make, wait_for: Any, frame: Frame
) -> None:
    app = PlannerApp(stub_workspace(NAMES))
    async with app.run_test(size=size) as pilot:
        await wait_for(pilot, lambda: "Acme" in frame(app), "the list")
        line = next(text for text in frame(app).splitlines() if "[/etc] Ltd" in text)
        for part in ("62", "47–78", "4/9", "2+5", "Taking stock", "2027-02-01"):
            assert part in line
        assert "3 clients" in frame(app)
    assert app.unexpected == []


async def test_typing_filters_and_enter_opens(stub_workspace: Make, wait_for: Any, frame: Frame) -> None:
    workspace = stub_workspace(NAMES)
    app = PlannerApp(workspace)
    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: "Acme" in frame(app), "the list")
        await pilot.press(*"dental")
        await wait_for(pilot, lambda: "Acme" not in frame(app), "the filter")
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.area == "overview", "the plan")
    assert workspace.calls == [("open", "p2")]


async def test_arrows_move_while_typing_and_escape_clears(
    stub_workspace: Make, wait_for: Any, frame: Frame
) -> None:
    app = PlannerApp(stub_workspace(NAMES))
    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: "Acme" in frame(app), "the list")
        await pilot.press("down", "down", "up")
        assert home(app).table.current_key == "p1"
        await pilot.press("x", "escape")
        await pilot.pause()
        assert home(app).query_one(Input).value == ""
        assert home(app).table.row_count == 3


async def test_a_click_on_the_row_under_the_cursor_opens_it(
    stub_workspace: Make, wait_for: Any, frame: Frame
) -> None:
    workspace = stub_workspace(NAMES)
    app = PlannerApp(workspace)
    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: "Acme" in frame(app), "the list")
        await pilot.click("#home-table", offset=(4, 2))
        assert home(app).table.current_key == "p1"
        await pilot.click("#home-table", offset=(4, 2))
        await wait_for(pilot, lambda: app.area == "overview", "the plan")
    assert workspace.calls == [("open", "p1")]


async def test_a_newcomer_is_told_what_to_do(stub_workspace: Make, wait_for: Any, frame: Frame) -> None:
    workspace = stub_workspace()
    app = PlannerApp(workspace)
    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: "There are no clients yet" in frame(app), "the welcome")
        assert "F3" in frame(app)
        await pilot.press("f8", "f6", "f7")
        assert workspace.calls == []
        await pilot.press("f3")
        await wait_for(pilot, lambda: "Demo & Partners" in frame(app), "the demo")


async def test_a_new_client_needs_a_name_only_and_is_opened(
    stub_workspace: Make, wait_for: Any, frame: Frame
) -> None:
    workspace = stub_workspace()
    app = PlannerApp(workspace)
    async with app.run_test() as pilot:
        await pilot.press("f2")
        await wait_for(pilot, lambda: isinstance(app.screen, Form) and bool(app.focused), "the form")
        await pilot.press(*"Acme", "tab", *"4x", "f10")
        await wait_for(pilot, lambda: "must be a number" in frame(app), "the problem")
        await pilot.press("backspace", "0", "f10")
        await wait_for(pilot, lambda: app.area == "overview", "the plan")
    name, fields = workspace.calls[0][1:]
    assert name == "Acme"
    assert fields == {
        "people": 40, "industry": "", "currency": "USD", "locale": "", "fiscal_year_start": 1, "traits": (),
        "consultant": "Kim", "attendees": (), "exchange_rate": None,
    }  # fmt: skip
    assert workspace.calls[1] == ("open", "new")


async def test_duplicate_archive_and_bring_back(stub_workspace: Make, wait_for: Any, frame: Frame) -> None:
    workspace = stub_workspace(NAMES)
    app = PlannerApp(workspace)
    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: "Acme" in frame(app), "the list")
        await pilot.press("f6")
        await wait_for(pilot, lambda: isinstance(app.screen, Prompt), "the question")
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.area == "home" and "(copy)" in frame(app), "the copy")
        assert workspace.calls[-1] == ("duplicate", "p0", "Acme Legal LLP (copy)")
        await pilot.press("home", "up", "up", "up", "up")
        home(app).table.move_to("p1")
        await pilot.press("f7")
        await wait_for(pilot, lambda: "1 archived" in frame(app), "the archive")
        assert "[/etc] Ltd" not in frame(app)
        await pilot.press("ctrl+t")
        await wait_for(pilot, lambda: "[/etc] Ltd (archived)" in frame(app), "the archived one")
        home(app).table.move_to("p1")
        await pilot.press("f7")
        await wait_for(pilot, lambda: ("archive", "p1", False) in workspace.calls, "that it is back")


@pytest.mark.parametrize(("key", "gone"), [("y", True), ("n", False), ("enter", False), ("escape", False)])
async def test_delete_asks_first(
    key: str, gone: bool, stub_workspace: Make, wait_for: Any, frame: Frame
) -> None:
    workspace = stub_workspace(NAMES)
    app = PlannerApp(workspace)
    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: "Acme" in frame(app), "the list")
        await pilot.press("down", "f8")
        await wait_for(pilot, lambda: isinstance(app.screen, Confirm), "the question")
        assert "[/etc] Ltd" in frame(app)
        await pilot.press(key)
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), "the list again")
        await app.workers.wait_for_complete()
    assert (("delete", "p1") in workspace.calls) is gone


async def test_a_plan_file_is_taken_in(stub_workspace: Make, wait_for: Any, frame: Frame) -> None:
    workspace = stub_workspace()
    app = PlannerApp(workspace)
    async with app.run_test() as pilot:
        await pilot.press("f4")
        await wait_for(pilot, lambda: isinstance(app.screen, Prompt), "the question")
        await pilot.press(*"a.json", "enter")
        await wait_for(pilot, lambda: "Imported" in frame(app), "the plan")
    assert workspace.calls[0] == ("import", Path("a.json"))


async def test_a_damaged_plan_offers_the_newest_good_copy(
    stub_workspace: Make, wait_for: Any, frame: Frame
) -> None:
    workspace = stub_workspace(NAMES)
    workspace.failure = PlannerError("acme.json is damaged [at byte 7].")
    app = PlannerApp(workspace)
    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: "Acme" in frame(app), "the list")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, Choose), "the offer")
        assert "damaged [at byte 7]" in frame(app)
        assert "2026-11-21 09:30" in frame(app)
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.area == "overview", "the plan")
    assert workspace.calls[-2:] == [("restore", "p0", "2026-11-21T09:30:00"), ("open", "p0")]


async def test_a_plan_that_cannot_be_opened_says_why(
    stub_workspace: Make, wait_for: Any, frame: Frame
) -> None:
    workspace = stub_workspace(NAMES)
    workspace.failure = PlannerError("A newer planner wrote this file. Update the planner.")
    app = PlannerApp(workspace)
    async with app.run_test(notifications=True) as pilot:
        await wait_for(pilot, lambda: "Acme" in frame(app), "the list")
        await pilot.press("enter")
        await wait_for(pilot, lambda: "Update the planner." in frame(app), "the notice")
        assert app.area == "home"
    assert app.unexpected == []


async def test_stale_rows_are_refreshed_behind_the_list(stub_workspace: Make, wait_for: Any) -> None:
    workspace = stub_workspace(NAMES, stale=True)
    workspace.failure = PlannerError("This one cannot be read.")
    app = PlannerApp(workspace)
    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: ("refresh", "p2") in workspace.calls, "all rows")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert [r.stale for r in home(app).table.visible_rows()] == [True, False, False]


@pytest.mark.parametrize(
    "failure",
    [
        UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"), RecursionError("too deep"),
        MemoryError(), KeyError("client"), PlannerError("beta is damaged: it ends in the middle."),
    ],
    ids=lambda f: type(f).__name__,
)  # fmt: skip
async def test_a_plan_that_cannot_be_read_costs_its_own_row(
    failure: Exception, tmp_path: Path, wait_for: Any, frame: Frame, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(tmp_path / "plans")
    for name in ("Alpha", "Beta", "Gamma"):
        workspace.create(name)
    (tmp_path / "plans" / "index.json").unlink()
    read = Store.read

    def broken(self: Store, slug: str) -> Any:
        if slug == "beta":
            raise failure
        return read(self, slug)

    monkeypatch.setattr(Store, "read", broken)
    app = PlannerApp(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: frame(app).count("0–100") == 2, "the other two")
        await wait_for(pilot, lambda: "beta: cannot be read" in frame(app).lower(), "the bad one")
        home(app).table.move_to("beta")
        await wait_for(pilot, lambda: "beta " in "".join(frame(app).splitlines()[-4:]), "why")
        assert "Welcome" not in frame(app)
        home(app).table.move_to("gamma")
        await wait_for(pilot, lambda: not app.screen.query_one("#home-problem").display, "nothing")
    assert app.unexpected == []
    workspace.close()
