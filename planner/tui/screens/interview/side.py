"""How far each domain is."""

from __future__ import annotations

from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from planner.tui.text import fit, one_line


class Progress(NamedTuple):
    """One domain."""

    id: str
    title: str
    settled: int
    total: int


class Domains(Widget):
    """One line a domain: how many of its standards are settled. A click asks about that domain."""

    DEFAULT_CSS = """
    Domains { height: auto; width: 1fr; }
    """

    rows: reactive[tuple[Progress, ...]] = reactive((), layout=True)
    current: reactive[str] = reactive("")
    """Domain of the question."""

    class Chosen(Message):
        """A domain was clicked."""

        def __init__(self, domain: str) -> None:
            """Say which; empty for all."""
            super().__init__()
            self.domain = domain

    def render(self) -> Content:
        """Return the lines."""
        width = max(self.size.width, 12)
        parts: list[str | tuple[str, str]] = [("Settled by domain", "bold"), "\n\n"]
        for row in self.rows:
            done = row.settled >= row.total
            here = row.id == self.current
            glyph = "▸ " if here else "✓ " if done else "  "
            count = f"{row.settled}/{row.total}" if row.total else "–"
            name = fit(one_line(row.title), width - 2 - 6)
            style = "bold $primary" if here else "$success" if done else "$text-muted"
            parts += [(f"{glyph}{name}{count:>6}", style), "\n"]
        return Content.assemble(*parts)

    def on_click(self, event: events.Click) -> None:
        """Tell which domain was clicked; the heading stands for all."""
        index = event.y - 2
        if index < 0:
            self.post_message(self.Chosen(""))
        elif index < len(self.rows):
            self.post_message(self.Chosen(self.rows[index].id))
