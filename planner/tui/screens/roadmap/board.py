"""Quarters as columns, each with the initiatives that start in it: to walk, to click and to drag."""

from __future__ import annotations

from itertools import accumulate
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from planner.tui.screens.roadmap.drag import Drag, Dragging
from planner.tui.screens.roadmap.lane import Columns, Hand, lane, length, longest
from planner.tui.screens.roadmap.load import Piece
from planner.tui.screens.roadmap.share import shared, window

LEAST = 20
"""Terminal columns a quarter with work needs, with the gap to the next one."""
BARE = 13
"""Terminal columns a quarter needs in which nothing starts and nothing is under way."""
_GAP = 2
_EDGE = 2
"""Terminal columns at either end in which a carried card turns the board on."""
_TURN = 0.3
"""Seconds a carried card stays at the end before the board goes on."""


class Board(Dragging, can_focus=True):
    """The board. The arrows move among the columns, Enter and a click on the chosen card choose it.

    A card is dragged to another column: that column lights up, letting go there asks the screen to move
    the initiative. Esc, letting go elsewhere, or losing the mouse or the focus leaves everything as it was.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "card(-1)", "Up", show=False, id="board.up"),
        Binding("down,j", "card(1)", "Down", show=False, id="board.down"),
        Binding("left", "quarter(-1)", "Earlier quarter", show=False, id="board.left"),
        Binding("right", "quarter(1)", "Later quarter", show=False, id="board.right"),
        Binding("home", "edge(-1)", "First quarter", show=False, id="board.home"),
        Binding("end", "edge(1)", "Last quarter", show=False, id="board.end"),
        Binding("enter", "choose", "Open", show=False, id="board.choose"),
    ]
    DEFAULT_CSS = "Board { height: 1fr; width: 1fr; padding: 0 1; text-wrap: nowrap; }"
    ALLOW_SELECT = False

    columns: reactive[Columns] = reactive(Columns())
    chosen: reactive[str] = reactive("")
    """Id of the initiative under the cursor."""

    class Moved(Message):
        """The cursor moved to another initiative."""

        def __init__(self, key: str) -> None:
            """Say which."""
            super().__init__()
            self.key = key

    class Selected(Message):
        """The initiative under the cursor was chosen."""

    class Dropped(Message):
        """A card was put down in another column."""

        def __init__(self, key: str, quarter: int | None) -> None:
            """Say which initiative, and the index of the quarter; None for what is not planned."""
            super().__init__()
            self.key = key
            self.quarter = quarter

    class Placed(Message):
        """A card was put down in another place of its own column."""

        def __init__(self, key: str, place: int) -> None:
            """Say which initiative, and how many of its quarter stand before it now."""
            super().__init__()
            self.key = key
            self.place = place

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        """Make an empty board."""
        super().__init__(id=id)
        self._hits: list[list[str]] = []
        self._shown = range(0)
        self._widths: tuple[int, ...] = ()
        self._start: int | None = None
        """First column in sight while a card is carried; None follows the cursor."""
        self._turn = self.set_interval(_TURN, self._go_on, pause=True)

    # -- drawing ----------------------------------------------------------------------------------

    def render(self) -> Content:
        """Return as many columns as fit, the one with the cursor among them."""
        told, (width, height) = self.columns, self.size
        self._hits = []
        if not told.total or not height:
            return Content("")
        self._lay_out(told, width)
        drag = self._drag if self._drag is not None and self._drag.carrying else None
        hand = Hand(self.chosen, self.has_focus)
        if drag is not None:
            hand = Hand(self.chosen, self.has_focus, drag.key, drag.target, drag.place)
        drawn = [
            lane(told, at, (wide - _GAP, height), hand, self._rule(at, told.total))
            for at, wide in zip(self._shown, self._widths, strict=True)
        ]
        self._hits = [[line.key for line in column] for column in drawn]
        lines = []
        for y in range(height):
            pieces: list[Piece] = []
            for column, wide in zip(drawn, self._widths, strict=True):
                line = column[y] if y < len(column) else None
                pieces += [*line.pieces, " " * (wide - line.width)] if line else [" " * wide]
            lines.append(Content.assemble(*pieces))
        return Content("\n").join(lines)

    def _lay_out(self, told: Columns, width: int) -> None:
        indexes = range(told.total)
        bare = [not told.of(at) and not told.running(at) for at in indexes]
        least = [min(BARE if empty else LEAST, width) for empty in bare]
        self._shown = window(least, width, self._column(), self._start)
        part = slice(self._shown.start, self._shown.stop)
        most = [max(longest(told, at) + _GAP, need) for at, need in zip(indexes, least, strict=True)][part]
        first = self._shown.start
        self._widths = shared(
            least[part], most, lambda at, size: length(told, first + at, size - _GAP), width
        )

    def _rule(self, index: int, total: int) -> str:
        """Return what a column's rule says: how many columns there are beyond the ones in sight."""
        before, after = self._shown.start, total - self._shown.stop
        if index == self._shown.start and before:
            return f"◂ {before} more "
        if index == self._shown.stop - 1 and after:
            return f" {after} more ▸"
        return ""

    # -- moving -----------------------------------------------------------------------------------

    def _column(self) -> int:
        for row in self.columns.rows:
            if row.item.id == self.chosen:
                start = row.placement.start
                return len(self.columns.figures) if start is None else start
        return 0

    def _go(self, key: str) -> None:
        self.chosen = key
        self.post_message(self.Moved(key))

    def action_card(self, by: int) -> None:
        """Move within the column."""
        cards = self.columns.of(self._column())
        at = next((i for i, row in enumerate(cards) if row.item.id == self.chosen), None)
        if at is None:
            self.action_edge(-1)
        elif 0 <= at + by < len(cards):
            self._go(cards[at + by].item.id)

    def action_quarter(self, by: int) -> None:
        """Move to the next column with anything in it, at about the same height."""
        here = self._column()
        cards = self.columns.of(here)
        height = next((i for i, row in enumerate(cards) if row.item.id == self.chosen), 0)
        index = here + by
        while 0 <= index < self.columns.total:
            there = self.columns.of(index)
            if there:
                self._go(there[min(height, len(there) - 1)].item.id)
                return
            index += by

    def action_edge(self, end: int) -> None:
        """Go to the first or the last column with anything in it."""
        order = range(self.columns.total) if end < 0 else range(self.columns.total - 1, -1, -1)
        cards = next((found for index in order if (found := self.columns.of(index))), [])
        if cards:
            self._go(cards[0].item.id)

    def action_choose(self) -> None:
        """Choose the initiative under the cursor."""
        if self.chosen:
            self.post_message(self.Selected())

    def on_focus(self) -> None:
        """Draw the cursor as what the keys move."""
        self.refresh()

    def on_blur(self) -> None:
        """Draw the cursor paler."""
        self.refresh()

    # -- the mouse --------------------------------------------------------------------------------

    def _hit(self, x: int, y: int) -> tuple[int | None, str]:
        """Return the column at a place, and the initiative whose card is there."""
        ends = list(accumulate(self._widths))
        at = next((i for i, end in enumerate(ends) if 0 <= x < end), None)
        if at is None or not 0 <= y < self.size.height or at >= len(self._hits):
            return None, ""
        column = self._hits[at]
        return self._shown[at], column[y] if y < len(column) else ""

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor to a card, and on the card under it chooses it."""
        at = event.get_content_offset(self)
        if self._dragged or at is None:
            return
        _, key = self._hit(at.x, at.y)
        if key and (key == self.chosen or event.chain > 1):
            self.action_choose()
        elif key:
            self._go(key)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the card below the mouse."""
        self.action_let_go()
        self._dragged = False
        at = event.get_content_offset(self)
        if event.button == 1 and at is not None and (key := self._hit(at.x, at.y)[1]):
            self._drag = Drag(key, at.x, at.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Carry the card along, and light up the column it would be put down in."""
        drag = self._drag
        if drag is None:
            return
        if event.button != 1:  # let go where we could not hear of it
            self.action_let_go()
            return
        x, y = event.x - self.gutter.left, event.y - self.gutter.top
        was = drag.carrying
        if not drag.move(x, y):
            return
        if not was:
            self._start = self._shown.start
            self._turn.resume()
            self.capture_mouse()
        drag.target, drag.place = self._hit(x, y)[0], self._place(x, y)
        self.refresh()

    def _place(self, x: int, y: int) -> int | None:
        """Return how many cards of the carried one's own column stand above a place; None elsewhere."""
        index, _ = self._hit(x, y)
        told, drag = self.columns, self._drag
        if index is None or drag is None:
            return None
        cards = [row.item.id for row in told.of(index)]
        if drag.key not in cards:
            return None
        cards.remove(drag.key)
        column = self._hits[self._shown.index(index)]
        above = set(column[: max(y, 0)]) - {drag.key, ""}
        seen = [key for key in column if key]
        # What has scrolled out above the first card in sight stands above as well.
        hidden = cards.index(seen[0]) if seen and seen[0] in cards else 0
        under = column[y] if 0 <= y < len(column) else ""
        above.discard(under)
        if under not in ("", drag.key) and drag.key in column and column.index(drag.key) < y:
            above.add(under)  # on its way down it goes behind the card it is over, on its way up before it
        return min(hidden + len(above), len(cards))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Put the card down."""
        drag = self._drag
        if drag is None or not drag.carrying:
            self._drag = None
            return
        x, y = event.x - self.gutter.left, event.y - self.gutter.top
        target, place = self._hit(x, y)[0], self._place(x, y)
        self.action_let_go()
        self._dragged = True
        row = next((row for row in self.columns.rows if row.item.id == drag.key), None)
        if row is None or target is None:
            return
        quarter = target if target < len(self.columns.figures) else None
        if quarter != row.placement.start:
            self._go(drag.key)
            self.post_message(self.Dropped(drag.key, quarter))
        elif place is not None and place != [one.item.id for one in self.columns.of(target)].index(drag.key):
            self._go(drag.key)
            self.post_message(self.Placed(drag.key, place))

    def _go_on(self) -> None:
        """Turn the board on while a card is held at its end."""
        drag = self._drag
        if drag is None or self._start is None:
            return
        by = -1 if drag.at_x < _EDGE else 1 if drag.at_x >= self.size.width - _EDGE else 0
        if by < 0 or self._shown.stop < self.columns.total:
            self._start = max(self._start + by, 0)
        self.refresh()

    def watch_columns(self) -> None:
        """Let go of what is no longer there."""
        if self._drag is not None and all(row.item.id != self._drag.key for row in self.columns.rows):
            self.action_let_go()

    def put_back(self) -> None:
        """Follow the cursor again."""
        self._start = None
        self._turn.pause()
        self.refresh()
