"""Quarters as columns, each with the initiatives that start in it, to walk and to click through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from planner.tui.screens.roadmap.load import Piece, bar, first_shown, over_style
from planner.tui.screens.roadmap.row import Row
from planner.tui.text import fit, one_line
from planner.writing import whole

if TYPE_CHECKING:
    from planner.report.figure import Figure

LEAST = 24
"""Terminal columns a quarter needs."""
_TALL = 18
"""Lines from which on there is room for bars and for titles on two lines."""
_CURSOR = "bold $block-cursor-foreground on $block-cursor-background"


class Columns(NamedTuple):
    """What the board shows."""

    figures: Sequence[Figure] = ()
    risks: Sequence[float] = ()
    """The risk left at the end of each quarter."""
    rows: Sequence[Row] = ()
    currency: str = ""

    def of(self, index: int) -> list[Row]:
        """Return what starts in a quarter; for the column after the last, what is not planned."""
        start = index if index < len(self.figures) else None
        return [row for row in self.rows if row.placement.start == start]

    def running(self, index: int) -> list[Row]:
        """Return what started before a quarter and is still under way in it."""
        spans = ((row, row.placement.start, row.placement.finish) for row in self.rows)
        return [row for row, a, b in spans if a is not None and b is not None and a < index <= b]

    @property
    def total(self) -> int:
        """Number of columns: the quarters, and one for what is not planned when there is any."""
        return len(self.figures) + (1 if self.figures and self.of(len(self.figures)) else 0)


class _Line(NamedTuple):
    pieces: tuple[Piece, ...]
    key: str = ""

    @classmethod
    def of(cls, text: str, style: str, width: int, key: str = "") -> _Line:
        return cls(((fit(text, width), style),), key)


class Board(Widget, can_focus=True):
    """The board. The arrows move among the columns, Enter and a click on the chosen card choose it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "card(-1)", "Up", show=False, id="board.up"),
        Binding("down,j", "card(1)", "Down", show=False, id="board.down"),
        Binding("left", "quarter(-1)", "Earlier quarter", show=False, id="board.left"),
        Binding("right", "quarter(1)", "Later quarter", show=False, id="board.right"),
        Binding("home", "edge(-1)", "First quarter", show=False, id="board.home"),
        Binding("end", "edge(1)", "Last quarter", show=False, id="board.end"),
        Binding("enter", "choose", "Open", show=False, id="board.choose"),
    ]
    DEFAULT_CSS = "Board { height: 1fr; width: 1fr; padding: 0 1; }"
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

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        """Make an empty board."""
        super().__init__(id=id)
        self._hits: list[list[str]] = []
        self._wide = LEAST

    # -- drawing ----------------------------------------------------------------------------------

    def render(self) -> Content:
        """Return as many columns as fit, the one with the cursor among them."""
        told, size = self.columns, self.size
        if not told.total:
            self._hits = []
            return Content("")
        room = max(1, size.width // LEAST)
        at = self._column()
        first = first_shown(told.total, room, at)
        shown = range(first, min(first + room, told.total))
        self._wide = size.width // len(shown)
        drawn = [self._drawn(index, self._wide - 2, size.height) for index in shown]
        self._hits = [[line.key for line in column] for column in drawn]
        lines = []
        for y in range(size.height):
            pieces: list[Piece] = []
            for column in drawn:
                line = column[y] if y < len(column) else _Line(())
                used = sum(cell_len(p if isinstance(p, str) else p[0]) for p in line.pieces)
                pieces += [*line.pieces, " " * (self._wide - used)]
            lines.append(Content.assemble(*pieces))
        return Content("\n").join(lines)

    def _drawn(self, index: int, width: int, height: int) -> list[_Line]:
        tall = height >= _TALL
        head = self._head(index, width, tall=tall)
        running = self.columns.running(index)
        cards = [[_Line.of(f"↳ {one_line(r.item.title)}", "$text-muted", width)] for r in running]
        cards += [self._card(row, width, tall=tall) for row in self.columns.of(index)]
        room = height - len(head)
        if sum(map(len, cards)) > room:
            cards = [card[:1] for card in cards]
        body = [line for card in cards for line in card]
        return [*head, *self._window(body, room, width)]

    def _window(self, body: list[_Line], room: int, width: int) -> list[_Line]:
        """Return the lines around the cursor, and how many there are above and below."""
        if len(body) <= room:
            return body
        at = next((i for i, line in enumerate(body) if line.key and line.key == self.chosen), 0)
        inner = max(room - 2, 1)
        start = max(0, min(at - inner // 2, len(body) - inner))
        above, below = start, len(body) - start - inner
        top = _Line.of(f"▲ {above} more" if above else "", "$text-muted", width)
        bottom = _Line.of(f"▼ {below} more" if below else "", "$text-muted", width)
        return [top, *body[start : start + inner], bottom]

    def _head(self, index: int, width: int, *, tall: bool) -> list[_Line]:
        told = self.columns
        here = "underline " if index == self._column() else ""
        if index >= len(told.figures):
            lines = [_Line((("Not planned", f"bold {here}$warning"),))]
            lines.append(_Line.of("later, declined or deferred", "$text-muted", width))
            return [*lines, *([_Line(())] * (4 if tall else 2)), _rule(width)]
        figure = told.figures[index]
        over, late = over_style(figure.money, figure.cap), over_style(figure.hours, figure.hours_cap)
        cap = "" if figure.cap is None else f" of {figure.cap:,}"
        hours_cap = "" if figure.hours_cap is None else f" of {whole(figure.hours_cap):,}"
        lines = [_Line(((figure.id, f"bold {here}$primary"),))]
        lines.append(_Line.of(f"{figure.money:,}{cap} {told.currency}", over, width))
        if tall:
            lines.append(_Line(tuple(bar(figure.money, figure.cap, width))))
        lines.append(_Line.of(f"{whole(figure.hours):,}{hours_cap} hours", late, width))
        if tall:
            lines.append(_Line(tuple(bar(figure.hours, figure.hours_cap, width))))
        lines.append(_Line.of(f"risk left {whole(told.risks[index]):,}", "$text-muted", width))
        return [*lines, _rule(width)]

    def _card(self, row: Row, width: int, *, tall: bool) -> list[_Line]:
        key = row.item.id
        late = "(late) " if row.placement.late else ""
        text = f"{row.item.priority} {row.marks}{late}{one_line(row.item.title)}"
        if key == self.chosen:
            style = _CURSOR if self.has_focus else "bold reverse"
        else:
            style = "bold" if row.item.priority == "P1" else ""
        lines = _wrapped(text, width) if tall else [text]
        return [_Line.of(part, style, width, key) for part in lines]

    # -- moving -----------------------------------------------------------------------------------

    def _column(self) -> int:
        for row in self.columns.rows:
            if row.item.id == self.chosen:
                start = row.placement.start
                return len(self.columns.figures) if start is None else start
        return 0

    def _go(self, row: Row) -> None:
        self.chosen = row.item.id
        self.post_message(self.Moved(self.chosen))

    def action_card(self, by: int) -> None:
        """Move within the column."""
        cards = self.columns.of(self._column())
        at = next((i for i, row in enumerate(cards) if row.item.id == self.chosen), None)
        if at is None:
            self.action_edge(-1)
        elif 0 <= at + by < len(cards):
            self._go(cards[at + by])

    def action_quarter(self, by: int) -> None:
        """Move to the next column with anything in it, at about the same height."""
        here = self._column()
        cards = self.columns.of(here)
        height = next((i for i, row in enumerate(cards) if row.item.id == self.chosen), 0)
        index = here + by
        while 0 <= index < self.columns.total:
            there = self.columns.of(index)
            if there:
                self._go(there[min(height, len(there) - 1)])
                return
            index += by

    def action_edge(self, end: int) -> None:
        """Go to the first or the last column with anything in it."""
        order = range(self.columns.total) if end < 0 else range(self.columns.total - 1, -1, -1)
        cards = next((found for index in order if (found := self.columns.of(index))), [])
        if cards:
            self._go(cards[0])

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

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor to a card, and on the card under it chooses it."""
        at = event.get_content_offset(self)
        column = None if at is None else at.x // max(self._wide, 1)
        if at is None or column is None or not 0 <= column < len(self._hits):
            return
        lines = self._hits[column]
        key = lines[at.y] if 0 <= at.y < len(lines) else ""
        if key and (key == self.chosen or event.chain > 1):
            self.action_choose()
        elif key:
            self.chosen = key
            self.post_message(self.Moved(key))


def _rule(width: int) -> _Line:
    return _Line.of("─" * width, "$rule", width)


def _wrapped(text: str, width: int) -> list[str]:
    """Return at most two lines of the text, the second indented and cut."""
    words, first = text.split(" "), ""
    while words and cell_len(f"{first} {words[0]}".strip()) <= width:
        first = f"{first} {words.pop(0)}".strip()
    if not first:
        return [text]
    return [first, f"   {' '.join(words)}"] if words else [first]
