"""The virtual table: rows, cursor, sorting, filtering, mouse, and text that is never obeyed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual import on
from textual.app import App, ComposeResult

from planner.tui.widgets.column import Cell, Column, layout
from planner.tui.widgets.table import Table

Item = tuple[str, float | None]

COLUMNS: tuple[Column[Item], ...] = (
    Column(id="name", title="Name", text=lambda r: r[0]),
    Column(
        id="figure", title="Figure", width=8, right=True, sort=lambda r: r[1],
        text=lambda r: Cell("" if r[1] is None else f"{r[1]:.0f}", "bad"),
    ),
    Column(id="wide", title="Wide only", width=9, least=100, text=lambda _: "w"),
)  # fmt: skip


class Harness(App[None]):
    def __init__(self, rows: Sequence[Item]) -> None:
        super().__init__()
        self.rows = rows
        self.chosen: list[str] = []
        self.highlighted: list[str] = []

    def compose(self) -> ComposeResult:
        yield Table(COLUMNS, key=lambda r: r[0], id="t")

    def on_mount(self) -> None:
        self.table.set_rows(self.rows)
        self.table.focus()

    @property
    def table(self) -> Table[Item]:
        return self.query_one("#t", Table)

    @on(Table.Selected, "#t")
    def _selected(self, message: Table.Selected[Item]) -> None:
        self.chosen.append(message.key)

    @on(Table.Highlighted, "#t")
    def _highlighted(self, message: Table.Highlighted[Item]) -> None:
        self.highlighted.append(message.key)


ROWS: tuple[Item, ...] = (("beta", 2), ("Alpha", 10), ("gamma", None), ("delta", 1))


def shown(app: Harness) -> list[str]:
    return [row[0] for row in app.table.visible_rows()]


async def test_keys_move_and_choose() -> None:
    app = Harness(ROWS)
    async with app.run_test() as pilot:
        await pilot.press("down", "down", "enter", "end", "down", "enter", "home", "up", "enter")
        await pilot.pause()
        assert app.chosen == ["gamma", "delta", "beta"]
        assert app.highlighted[-1] == "beta"


async def test_sorting_puts_missing_values_last_both_ways_and_keeps_the_cursor_on_its_row() -> None:
    app = Harness(ROWS)
    async with app.run_test() as pilot:
        app.table.move_to("Alpha")
        app.table.sort("figure")
        assert shown(app) == ["delta", "beta", "Alpha", "gamma"]
        assert app.table.current_key == "Alpha"
        app.table.sort("figure")
        assert shown(app) == ["Alpha", "beta", "delta", "gamma"]
        app.table.sort("name", reverse=False)
        assert shown(app) == ["Alpha", "beta", "delta", "gamma"]
        app.table.sort("no such column")
        await pilot.pause()
        assert app.table.current_key == "Alpha"


async def test_filter_takes_every_word_and_comes_back() -> None:
    app = Harness((("red apple", 1), ("green apple", 2), ("red pear", 3)))
    async with app.run_test():
        app.table.move_to("green apple")
        app.table.filter("APPLE red")
        assert shown(app) == ["red apple"]
        assert app.table.current_key == "red apple"
        app.table.filter("nothing")
        assert app.table.current is None
        app.table.filter("")
        assert len(shown(app)) == 3


async def test_new_rows_keep_the_cursor_by_key() -> None:
    app = Harness(ROWS)
    async with app.run_test():
        app.table.move_to("delta")
        app.table.set_rows((("new", 0), *ROWS))
        assert app.table.current_key == "delta"
        app.table.set_rows(ROWS[:1])
        assert app.table.current_key == "beta"
        app.table.set_rows(())
        assert app.table.current_key == ""


async def test_mouse_moves_chooses_and_sorts() -> None:
    app = Harness(ROWS)
    async with app.run_test() as pilot:
        await pilot.click("#t", offset=(3, 3))
        assert app.table.current_key == "gamma"
        await pilot.click("#t", offset=(3, 3))
        await pilot.pause()
        assert app.chosen == ["gamma"]
        await pilot.click("#t", offset=(3, 0))
        assert shown(app)[0] == "Alpha"
        await pilot.click("#t", offset=(3, 0))
        assert shown(app)[0] == "gamma"


async def test_the_wide_column_needs_a_wide_terminal(frame: Callable[[App[None]], str]) -> None:
    app = Harness(ROWS)
    async with app.run_test(size=(80, 10)) as pilot:
        assert "Wide only" not in frame(app)
        await pilot.resize_terminal(120, 10)
        await pilot.pause()
        assert "Wide only" in frame(app)


async def test_the_cursor_is_always_seen(frame: Callable[[App[None]], str]) -> None:
    app = Harness([(f"row-{i:06}", i) for i in range(100_000)])
    async with app.run_test(size=(80, 12)) as pilot:
        for key, row in (("end", 99_999), ("pageup", 99_989), ("home", 0), ("pagedown", 10)):
            await pilot.press(key)
            await pilot.pause()
            assert f"row-{app.table.cursor:06}" in frame(app), (key, row)
        app.table.move_to("row-054321")
        await pilot.pause()
        assert "row-054321" in frame(app)
        assert app.table.row_count == 100_000


@pytest.mark.parametrize(
    "text", ["[/etc]", "[bold]x", "a\x1b[31mb", "\u202egpj", "x" * 1_000_000, "日本" * 60]
)
async def test_any_text_is_harmless(text: str, frame: Callable[[App[None]], str]) -> None:
    app = Harness(((text, 1),))
    async with app.run_test(size=(60, 6)) as pilot:
        await pilot.pause()
        line = frame(app).splitlines()[1]
        assert line.strip()
        assert "\x1b" not in line
        assert "\u202e" not in line


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(0, 30), min_size=1, max_size=6), st.integers(1, 200))
def test_the_widths_fill_the_table(widths: list[int], room: int) -> None:
    columns = [Column[str](id=str(i), title="", text=str, width=w) for i, w in enumerate(widths)]
    shown_columns, sizes = layout(columns, room)
    assert len(shown_columns) == len(sizes) == len(widths)
    fixed = sum(widths)
    if 0 in widths and room - len(widths) - 1 - fixed >= 8 * widths.count(0):
        assert sum(sizes) == room - len(widths) - 1
    assert all(size >= (w or 8) for size, w in zip(sizes, widths, strict=True))


@pytest.mark.parametrize(("room", "seen"), [(31, 3), (30, 2), (21, 2), (20, 1), (3, 1)])
def test_half_a_figure_is_never_shown(room: int, seen: int) -> None:
    figures = [Column[str](id=i, title="", text=str, width=9, right=True) for i in "bc"]
    columns = [Column[str](id="a", title="", text=str, width=9), *figures]
    assert len(layout(columns, room)[0]) == seen
    words = [Column[str](id=i, title="", text=str, width=9) for i in "abc"]
    assert len(layout(words, room)[0]) == 3
