"""Something to read and to close."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button

from planner.tui.dialogs.dialog import Dialog


class Told(Dialog[bool]):
    """Shows a text that is too long or too important for a notice."""

    CLOSES = "Esc closes"

    def __init__(self, title: str, text: str | Content, *, danger: bool = False) -> None:
        """Tell.

        Args:
            title: What it is about.
            text: The text; scrolls when it is long.
            danger: It is bad news.
        """
        super().__init__(title, danger=danger)
        self._text = text

    def compose_dialog(self) -> Iterable[Widget]:
        """Yield text and button."""
        yield VerticalScroll(self.text(self._text), classes="dialog-scroll", can_focus=True)
        yield self.buttons(Button("Close", id="close", variant="primary"))

    def on_mount(self) -> None:
        """Enter closes."""
        self.query_one(Button).focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss(True)
