"""A few lines of text, typed while people talk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Button

from planner.tui.dialogs.dialog import Ask
from planner.tui.widgets.entry import Lines


class NoteArea(Lines):
    """Enter ends the note: in a meeting nobody looks for a button. Pasted lines stay lines."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.done", "Save", id="note.save", show=False, priority=True),
        Binding("ctrl+n", "line", "New line", id="note.line", show=False),
    ]

    def action_line(self) -> None:
        """Begin another line."""
        self.insert("\n")


class Note(Ask[str]):
    """Asks for a text; an empty one is an answer too."""

    CLOSES = "Enter saves · ^n new line · Esc cancels"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f10,ctrl+s", "done", "Save", id="note.done", show=False),
    ]

    def __init__(self, title: str, text: str, *, value: str = "", internal: bool = False) -> None:
        """Ask.

        Args:
            title: What it is about.
            text: What is wanted.
            value: What stands there to begin with.
            internal: It is not for the client's eyes.
        """
        super().__init__(title, internal=internal)
        self._text, self._value = text, value

    def compose_dialog(self) -> Iterable[Widget]:
        """Yield question, field and buttons."""
        yield self.text(self._text)
        yield NoteArea(self._value, id="note", compact=True, tab_behavior="focus")
        yield self.buttons(Button("Cancel", id="cancel"), Button("Save", id="done", variant="primary"))

    def on_mount(self) -> None:
        """Go on where the text ends."""
        area = self.query_one(NoteArea)
        area.focus()
        area.move_cursor(area.document.end)

    def action_done(self) -> None:
        """Take the text."""
        self.dismiss(self.query_one(NoteArea).told)
