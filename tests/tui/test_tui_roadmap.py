"""The roadmap on the demo's plan: views, moves, decisions, what-ifs, planning beside the screen."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.widgets import Input, Select, Static, TextArea

from planner.model.error import PlannerError
from planner.model.inventory import Inventory
from planner.model.roadmap import Roadmap
from planner.model.scenario import Scenario
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.message import Told
from planner.tui.screens.roadmap.bars import Scale, bar
from planner.tui.screens.roadmap.board import Board
from planner.tui.screens.roadmap.planned import Planned
from planner.tui.screens.roadmap.screen import RoadmapScreen
from planner.tui.screens.roadmap.trial import closeness
from planner.workspace import Session, Workspace
from planner.workspace.demo import demo_day
from planner.writing import whole
from tests.tui.roadmap import notices, roadmap, settle, shown, start_of, starts, told
from tests.tui.sizes import BOTH, SMALL

Frame = Callable[[App[Any]], str]
HOSTILE = "[/etc] [bold]x\x1b[31m\u202e<script>[@click=app.quit]y[/]"


@pytest.fixture(name="session")
def _session(demo: Session) -> Session:
    return demo


# -- looking ------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", BOTH)
async def test_quarters_stand_above_the_work_with_money_and_hours_against_their_caps(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with roadmap(session, wait_for, tmp_path, size) as (app, _pilot, screen):
        lines = frame(app).splitlines()
        found = session.roadmap
        quarters = next(
            line for line in lines if found.quarters[0].id in line and found.quarters[3].id in line
        )
        hours = next(line for line in lines if line.startswith(" Hours"))
        first = session.figures()[0]
        at = quarters.index(found.quarters[0].id)
        assert hours[at:].startswith(f"{first.hours:,.0f}/{first.hours_cap:,.0f}")
        assert f"first year {session.first_year().money:,}" in frame(app)
        assert closeness(found) in frame(app)
        assert found.initiatives[0].title in frame(app)
        assert session.words().place(found.initiatives[0].id)[:30] in " ".join(frame(app).split())
        assert all(len(line) <= size[0] for line in lines)
        for word in ("Decide", "What if", "View", "Move"):
            assert word in lines[-1]
        assert told(screen, "#roadmap-notes") or not found.problems


@pytest.mark.parametrize("size", BOTH)
async def test_the_board_is_walked_with_the_arrows_and_clicked(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with roadmap(session, wait_for, tmp_path, size) as (app, pilot, screen):
        await pilot.press("v")
        board = screen.board
        await wait_for(pilot, lambda: app.focused is board and "risk left" in frame(app), "the board")
        first, second = board.columns.of(0), board.columns.of(1)
        assert board.chosen == first[0].item.id
        await pilot.press("down")
        await wait_for(pilot, lambda: screen.table.current_key == first[1].item.id, "one down")
        await pilot.press("right")
        await wait_for(pilot, lambda: screen.table.current_key == second[1].item.id, "one right")
        assert second[1].item.title in told(screen, "#roadmap-summary")
        await pilot.press("left", "up")
        await wait_for(pilot, lambda: screen.table.current_key == first[0].item.id, "back")
        await pilot.press("up", "left")
        assert screen.table.current_key == first[0].item.id
        await pilot.press("end")
        last = board.columns.of(board.columns.total - 1)
        await wait_for(pilot, lambda: screen.table.current_key == last[0].item.id, "the last column")
        await pilot.press("home")
        await wait_for(pilot, lambda: screen.table.current_key == first[0].item.id, "the first column")
        y, x = next(
            (y, line.index(second[0].item.title[:12]))
            for y, line in enumerate(frame(app).splitlines()) if y > 5 and second[0].item.title[:12] in line
        )  # fmt: skip
        await pilot.click(offset=(x, y))
        await wait_for(pilot, lambda: screen.table.current_key == second[0].item.id, "the clicked card")
        await pilot.click(offset=(x, y))
        await wait_for(pilot, lambda: isinstance(app.screen, Told), "its details")
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen, "the board")


async def test_what_is_not_planned_has_a_column_of_its_own(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path
) -> None:
    item = session.roadmap.initiatives[0]
    session.decide(item.id, "decline", by="Ann", why="Not now")
    async with roadmap(session, wait_for, tmp_path) as (app, pilot, screen):
        await pilot.press("v")
        await wait_for(pilot, lambda: app.focused is screen.board, "the board")
        await pilot.press("end")
        await wait_for(pilot, lambda: "Not planned" in frame(app) and "✗" in frame(app), "the column")
        assert item.id in [row.item.id for row in screen.board.columns.of(len(session.roadmap.quarters))]


@pytest.mark.parametrize("size", BOTH)
async def test_the_chart_draws_a_bar_where_the_work_stands(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with roadmap(session, wait_for, tmp_path, size) as (app, pilot, screen):
        await pilot.press("v", "v")
        await wait_for(pilot, lambda: screen.has_class("-gantt") and "’27" in frame(app), "the chart")
        lines = frame(app).splitlines()
        head = next(line for line in lines if "’27" in line and "’29" in line)
        each = (head.index("’28") - head.index("’27")) // 4
        ids = tuple(quarter.id for quarter in shown(screen).found.quarters)
        for row in shown(screen).rows[:4]:
            line = next(line for line in lines if row.item.title[:20] in line and "█" in line)
            assert row.placement.start is not None
            assert line.index("█") == head.index("’27") + each * row.placement.start
            assert bar(row, Scale(ids, each)) in line
        await pilot.press("V", "V")
        await wait_for(
            pilot, lambda: not screen.has_class("-gantt") and "Start " in frame(app), "the list again"
        )


async def test_details_have_every_line_of_money_and_the_reason(
    session: Session, wait_for: Any, tmp_path: Path
) -> None:
    async with roadmap(session, wait_for, tmp_path) as (app, pilot, screen):
        item = next(i for i in session.roadmap.initiatives if i.lines)
        screen.table.move_to(item.id)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, Told), "the details")
        text = str(app.screen.query_one(".dialog-text", Static).content)
        assert all(line.item in text for line in item.lines)
        assert session.words().place(item.id) in text
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen, "the list")


async def test_what_could_not_be_met_is_told_in_words(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path
) -> None:
    session.set_settings(budget_per_quarter=3000.0)
    async with roadmap(session, wait_for, tmp_path) as (app, pilot, screen):
        problems = session.words().problems()
        assert len(problems) > 1
        assert f"{len(problems)} notes (n)" in frame(app)
        await pilot.press("n")
        await wait_for(pilot, lambda: isinstance(app.screen, Told), "the notes")
        text = str(app.screen.query_one(".dialog-text", Static).content)
        assert all(problem in text for problem in problems)
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen, "the list")


# -- deciding -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("key", "choice"), [("a", "approve"), ("d", "defer"), ("x", "decline")])
async def test_a_decision_takes_name_and_reason(
    session: Session, wait_for: Any, tmp_path: Path, key: str, choice: str
) -> None:
    async with roadmap(session, wait_for, tmp_path) as (app, pilot, screen):
        item = screen.table.current_key
        await pilot.press(key)
        await wait_for(pilot, lambda: isinstance(app.screen, Form) and bool(app.focused), "the form")
        assert app.screen.query_one("#field-choice", Select).value == choice
        app.screen.query_one("#field-by", Input).value = "Ann"
        app.screen.query_one("#field-why", TextArea).text = "Because [/etc]"
        if choice == "defer":
            app.screen.query_one("#field-until", Input).value = "2027-09-01"
        await pilot.press("f10")
        await wait_for(pilot, lambda: item in session.plan.decisions, "the decision")
        await settle(pilot, screen)
        decision = session.plan.decisions[item]
        assert (decision.choice, decision.by, decision.why) == (choice, "Ann", "Because [/etc]")
        start = start_of(screen, item)
        assert {"approve": start is not None, "defer": start is None or start >= 2, "decline": start is None}[
            choice
        ]
        assert screen.table.current_key == item
        assert "Because [/etc]" in told(screen, "#roadmap-detail")
        await pilot.press("c")
        await settle(pilot, screen)
        assert item not in session.plan.decisions
        await pilot.press("c")
        await wait_for(pilot, lambda: "Nothing has been decided" in notices(app), "the notice")


async def test_the_form_lets_one_choose_another_decision_and_refuses_a_stray_date(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path
) -> None:
    async with roadmap(session, wait_for, tmp_path) as (app, pilot, screen):
        item = screen.table.current_key
        await pilot.press("a")
        await wait_for(pilot, lambda: isinstance(app.screen, Form) and bool(app.focused), "the form")
        app.screen.query_one("#field-why", TextArea).text = "Later"
        app.screen.query_one("#field-until", Input).value = "2027-09-01"
        await pilot.press("f10")
        await wait_for(pilot, lambda: "Only a deferral has a date" in frame(app), "what is wrong")
        app.screen.query_one("#field-choice", Select).value = "defer"
        await pilot.press("f10")
        await wait_for(pilot, lambda: item in session.plan.decisions, "the decision")
        assert session.plan.decisions[item].until == "2027-09-01"


@pytest.mark.campaign  # a quarter of a minute
async def test_moves_add_up_and_say_what_follows_before_anything_is_kept(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path
) -> None:
    async with roadmap(session, wait_for, tmp_path) as (app, pilot, screen):
        key, plan, own = screen.table.current_key, session.plan, shown(screen).found
        ids = [quarter.id for quarter in own.quarters]
        assert start_of(screen, key) == 0
        await pilot.press(*[">"] * 3)  # faster than one can plan
        await settle(pilot, screen)
        assert screen.what.pins == {key: ids[3]}
        assert start_of(screen, key) == 3
        assert screen.table.current_key == key
        assert "◆ " in frame(app)
        assert session.plan is plan
        head = told(screen, "#roadmap-headline")
        assert f": {ids[0]} → {ids[3]}" in head
        others = [move for move in session.compared(shown(screen).found, own).moved if move.initiative != key]
        assert f"{len(others)} others move" in head
        assert "Enter keeps · Esc drops" in head
        assert "was to be done by" in told(screen, "#roadmap-notes")
        await pilot.press("escape")
        await settle(pilot, screen)
        assert start_of(screen, key) == 0
        await pilot.press(*[">"] * 3, "<")
        await settle(pilot, screen)
        preview = shown(screen).found
        await pilot.press("enter")
        await wait_for(pilot, lambda: key in session.plan.changes, "the pin")
        await settle(pilot, screen)
        assert not screen.what
        assert starts(shown(screen).found) == starts(preview) == starts(session.roadmap)
        pin = next(c for c in session.plan.changes[key] if c.field == "pin")
        assert (pin.value, pin.original) == (ids[2], ids[0])
        await pilot.press("p")
        await settle(pilot, screen)
        assert key not in session.plan.changes
        assert start_of(screen, key) == 0
        await pilot.press("p", "<")
        await wait_for(
            pilot,
            lambda: "not pinned" in notices(app) and "cannot be moved further" in notices(app),
            "the notices",
        )
        await pilot.press(">", "<")
        await settle(pilot, screen)
        assert not screen.what, "back where it stands nothing is different"


async def test_a_card_dragged_on_the_board_is_moved(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path
) -> None:
    async with roadmap(session, wait_for, tmp_path, (320, 40)) as (app, pilot, screen):
        await pilot.press("v")
        await wait_for(
            pilot, lambda: app.focused is screen.board and "Not planned" in frame(app), "the board"
        )
        key = screen.board.columns.of(0)[1].item.id
        lines = frame(app).splitlines()
        title = session.roadmap.initiatives[1].title
        y = next(y for y, line in enumerate(lines) if y > 6 and title[:12] in line)
        head = next(line for line in lines if "2027-Q3" in line and "2027-Q1" in line)
        x = lines[y].index(title[:12])
        await pilot.mouse_down(offset=(x, y))
        await pilot.mouse_up(offset=(head.index("2027-Q3") + 2, y + 3))
        await wait_for(pilot, lambda: key in screen.what.pins, "what follows")
        await settle(pilot, screen)
        await wait_for(pilot, lambda: start_of(screen, key) == 2, "two quarters later")
        assert key not in session.plan.changes
        await pilot.press("enter")
        await wait_for(pilot, lambda: key in session.plan.changes, "the change")
        await settle(pilot, screen)
        assert screen.table.current_key == key
        y = next(y for y, line in enumerate(frame(app).splitlines()) if y > 6 and f"◆ {title[:6]}" in line)
        await pilot.mouse_down(offset=(frame(app).splitlines()[y].index(f"◆ {title[:6]}"), y))
        await pilot.mouse_up(offset=(head.index("Not planned") + 2, y))
        await wait_for(pilot, lambda: isinstance(app.screen, Form) and bool(app.focused), "how long to defer")
        assert app.screen.query_one("#field-choice", Select).value == "defer"
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen, "the board")


async def test_work_is_put_in_order_within_its_quarter(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path
) -> None:
    def listed(screen: RoadmapScreen) -> list[str]:
        return [row.item.id for row in screen.table.visible_rows()]

    async with roadmap(session, wait_for, tmp_path) as (app, pilot, screen):
        own, key = listed(screen), screen.table.current_key
        await pilot.press("J")
        await wait_for(pilot, lambda: listed(screen) == [own[1], key, *own[2:]], "one down")
        assert screen.table.current_key == key
        assert [one.id for one in session.roadmap.initiatives][:2] == [own[1], key]
        await pilot.press("v")
        await wait_for(pilot, lambda: app.focused is screen.board, "the board")
        await pilot.mouse_down(offset=place(frame(app), session.roadmap.initiatives[4].title[:14], 6))
        await pilot.mouse_up(offset=place(frame(app), session.roadmap.initiatives[0].title[:14], 6))
        await wait_for(pilot, lambda: listed(screen)[:2] == [own[4], own[1]], "to the top by mouse")
        await pilot.press("K")
        await wait_for(pilot, lambda: "stands at the end of its quarter" in notices(app), "the notice")
        await pilot.press("minus")
        await wait_for(pilot, lambda: bool(screen.planned and screen.planned.what), "a what-if")
        await pilot.press("J")
        await wait_for(pilot, lambda: "A what-if is shown" in notices(app), "the notice of the what-if")
        await pilot.press("escape", "v", "v", "v", "v", "v")
        for name in (own[4], key):
            screen.table.move_to(name)
            screen.action_unorder()
        await wait_for(pilot, lambda: listed(screen) == own, "the planner's order")
        screen.action_unorder()
        await wait_for(pilot, lambda: "Nobody put this one" in notices(app), "the notice")


def place(text: str, wanted: str, below: int) -> tuple[int, int]:
    """Return where a text stands on the screen, from a line on."""
    return next(
        (line.index(wanted), y) for y, line in enumerate(text.splitlines()) if y > below and wanted in line
    )


async def test_undo_takes_a_move_back(session: Session, wait_for: Any, tmp_path: Path) -> None:
    async with roadmap(session, wait_for, tmp_path) as (_app, pilot, screen):
        key = screen.table.current_key
        await pilot.press(">")
        await settle(pilot, screen)
        await pilot.press("enter")
        await wait_for(pilot, lambda: key in session.plan.changes, "the pin")
        await settle(pilot, screen)
        assert start_of(screen, key) == 1
        await pilot.press("ctrl+z")
        await settle(pilot, screen)
        await wait_for(pilot, lambda: start_of(screen, key) == 0, "where it was")


async def test_a_read_only_plan_says_so(session: Session, wait_for: Any, tmp_path: Path) -> None:
    reader = Workspace(tmp_path / "demo", today=demo_day()).open(session.slug)
    assert reader.read_only
    async with roadmap(reader, wait_for, tmp_path) as (app, pilot, screen):
        for press in ("a", "d", "x", "m"):
            app.clear_notifications()
            await pilot.press(press)
            await wait_for(pilot, lambda: "open for reading only" in notices(app), f"the notice of {press}")
            assert app.screen is screen
        app.clear_notifications()
        # Trying is reading.
        screen.board.post_message(Board.Dropped(screen.table.current_key, 3))
        await wait_for(pilot, lambda: bool(screen.what.pins), "what follows")
        await pilot.press("minus")
        await settle(pilot, screen)
        assert shown(screen).what.settings
        app.clear_notifications()
        await pilot.press("y")
        await wait_for(pilot, lambda: "open for reading only" in notices(app), "keeping is not")
        await settle(pilot, screen)
    reader.close()


# -- what-if ------------------------------------------------------------------------------------


async def test_a_what_if_says_what_falls_out_and_changes_nothing_until_kept(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path
) -> None:
    async with roadmap(session, wait_for, tmp_path) as (app, pilot, screen):
        plan, own = session.plan, session.roadmap
        cap = plan.settings.budget_per_quarter
        assert isinstance(cap, float)
        await pilot.press(*["minus"] * 9)
        await settle(pilot, screen)
        step = max(round(cap * 0.1, -2), 100.0)
        assert shown(screen).what.settings == {"budget_per_quarter": cap - 9 * step}
        found = session.what_if(budget_per_quarter=cap - 9 * step)
        assert shown(screen).found.placements == found.placements
        out = [
            i.title for i in own.initiatives
            if own.placements[i.id].start is not None and found.placements[i.id].start is None
        ]  # fmt: skip
        head = told(screen, "#roadmap-headline")
        assert f"budget {cap - 9 * step:,.0f} a quarter (now {cap:,.0f})" in head
        assert out
        assert f"Falls out: {min(out)}" in head
        left, then = (whole(one.quarters[-1].risk_end) for one in (own, found))
        assert f"Risk left {left:,} → {then:,}" in head
        assert closeness(found) in head
        assert session.plan is plan
        await pilot.press("escape")
        await settle(pilot, screen)
        assert not shown(screen).what
        assert "What if" not in frame(app).splitlines()[3]
        await pilot.press("minus", "plus")  # back to where the plan is
        await settle(pilot, screen)
        assert not screen.what
        await pilot.press("minus", "y")
        await settle(pilot, screen)
        await wait_for(
            pilot, lambda: session.plan.settings.budget_per_quarter == cap - step, "what was tried"
        )
        assert not screen.what
        assert shown(screen).found.placements == session.roadmap.placements


async def test_caps_are_asked_for_and_what_makes_no_sense_is_refused(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path
) -> None:
    async with roadmap(session, wait_for, tmp_path) as (app, pilot, screen):
        await pilot.press("b")
        await wait_for(pilot, lambda: isinstance(app.screen, Form) and bool(app.focused), "the form")
        fields = {name: app.screen.query_one(f"#field-{name}", Input) for name in (
            "budget_per_quarter", "hours_per_quarter", "quarters", "start"
        )}  # fmt: skip
        fields["budget_per_quarter"].value = "-5"
        fields["quarters"].value = "0"
        fields["start"].value = "soon"
        await pilot.press("f10")
        await wait_for(pilot, lambda: bool(app.screen.query(".-invalid")), "what is wrong")
        fields["start"].value = "2027-Q3"
        await pilot.press("f10")
        await wait_for(
            pilot, lambda: "from 1 to 40" in frame(app) and "No less than 0" in frame(app), "what is wrong"
        )
        fields["budget_per_quarter"].value = ""
        fields["hours_per_quarter"].value = "1,200"
        fields["quarters"].value = "6"
        await pilot.press("f10")
        await wait_for(pilot, lambda: app.screen is screen, "the list")
        await settle(pilot, screen)
        assert shown(screen).what.settings == {
            "budget_per_quarter": None, "hours_per_quarter": 1200.0, "quarters": 6, "start": "2027-Q3"
        }  # fmt: skip
        assert shown(screen).found.quarters[0].id == "2027-Q3"
        assert len(shown(screen).found.quarters) == 6
        assert "no cap" in told(screen, "#roadmap-headline")


async def test_a_plan_without_a_cap_starts_from_its_fullest_quarter(
    session: Session, wait_for: Any, tmp_path: Path
) -> None:
    session.set_settings(budget_per_quarter=None)
    async with roadmap(session, wait_for, tmp_path) as (_app, pilot, screen):
        fullest = max(figure.money for figure in session.figures())
        await pilot.press("minus")
        await settle(pilot, screen)
        tried = shown(screen).what.settings["budget_per_quarter"]
        assert isinstance(tried, float)
        assert 0.85 * fullest < tried < fullest


async def test_keys_stay_alive_while_planning_and_only_the_newest_result_is_shown(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, calls, taken = threading.Event(), [], []
    real, threads = session.try_out, set()

    def slow(what: Scenario) -> Roadmap:
        threads.add(threading.current_thread())
        calls.append(what)
        assert gate.wait(30)
        return real(what)

    async with roadmap(session, wait_for, tmp_path) as (app, pilot, screen):
        monkeypatch.setattr(session, "try_out", slow)
        take = screen._take

        def note(planned: Planned) -> None:
            taken.append(planned.what)
            take(planned)

        monkeypatch.setattr(screen, "_take", note)
        own = shown(screen).found
        await pilot.press("minus")
        await wait_for(pilot, lambda: len(calls) == 1, "the first call")
        await pilot.press("minus", "minus", "down", "down", "minus")
        key = own.initiatives[2].id
        assert screen.table.current_key == key, "the keys work while it plans"
        assert "planning …" in told(screen, "#roadmap-headline")
        assert "Planning…" in frame(app).splitlines()[0]
        assert shown(screen).found is own
        assert len(calls) == 1
        gate.set()
        await settle(pilot, screen)
        assert len(calls) == 2, "what was overtaken is never planned"
        assert all(what is calls[1] for what in taken), "and what was planned too late is never shown"
        assert shown(screen).what is screen.what is calls[1]
        assert screen.table.current_key == key
        assert threading.main_thread() not in threads


async def test_a_plan_that_changes_while_planning_is_planned_again(
    session: Session, wait_for: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, started = threading.Event(), threading.Event()
    real = session.try_out

    def slow(what: Scenario) -> Roadmap:
        found = real(what)
        started.set()
        assert gate.wait(30)
        return found

    async with roadmap(session, wait_for, tmp_path) as (_app, pilot, screen):
        key = screen.table.current_key
        monkeypatch.setattr(session, "try_out", slow)
        await pilot.press("minus")
        await wait_for(pilot, started.is_set, "the call")
        session.decide(key, "decline", by="Ann", why="No")
        await pilot.pause()
        gate.set()
        await settle(pilot, screen)
        assert start_of(screen, key) is None
        assert shown(screen).what is screen.what
        assert screen.what


async def test_settings_that_cannot_be_planned_are_told_and_dropped(
    session: Session, wait_for: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_what: Scenario) -> Roadmap:
        raise PlannerError("The budget [/etc] makes no sense.")

    async with roadmap(session, wait_for, tmp_path) as (app, pilot, screen):
        monkeypatch.setattr(session, "try_out", refuse)
        await pilot.press("minus")
        await wait_for(pilot, lambda: "[/etc] makes no sense" in notices(app), "the notice")
        await settle(pilot, screen)
        assert not screen.what
        assert "planned" in told(screen, "#roadmap-headline")


async def test_a_new_client_without_answers_has_an_empty_roadmap(
    tmp_path: Path, wait_for: Any, frame: Frame
) -> None:
    workspace = Workspace(tmp_path / "new", today=demo_day())
    fresh = workspace.open(workspace.create("Acme"))
    async with roadmap(fresh, wait_for, tmp_path, SMALL) as (app, pilot, screen):
        assert "Nothing to plan yet" in frame(app)
        for press in ("v", "right", "down", "enter", "v", "v", "a", ">", "m", "w", "p", "c", "minus", "n"):
            await pilot.press(press)
            await settle(pilot, screen)
        await wait_for(pilot, lambda: isinstance(app.screen, Told), "the notes")
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen, "the list")
    fresh.close()


# -- what must not be seen, and what must not be obeyed -------------------------------------------


@pytest.mark.parametrize("size", BOTH)
async def test_nothing_internal_is_seen_in_any_view_or_dialog(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path, size: tuple[int, int]
) -> None:
    for result in session.assessment.findings()[:10]:
        session.answer(result.standard, "no", internal="CANARY", follow_up="CANARY", owner="CANARY")
    async with roadmap(session, wait_for, tmp_path, size) as (app, pilot, screen):
        await pilot.press("f5")
        await settle(pilot, screen)
        await wait_for(pilot, lambda: "CLIENT VIEW" in frame(app), "the client view")
        probes = {s.probe for s in session.knowledge.catalogue.standards.values() if s.probe}
        for press in ("", "minus", "v", "v", "a", "w", "m", "b", "n"):
            if press:
                await pilot.press(press)
                await settle(pilot, screen)
            if press in "awmbn" and press:
                await wait_for(pilot, lambda: app.screen is not screen, f"the dialog of {press}")
            assert "CANARY" not in frame(app)
            texts = [str(widget.content) for widget in app.screen.query(Static)]
            assert not any("CANARY" in text or any(p in text for p in probes) for text in texts)
            if app.screen is not screen:
                await pilot.press("escape")
                await wait_for(pilot, lambda: app.screen is screen, "the roadmap")


@pytest.mark.parametrize("client_view", [pytest.param(False, marks=pytest.mark.campaign), True])
async def test_hostile_text_is_only_text(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path, client_view: bool
) -> None:
    session.set_client(name=HOSTILE, contact=HOSTILE)
    key = session.roadmap.initiatives[0].id
    session.decide(key, "approve", by=HOSTILE, why=HOSTILE)
    session.change(key, "hours", 12, why=HOSTILE, by=HOSTILE)
    async with roadmap(session, wait_for, tmp_path) as (app, pilot, screen):
        if client_view:
            await pilot.press("f5")
        screen.table.move_to(key)
        await settle(pilot, screen)
        for press in ("", "v", "v", "w", "a", "m"):
            if press:
                await pilot.press(press)
                await settle(pilot, screen)
            if press in ("w", "a", "m"):
                await wait_for(pilot, lambda: app.screen is not screen, "the dialog")
            text = frame(app)
            assert "[/etc]" in text
            assert "\x1b" not in text
            assert "\u202e" not in text
            if app.screen is not screen:
                await pilot.press("escape")
                await wait_for(pilot, lambda: app.screen is screen, "the roadmap")


@pytest.mark.parametrize("size", BOTH)
async def test_all_costs_and_all_dates_are_views_of_the_roadmap(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with roadmap(session, wait_for, tmp_path, size) as (app, pilot, screen):
        await pilot.press("v", "v", "v")
        await wait_for(pilot, lambda: "$9,708 a year" in frame(app), "the budget")
        printed = session.spending(session.budget())
        for row in (*printed.years[:2], *printed.quarters[:4]):
            assert f"{row.total.expected:,}" in frame(app)
        await pilot.press("a")
        assert app.screen is screen, "there is no work to decide about here"
        await pilot.press("v")
        await wait_for(pilot, lambda: "$78,840 a year" in frame(app), "the dates")
        lines = frame(app).splitlines()
        first = next(line for line in lines if "2026-12-01" in line)
        assert "Blackstone Cable" in first
        assert "2,280" in first
        if size[1] > 30:  # what has passed stands below what is ahead
            assert any("✗" in line and "2026-11-01" in line and "Paystone" in line for line in lines)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, Told), "one date in full")
        assert "Without notice it renews on 2026-12-31" in frame(app)
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen, "the dates again")


async def test_the_client_view_shows_budget_and_dates_without_what_is_internal(
    session: Session, wait_for: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    audiences: list[str] = []
    visible = session._visible

    def watched(audience: str) -> Inventory:
        audiences.append(audience)
        return visible(audience)

    monkeypatch.setattr(session, "_visible", watched)
    async with roadmap(session, wait_for, tmp_path) as (_app, pilot, screen):
        await pilot.press("f5")
        await wait_for(pilot, lambda: screen.client_view and "client" in audiences, "the client's figures")


@pytest.mark.parametrize("size", BOTH)
async def test_the_charts_show_risk_money_and_hours_and_a_tab_leads_there(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with roadmap(session, wait_for, tmp_path, size) as (app, pilot, screen):
        assert "List  Board  Gantt  Budget  Dates  Charts" in frame(app)
        assert screen.query_one("#view-list").has_class("-current")
        await pilot.click("#view-charts")
        await wait_for(pilot, lambda: screen.view == "charts" and "cap 14,000" in frame(app), "the charts")
        assert screen.query_one("#view-charts").has_class("-current")
        assert not screen.query_one("#view-list").has_class("-current")
        text = frame(app)
        quarters = session.roadmap.quarters
        assert f"if nothing is done: {whole(quarters[0].risk_start):,}" in text
        values = next(
            line for line in text.splitlines() if line.split()[:1] == [str(whole(quarters[0].risk_end))]
        )
        assert values.split() == [f"{whole(quarter.risk_end):,}" for quarter in quarters]
        assert all(len(line) <= size[0] for line in text.splitlines())
        await pilot.press("a")
        assert app.screen is screen, "there is no work to decide about here"
        await pilot.press("v")
        await wait_for(pilot, lambda: app.focused is screen.table and screen.view == "list", "the list")
