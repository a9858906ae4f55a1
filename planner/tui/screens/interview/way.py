"""How far the run is, in one line."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from planner.tui.text import fit, one_line

_LEAST = 6
"""A bar shorter than this says nothing."""
_MOST = 24


class Way(NamedTuple):
    """Where in a run one is."""

    number: int
    """Of the question, counting from 1; 0 when the run is over."""
    done: int
    """Questions answered."""
    total: int
    minutes: int
    """Left, at the path's pace."""
    path: str
    """What the run is about."""


class WayLine(Widget):
    """``Question 7 of 24 · 45-minute path · about 31 minutes left  ━━━━────────``."""

    DEFAULT_CSS = """
    WayLine { height: 1; width: 1fr; }
    """

    way: reactive[Way | None] = reactive(None)

    def render(self) -> Content:
        """Return the line; the bar takes what room there is."""
        way = self.way
        if way is None:
            return Content("")
        first = (
            f"Question {way.number} of {way.total}" if way.number else f"{way.done} of {way.total} answered"
        )
        left = f"about {way.minutes} minutes left" if way.minutes else "done"
        rest = f" · {one_line(way.path)} · {left}"
        room = self.size.width - cell_len(first)
        bar = min(room - cell_len(rest) - 2, _MOST)
        parts: list[tuple[str, str]] = [
            (first, "bold"),
            (fit(rest, min(room, cell_len(rest))), "$text-muted"),
        ]
        if bar >= _LEAST:
            filled = round(way.done / way.total * bar) if way.total else bar
            parts += [("  ", ""), ("━" * filled, "bold $primary"), ("─" * (bar - filled), "$text-disabled")]
        return Content.assemble(*parts)
