"""The list and the Gantt chart as one table, whose bars can be dragged to another quarter."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message

from planner.tui.screens.roadmap.bars import Scale
from planner.tui.screens.roadmap.columns import columns, gantt_columns
from planner.tui.screens.roadmap.drag import Drag, Dragging
from planner.tui.screens.roadmap.row import Row
from planner.tui.widgets.table import Table


class Gantt(Table[Row], Dragging):
    """The work, one piece a line. A bar is dragged by the mouse; Esc or losing mouse or focus leaves it."""

    class Dropped(Message):
        """A bar was put down in another quarter."""

        def __init__(self, key: str, quarter: int) -> None:
            """Say which initiative, and the index of the quarter it is to start in."""
            super().__init__()
            self.key = key
            self.quarter = quarter

    def __init__(self, *, empty: str, id: str) -> None:  # noqa: A002 - Textual's own name for it
        """Make an empty table."""
        super().__init__((), key=lambda row: row.item.id, empty=empty, id=id)
        self._by = 0
        """Quarters the bar is carried to the right."""
        self._whole = self._scale = Scale(())
        """The quarters, and as they are drawn in the chart."""
        self._told: Sequence[Row] = ()
        self._chart = False

    def lay_out(self, scale: Scale, rows: Sequence[Row], *, chart: bool) -> None:
        """Show the columns of the list, or those of the chart.

        Args:
            scale: The quarters.
            rows: What is shown.
            chart: Bars as wide as there is room for, and what waits for what.
        """
        self._whole, self._told, self._chart = scale, rows, chart
        self._fit()

    def on_resize(self) -> None:
        """Give names and bars the new width."""
        self._fit()

    def _fit(self) -> None:
        scale, rows, width = self._whole, self._told, self.scrollable_content_region.width
        if self._chart:
            made = gantt_columns(scale, rows, width, self._carried, lambda: self.current)
            each = next(column.width for column in made if column.id == "bar") // max(len(scale.ids), 1)
            self._scale = scale._replace(each=max(each, 1))
        else:
            made, self._scale = columns(scale, rows, width), Scale(())
        self.set_columns(made)

    def _carried(self, key: str) -> int:
        return self._by if self._drag is not None and self._drag.key == key else 0

    # -- the mouse --------------------------------------------------------------------------------

    def _quarter(self, x: int) -> int | None:
        """Return the quarter below a column of the screen; None outside the bars."""
        left = 1
        for column, width in zip(self._shown, self._widths, strict=True):
            if column.id == "bar":
                return self._scale.quarter(x - left)
            left += width + 1
        return None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the bar below the mouse."""
        self.action_let_go()
        self._dragged = False
        position = event.y - 1 + self.scroll_offset.y
        rows = self.visible_rows()
        quarter = self._quarter(event.x)
        if event.button != 1 or quarter is None or event.y < 1 or position >= len(rows):
            return
        start, finish = rows[position].placement.start, rows[position].placement.finish
        if start is not None and finish is not None and start <= quarter <= finish:
            self._drag = Drag(rows[position].item.id, event.x, event.y)
            self.cursor = position

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Carry the bar along."""
        drag = self._drag
        if drag is None:
            return
        if event.button != 1:  # let go where we could not hear of it
            self.action_let_go()
            return
        was = drag.carrying
        # Only quarters count: up and down the bar stays in its line.
        if not drag.move(event.x, drag.y):
            return
        if not was:
            self.capture_mouse()
        self._by = self._moved(event.x)
        self.refresh()

    def _moved(self, x: int) -> int:
        drag, row = self._drag, self.current
        if drag is None or row is None or row.placement.start is None or not self._scale.ids:
            return 0
        by = round((x - drag.x) / self._scale.each)
        last = max(len(self._scale.ids) - row.item.duration, row.placement.start)
        return max(0, min(row.placement.start + by, last)) - row.placement.start

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Put the bar down."""
        drag, row = self._drag, self.current
        carrying = drag is not None and drag.carrying
        by = self._moved(event.x) if carrying and 0 <= event.y < self.size.height else 0
        self.action_let_go()
        self._dragged = carrying
        if by and drag is not None and row is not None and row.placement.start is not None:
            self.post_message(self.Dropped(drag.key, row.placement.start + by))

    def on_click(self, event: events.Click) -> None:
        """The click that ends a drag is no click."""
        if self._dragged:
            event.prevent_default()

    def put_back(self) -> None:
        """Draw the bar where it was."""
        self._by = 0
        self.refresh()
