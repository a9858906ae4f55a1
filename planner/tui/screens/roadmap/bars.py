"""Work as a bar over the quarters, and the scale above it."""

from __future__ import annotations

from typing import NamedTuple

from planner.tui.screens.roadmap.row import Row
from planner.tui.widgets.column import Cell

WORK, DUE, NONE, NOW = "█", "◇", "·", "┊"
"""A quarter it runs in, the one it is due in, the others, and where this quarter begins."""


class Scale(NamedTuple):
    """The quarters, and how wide they are drawn."""

    ids: tuple[str, ...]
    each: int = 1
    """Terminal columns of one."""
    now: int | None = None
    """Index of the quarter it is now, when that is among them."""

    @property
    def width(self) -> int:
        """Terminal columns of all of them."""
        return len(self.ids) * self.each

    @property
    def title(self) -> str:
        """What stands above the bars: the years, and the quarters where there is room for them.

        A line joins them, because a table takes runs of blanks out of its texts.
        """
        line = ""
        for at, name in enumerate(self.ids):
            year, _, number = name.partition("-")
            label = f"’{year[2:]}" if number == "Q1" or at == 0 else number if self.each >= 4 else ""
            if at == self.now and self.each >= 4:
                label = f"▸{label}"
            if label and at * self.each >= len(line):
                line = f"{line:─<{at * self.each}}{label}"
        return f"{line:─<{self.width}}"

    def quarter(self, x: int) -> int | None:
        """Return the quarter drawn at a column; None outside."""
        return x // self.each if 0 <= x < self.width else None


def bar(row: Row, scale: Scale, by: int = 0) -> str:
    """Return the work as a bar over the quarters: ``··███◇···``.

    Args:
        row: The initiative.
        scale: The quarters.
        by: Quarters it is drawn later than it stands.
    """
    start, finish = row.placement.start, row.placement.finish
    cells = []
    for index in range(len(scale.ids)):
        runs = start is not None and finish is not None and start + by <= index <= finish + by
        cell = (WORK if runs else NONE) * scale.each
        if index == row.due and (not runs or scale.each >= 3):
            middle = (scale.each - 1) // 2
            cell = cell[:middle] + DUE + cell[middle + 1 :]
        elif index == scale.now and not runs:
            cell = NOW + cell[1:]
        cells.append(cell)
    return "".join(cells)


def bar_cell(row: Row, scale: Scale, by: int = 0) -> Cell:
    """Return the same with its colours: what is late stands out."""
    text = bar(row, scale, by)
    tones = {WORK: "bad" if row.placement.late else "accent", DUE: "warn", NOW: "muted"}
    spans: list[tuple[int, int, str]] = []
    for at, glyph in enumerate(text):
        if tone := tones.get(glyph):
            if spans and spans[-1][1:] == (at, tone):
                spans[-1] = (spans[-1][0], at + 1, tone)
            else:
                spans.append((at, at + 1, tone))
    return Cell(text, "faint", tuple(spans))
