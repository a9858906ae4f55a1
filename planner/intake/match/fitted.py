"""The rows below a header, each as long as the header, and those that are no records of the list."""

from __future__ import annotations

from collections.abc import Sequence

from planner.intake.cell.pattern import matches
from planner.intake.reader.row import Row
from planner.model.intake import Rejection

_END = 10
"""Rows at the end of a list among which its footer is looked for."""
_SHORT = 2
"""Short rows from which on they are a habit of the tool, and not a line that was cut off."""


class Fitted:
    """Rows of exactly the header's width, and what could not be made to fit.

    Empty cells beyond the header are dropped; when most rows have more cells than the header, a person is told
    that values may be shifted. A row with more values than columns is rejected: nobody can tell which of them
    belong where. Rows without their last cells are filled up where several rows end early, as programs write
    them that leave out what is empty. A row that begins with the header of the first column repeats the
    header, as files do that were put together from several exports; totals and notes below a list are no records.
    """

    def __init__(
        self, rows: Sequence[Row], width: int, full: int, first: str, footers: tuple[str, ...] = ()
    ) -> None:
        """Fit the rows.

        Args:
            rows: What stands below the header.
            width: Columns of the header.
            full: Columns of the header with its empty ones at the end.
            first: The name of its first column.
            footers: Patterns of how a line below a list begins.
        """
        self.rows: list[Row] = []
        self.rejected: list[Rejection] = []
        self.warnings: list[str] = []
        self._footers = footers
        longer = sum(len(row.cells) > full for row in rows)
        short: list[Row] = []
        last = self._ends(rows, width)
        for at, row in enumerate(rows):
            cells = row.cells
            if len(cells) > width:
                cells = cells[:width] if not any(c.strip() for c in cells[width:]) else cells
            if first and cells and cells[0].strip() == first:
                self._reject(row, "repeats the names of the columns")
            elif at >= last and any(c.strip() for c in cells):
                self._reject(row, "is a total or a note below the list, not a record of it")
            elif len(cells) == width:
                if any(c and not c.isspace() for c in cells):
                    self.rows.append(Row(row.line, cells))
            elif len(cells) < width and sum(bool(c.strip()) for c in cells) > 1:
                short.append(row)
                self.rows.append(Row(row.line, [*cells, *[""] * (width - len(cells))]))
            elif any(c.strip() for c in cells):
                self._reject(row, f"has {len(cells)} values where the header has {width} columns")
        self._judge(short, width)
        if longer and longer * 2 > len(rows):
            self.warnings.append(
                f"Most rows have more values than the header has columns ({full}), so values may stand under "
                "the wrong names. Compare a row with its header before you rely on it."
            )

    def _ends(self, rows: Sequence[Row], width: int) -> int:
        """Return from which row on there is nothing but the footer of the list."""
        last = len(rows)
        while last > max(len(rows) - _END, 0) and self._is_footer(rows[last - 1], width):
            last -= 1
        return last

    def _is_footer(self, row: Row, width: int) -> bool:
        filled = [cell for cell in row.cells if cell.strip()]
        return not filled or (len(filled) * 2 <= max(width, 2) and matches(self._footers, filled[0]))

    def _judge(self, short: list[Row], width: int) -> None:
        """Take back a single short row; say of several that they were filled up."""
        if not short:
            return
        if len(short) < _SHORT:
            self.rows = [row for row in self.rows if row.line != short[0].line]
            self._reject(short[0], f"has {len(short[0].cells)} values where the header has {width} columns")
        else:
            self.warnings.append(f"{len(short):,} rows end early; the columns that they lack count as empty.")

    def _reject(self, row: Row, reason: str) -> None:
        self.rejected.append(Rejection(line=row.line, reason=reason))
