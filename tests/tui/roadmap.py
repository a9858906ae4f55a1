"""What tests of the roadmap screen share: the demo's plan on the screen, and waiting until all is planned."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Static

from planner.model.roadmap import Roadmap
from planner.tui.app import PlannerApp
from planner.tui.screens.roadmap.planned import Planned
from planner.tui.screens.roadmap.screen import RoadmapScreen
from planner.workspace import Session, Workspace
from tests.tui.sizes import WIDE


@asynccontextmanager
async def roadmap(
    session: Session, wait_for: Any, tmp_path: Path, size: tuple[int, int] = WIDE, *, settled: bool = True
) -> AsyncIterator[tuple[PlannerApp, Pilot[None], RoadmapScreen]]:
    """Show the roadmap; what is a mistake of ours fails the test."""
    app = PlannerApp(Workspace(tmp_path / "none"))
    async with app.run_test(size=size, notifications=True) as pilot:
        await wait_for(pilot, lambda: app.area == "home", "the clients")
        app.enter(session, "roadmap")
        await wait_for(
            pilot, lambda: isinstance(app.screen, RoadmapScreen) and app.screen.is_mounted, "the roadmap"
        )
        screen = app.screen
        assert isinstance(screen, RoadmapScreen)
        if settled:
            await settle(pilot, screen)
        yield app, pilot, screen
        await settle(pilot, screen)
        await wait_for(pilot, lambda: session.save_state.phase == "saved", "the save")
    assert app.unexpected == []


async def settle(pilot: Pilot[None], screen: RoadmapScreen) -> None:
    """Wait until what the plan and the keys ask for is planned and drawn."""
    await pilot.pause()
    for _ in range(20):
        await screen.settled()
        await pilot.pause()
        if not (screen.is_planning or screen.improving):
            return
    raise AssertionError("planning does not come to an end")


def told(screen: RoadmapScreen, widget: str) -> str:
    return str(screen.query_one(widget, Static).content)


def notices(app: PlannerApp) -> str:
    return "\n".join(n.message for n in app._notifications)


def shown(screen: RoadmapScreen) -> Planned:
    assert screen.planned is not None
    return screen.planned


def start_of(screen: RoadmapScreen, key: str) -> int | None:
    return shown(screen).found.placements[key].start


def starts(found: Roadmap) -> dict[str, int | None]:
    return {key: place.start for key, place in found.placements.items()}
