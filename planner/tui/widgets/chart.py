"""Columns over time, drawn with block characters: pure, and never wider or taller than their room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

Piece = tuple[str, str]

SOLID, HATCHED, LINE = "█", "▒", "┄"
"""What the parts of a bar and the line are drawn with: told apart without colour."""
_PARTIAL = " ▁▂▃▄▅▆▇█"
_EIGHTHS = 8


class Bar(NamedTuple):
    """One column of a chart. Figures below zero are drawn as zero."""

    solid: float
    """What stands on the hatched part, or on the ground."""
    hatched: float = 0.0
    """What stands at the bottom."""
    line: float | None = None
    """Where the line runs through this column: a cap, or what it is compared with."""
    over: bool = False
    """It stands out."""

    @property
    def total(self) -> float:
        """Both parts."""
        return max(self.solid, 0.0) + max(self.hatched, 0.0)


def top_of(bars: Sequence[Bar]) -> float:
    """Return the figure at the upper edge: the largest bar or line; 0 when there is nothing."""
    return max((max(bar.total, bar.line or 0.0) for bar in bars), default=0.0)


def level(value: float, top: float, steps: int) -> int:
    """Return how many of so many steps a value reaches: at least one for what is more than nothing."""
    if value <= 0 or top <= 0:
        return 0
    return max(1, min(steps, round(value / top * steps)))


def chart(bars: Sequence[Bar], height: int, each: int) -> list[list[Piece]]:
    """Return the lines of a chart from the top down, each ``len(bars) × each`` columns wide.

    Args:
        bars: What is drawn.
        height: Lines there are.
        each: Terminal columns of one bar with the gap behind it.
    """
    top = top_of(bars)
    return [[piece for bar in bars for piece in _cell(bar, top, row, height, each)] for row in _rows(height)]


def labels(bars: Sequence[Bar], height: int) -> list[float | None]:
    """Return the figure each line of the chart stands for, from the top down; None for most.

    The upper edge and the line are named, the line where it begins.
    """
    top = top_of(bars)
    named: dict[int, float] = {height - 1: top}
    line = next((bar.line for bar in bars if bar.line is not None), None)
    if line is not None and (row := _line_row(line, top, height)) >= 0:
        named[row] = line
    return [named.get(row) for row in _rows(height)]


def _rows(height: int) -> range:
    """Return the lines from the top down; 0 is the lowest."""
    return range(height - 1, -1, -1)


def _line_row(line: float, top: float, height: int) -> int:
    """Return the line of the chart a value's upper edge lies in; -1 for nothing."""
    return min(level(line, top, height * _EIGHTHS) // _EIGHTHS, height - 1) if line > 0 else -1


def _cell(bar: Bar, top: float, row: int, height: int, each: int) -> list[Piece]:
    """Return one bar's piece of one line: the bar, then the gap, the line behind both."""
    wide = max(each - 1, 1)
    lined = bar.line is not None and _line_row(bar.line, top, height) == row
    behind = (LINE, "$warning") if lined else (" ", "")
    glyph, style = _glyph(bar, top, row, height)
    if glyph == " ":
        return [(behind[0] * each, behind[1])]
    return [(glyph * wide, style), (behind[0] * (each - wide), behind[1])]


def _glyph(bar: Bar, top: float, row: int, height: int) -> Piece:
    style = "$error" if bar.over else "$primary"
    reached = level(bar.total, top, height * _EIGHTHS)
    # Hatching has no eighths: its edge is a whole line, and it is seen wherever there are two lines.
    low = level(bar.hatched, top, height)
    if bar.solid > 0:
        low = min(low, (reached - 1) // _EIGHTHS)
    if row < low:
        return HATCHED, style
    return _PARTIAL[max(0, min(reached - row * _EIGHTHS, _EIGHTHS)) if bar.solid > 0 else 0], style
