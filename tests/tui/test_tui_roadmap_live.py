"""The roadmap gets better while somebody looks on: shown as it is found, kept at the end, stopped at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from textual.app import App

from planner.model.roadmap import Roadmap
from planner.tui.app import PlannerApp
from planner.tui.planning import Phase
from planner.tui.screens.roadmap.trial import closeness
from planner.workspace import Session, Workspace
from tests.tui.roadmap import notices, roadmap, settle, shown, starts, told
from tests.tui.sizes import WIDE

Frame = Callable[[App[Any]], str]


class Staged:
    """A search whose second, best roadmap comes when the test says so."""

    def __init__(self, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
        self.better, self.stopped, self.begun = threading.Event(), threading.Event(), 0
        self._real = session.improving
        monkeypatch.setattr(session, "improving", self._improving)

    def _improving(
        self, *, again: bool = False, stop: Callable[[], bool] = lambda: False
    ) -> Iterator[Roadmap]:
        self.begun += 1
        first, *_, last = (found for found in (*self._real(again=again), *self._real(again=again)))
        yield first
        while not self.better.wait(0.005):
            if stop():
                self.stopped.set()
                return
        yield last


@pytest.fixture
def session(demo: Session) -> Session:
    """Return the demo as nobody has planned it yet."""
    demo._plan = replace(demo.plan, schedule=None)
    return demo


@pytest.fixture
def staged(session: Session, monkeypatch: pytest.MonkeyPatch) -> Staged:
    return Staged(session, monkeypatch)


def is_planned(session: Session) -> bool:
    return session.plan.schedule is not None


async def test_the_first_plan_is_shown_at_once_and_the_best_one_is_kept(
    session: Session, staged: Staged, wait_for: Any, frame: Frame, tmp_path: Path
) -> None:
    async with roadmap(session, wait_for, tmp_path, settled=False) as (app, pilot, screen):
        await wait_for(pilot, lambda: "◌ improving … at most" in frame(app), "that it gets better")
        assert not is_planned(session)
        longest = max(shown(screen).rows[3:15], key=lambda row: len(row.item.findings))
        screen.table.move_to(longest.item.id)
        screen.table.scroll_to(y=2, animate=False)
        await wait_for(pilot, lambda: screen.table.scroll_offset.y == 2, "the scroll")
        key, panel = screen.table.current_key, screen.query_one("#roadmap-panel")
        await wait_for(pilot, lambda: panel.max_scroll_y > 1, "more than the panel holds")
        panel.scroll_to(y=2, animate=False)
        await wait_for(pilot, lambda: panel.scroll_offset.y == 2, "the panel's scroll")
        staged.better.set()
        await settle(pilot, screen)
        assert is_planned(session)
        assert panel.scroll_offset.y == 2
        assert closeness(shown(screen).found) in told(screen, "#roadmap-headline")
        assert starts(shown(screen).found) == starts(session.roadmap)
        assert session.roadmap.kept
        assert screen.table.current_key == key
        assert screen.table.scroll_offset.y == 2
        begun = staged.begun
        await pilot.press("6", "1", "5")
        await settle(pilot, screen)
        assert staged.begun == begun, "what is planned is not planned again"


async def test_a_change_ends_the_search_and_nothing_of_it_is_kept(
    session: Session, staged: Staged, wait_for: Any, tmp_path: Path
) -> None:
    async with roadmap(session, wait_for, tmp_path, settled=False) as (_app, pilot, screen):
        await wait_for(pilot, lambda: screen.planned is not None, "the first plan")
        key = shown(screen).found.initiatives[0].id
        session.decide(key, "decline", by="Ann", why="No")
        await wait_for(pilot, staged.stopped.is_set, "that the search ends")
        staged.better.set()
        await settle(pilot, screen)
        assert shown(screen).found.placements[key].start is None
        assert is_planned(session)
        assert session.roadmap.kept


async def test_escape_stops_the_search_and_r_goes_on(
    session: Session, staged: Staged, wait_for: Any, frame: Frame, tmp_path: Path
) -> None:
    async with roadmap(session, wait_for, tmp_path, settled=False) as (app, pilot, screen):
        await wait_for(pilot, lambda: "◌ improving" in frame(app) and not screen.is_planning, "the search")
        await pilot.press("escape")
        await wait_for(pilot, staged.stopped.is_set, "that the search ends")
        await wait_for(pilot, lambda: "from the best: r plans on" in frame(app), "that it says so")
        assert not is_planned(session)
        staged.better.set()
        await pilot.press("r")
        await settle(pilot, screen)
        await wait_for(pilot, lambda: closeness(shown(screen).found) in frame(app), "the best plan")
        assert session.roadmap.kept
        session.change(shown(screen).rows[0].item.id, "hours", 30, why="Two sites")
        staged.better.clear()
        await wait_for(pilot, lambda: "◌ improving" in frame(app), "the search on the changed plan")
        await pilot.press("escape")
        await wait_for(
            pilot,
            lambda: "changed since it was planned: r plans it again" in frame(app),
            "that it says so",
        )


async def test_leaving_the_plan_ends_the_search(
    session: Session, staged: Staged, wait_for: Any, tmp_path: Path
) -> None:
    app = PlannerApp(Workspace(tmp_path / "none"))
    async with app.run_test(size=WIDE) as pilot:
        app.enter(session, "roadmap")
        await wait_for(pilot, lambda: app.planning is not None and app.planning.found is not None, "a plan")
        await pilot.press("0")
        await wait_for(pilot, lambda: app.area == "home", "the clients")
        await wait_for(pilot, staged.stopped.is_set, "that the search ends")
        assert not is_planned(session)
    assert app.unexpected == []


async def test_other_screens_that_show_the_roadmap_have_it_planned_and_kept(
    session: Session, staged: Staged, wait_for: Any, tmp_path: Path
) -> None:
    staged.better.set()
    app = PlannerApp(Workspace(tmp_path / "none"))
    async with app.run_test(size=WIDE) as pilot:
        app.enter(session, "gaps")
        await wait_for(pilot, lambda: app.area == "gaps", "the gaps")
        await pilot.pause()
        assert app.planning is not None
        assert app.planning.phase is Phase.IDLE
        app.show_area("overview")
        await wait_for(pilot, lambda: session.roadmap.kept, "the kept roadmap")
        app.show_area("document")
        await wait_for(pilot, lambda: app.area == "document" and not app.working, "the document")
        assert staged.begun == 1
        await wait_for(pilot, lambda: session.save_state.phase == "saved", "the save")
    assert app.unexpected == []


async def test_a_reader_plans_for_himself(session: Session, wait_for: Any, tmp_path: Path) -> None:
    reader = Workspace(tmp_path / "demo", today=session.today).open(session.slug)
    assert reader.read_only
    async with roadmap(reader, wait_for, tmp_path) as (app, _pilot, screen):
        assert reader.roadmap.kept
        assert starts(shown(screen).found) == starts(reader.roadmap)
        assert notices(app) == ""
    assert not is_planned(session)
    reader.close()


async def test_a_change_made_where_no_roadmap_is_seen_ends_the_search_as_well(
    session: Session, staged: Staged, wait_for: Any, tmp_path: Path
) -> None:
    app = PlannerApp(Workspace(tmp_path / "none"))
    async with app.run_test(size=WIDE) as pilot:
        app.enter(session, "roadmap")
        await wait_for(pilot, lambda: app.planning is not None and app.planning.found is not None, "a plan")
        app.show_area("gaps")
        await wait_for(pilot, lambda: app.area == "gaps", "the gaps")
        assert not staged.stopped.is_set(), "looking elsewhere does not end it"
        session.accept(session.assessment.findings()[0].standard, by="Ann", why="Sold soon")
        await wait_for(pilot, staged.stopped.is_set, "that the search ends")
        assert not is_planned(session)
        await wait_for(pilot, lambda: session.save_state.phase == "saved", "the save")
    assert app.unexpected == []


async def test_the_schedule_that_was_previewed_is_the_one_that_is_kept(
    session: Session, wait_for: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with roadmap(session, wait_for, tmp_path) as (_app, pilot, screen):
        await pilot.press(">")
        await settle(pilot, screen)
        preview, real, kept = shown(screen).found, session.improving, []

        def improving(**how: Any) -> Iterator[Roadmap]:
            for found in real(**how):
                kept.append(found.kept)
                yield found

        monkeypatch.setattr(session, "improving", improving)
        await pilot.press("enter")
        await wait_for(pilot, lambda: not screen.what and bool(session.plan.changes), "the pin")
        await settle(pilot, screen)
        assert starts(shown(screen).found) == starts(preview)
        assert all(kept), "nothing was planned anew"
