"""The shell over the real workspace: a new client, a change, away and back, everything is there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from textual.app import App

from planner.tui.app import PlannerApp
from planner.tui.dialogs.choose import Choose
from planner.tui.dialogs.form import Form
from planner.workspace import Workspace

Frame = Callable[[App[Any]], str]
TODAY = date(2026, 11, 22)


async def test_a_new_client_is_still_there_after_leaving(tmp_path: Path, wait_for: Any, frame: Frame) -> None:
    app = PlannerApp(Workspace(tmp_path, today=TODAY, author="Kim"))
    async with app.run_test() as pilot:
        await pilot.press("f2")
        await wait_for(pilot, lambda: isinstance(app.screen, Form) and bool(app.focused), "the form")
        await pilot.press(*"Acme [x]", "f10")
        await wait_for(pilot, lambda: app.area == "overview" and app.session is not None, "the plan")
        assert app.session is not None
        app.session.set_client(people=12)
        await wait_for(pilot, lambda: "✓ saved" in frame(app), "the save")
        await pilot.press("0")
        await wait_for(pilot, lambda: app.area == "home" and "Acme [x]" in frame(app), "the list")
    assert app.unexpected == []
    again = Workspace(tmp_path, today=TODAY).open("acme-x")
    assert again.plan.client.people == 12
    again.close()


async def test_a_second_opener_reads_only(tmp_path: Path, wait_for: Any, frame: Frame) -> None:
    slug = Workspace(tmp_path, today=TODAY).create("Acme")
    first = Workspace(tmp_path, today=TODAY).open(slug)
    app = PlannerApp(Workspace(tmp_path, today=TODAY))
    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: "Acme" in frame(app), "the list")
        await pilot.press("enter")
        await wait_for(pilot, lambda: "Read only:" in frame(app), "the banner")
    first.close()
    assert app.unexpected == []


async def test_a_damaged_plan_comes_back_from_its_copy(tmp_path: Path, wait_for: Any, frame: Frame) -> None:
    slug = Workspace(tmp_path, today=TODAY).create("Acme")
    session = Workspace(tmp_path, today=TODAY).open(slug)
    session.set_client(people=12)
    session.close()
    (tmp_path / f"{slug}.json").write_text('{"meta": {"1": {"sch', encoding="utf-8")
    app = PlannerApp(Workspace(tmp_path, today=TODAY))
    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: "Acme" in frame(app) or slug in frame(app), "the list")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, Choose), "the offer")
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.area == "overview", "the plan")
    assert app.unexpected == []
