"""In the inventory it is said that missing from a list means no, shown as in force, and taken back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Select

from planner.tui.app import PlannerApp
from planner.tui.dialogs.choose import Choose
from planner.tui.dialogs.confirm import Confirm
from planner.tui.dialogs.form import Form
from planner.tui.screens.inventory.provenance import field_rows, provenance
from planner.tui.screens.inventory.screen import InventoryScreen
from planner.tui.widgets.mark import MarkList
from planner.workspace import Session, Workspace
from tests.tui.conftest import WaitFor, frame_text


@pytest.fixture
def session(session: Session, tmp_path: Path) -> Session:
    """Return a plan with a list of one computer, and another one that is not in it."""
    export = tmp_path / "console.csv"
    export.write_text("Device name,Serial number,Encrypted,Device type\nA,S1,Yes,Laptop\n", encoding="utf-8")
    session.apply(session.preview([export]))
    session.add_record("devices", {"name": "LATHE [/etc]", "class": "laptop"})
    session.add_record("servers", {"name": "S"})
    return session


@asynccontextmanager
async def inventory(
    workspace: Workspace, session: Session, wait_for: WaitFor
) -> AsyncIterator[tuple[PlannerApp, Pilot[Any]]]:
    """Open the inventory on the computers."""
    app = PlannerApp(workspace)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.enter(session, "inventory")
        await wait_for(pilot, lambda: "Computers and phones  2" in frame_text(app), "the computers")
        yield app, pilot
        await app.workers.wait_for_complete()
    assert app.unexpected == []


def told(app: PlannerApp) -> str:
    return "\n".join(notice.message for notice in app._notifications)


async def test_it_is_said_shown_and_taken_back(
    workspace: Workspace, session: Session, wait_for: WaitFor
) -> None:
    async with inventory(workspace, session, wait_for) as (app, pilot):
        await pilot.press("v")
        await wait_for(pilot, lambda: isinstance(app.screen, Form), "the questions")
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: "Choose what the list settles." in frame_text(app), "what is missing")
        assert "Choose the list." in frame_text(app)
        assert not session.plan.vouched
        app.screen.query_one("#field-fact", Select).value = "edr_installed"
        app.screen.query_one("#field-source", Select).value = session.lists_of("devices")[0].id
        app.screen.query_one("#field-sort", MarkList).select("laptop")
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: isinstance(app.screen, InventoryScreen), "the inventory")
        (found,) = session.absences("devices")
        assert (found.by, found.about, found.missing) == ("Kim", "laptop", ("LATHE [/etc]",))
        await wait_for(
            pilot, lambda: "is now “no” for the device that is missing" in told(app), "what it does"
        )
        assert "LATHE [/etc]" in told(app)
        await wait_for(pilot, lambda: "✓ missing means no: 1" in frame_text(app), "that it is in force")
        await pilot.press("v")
        await wait_for(pilot, lambda: isinstance(app.screen, Choose), "what is in force")
        shown = " ".join(frame_text(app).replace("│", " ").split())
        assert "Missing from console.csv means no “Managed detection" in shown
        assert "says Kim" in shown
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, Confirm), "whether to take it back")
        await pilot.press("y")
        await wait_for(pilot, lambda: not session.plan.vouched, "that it is taken back")
        await wait_for(
            pilot, lambda: "missing means no" not in frame_text(app), "that it is no longer in force"
        )


async def test_without_a_list_it_says_what_to_do(
    workspace: Workspace, session: Session, wait_for: WaitFor
) -> None:
    async with inventory(workspace, session, wait_for) as (app, pilot):
        await pilot.press("down")
        await wait_for(pilot, lambda: "Servers  1" in frame_text(app), "the servers")
        await pilot.press("v")
        await wait_for(pilot, lambda: "Servers: no file was imported yet." in told(app), "why not")
        assert isinstance(app.screen, InventoryScreen)


def test_the_sheet_of_a_record_says_that_it_is_missing_and_who_says_what_that_means(session: Session) -> None:
    session.vouch("devices", "edr_installed", "console.csv", by="Ann [/x]")
    kind = session.knowledge.catalogue.kinds["devices"]
    said = {}
    for item in session.inventory.of("devices"):
        rows = field_rows(session.plan, kind, item, client_view=True)
        row = next(row for row in rows if row.field.id == "edr_installed")
        said[item.label] = provenance(row, session.plan, kind, item, session.today).plain
    assert (
        "missing from the list\n   console.csv, which names all that have it, says Ann [/x]"
        in said["LATHE [/etc]"]
    )
    assert "missing from the list" not in said["A"]
