"""The gaps on the demo's plan: reading, narrowing, accepting, and what the client must not see."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, Static, TextArea

from planner.tui.app import PlannerApp
from planner.tui.dialogs.choose import Choose
from planner.tui.dialogs.confirm import Confirm
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.message import Told
from planner.tui.screens.gaps.screen import GapsScreen
from planner.workspace import Session, Workspace
from planner.workspace.demo import demo_day
from tests.tui.sizes import BOTH, SMALL, WIDE

Frame = Callable[[App[Any]], str]
HOSTILE = "[/etc] [bold]x\x1b[31m\u202e<script>[@click=app.quit]y[/]"


@pytest.fixture(name="session")
def _session(demo: Session) -> Session:
    return demo


@asynccontextmanager
async def gaps(
    session: Session, wait_for: Any, tmp_path: Path, size: tuple[int, int] = WIDE
) -> AsyncIterator[tuple[PlannerApp, Pilot[None], GapsScreen]]:
    """Show the gaps; what is a mistake of ours fails the test."""
    app = PlannerApp(Workspace(tmp_path / "none"))
    async with app.run_test(size=size, notifications=True) as pilot:
        await wait_for(pilot, lambda: app.area == "home", "the clients")
        app.enter(session, "gaps")
        await wait_for(pilot, lambda: bool(app.screen.query("#gaps-detail")), "the gaps")
        screen = app.screen
        assert isinstance(screen, GapsScreen)
        await wait_for(
            pilot,
            lambda: screen.table.row_count > 0 and "risk" in told(screen, "#gaps-summary"),
            "the findings",
        )
        yield app, pilot, screen
        await wait_for(pilot, lambda: session.save_state.phase == "saved", "the save")
    assert app.unexpected == []


def told(screen: GapsScreen, widget: str) -> str:
    return str(screen.query_one(widget, Static).content)


def notices(app: PlannerApp) -> str:
    return "\n".join(n.message for n in app._notifications)


@pytest.mark.parametrize("size", BOTH)
async def test_the_worst_finding_comes_first_with_what_was_seen(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with gaps(session, wait_for, tmp_path, size) as (app, pilot, screen):
        await wait_for(pilot, lambda: "critical risk" in frame(app), "the panel")
        worst = session.assessment.findings()[0]
        assert screen.table.current_key == worst.standard
        shown = frame(app)
        assert worst.standard in shown
        assert "What we saw" in shown
        if size == WIDE:  # what has no room falls off the end of the line
            assert f"risk {sum(r.risk for r in session.assessment.findings()):.0f}" in shown
        assert all(len(line) <= size[0] for line in shown.splitlines())
        footer = shown.splitlines()[-1]
        for word in ("Ask", "Accept", "Why?", "Show", "Find"):
            assert word in footer


async def test_the_panel_separates_what_was_seen_from_what_was_told(
    session: Session, wait_for: Any, tmp_path: Path
) -> None:
    async with gaps(session, wait_for, tmp_path) as (_app, pilot, screen):
        both = next(
            r for r in session.assessment.findings()
            if r.measures and any(m.met + m.unmet for m in r.measures) and r.standard in session.plan.answers
        )  # fmt: skip
        screen.table.move_to(both.standard)
        answer = session.plan.answers[both.standard]
        await wait_for(
            pilot,
            lambda: session.knowledge.catalogue.standards[both.standard].why in told(screen, "#gaps-detail"),
            "it",
        )
        text = told(screen, "#gaps-detail")
        assert text.index("What we saw") < text.index("What we were told") < text.index(answer.note[:20])


async def test_the_panel_scrolls_by_key_on_a_small_screen(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path
) -> None:
    async with gaps(session, wait_for, tmp_path, SMALL) as (app, pilot, screen):
        panel = screen.query_one("#gaps-panel")
        before = frame(app)
        await pilot.press("shift+down")
        await wait_for(pilot, lambda: panel.scroll_offset.y > 0 and frame(app) != before, "the next lines")
        await pilot.press("shift+up")
        await wait_for(pilot, lambda: panel.scroll_offset.y == 0, "the first lines")


async def test_accepting_marks_the_finding_and_takes_it_off_the_roadmap(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path
) -> None:
    async with gaps(session, wait_for, tmp_path) as (app, pilot, screen):
        key = screen.table.current_key
        assert any(key in item.findings for item in session.roadmap.initiatives)
        await pilot.press("a")
        await wait_for(pilot, lambda: isinstance(app.screen, Form) and bool(app.focused), "the form")
        app.screen.query_one("#field-by", Input).value = "Ann [/etc]"
        app.screen.query_one("#field-why", TextArea).text = "Costs more than it saves"
        await pilot.press("f10")
        await wait_for(pilot, lambda: "✓ accepted" in frame(app) and app.screen is screen, "the mark")
        assert session.plan.accepted[key].by == "Ann [/etc]"
        assert not any(key in item.findings for item in session.roadmap.initiatives)
        assert "1 accepted" in told(screen, "#gaps-summary")
        assert "Ann [/etc]" in told(screen, "#gaps-detail")
        await pilot.press("a")
        await wait_for(pilot, lambda: isinstance(app.screen, Confirm), "the question")
        await pilot.press("y")
        await wait_for(pilot, lambda: key not in session.plan.accepted, "the withdrawal")
        await wait_for(pilot, lambda: "accepted" not in told(screen, "#gaps-summary"), "the count")
        assert any(key in item.findings for item in session.roadmap.initiatives)


async def test_an_acceptance_that_has_ended_marks_nothing(
    session: Session, wait_for: Any, tmp_path: Path
) -> None:
    key = session.assessment.findings()[0].standard
    session.accept(key, by="Ann", why="Sold soon", until=(demo_day() - timedelta(days=1)).isoformat())
    async with gaps(session, wait_for, tmp_path) as (_app, pilot, screen):
        await wait_for(pilot, lambda: "Acceptance has ended" in told(screen, "#gaps-detail"), "the panel")
        assert screen.table.current_key == key
        assert "accepted" not in told(screen, "#gaps-summary")
        await pilot.press("a")
        await wait_for(pilot, lambda: isinstance(screen.app.screen, Form), "the question who accepts it anew")
        await pilot.press("escape")


async def test_accepting_asks_for_a_reason(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path
) -> None:
    async with gaps(session, wait_for, tmp_path) as (app, pilot, _screen):
        await pilot.press("a")
        await wait_for(pilot, lambda: isinstance(app.screen, Form) and bool(app.focused), "the form")
        await pilot.press("f10")
        await wait_for(pilot, lambda: "Why is missing." in frame(app), "what is missing")
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, GapsScreen), "the list")
        assert session.plan.accepted == {}


async def test_filter_search_and_sorting_survive_another_area_and_escape_ends_them(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path
) -> None:
    async with gaps(session, wait_for, tmp_path) as (app, pilot, screen):
        everything = screen.table.row_count
        await pilot.press("f")
        await wait_for(pilot, lambda: isinstance(app.screen, Choose) and bool(app.focused), "the choice")
        await pilot.press(*"identity", "enter")
        await wait_for(pilot, lambda: screen.shown == "IAM" and app.screen is screen, "the domain")
        await pilot.press("slash", *"a", "enter", "s", "s")
        order = screen.table.order
        rows = screen.table.visible_rows()
        assert order is not None
        assert order.column == "status"
        assert 0 < len(rows) < everything
        assert all(row.result.domain == "IAM" for row in rows)
        assert "Identity and access, with “a”, sorted by status" in told(screen, "#gaps-shown")
        await pilot.press("5")
        await wait_for(pilot, lambda: app.area == "roadmap", "the roadmap")
        await pilot.press("4")
        await wait_for(pilot, lambda: app.screen is screen, "the gaps again")
        assert screen.table.visible_rows() == rows
        assert screen.table.order == order
        await pilot.press("escape")
        await wait_for(pilot, lambda: screen.table.row_count == everything, "everything")
        assert not screen.query_one("#gaps-shown").display
        assert screen.table.current_key
        assert "Shown:" not in frame(app)


async def test_down_goes_from_the_search_into_the_list(
    session: Session, wait_for: Any, tmp_path: Path
) -> None:
    async with gaps(session, wait_for, tmp_path) as (app, pilot, screen):
        await pilot.press("slash", *"backup", "down")
        await wait_for(pilot, lambda: app.focused is screen.table, "the list")
        assert screen.table.row_count > 0


async def test_the_status_sorts_by_weight_not_by_glyph(
    session: Session, wait_for: Any, tmp_path: Path
) -> None:
    async with gaps(session, wait_for, tmp_path) as (_app, pilot, screen):
        screen.table.sort("status", reverse=False)
        await pilot.pause()
        seen = [row.result.status.value for row in screen.table.visible_rows()]
        order = ["gap", "partial", "unverified", "open"]
        assert seen == sorted(seen, key=order.index)
        assert len(set(seen)) == 4


async def test_a_finding_leads_to_its_question(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path
) -> None:
    async with gaps(session, wait_for, tmp_path) as (app, pilot, screen):
        for presses in (3, 2):  # the interview is made the first time, and only shown the second
            await pilot.press(*["down"] * presses, "g")
            key = screen.table.current_key
            ask = session.knowledge.catalogue.standards[key].ask[:30]
            await wait_for(
                pilot, lambda ask=ask: app.area == "interview" and ask in frame(app), f"{key} asked"
            )
            await pilot.press("4")
            await wait_for(pilot, lambda: app.screen is screen, "the gaps")


async def test_the_heat_map_counts_every_finding_with_risk_and_fits_80_columns(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path
) -> None:
    async with gaps(session, wait_for, tmp_path, SMALL) as (app, pilot, _screen):
        await pilot.press("h")
        await wait_for(
            pilot, lambda: isinstance(app.screen, Told) and "happening now" in frame(app), "the map"
        )
        rows = [line for line in frame(app).splitlines() if "Threatens the company 5" in line]
        worst = sum(
            1 for r in session.assessment.findings() if r.risk > 0 and (r.impact, r.likelihood) == (5, 5)
        )
        assert f"{worst} c" in rows[0]
        assert rows[0].count(" c") >= 3
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, GapsScreen), "the list")


async def test_why_has_the_figures(session: Session, wait_for: Any, frame: Frame, tmp_path: Path) -> None:
    async with gaps(session, wait_for, tmp_path) as (app, pilot, screen):
        key = screen.table.current_key
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, Told) and f"{key}: why?" in frame(app), "why")
        text = str(app.screen.query_one(".dialog-text", Static).content)
        assert all(line in text for line in session.explain(key) if line.startswith("risk ="))
        assert session.knowledge.catalogue.standards[key].probe in text
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen, "the list")


async def test_a_read_only_plan_says_so_before_the_form(
    session: Session, wait_for: Any, tmp_path: Path
) -> None:
    reader = Workspace(tmp_path / "demo", today=demo_day()).open(session.slug)
    assert reader.read_only
    async with gaps(reader, wait_for, tmp_path) as (app, pilot, screen):
        await pilot.press("a")
        await wait_for(pilot, lambda: "open for reading only" in notices(app), "the notice")
        assert app.screen is screen
    reader.close()


@pytest.mark.parametrize("size", BOTH)
async def test_nothing_internal_is_seen_in_the_client_view(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path, size: tuple[int, int]
) -> None:
    keys = [r.standard for r in session.assessment.findings()[:3]]
    for key in keys:
        answer = session.plan.answers.get(key)
        session.answer(
            key,
            answer.answer if answer else "no",
            note="said",
            internal="CANARY-1",
            follow_up="CANARY-2",
            owner="CANARY-3",
        )
    async with gaps(session, wait_for, tmp_path, size) as (app, pilot, screen):
        screen.table.move_to(keys[0])
        await wait_for(pilot, lambda: "CANARY-1" in told(screen, "#gaps-detail"), "the internal note")
        probe = session.knowledge.catalogue.standards[keys[0]].probe
        await pilot.press("1", "f5", "4")  # switched while another area is seen
        await wait_for(pilot, lambda: app.screen is screen and "CLIENT VIEW" in frame(app), "the client view")
        for key in keys:
            screen.table.move_to(key)
            for press in ("w", "a", "f", "h") if key == keys[0] else ("w",):
                await pilot.press(press)
                await wait_for(pilot, lambda: app.screen is not screen, f"the dialog of {press}")
                assert "CANARY" not in frame(app)
                labels = [str(w.content) for w in app.screen.query(Static)]
                assert not any("CANARY" in text or probe in text for text in labels)
                await pilot.press("escape")
                await wait_for(pilot, lambda: app.screen is screen, "the list")
            assert "CANARY" not in told(screen, "#gaps-detail")
            assert session.knowledge.catalogue.standards[key].probe not in told(screen, "#gaps-detail")
            assert "CANARY" not in frame(app)
        await pilot.press("f5")
        await wait_for(pilot, lambda: "CANARY-1" in told(screen, "#gaps-detail"), "the internal note again")


@pytest.mark.parametrize("client_view", [False, True])
async def test_hostile_text_is_only_text(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path, client_view: bool
) -> None:
    session.set_client(name=HOSTILE, contact=HOSTILE)
    key = session.assessment.findings()[0].standard
    session.answer(key, "no", note=HOSTILE, internal=HOSTILE, evidence=HOSTILE, by=HOSTILE)
    session.accept(key, by=HOSTILE, why=HOSTILE)
    async with gaps(session, wait_for, tmp_path) as (app, pilot, screen):
        if client_view:
            await pilot.press("f5")
        screen.table.move_to(key)
        await wait_for(pilot, lambda: "Risk accepted" in told(screen, "#gaps-detail"), "the panel")
        for press in ("", "w", "a", "down a"):
            if press:
                await pilot.press(*press.split())
                await wait_for(pilot, lambda: app.screen is not screen, "the dialog")
            shown = frame(app)
            assert "[/etc] [bold]x" in shown
            assert "\x1b" not in shown
            assert "\u202e" not in shown
            if press:
                await pilot.press("escape")
                await wait_for(pilot, lambda: app.screen is screen, "the list")


async def test_the_search_takes_no_width_from_the_list(
    session: Session, wait_for: Any, tmp_path: Path
) -> None:
    async with gaps(session, wait_for, tmp_path, SMALL) as (_app, pilot, screen):
        await pilot.press("slash", "a")
        await wait_for(pilot, lambda: screen.query_one("#gaps-find").region.width > 0, "the search")
        assert screen.query_one("#gaps-body").region.width == 80
