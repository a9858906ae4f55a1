"""A table that shows a hundred thousand rows as fast as ten: only what is visible is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from planner.tui.text import fit, one_line
from planner.tui.widgets.column import Column, Order, SortKey, layout

Row = TypeVar("Row")
Item = TypeVar("Item")


class Table(ScrollView, Generic[Row], can_focus=True):
    """A virtual table over any sequence of values.

    The table keeps the values themselves; a column says how to write one. Sorting and filtering
    reorder indexes, never the values, and the cursor stays on its row by key.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False, id="table.up"),
        Binding("down,j", "move(1)", "Down", show=False, id="table.down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="table.page_up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="table.page_down"),
        Binding("home", "first", "First", show=False, id="table.first"),
        Binding("end", "last", "Last", show=False, id="table.last"),
        Binding("enter", "choose", "Open", show=False, id="table.choose"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table--header", "table--odd", "table--cursor", "table--hover", "table--muted", "table--good",
        "table--warn", "table--bad", "table--strong", "table--empty", "table--faint", "table--accent",
    }  # fmt: skip
    DEFAULT_CSS = """
    Table { height: 1fr; background: $background; color: $foreground; overflow-x: hidden; scrollbar-gutter: stable;
        scrollbar-size-vertical: 1; }
    Table > .table--header { background: $panel; color: $foreground; text-style: bold; }
    Table > .table--odd { background: $surface; }
    Table > .table--hover { background: $boost; }
    Table > .table--cursor { background: $block-cursor-blurred-background; color: $block-cursor-blurred-foreground; }
    Table:focus > .table--cursor {
        background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold;
    }
    Table > .table--muted { color: $text-muted; }
    Table > .table--good { color: $success; }
    Table > .table--warn { color: $warning; }
    Table > .table--bad { color: $error; }
    Table > .table--strong { text-style: bold; }
    Table > .table--faint { color: $text-disabled; }
    Table > .table--accent { color: $primary; }
    Table > .table--empty { color: $text-muted; }
    """

    cursor: reactive[int] = reactive(0)
    """Position of the cursor among the visible rows."""
    hover: reactive[int] = reactive(-1)

    class Highlighted(Message, Generic[Item]):
        """The cursor moved to another row, or the row under it changed."""

        def __init__(self, table: Table[Item], key: str, row: Item | None) -> None:
            """Say which row; the key is empty and the row None when there are none."""
            super().__init__()
            self.table = table
            self.key = key
            self.row = row

        @property
        def control(self) -> Table[Item]:
            """The table, for ``@on`` with a selector."""
            return self.table

    class Selected(Message, Generic[Item]):
        """A row was chosen: Enter, a double click, or a click on the row under the cursor."""

        def __init__(self, table: Table[Item], key: str, row: Item) -> None:
            """Say which row."""
            super().__init__()
            self.table = table
            self.key = key
            self.row = row

        @property
        def control(self) -> Table[Item]:
            """The table, for ``@on`` with a selector."""
            return self.table

    def __init__(
        self,
        columns: Sequence[Column[Row]] = (),
        *,
        key: Callable[[Row], str],
        empty: str = "Nothing here yet.",
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        """Make a table.

        Args:
            columns: What is shown of a row.
            key: The row's stable name: the cursor keeps to it.
            empty: What stands there when there are no rows.
            id: Textual's id.
            classes: Textual's classes.
        """
        super().__init__(id=id, classes=classes)
        self._key = key
        self._empty = empty
        self._columns: tuple[Column[Row], ...] = tuple(columns)
        self._widths: tuple[int, ...] = ()
        self._rows: Sequence[Row] = ()
        self._order: list[int] = []
        self._all: list[int] | None = None
        self._filter = ""
        self._haystack: dict[int, str] = {}
        self._sort: Order | None = None
        self._base = Style()

    # -- content ------------------------------------------------------------------------------

    @property
    def row_count(self) -> int:
        """Number of rows that pass the filter."""
        return len(self._order)

    @property
    def current(self) -> Row | None:
        """The row under the cursor, or None when there are no rows."""
        return self._rows[self._order[self.cursor]] if 0 <= self.cursor < len(self._order) else None

    @property
    def current_key(self) -> str:
        """Key of the row under the cursor; empty when there are no rows."""
        row = self.current
        return "" if row is None else self._key(row)

    @property
    def order(self) -> Order | None:
        """How the rows are sorted; None when they stand in the given order."""
        return self._sort

    def visible_rows(self) -> tuple[Row, ...]:
        """Return the rows that pass the filter, in the order shown."""
        return tuple(self._rows[i] for i in self._order)

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Show other columns; rows, filter and cursor stay."""
        self._columns = tuple(columns)
        self._haystack.clear()
        self._all = None
        if self._sort and all(c.id != self._sort.column for c in self._columns):
            self._sort = None
        self._arrange()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; the cursor stays on the row with the same key when it is still there.

        The sequence is kept, not copied: give a tuple, or a list nobody changes.
        """
        self._haystack.clear()
        kept = self.current_key
        self._rows = rows
        self._all = None
        self._arrange(kept)

    def set_empty(self, text: str) -> None:
        """Say something else when there are no rows."""
        self._empty = text
        self.refresh()

    def filter(self, text: str) -> None:
        """Show only rows in which every word of ``text`` occurs, ignoring case, in any column."""
        wanted = text.casefold().strip()
        if wanted != self._filter:
            kept = self.current_key
            self._filter = wanted
            self._arrange(kept)

    def sort(self, column: str, *, reverse: bool | None = None) -> None:
        """Sort by a column; empty text and None last. None for ``reverse`` turns around what was.

        Args:
            column: Id of the column; unknown ids are ignored.
            reverse: Largest first.
        """
        if all(c.id != column for c in self._columns):
            return
        if reverse is None:
            reverse = self._sort is not None and self._sort.column == column and not self._sort.reverse
        kept = self.current_key
        self._sort = Order(column, reverse)
        self._all = None
        self._arrange(kept)

    def move_to(self, key: str) -> bool:
        """Put the cursor on the row with that key; return whether it is visible."""
        for position, index in enumerate(self._order):
            if self._key(self._rows[index]) == key:
                self.cursor = position
                return True
        return False

    def _text(self, index: int) -> str:
        known = self._haystack.get(index)
        if known is None:
            row = self._rows[index]
            known = "\n".join(c.content(row).text for c in self._columns).casefold()
            self._haystack[index] = known
        return known

    def _arrange(self, kept: str = "") -> None:
        if self._all is None:
            self._all = list(range(len(self._rows)))
            if self._sort is not None:
                self._all = self._sorted(self._all, self._sort)
        order = self._all
        for word in self._filter.split():
            order = [i for i in order if word in self._text(i)]
        self._order = order
        self._measure()
        before = self.cursor
        if not (kept and self.move_to(kept)):
            self.set_reactive(Table.cursor, max(0, min(self.cursor, len(order) - 1)))
            self._tell()
        elif self.cursor == before:
            self._tell()
        self.call_after_refresh(self._reveal)
        self.refresh()

    def _sorted(self, order: list[int], by: Order) -> list[int]:
        column = next(c for c in self._columns if c.id == by.column)
        keys: dict[int, SortKey] = {i: column.sort_key(self._rows[i]) for i in order}
        present = [i for i in order if keys[i][0] == 0]
        missing = [i for i in order if keys[i][0] != 0]
        present.sort(key=lambda i: keys[i], reverse=by.reverse)
        return present + missing

    # -- drawing ------------------------------------------------------------------------------

    def _measure(self) -> None:
        shown, self._widths = layout(self._columns, max(self.scrollable_content_region.width, 0))
        self._shown: tuple[Column[Row], ...] = shown
        self.virtual_size = Size(sum(self._widths) + max(len(shown) - 1, 0) + 2, len(self._order) + 1)

    def on_resize(self) -> None:
        """Share the width anew."""
        self._measure()
        self._reveal()
        self.refresh()

    def notify_style_update(self) -> None:
        """Draw everything anew under another theme."""
        super().notify_style_update()
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines asked for; the base style is looked up once for all of them."""
        self._base = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen; the first is the header and stays where it is."""
        width = self.scrollable_content_region.width
        if not self._widths:
            self._measure()
        if y == 0:
            return self._header(width)
        position = y - 1 + self.scroll_offset.y
        base = self._base
        if position >= len(self._order):
            if y == 1 and not self._order:
                style = self.get_component_rich_style("table--empty")
                text = "No match." if self._filter and len(self._rows) else self._empty
                return Strip([Segment(fit(f" {one_line(text)}", width), style)], width)
            return Strip.blank(width, base)
        row = self._rows[self._order[position]]
        return self._row(row, position, width)

    def _header(self, width: int) -> Strip:
        style = self.get_component_rich_style("table--header")
        parts = [" "]
        for column, size in zip(self._shown, self._widths, strict=True):
            mark = ""
            if self._sort is not None and self._sort.column == column.id:
                mark = " ▼" if self._sort.reverse else " ▲"
            title = fit(one_line(column.title), size - len(mark)).rstrip() + mark
            parts.append(fit(title, size, right=column.right) + " ")
        return Strip([Segment(fit("".join(parts), width), style)], width)

    def _row(self, row: Row, position: int, width: int) -> Strip:
        at_cursor = position == self.cursor
        name = "table--cursor" if at_cursor else "table--hover" if position == self.hover else ""
        if not name and position % 2:
            name = "table--odd"
        style = self.get_component_rich_style(name) if name else self._base
        segments = [Segment(" ", style)]
        for column, size in zip(self._shown, self._widths, strict=True):
            for text, tone in column.content(row).pieces(size, right=column.right):
                toned = tone and not at_cursor
                own = self.get_component_rich_style(f"table--{tone}", partial=True) if toned else Style()
                segments.append(Segment(text, style + own))
            segments.append(Segment(" ", style))
        strip = Strip(segments)
        return strip.adjust_cell_length(width, style)

    # -- moving -------------------------------------------------------------------------------

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, len(self._order) - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Show the row and tell about it."""
        for position in (old, new):
            self._refresh_row(position)
        self._reveal()
        self._tell()

    def watch_hover(self, old: int, new: int) -> None:
        """Draw the two rows anew."""
        for position in (old, new):
            if position >= 0:
                self._refresh_row(position)

    def _refresh_row(self, position: int) -> None:
        y = position + 1 - self.scroll_offset.y
        if 1 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def _page(self) -> int:
        return max(self.scrollable_content_region.height - 1, 1)

    def _reveal(self) -> None:
        top, page = self.scroll_offset.y, self._page()
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif self.cursor >= top + page:
            self.scroll_to(y=self.cursor - page + 1, animate=False)

    def _tell(self) -> None:
        self.post_message(self.Highlighted(self, self.current_key, self.current))

    def action_move(self, rows: int) -> None:
        """Move the cursor by so many rows."""
        self.cursor += rows

    def action_page(self, pages: int) -> None:
        """Move the cursor by so many screens."""
        self.cursor += pages * self._page()

    def action_first(self) -> None:
        """Go to the first row."""
        self.cursor = 0

    def action_last(self) -> None:
        """Go to the last row."""
        self.cursor = len(self._order) - 1

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        row = self.current
        if row is not None:
            self.post_message(self.Selected(self, self._key(row), row))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Mark the row under the mouse."""
        self.hover = event.y - 1 + self.scroll_offset.y if event.y >= 1 else -1

    def on_leave(self) -> None:
        """Forget the mouse."""
        self.hover = -1

    def on_click(self, event: events.Click) -> None:
        """A click on the header sorts, on a row moves the cursor, and on the row under it chooses."""
        if event.y == 0:
            x = event.x - 1
            for column, width in zip(self._shown, self._widths, strict=True):
                if 0 <= x <= width:
                    self.sort(column.id)
                    return
                x -= width + 1
            return
        position = event.y - 1 + self.scroll_offset.y
        if 0 <= position < len(self._order):
            if position == self.cursor or event.chain > 1:
                self.cursor = position
                self.action_choose()
            else:
                self.cursor = position
