"""Quarters as columns, each with the initiatives that start in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from planner.model.roadmap import Roadmap
from planner.tui.screens.roadmap.load import bar
from planner.tui.screens.roadmap.row import DECISIONS, Row
from planner.tui.text import fit, one_line

if TYPE_CHECKING:
    from planner.report.figure import Figure

LEAST = 24
"""Terminal columns a quarter needs on the board."""


def shown_quarters(width: int) -> int:
    """Return how many quarters the board shows side by side."""
    return max(1, width // LEAST)


def board(
    found: Roadmap, figures: Sequence[Figure], rows: Sequence[Row], *, first: int, width: int, chosen: str
) -> Content:
    """Return the board.

    Args:
        found: The roadmap.
        figures: Its printed figures, one a quarter.
        rows: The initiatives.
        first: The first quarter shown.
        width: Terminal columns there are.
        chosen: Id of the initiative under the cursor, which is marked.
    """
    count = min(shown_quarters(width), len(figures) - first)
    wide = max(width // max(count, 1), LEAST)
    columns = [
        _column(found, figures[i], rows, i, width=wide - 2, chosen=chosen)
        for i in range(first, first + count)
    ]
    height = max(len(column) for column in columns)
    lines = []
    for at in range(height):
        pieces: list[str | tuple[str, str]] = []
        for column in columns:
            text, style = column[at] if at < len(column) else ("", "")
            pieces += [(text, style), " " * max(wide - cell_len(text), 0)]
        lines.append(Content.assemble(*pieces))
    return Content("\n").join(lines)


def _column(
    found: Roadmap, figure: Figure, rows: Sequence[Row], index: int, *, width: int, chosen: str
) -> list[tuple[str, str]]:
    cap = "" if figure.cap is None else f" / {figure.cap:,}"
    hours_cap = "" if figure.hours_cap is None else f" / {figure.hours_cap:,.0f}"
    lines = [
        (figure.id, "bold $primary"),
        (fit(f"{figure.money:,}{cap}", width), ""),
        bar(figure.money, figure.cap, width),
        (fit(f"{figure.hours:,.0f}{hours_cap} hours", width), ""),
        bar(figure.hours, figure.hours_cap, width),
        (fit(f"risk left {found.quarters[index].risk_end:,.0f}", width), "$text-muted"),
        ("", ""),
    ]
    for row in rows:
        start, finish = row.placement.start, row.placement.finish
        if start is None or finish is None or not start <= index <= finish:
            continue
        decision = row.item.decision
        mark = DECISIONS[decision.choice] if decision else "•" if start == index else "↳"
        style = "reverse bold" if row.item.id == chosen else "bold" if row.item.priority == "P1" else ""
        lines += [
            (part, style)
            for part in _wrapped(f"{mark} {row.item.priority} {one_line(row.item.title)}", width)
        ]
    return lines


def _wrapped(text: str, width: int) -> list[str]:
    """Return at most two lines of the text, the second indented and cut."""
    words, first = text.split(" "), ""
    while words and cell_len(f"{first} {words[0]}".strip()) <= width:
        first = f"{first} {words.pop(0)}".strip()
    if not first:
        return [fit(text, width)]
    rest = " ".join(words)
    return [fit(first, width), fit(f"  {rest}", width)] if rest else [fit(first, width)]
