"""Several pieces of work at once, changed figures, and work of the consultant's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.widgets import Input, OptionList, SelectionList, Static, TextArea

from planner.tui.dialogs.choose import Choose
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.message import Told
from planner.workspace import Session
from tests.tui.roadmap import notices, roadmap, settle, shown, told
from tests.tui.sizes import SMALL

Frame = Callable[[App[Any]], str]
HOSTILE = "[/etc] [bold]x\x1b[31m\u202e"


@pytest.fixture(name="session")
def _session(demo: Session) -> Session:
    return demo


async def test_what_is_marked_is_decided_about_at_once(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path
) -> None:
    async with roadmap(session, wait_for, tmp_path, SMALL) as (app, pilot, screen):
        first, second, third = (row.item for row in shown(screen).rows[:3])
        screen.table.move_to(first.id)
        await pilot.press("space", "shift+down", "space")
        await pilot.press("up", "space")  # the third is taken back
        await wait_for(pilot, lambda: screen.marked == {first.id, second.id}, "two marks")
        assert "2 marked" in told(screen, "#roadmap-headline")

        def is_marked() -> bool:
            return any("●" in line and first.title[:12] in line for line in frame(app).splitlines())

        await wait_for(pilot, is_marked, "the mark in its line")
        await pilot.press("d")
        await wait_for(pilot, lambda: isinstance(app.screen, Form) and bool(app.focused), "the form")
        text = str(app.screen.query_one(".dialog-text", Static).content)
        assert f"2 at once: {first.title}, {second.title}." in text
        app.screen.query_one("#field-by", Input).value = "Ann"
        app.screen.query_one("#field-why", TextArea).text = "After the move"
        app.screen.query_one("#field-until", Input).value = "2027-09-01"
        app.screen.query_one("#field-revisit", Input).value = "2027-08-01"
        await pilot.press("f10")
        await wait_for(pilot, lambda: first.id in session.plan.decisions, "the decisions")
        await settle(pilot, screen)
        for item in (first, second):
            decision = session.plan.decisions[item.id]
            assert (decision.choice, decision.until, decision.revisit) == (
                "defer",
                "2027-09-01",
                "2027-08-01",
            )
        assert (
            third.id not in session.plan.decisions or session.plan.decisions[third.id].why != "After the move"
        )
        assert not screen.marked
        await pilot.press("asterisk")
        undecided = {row.item.id for row in shown(screen).rows if row.item.decision is None}
        assert screen.marked == undecided
        await pilot.press("escape")
        assert not screen.marked
        await pilot.press("ctrl+z")
        await settle(pilot, screen)
        assert not {first.id, second.id} & set(session.plan.decisions), "one step back for all of them"


async def test_every_figure_is_changed_at_once_and_goes_back_when_emptied(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path
) -> None:
    async with roadmap(session, wait_for, tmp_path) as (app, pilot, screen):
        item = next(row.item for row in shown(screen).rows if row.item.lines and not row.item.due)
        typed = {
            "hours": "30", "one_time": "800..1000..1500", "monthly": "50", "duration": "2", "due": "2027-06-30", "effect": "0.5"
        }  # fmt: skip
        screen.table.move_to(item.id)
        for clear in (False, True):
            await pilot.press("m")
            await wait_for(pilot, lambda: isinstance(app.screen, Form) and bool(app.focused), "the form")
            for name, text in typed.items():
                app.screen.query_one(f"#field-{name}", Input).value = "" if clear else text
            if not clear:
                app.screen.query_one("#field-one_time", Input).value = "900..100"
                await pilot.press("f10")
                await wait_for(pilot, lambda: "money goes from the least" in frame(app), "what is wrong")
                app.screen.query_one("#field-one_time", Input).value = typed["one_time"]
                await pilot.press("f10")
                await wait_for(pilot, lambda: "keeps its reason" in frame(app), "what is missing")
                app.screen.query_one("#field-why", TextArea).text = f"Two sites {HOSTILE}"
            await pilot.press("f10")
            await wait_for(pilot, lambda: app.screen is screen, "the list")
            await settle(pilot, screen)
            now = next(one for one in shown(screen).found.initiatives if one.id == item.id)
            if clear:
                assert item.id not in session.plan.changes
                assert (now.partner_hours, now.one_time, now.due) == (
                    item.partner_hours,
                    item.one_time,
                    item.due,
                )
                continue
            assert now.partner_hours == 30
            assert (now.one_time.low, now.one_time.expected, now.one_time.high) == (800, 1000, 1500)
            assert (now.monthly.low, now.monthly.high, now.duration, now.due) == (50, 50, 2, "2027-06-30")
            assert len(session.plan.changes[item.id]) == len(typed)
            await pilot.press("w")
            await wait_for(pilot, lambda: isinstance(app.screen, Told), "the details")
            text = str(app.screen.query_one(".dialog-text", Static).content)
            assert "→ 1,000 (800–1,500), by Kim: Two sites [/etc]" in text
            assert "\x1b" not in text
            assert "\u202e" not in text
            await pilot.press("escape")


async def _choose(pilot: Any, app: Any, wait_for: Any, verb: str) -> None:
    await pilot.press("i")
    await wait_for(pilot, lambda: isinstance(app.screen, Choose), "what there is to do")
    listing = app.screen.query_one(OptionList)
    listing.highlighted = listing.get_option_index(verb)
    await pilot.press("enter")


@pytest.mark.campaign  # a quarter of a minute
async def test_work_of_ones_own_is_added_split_merged_and_taken_back(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path
) -> None:
    async with roadmap(session, wait_for, tmp_path) as (app, pilot, screen):
        first, second, *_ = (row.item for row in shown(screen).rows if len(row.item.findings) > 1)
        await _choose(pilot, app, wait_for, "add")
        await wait_for(pilot, lambda: isinstance(app.screen, Form) and bool(app.focused), "the form")
        for name, text in (
            ("title", HOSTILE),
            ("hours", "12"),
            ("one_time", "500..900"),
            ("due", "2027-06-30"),
        ):
            app.screen.query_one(f"#field-{name}", Input).value = text
        app.screen.query_one("#field-why", TextArea).text = "The client wants it"
        app.screen.query_one("#field-requires", SelectionList).select(first.id)
        await pilot.press("f10")
        await wait_for(pilot, lambda: app.screen is screen and bool(session.plan.work), "the work")
        await settle(pilot, screen)
        (key,) = session.plan.work
        now = next(one for one in shown(screen).found.initiatives if one.id == key)
        assert (now.partner_hours, now.due, now.requires) == (12, "2027-06-30", (first.id,))
        assert (now.one_time.low, now.one_time.expected, now.one_time.high) == (500, 700, 900)
        screen.table.move_to(key)
        await settle(pilot, screen)
        assert "[/etc]" in frame(app)
        assert "\x1b" not in frame(app)
        assert "\u202e" not in frame(app)
        await _choose(pilot, app, wait_for, "drop")
        await pilot.press("y")
        await wait_for(pilot, lambda: not session.plan.work, "that it is gone")
        await settle(pilot, screen)

        screen.table.move_to(first.id)
        await _choose(pilot, app, wait_for, "split")
        await wait_for(pilot, lambda: isinstance(app.screen, Form) and bool(app.focused), "the form")
        app.screen.query_one("#field-standards", SelectionList).select(first.findings[0])
        app.screen.query_one("#field-why", TextArea).text = "In two steps"
        await pilot.press("f10")
        await wait_for(pilot, lambda: app.screen is screen and bool(session.plan.work), "the part")
        await settle(pilot, screen)
        (part,) = session.plan.work
        works = {one.id: one for one in shown(screen).found.initiatives}
        assert works[part].findings == first.findings[:1]
        assert works[first.id].findings == first.findings[1:]

        await _choose(pilot, app, wait_for, "merge")
        await wait_for(pilot, lambda: "Mark the pieces of work" in notices(app), "how to mark")
        screen.mark((part, second.id))
        await _choose(pilot, app, wait_for, "merge")
        await wait_for(pilot, lambda: isinstance(app.screen, Form) and bool(app.focused), "the form")
        app.screen.query_one("#field-title", Input).value = "Both"
        app.screen.query_one("#field-why", TextArea).text = "One visit"
        await pilot.press("f10")
        await wait_for(pilot, lambda: app.screen is screen and not screen.marked, "the merger")
        await settle(pilot, screen)
        both = next(one for one in shown(screen).found.initiatives if one.title == "Both")
        assert set(both.findings) == {first.findings[0], *second.findings}


async def test_the_page_about_a_piece_of_work_says_what_a_move_changes_and_what_waits(
    session: Session, wait_for: Any, tmp_path: Path
) -> None:
    async with roadmap(session, wait_for, tmp_path) as (app, pilot, screen):
        works = shown(screen).found.initiatives
        item = next(one for one in works if any(one.id in other.requires for other in works))
        user = next(one for one in works if item.id in one.requires)
        screen.table.move_to(item.id)
        await pilot.press("w")
        await wait_for(pilot, lambda: isinstance(app.screen, Told), "the page")
        page = app.screen.query_one(".dialog-text", Static)
        await wait_for(pilot, lambda: "A quarter later" in str(page.content), "what a move changes")
        text = str(page.content)
        assert user.title in text.partition("Waits for it")[2]
        start = shown(screen).found.placements[item.id].start
        assert start is not None
        assert f"A quarter later ({shown(screen).found.quarters[start + 1].id})" in text
        assert "Weight =" in text
        await pilot.press("f5")
        await wait_for(pilot, lambda: "Weight =" not in str(page.content), "the client's page")
        assert all(f"  {key}  " not in str(page.content) for key in item.findings)


async def test_machines_of_a_batch_are_split_off(session: Session, wait_for: Any, tmp_path: Path) -> None:
    async with roadmap(session, wait_for, tmp_path) as (app, pilot, screen):
        batch = next(row.item for row in shown(screen).rows if len(row.item.machines) > 2)
        screen.table.move_to(batch.id)
        await settle(pilot, screen)
        await _choose(pilot, app, wait_for, "split")
        await wait_for(pilot, lambda: isinstance(app.screen, Form) and bool(app.focused), "the form")
        assert not app.screen.query("#field-standards")
        app.screen.query_one("#field-machines", SelectionList).select("1")
        app.screen.query_one("#field-why", TextArea).text = "Sales first"
        await pilot.press("f10")
        await wait_for(pilot, lambda: app.screen is screen and bool(session.plan.work), "the part")
        await settle(pilot, screen)
        (part,) = session.plan.work
        works = {one.id: one for one in shown(screen).found.initiatives}
        assert works[part].machines == batch.machines[1:2]
        assert works[batch.id].machines == (batch.machines[0], *batch.machines[2:])
