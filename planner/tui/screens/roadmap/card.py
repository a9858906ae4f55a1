"""One initiative on the board: its title in full where there is room, and what it takes in short."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from rich.cells import cell_len

from planner.tui.screens.roadmap.load import Piece, short
from planner.tui.screens.roadmap.row import Row
from planner.tui.text import fit, folded, one_line
from planner.writing import whole

_LINES = 5
"""Lines a title may take."""
_INDENT = 3
_APART = 2
"""Blanks at least between a title and what stands beside it."""
_CURSOR = "bold $block-cursor-foreground on $block-cursor-background"
_CURSOR_PALE = "bold $block-cursor-blurred-foreground on $block-cursor-blurred-background"
_PRIORITY = {"P1": "bold $error", "P2": "$warning"}


class Detail(IntEnum):
    """How much a card says."""

    LINE = 0
    """One line, cut."""
    TITLE = 1
    """The title in full."""
    FACTS = 2
    """The title, and what it takes."""
    APART = 3
    """That, and a blank line before the next card."""


class Line(NamedTuple):
    """One line of a column."""

    pieces: tuple[Piece, ...]
    key: str = ""
    """The initiative it belongs to."""

    @classmethod
    def of(cls, text: str, style: str, width: int, key: str = "") -> Line:
        """Return a line of one style, exactly so wide."""
        return cls(((fit(text, width), style),), key)

    @property
    def width(self) -> int:
        """Terminal columns it takes."""
        return sum(cell_len(piece if isinstance(piece, str) else piece[0]) for piece in self.pieces)


class Look(NamedTuple):
    """How a card is drawn."""

    chosen: bool = False
    """The cursor is on it: its title is never cut while a few lines can hold it."""
    focused: bool = True
    """The keys move that cursor."""
    carried: bool = False
    """The mouse is carrying it elsewhere."""


def heading(row: Row) -> str:
    """Return priority, decision, pin, whether it is late, and the title."""
    late = "(late) " if row.placement.late else ""
    return f"{row.item.priority} {row.marks}{late}{one_line(row.item.title)}"


def facts(row: Row, width: int) -> str:
    """Return money, hours and length, as long as there is room for and never cut.

    Args:
        row: The initiative.
        width: Terminal columns there are.
    """
    plain, brief = _facts(row)
    # Where there is room for one figure only, all cards of a column show the same one.
    for parts in (plain, plain[:3], brief, [brief[2] or brief[0] or brief[1]]):
        text = _joined(parts)
        if text and cell_len(text) <= width:
            return text
    return ""


def below(row: Row, width: int) -> list[str]:
    """Return the same on a line of its own, or on two where one cannot hold it."""
    plain, brief = _facts(row)
    for parts in (plain, plain[:3], brief):
        if cell_len(text := _joined(parts)) <= width:
            return [text] if text else []
    lines = [line for line in (_joined(brief[:2]), brief[2]) if line]
    return lines if max(map(cell_len, lines)) <= width else [text] if (text := facts(row, width)) else []


def _facts(row: Row) -> tuple[list[str], list[str]]:
    """Return money once and a month, hours and length in words, and the first three in short."""
    item = row.item
    once, monthly = whole(item.one_time.expected), whole(item.monthly.expected)
    hours = f"{whole(item.partner_hours):,} h" if item.partner_hours >= 0.5 else ""
    spread = f"{item.duration} quarters" if item.duration > 1 else ""
    plain = [f"{once:,} once" if once else "", f"{monthly:,} a month" if monthly else "", hours, spread]
    return plain, [short(once) if once else "", f"{short(monthly)}/month" if monthly else "", hours]


def _joined(parts: list[str]) -> str:
    return " · ".join(part for part in parts if part)


def drawn(row: Row, width: int, detail: Detail, look: Look) -> list[Line]:
    """Return the lines of a card.

    Args:
        row: The initiative.
        width: Terminal columns there are.
        detail: How much it says.
        look: Whether the cursor or the mouse has it.
    """
    key, whole_title = row.item.id, detail > Detail.LINE or look.chosen
    lines = folded(heading(row), width, _LINES if whole_title else 1, indent=_INDENT)
    if detail >= Detail.FACTS:
        takes, under = "", [f"{' ' * _INDENT}{text}" for text in below(row, width - _INDENT)]
    else:
        takes, under = facts(row, width - cell_len(lines[-1]) - _APART), []
        # Beside the title, where it leaves room.
        lines[-1] += fit(takes, width - cell_len(lines[-1]), right=True) if takes else ""
    if look.carried or look.chosen:
        style = "$text-disabled" if look.carried else _CURSOR if look.focused else _CURSOR_PALE
        made = [Line.of(text, style, width, key) for text in (*lines, *under)]
    else:
        title = "bold" if row.item.priority == "P1" else ""
        made = [Line.of(text, title, width, key) for text in lines]
        if takes:
            end = made[-1].pieces[0][0]
            cut = end.removesuffix(takes)
            made[-1] = Line(((cut, title), (takes, "$text-muted")), key)
        tag, rest = row.item.priority, made[0].pieces
        head = rest[0][0].removeprefix(tag)
        made[0] = Line(((tag, _PRIORITY.get(tag, "$text-muted")), (head, title), *rest[1:]), key)
        made += [Line.of(text, "$text-muted", width, key) for text in under]
    return [*made, Line.of("", "", width)] if detail == Detail.APART else made


def height(text: str, width: int) -> int:
    """Return how many lines a heading takes in full."""
    return len(folded(text, width, _LINES, indent=_INDENT))
