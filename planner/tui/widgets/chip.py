"""A key and what it does, to press or to click."""

from __future__ import annotations

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from planner.tui.text import one_line


class Chip(Static):
    """One of a few answers: `` y yes``; the chosen one is marked with a glyph and a colour."""

    DEFAULT_CSS = """
    Chip { width: auto; height: 1; padding: 0 1; background: $panel; color: $foreground; }
    Chip:hover { background: $boost; }
    Chip.-chosen { background: $primary; color: $background; text-style: bold; }
    Chip.-off { color: $text-disabled; }
    """
    ALLOW_SELECT = False

    chosen: reactive[bool] = reactive(False, toggle_class="-chosen", layout=True)
    """Whether this is the present answer."""

    class Pressed(Message):
        """A chip was clicked."""

        def __init__(self, value: str) -> None:
            """Say which value."""
            super().__init__()
            self.value = value

    def __init__(self, key: str, title: str, value: str) -> None:
        """Make a chip.

        Args:
            key: The key that does the same.
            title: What it says.
            value: What it stands for.
        """
        super().__init__()
        self._key, self._title, self.value = key, one_line(title, 60), value

    def render(self) -> Content:
        """Return key and title, with a mark in place of the key when it is chosen."""
        if self.chosen:
            return Content.assemble("✓ ", self._title)
        return Content.assemble((self._key, "bold $primary"), " ", self._title)

    def on_click(self) -> None:
        """Tell that it was pressed."""
        self.post_message(self.Pressed(self.value))
