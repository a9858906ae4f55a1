"""What-ifs on the roadmap screen: told while one types, kept under a name, adopted and dropped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.widgets import Input, Select, Static, TextArea

from planner.model.quarter import Quarter
from planner.model.scenario import Scenario
from planner.model.settings import Cap
from planner.tui.dialogs.form import Form
from planner.tui.screens.roadmap.assumption import a_quarter_of
from planner.tui.screens.roadmap.scenarios import Scenarios
from planner.tui.screens.roadmap.trial import differences
from planner.tui.screens.roadmap.whatif_form import WhatIfForm
from planner.workspace import Session
from planner.writing import whole
from tests.tui.roadmap import notices, roadmap, settle, shown, starts, told
from tests.tui.sizes import SMALL

Frame = Callable[[App[Any]], str]


@pytest.fixture(name="session")
def _session(demo: Session) -> Session:
    return demo


@pytest.mark.parametrize(
    ("yearly", "start", "caps"),
    [
        (None, "2027-Q1", None),
        (40_000.0, "2027-Q3", 10_000.0),
        ((40_000.0, None, 8_000.0), "2027-Q3", (10_000.0, 10_000.0, None, None, None, None, 2_000.0, 2_000.0)),
    ],
)  # fmt: skip
def test_a_budget_a_year_is_a_quarter_of_it_in_each_of_its_quarters(
    yearly: Cap, start: str, caps: Cap
) -> None:
    assert a_quarter_of(yearly, Quarter.parse(start), 8) == caps


async def test_the_form_says_what_changes_while_one_types_and_escape_forgets_it(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path
) -> None:
    async with roadmap(session, wait_for, tmp_path, SMALL) as (app, pilot, screen):
        plan = session.plan
        await pilot.press("b")
        await wait_for(pilot, lambda: isinstance(app.screen, WhatIfForm) and bool(app.focused), "the form")
        assert "All work stands where it stood" in frame(app)
        app.screen.query_one("#field-budget_per_quarter", Input).value = "8000"
        await wait_for(pilot, lambda: bool(screen.what), "what is typed")
        await settle(pilot, screen)
        assert screen.what.settings == {"budget_per_quarter": 8000.0}
        result = str(app.screen.query_one("#whatif-result", Static).content)
        left, then = (whole(one.quarters[-1].risk_end) for one in (shown(screen).own, shown(screen).found))
        assert f"Risk left {left:,} → {then:,}" in result or left == then
        for year, (before, after) in shown(screen).told.money.items():
            assert f"{year}: {whole(before):,} → {whole(after):,}" in result or whole(before) == whole(after)
        app.screen.query_one("#field-per", Select).value = "year"
        app.screen.query_one("#field-prices", Input).value = "10"
        app.screen.query_one("#field-likely", Input).value = "1"
        await wait_for(pilot, lambda: screen.what.prices == 1.1, "the prices")
        await settle(pilot, screen)
        assert screen.what.settings == {"budget_per_quarter": 2000.0, "likely": 1.0}
        what = screen.what
        app.screen.query_one("#field-likely", Input).value = "2"
        await pilot.pause()
        assert screen.what is what, "what makes no sense is not tried"
        await pilot.press("escape")
        await settle(pilot, screen)
        assert not screen.what
        assert session.plan is plan


async def test_a_piece_of_work_is_left_out_with_a_name_and_a_reason(
    session: Session, wait_for: Any, tmp_path: Path
) -> None:
    async with roadmap(session, wait_for, tmp_path) as (app, pilot, screen):
        row = shown(screen).rows[0]
        screen.table.move_to(row.item.id)
        await pilot.press("o")
        await settle(pilot, screen)
        assert screen.what.leave_out == (row.item.id,)
        assert shown(screen).found.placements[row.item.id].start is None
        assert f"without {row.item.title}" in told(screen, "#roadmap-headline")
        await pilot.press("o")
        await settle(pilot, screen)
        assert not screen.what
        await pilot.press("o", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, Form) and bool(app.focused), "who decides")
        app.screen.query_one("#field-by", Input).value = "Ann"
        app.screen.query_one("#field-why", TextArea).text = "Not this year"
        await pilot.press("f10")
        await wait_for(pilot, lambda: row.item.id in session.plan.decisions, "the decision")
        await settle(pilot, screen)
        decision = session.plan.decisions[row.item.id]
        assert (decision.choice, decision.by, decision.why) == ("decline", "Ann", "Not this year")
        assert not screen.what


@pytest.mark.campaign  # ten seconds
async def test_what_ifs_are_kept_under_names_and_stand_side_by_side(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path
) -> None:
    async with roadmap(session, wait_for, tmp_path, SMALL) as (app, pilot, screen):
        await pilot.press("l")
        await wait_for(pilot, lambda: "No what-if is kept yet" in notices(app), "that there is none")
        await pilot.press("s")
        await wait_for(pilot, lambda: "Nothing is tried" in notices(app), "that there is none to name")
        await pilot.press("minus", "s")
        await wait_for(pilot, lambda: bool(app.screen.query("#answer")), "the name")
        await pilot.press("enter")
        await wait_for(pilot, lambda: "is kept under a name" in frame(app), "that it needs one")
        app.screen.query_one("#answer", Input).value = "Less [/etc]"
        await pilot.press("enter")
        await wait_for(pilot, lambda: "Less [/etc]" in session.plan.scenarios, "the what-if")
        await settle(pilot, screen)
        assert "Less [/etc]" in told(screen, "#roadmap-headline")
        await pilot.press("escape")
        await settle(pilot, screen)
        await pilot.press("l")
        await wait_for(pilot, lambda: isinstance(app.screen, Scenarios) and "Less" in frame(app), "the list")
        found = session.try_out(session.scenario("Less [/etc]"))
        lines = frame(app).splitlines()
        line = next(line for line in lines if "Less [/etc]" in line)
        assert f"{session.first_year(found).money:,}" in line
        assert f" {sum(p.start is not None for p in found.placements.values())} " in line
        assert any("The plan as it is" in line and f"{shown(screen).year.money:,}" in line for line in lines)
        said = differences(session, session.scenario("Less [/etc]"), shown(screen).own)
        assert f"Different: {said[0]}" in frame(app)
        await pilot.press("enter")
        await settle(pilot, screen)
        assert screen.what == session.scenario("Less [/etc]")
        assert starts(shown(screen).found) == starts(found)
        await pilot.press("l")
        await wait_for(pilot, lambda: isinstance(app.screen, Scenarios) and "Less" in frame(app), "the list")
        await pilot.press("y")
        await settle(pilot, screen)
        await wait_for(pilot, lambda: not session.plan.scenarios, "that it is the plan now")
        await settle(pilot, screen)
        assert starts(session.roadmap) == starts(found)
        assert not screen.what


async def test_a_kept_what_if_is_dropped(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path
) -> None:
    session.keep_scenario(Scenario(name="Dear", prices=1.2))
    async with roadmap(session, wait_for, tmp_path) as (app, pilot, screen):
        await pilot.press("l")
        await wait_for(pilot, lambda: isinstance(app.screen, Scenarios) and "Dear" in frame(app), "the list")
        await pilot.press("y")
        await wait_for(pilot, lambda: "what things cost is no decision" in notices(app), "the notice")
        assert "Dear" in session.plan.scenarios
        await pilot.press("l")
        await wait_for(pilot, lambda: isinstance(app.screen, Scenarios) and "Dear" in frame(app), "the list")
        await pilot.press("delete")
        await wait_for(pilot, lambda: not session.plan.scenarios, "that it is gone")
        await settle(pilot, screen)
        assert not screen.what
