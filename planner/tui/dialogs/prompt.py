"""One line of text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Button, Input, Label

from planner.tui.dialogs.dialog import Ask
from planner.tui.text import plain
from planner.tui.widgets.entry import Entry


class Prompt(Ask[str]):
    """Asks for one line; the answer is the text without blanks around it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f10,ctrl+s", "done", "Done", id="prompt.done", show=False)
    ]

    def __init__(
        self,
        title: str,
        text: str = "",
        *,
        value: str = "",
        hint: str = "",
        done: str = "OK",
        check: Callable[[str], str] | None = None,
        internal: bool = False,
    ) -> None:
        """Ask.

        Args:
            title: What it is about.
            text: The question.
            value: What stands there to begin with.
            hint: Stands in the empty field.
            done: The button that ends it, as a verb.
            check: Returns what is wrong with the text; empty when it is right.
            internal: Nothing in it is for the client's eyes.
        """
        super().__init__(title, internal=internal)
        self._text, self._value, self._hint = text, value, hint
        self._done, self._check = done, check

    def compose_dialog(self) -> Iterable[Widget]:
        """Yield question, field and buttons."""
        if self._text:
            yield self.text(self._text)
        yield Entry(self._value, placeholder=self._hint, id="answer", compact=True)
        yield Label("", id="error", classes="dialog-error form-error")
        yield self.buttons(
            Button("Cancel", id="cancel"), Button(plain(self._done), id="done", variant="primary")
        )

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_done()

    def action_done(self) -> None:
        """Check and end."""
        value = self.query_one(Entry).text
        told = self._check(value) if self._check else "" if value else "Please write something."
        error = self.query_one("#error", Label)
        error.update(plain(told))
        error.set_class(bool(told), "-shown")
        if not told:
            self.dismiss(value)
