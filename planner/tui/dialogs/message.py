"""Something to read and to close."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Label

from planner.tui.dialogs.dialog import Dialog


class Told(Dialog[bool]):
    """Shows a text that is too long or too important for a notice."""

    CLOSES = "Esc closes"

    def __init__(
        self,
        title: str,
        text: str | Content | Callable[[bool], Content],
        *,
        danger: bool = False,
        internal: bool = False,
    ) -> None:
        """Tell.

        Args:
            title: What it is about.
            text: The text, or what makes it for the client view or not; scrolls when it is long.
            danger: It is bad news.
            internal: Nothing in it is for the client's eyes.
        """
        super().__init__(title, danger=danger, internal=internal)
        self._text = text

    def compose_dialog(self) -> Iterable[Widget]:
        """Yield text and button."""
        yield VerticalScroll(self.text(self._said), classes="dialog-scroll", can_focus=True)
        yield self.buttons(Button("Close", id="close", variant="primary"))

    @property
    def _said(self) -> str | Content:
        return self._text(self.client_view) if callable(self._text) else self._text

    def show_view(self) -> None:
        """Say it again for the client view as it is now."""
        if callable(self._text):
            self.query_one(".dialog-text", Label).update(self._said)

    def on_mount(self) -> None:
        """Enter closes."""
        self.query_one(Button).focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss(True)
