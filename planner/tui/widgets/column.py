"""What a table shows of a row: columns, cells, and how the width is shared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from planner.tui.text import fit, one_line

Row = TypeVar("Row")

SortKey: TypeAlias = tuple[int, int, float, str]
"""Present or missing, number or text, the number, the text."""


class Cell(NamedTuple):
    """Text with a tone: ``muted``, ``faint``, ``accent``, ``good``, ``warn``, ``bad``, ``strong`` or none.

    The tone only supports what the text says; it is never the only sign.
    """

    text: str
    tone: str = ""
    spans: tuple[tuple[int, int, str], ...] = ()
    """Other tones for parts of the text, from one character up to another, in order and apart."""

    def pieces(self, width: int, *, right: bool) -> list[tuple[str, str]]:
        """Return the text, fitted to so many columns, in pieces of one tone.

        Args:
            width: Terminal columns.
            right: Pad on the left, as figures want it.
        """
        text = fit(self.text, width, right=right)
        if not self.spans:
            return [(text, self.tone)]
        pieces, at = [], 0
        for start, end, tone in self.spans:
            pieces += [(text[at:start], self.tone), (text[start:end], tone)]
            at = end
        return [piece for piece in (*pieces, (text[at:], self.tone)) if piece[0]]


class Order(NamedTuple):
    """How a table is sorted."""

    column: str
    reverse: bool


@dataclass(frozen=True, kw_only=True)
class Column(Generic[Row]):
    """One column of a table."""

    id: str
    title: str
    text: Callable[[Row], str | Cell]
    """What it says about a row. Any text will do; the table makes it safe."""
    width: int = 0
    """Terminal columns; 0 shares what is left with the other such columns."""
    right: bool = False
    """For figures."""
    sort: Callable[[Row], float | str | None] | None = None
    """What it is sorted by, when that is not the text; None comes last."""
    least: int = 0
    """Left out when the table is narrower than this."""

    def content(self, row: Row) -> Cell:
        """Return the cell of a row, safe to show."""
        value = self.text(row)
        if isinstance(value, Cell):
            return value._replace(text=one_line(value.text))
        return Cell(one_line(value))

    def sort_key(self, row: Row) -> SortKey:
        """Return something that numbers, texts and missing values can be sorted by together."""
        value = self.content(row).text if self.sort is None else self.sort(row)
        if value is None or value == "":
            return (1, 0, 0.0, "")
        if isinstance(value, str):
            return (0, 1, 0.0, value.casefold())
        return (0, 0, float(value), "")


def layout(columns: Sequence[Column[Row]], width: int) -> tuple[tuple[Column[Row], ...], tuple[int, ...]]:
    """Return the columns there is room for and their widths.

    One blank stands before the first, between two and after the last. Columns without a width of
    their own share what is left, at least eight each. A last column of figures that would be cut is
    left out: half a figure reads as another one.
    """
    shown = tuple(c for c in columns if c.least <= width)
    room = width - len(shown) - 1
    fixed = sum(c.width for c in shown)
    shares = sum(1 for c in shown if not c.width)
    rest = max(room - fixed, shares * 8)
    widths: list[int] = []
    for column in shown:
        if column.width:
            widths.append(column.width)
        else:
            share = rest // shares
            widths.append(share)
            rest -= share
            shares -= 1
    while len(shown) > 1 and shown[-1].right and sum(widths) + len(widths) + 1 > width:
        shown, widths = shown[:-1], widths[:-1]
    return shown, tuple(widths)
