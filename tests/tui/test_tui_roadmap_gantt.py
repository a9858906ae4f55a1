"""Bars dragged along the Gantt chart."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Button

from planner.tui.screens.roadmap.bars import Scale
from planner.tui.screens.roadmap.gantt import Gantt
from tests.tui.conftest import frame_text
from tests.tui.work import QUARTERS, piece

ROWS = [piece("A", 0), piece("B", 1, length=2, requires=("A",)), piece("N", None)]


class Shown(App[None]):
    """A chart alone; keeps what it tells."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []

    def compose(self) -> ComposeResult:
        yield Gantt(empty="nothing", id="chart")
        yield Button("else")

    def on_gantt_dropped(self, message: Gantt.Dropped) -> None:
        self.told.append((message.key, message.quarter))

    def on_table_selected(self) -> None:
        self.told.append("selected")

    @property
    def chart(self) -> Gantt:
        return self.query_one(Gantt)


@asynccontextmanager
async def chart(*, wide: bool = True) -> AsyncIterator[tuple[Shown, Pilot[None], int, int]]:
    """Show the chart; also give where its bars begin and how wide a quarter is."""
    app = Shown()
    async with app.run_test(size=(120, 20)) as pilot:
        app.chart.lay_out(Scale(QUARTERS), ROWS, chart=wide)
        app.chart.set_rows(ROWS)
        app.chart.focus()
        await pilot.pause()
        each = app.chart._scale.each
        yield app, pilot, frame_text(app).splitlines()[0].index("’27"), each


async def carry(pilot: Pilot[None], to: tuple[int, int], button: int = 1) -> None:
    """Move the mouse with a button held."""
    await pilot._post_mouse_events([events.MouseMove], offset=to, button=button)


def line(app: Shown, number: int) -> str:
    return frame_text(app).splitlines()[number]


async def test_a_bar_follows_the_mouse_and_is_put_down_in_another_quarter() -> None:
    async with chart() as (app, pilot, left, each):
        assert each > 3
        at = left + each + 1
        assert line(app, 2)[at] == "█"
        await pilot.mouse_down(offset=(at, 2))
        await carry(pilot, (at + 3 * each, 2))
        assert line(app, 2).index("█") == left + 4 * each
        assert line(app, 2).count("█") == 2 * each
        await pilot.mouse_up(offset=(at + 3 * each, 5))
        assert app.told == [("B", 4)]
        assert line(app, 2).index("█") == left + each, "it stands where it stood until it is planned"
        assert app.mouse_captured is None


async def test_a_bar_stays_within_the_roadmap() -> None:
    async with chart() as (app, pilot, left, each):
        for there, quarter in ((119, 10), (0, 0)):
            await pilot.mouse_down(offset=(left + each + 1, 2))
            await pilot.mouse_up(offset=(there, 2))
            assert app.told.pop() == ("B", quarter)


@pytest.mark.parametrize(
    "end", ["escape", "same quarter", "outside", "lost button", "blur", "name", "other button"]
)
async def test_a_bar_let_go_otherwise_stays_where_it_was(end: str) -> None:
    async with chart() as (app, pilot, left, each):
        at, to = left + each + 1, (left + 5 * each, 2)
        button = 3 if end == "other button" else 1
        start = (left - 8, 2) if end == "name" else (at, 2)
        await pilot._post_mouse_events([events.MouseDown], offset=start, button=button)
        await carry(pilot, to, button)
        if end == "escape":
            await pilot.press("escape")
        elif end == "same quarter":
            to = (at + 1, 2)
        elif end == "outside":
            to = (to[0], 19)
        elif end == "lost button":
            await carry(pilot, to, 0)
        elif end == "blur":
            app.query_one(Button).focus()
            await pilot.pause()
        await pilot._post_mouse_events([events.MouseUp], offset=to, button=button)
        assert app.told == []
        assert line(app, 2).index("█") == left + each
        assert app.mouse_captured is None


async def test_clicks_and_the_list_are_as_before() -> None:
    async with chart() as (app, pilot, left, each):
        await pilot.click(offset=(left + each + 1, 2))
        assert app.chart.current_key == "B"
        assert app.told in ([], ["selected"])
        app.told.clear()
        await pilot.click(offset=(5, 1))
        assert app.chart.current_key == "A"
        await pilot.click(offset=(5, 1))
        assert app.told == ["selected"]
    async with chart(wide=False) as (app, pilot, left, _):
        await pilot.mouse_down(offset=(left, 1))
        await pilot.mouse_up(offset=(left + 6, 1))
        assert app.told == [], "in the list the bars are too small to be taken hold of"
