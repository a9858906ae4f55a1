"""The board: its columns, its cards, and a card on its way with the mouse."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Button

from planner.tui.screens.roadmap import card, lane
from planner.tui.screens.roadmap.board import BARE, Board
from planner.tui.screens.roadmap.card import Detail, Look
from planner.tui.screens.roadmap.lane import Hand
from planner.tui.screens.roadmap.row import Row
from planner.tui.screens.roadmap.share import shared, window
from planner.tui.text import folded
from tests.hostile import acting
from tests.tui.conftest import WaitFor, frame_text
from tests.tui.work import HOSTILE, approved, columns, flat, piece

FULL = [
    *(piece(f"A{i}", 0, title=f"The {i}th of many pieces of work in a quarter") for i in range(12)),
    piece("B1", 1, title="Alone in the second quarter"),
    piece("C1", 2, title="Goes on into the fourth", length=2),
    piece("N1", None, title="Never placed"),
]


class Shown(App[None]):
    """A board, and something else that takes the focus; keeps what the board tells."""

    def __init__(self, rows: Sequence[Row], chosen: str = "") -> None:
        super().__init__()
        self.rows, self.first = rows, chosen
        self.told: list[object] = []

    def compose(self) -> ComposeResult:
        board = Board()
        board.columns, board.chosen = columns(self.rows), self.first
        yield board
        yield Button("else")

    def on_board_dropped(self, message: Board.Dropped) -> None:
        self.told.append((message.key, message.quarter))

    def on_board_placed(self, message: Board.Placed) -> None:
        self.told.append(("placed", message.key, message.place))

    def on_board_selected(self) -> None:
        self.told.append("selected")

    @property
    def board(self) -> Board:
        return self.query_one(Board)


@asynccontextmanager
async def board(
    rows: Sequence[Row] = FULL, size: tuple[int, int] = (120, 40), chosen: str = "A0"
) -> AsyncIterator[tuple[Shown, Pilot[None]]]:
    """Show a board alone."""
    app = Shown(rows, chosen)
    async with app.run_test(size=size) as pilot:
        app.board.focus()
        await pilot.pause()
        yield app, pilot


def place(app: Shown, text: str) -> tuple[int, int]:
    """Return where a text stands on the screen."""
    for y, line in enumerate(frame_text(app).splitlines()):
        if text in line:
            return (line.index(text), y)
    raise AssertionError(f"{text} is not on the screen:\n{frame_text(app)}")


def held(app: Shown) -> Widget | None:
    """Return who has the mouse."""
    return app.mouse_captured


async def carry(pilot: Pilot[None], to: tuple[int, int], button: int = 1) -> None:
    """Move the mouse with a button held."""
    await pilot._post_mouse_events([events.MouseMove], offset=to, button=button)


# -- room ---------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(
    least=st.lists(st.integers(8, 30), min_size=1, max_size=14),
    width=st.integers(1, 220),
    data=st.data(),
)
def test_the_columns_in_sight_fit_and_the_wanted_one_is_among_them(
    least: list[int], width: int, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(least) - 1))
    shown = window(least, width, at)
    assert at in shown
    assert len(shown) == 1 or sum(least[i] for i in shown) <= width
    if shown.stop < len(least):  # no room for the next one
        assert sum(least[i] for i in shown) + least[shown.stop] > width
    start = data.draw(st.integers(0, len(least) - 1))
    assert window(least, width, at, start).start == start


@settings(max_examples=60, deadline=None)
@given(
    sizes=st.lists(st.tuples(st.integers(8, 30), st.integers(8, 60)), min_size=1, max_size=8),
    spare=st.integers(0, 90),
)
def test_what_is_left_is_given_away_whole_and_to_the_longest_column(
    sizes: list[tuple[int, int]], spare: int
) -> None:
    least = [a for a, _ in sizes]
    most = [max(a, b) for a, b in sizes]
    widths = shared(least, most, lambda at, size: 100 * most[at] // size, sum(least) + spare)
    assert sum(widths) == sum(least) + spare
    assert all(size >= need for size, need in zip(widths, least, strict=True))


def test_a_full_quarter_gets_the_width_the_others_do_not_need() -> None:
    widths = shared(
        [24, 24, 24], [50, 24, 30], lambda at, size: (20, 1, 2)[at] * (2 if size < 50 else 1), 100
    )
    assert widths == (50, 24, 26)


# -- cards --------------------------------------------------------------------------------------


def test_a_card_says_what_it_takes_as_long_as_there_is_room() -> None:
    row = piece("X", 0, length=2, one_time=flat(14_375), monthly=flat(50), partner_hours=65.0)
    assert card.facts(row, 60) == "14,375 once · 50 a month · 65 h · 2 quarters"
    assert card.facts(row, 32) == "14,375 once · 50 a month · 65 h"
    assert card.facts(row, 26) == "14.4k · 50/month · 65 h"
    assert card.facts(row, 10) == "65 h"
    assert card.facts(row, 3) == ""
    assert card.below(row, 26) == ["14.4k · 50/month · 65 h"]
    assert card.below(row, 18) == ["14.4k · 50/month", "65 h"]
    assert card.below(row, 10) == ["65 h"]
    assert card.below(piece("X", 0, partner_hours=0.0), 30) == []
    assert card.facts(piece("X", 0, partner_hours=0.0), 30) == ""
    assert card.heading(piece("X", 0, title="Do it", decision=approved(), pinned="2027-Q1")) == "P2 ✓◆ Do it"


def test_a_title_is_whole_on_a_few_lines_and_the_chosen_one_always() -> None:
    row = piece("X", 0, title="Update the systems that can be updated")

    def told(detail: Detail, look: Look) -> str:
        return "\n".join(str(p[0]) for line in card.drawn(row, 20, detail, look) for p in line.pieces)

    for detail in (Detail.TITLE, Detail.FACTS, Detail.APART):
        assert all(word in told(detail, Look()) for word in row.item.title.split())
    assert "updated" not in told(Detail.LINE, Look())
    assert "updated" in told(Detail.LINE, Look(chosen=True))
    assert "10 h" in told(Detail.FACTS, Look())


@settings(max_examples=80, deadline=None)
@given(
    titles=st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60)), min_size=1, max_size=12),
    width=st.integers(6, 60),
    height=st.integers(5, 50),
    target=st.booleans(),
)
def test_whatever_a_title_is_every_line_of_a_column_has_its_width(
    titles: list[str], width: int, height: int, target: bool
) -> None:
    rows = [piece(f"X{i}", 0, title=title, length=1 + i % 2) for i, title in enumerate(titles)]
    told = columns(rows, 3)
    hand = Hand("X0", carried="X0" if target else "", target=1 if target else None)
    for index in range(told.total):
        lines = lane.lane(told, index, (width, height), hand, "◂ 2 more ")
        assert len(lines) <= height
        for line in lines:
            assert line.width == width
            assert not acting("".join(p if isinstance(p, str) else p[0] for p in line.pieces))


@settings(max_examples=80, deadline=None)
@given(
    text=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=80),
    width=st.integers(2, 40),
    most=st.integers(1, 4),
)
def test_folded_text_keeps_its_words_and_its_room(text: str, width: int, most: int) -> None:
    text = " ".join(text.split())
    lines = folded(text, width, most, indent=3)
    assert 1 <= len(lines) <= most
    assert all(cell_len(line) <= width for line in lines)
    if not lines[-1].endswith("…"):
        assert "".join("".join(lines).split()) == "".join(text.split())


# -- the whole board ----------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40), (200, 60)])
async def test_names_are_whole_where_there_is_room_and_one_sees_where_one_is(size: tuple[int, int]) -> None:
    async with board(size=size) as (app, pilot):
        text = frame_text(app)
        assert all(len(line) <= size[0] for line in text.splitlines())
        assert "2027-Q1" in text
        shown = app.board._shown
        assert f"{app.board.columns.total - shown.stop} more ▸" in text
        first = [line[1 : app.board._widths[0]] for line in text.splitlines()[4:-3]]
        words = " ".join(" ".join(first).split())
        whole = [i for i in range(12) if f"The {i}th of many pieces of work in a quarter" in words]
        if size[1] >= 40:
            assert whole == list(range(12))
            assert "10 h" in words
        else:
            assert whole, "what is left of the room goes to the names at the top"
            assert sum(not line.strip() for line in first) < 2, "and nothing is left of it"
        await pilot.press("end")
        text = frame_text(app)
        assert "Not planned" in text
        assert "◂" in text
        assert app.board.chosen == "N1"


async def test_quarters_in_which_nothing_happens_take_little_room() -> None:
    async with board(size=(200, 40)) as (app, _):
        widths = dict(zip(app.board._shown, app.board._widths, strict=True))
        assert widths[4] == BARE
        assert widths[0] > widths[1] > BARE
        assert widths[3] > BARE, "what was begun earlier goes on there"


# -- dragging -----------------------------------------------------------------------------------


async def test_a_card_dragged_to_another_quarter_lights_it_up_and_is_put_down_there() -> None:
    async with board() as (app, pilot):
        start, target = place(app, "The 3th"), place(app, "2027-Q3")
        to = (target[0] + 4, 20)
        await pilot.mouse_down(offset=start)
        assert "let go" not in frame_text(app)
        await carry(pilot, to)
        lines = frame_text(app).splitlines()
        assert lines[3][target[0] :].startswith("▼ let go here")
        assert lines[4][target[0] :].startswith("▸ The 3th of many")
        assert held(app) is app.board
        await pilot.mouse_up(offset=to)
        assert app.told == [("A3", 2)]
        assert app.board.chosen == "A3"
        assert held(app) is None
        assert "let go" not in frame_text(app)


async def test_a_card_is_put_down_where_nothing_is_planned() -> None:
    async with board(size=(240, 40)) as (app, pilot):
        start, to = place(app, "Alone in"), (place(app, "Not planned")[0], 10)
        await pilot.mouse_down(offset=start)
        await pilot.mouse_up(offset=to)
        assert app.told == [("B1", None)]


@pytest.mark.parametrize("end", ["escape", "same place", "outside", "lost button", "blur", "gone"])
async def test_nothing_moves_when_a_card_is_let_go_anywhere_else(end: str, wait_for: WaitFor) -> None:
    async with board() as (app, pilot):
        start, to = place(app, "The 3th"), (place(app, "2027-Q2")[0] + 2, 12)
        await pilot.mouse_down(offset=start)
        await carry(pilot, to)
        assert app.board._drag is not None
        if end == "escape":
            await pilot.press("escape")
        elif end == "same place":
            to = (start[0] + 3, start[1])
        elif end == "outside":
            to = (to[0], 39)
        elif end == "lost button":
            await carry(pilot, to, button=0)
        elif end == "blur":
            app.query_one(Button).focus()
            await pilot.pause()
        else:
            app.board.columns = columns([row for row in FULL if row.item.id != "A3"])
            await pilot.pause()
        if end not in ("same place", "outside"):
            assert app.board._drag is None
        await pilot.mouse_up(offset=to)
        await wait_for(pilot, lambda: app.mouse_captured is None, "the mouse")
        assert app.told == []
        assert "let go" not in frame_text(app)


async def test_a_click_is_still_a_click_and_one_after_a_drag_as_well() -> None:
    async with board(chosen="B1") as (app, pilot):
        at = place(app, "The 5th")
        await pilot.click(offset=at)
        assert app.board.chosen == "A5"
        await pilot.click(offset=at)
        assert app.told == ["selected"]
        there = place(app, "The 6th")
        await pilot.mouse_down(offset=there)
        await carry(pilot, (60, 30))
        await pilot._post_mouse_events([events.MouseUp, events.Click], offset=there, button=1)
        assert app.told == ["selected"], "the click that ends a drag chooses nothing"
        assert app.board.chosen == "A5"
        await pilot.click(offset=at)
        assert app.told == ["selected", "selected"]


async def test_another_button_carries_nothing() -> None:
    async with board() as (app, pilot):
        to = (place(app, "2027-Q2")[0], 12)
        await pilot._post_mouse_events([events.MouseDown], offset=place(app, "The 3th"), button=3)
        await carry(pilot, to, button=3)
        await pilot._post_mouse_events([events.MouseUp], offset=to, button=3)
        assert app.told == []


async def test_a_card_held_at_the_edge_turns_the_board_on_and_back(
    wait_for: WaitFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.tui.screens.roadmap.board._TURN", 0.02)
    async with board(size=(80, 24)) as (app, pilot):
        await pilot.mouse_down(offset=place(app, "The 1th"))
        await carry(pilot, (78, 8))
        await wait_for(pilot, lambda: app.board._shown.stop == app.board.columns.total, "the last column")
        await carry(pilot, (1, 8))
        await wait_for(pilot, lambda: app.board._shown.start == 0, "back to the first")
        await carry(pilot, (40, 8))
        shown = app.board._shown
        await pilot.mouse_up(offset=(40, 8))
        assert app.told == [("A1", shown[1])]


@pytest.mark.parametrize(
    ("card", "over", "seen", "put"),
    [(3, 5, 6, 5), (3, 4, 5, 4), (3, 1, 1, 1), (3, 0, 0, 0), (0, 11, None, 11), (11, 10, 10, 10)],
)
async def test_a_card_is_put_in_another_place_of_its_own_column(
    card: int, over: int, seen: int | None, put: int
) -> None:
    async with board() as (app, pilot):
        await pilot.mouse_down(offset=place(app, f"The {card}th"))
        to = place(app, f"The {over}th")
        await carry(pilot, to)
        slot = place(app, f"▸ The {card}th")[1]
        if seen is not None:
            assert place(app, f" The {seen}th")[1] > slot, "the card is seen where it will stand"
        await carry(pilot, to)
        await pilot.mouse_up(offset=to)
        assert app.told == [("placed", f"A{card}", put)]


async def test_a_card_let_go_below_all_others_becomes_the_last() -> None:
    async with board() as (app, pilot):
        to = (5, place(app, "The 11th")[1] + 4)
        await pilot.mouse_down(offset=place(app, "The 3th"))
        await pilot.mouse_up(offset=to)
        assert app.told == [("placed", "A3", 11)]
