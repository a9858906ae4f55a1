"""No screen of the demo shows an id: every table, sheet, finding, piece of work and the document."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import pytest
from textual.widgets import Static

from planner.tui.app import PlannerApp
from planner.tui.screens.inventory.record import RecordSheet
from planner.tui.screens.inventory.screen import InventoryScreen
from planner.workspace import Workspace
from tests.tui.conftest import WaitFor, frame_text

ID = re.compile(r"[a-z]+_[a-z_]+")


@pytest.mark.campaign  # every screen: ten seconds each
@pytest.mark.parametrize("view", ["client", "internal"])
async def test_no_screen_of_the_demo_shows_an_id(view: str, wait_for: WaitFor) -> None:
    workspace = Workspace(author="Kim")
    session = workspace.demo()
    catalogue = session.knowledge.catalogue
    # What a client wrote is shown as the client wrote it.
    written = {
        word
        for items in session.inventory.items.values()
        for item in items
        for name, fact in item.facts.items()
        if (field := catalogue.field(item.kind, name)) is None or field.type != "choice"
        for word in ID.findall(str(fact.value))
    }

    def clean(app: PlannerApp) -> bool:
        found = set(ID.findall(f"{frame_text(app)}\n{_texts(app)}")) - written
        assert not found, f"{app.area}: {found}"
        return True

    app = PlannerApp(workspace, session)
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_for(pilot, lambda: app.area == "overview", "the demo")
        if view == "client":
            await pilot.press("f5")
        for key, area in (
            ("1", "overview"),
            ("3", "interview"),
            ("4", "gaps"),
            ("5", "roadmap"),
            ("6", "document"),
        ):
            await pilot.press(key)
            await wait_for(pilot, partial(_stands, app, area), area)
            await pilot.pause()
            assert clean(app)
        await pilot.press("2")
        await wait_for(pilot, lambda: app.area == "inventory", "the inventory")
        screen = app.screen
        assert isinstance(screen, InventoryScreen)
        for kind in catalogue.kinds:
            if not session.inventory.of(kind):
                continue
            screen.choose_kind(kind)
            await pilot.pause()
            assert clean(app)
            screen.table.focus()
            await pilot.press("enter")
            await wait_for(pilot, lambda: isinstance(app.screen, RecordSheet), f"a sheet of {kind}")
            await pilot.pause()
            assert clean(app)
            await pilot.press("escape")
            await wait_for(pilot, lambda: app.screen is screen, "the table")
    assert app.unexpected == []


def _stands(app: PlannerApp, area: str) -> bool:
    return app.area == area and not app.working


def _texts(app: Any) -> str:
    return "\n".join(str(widget.visual) for widget in app.screen.query(Static) if widget.display)
