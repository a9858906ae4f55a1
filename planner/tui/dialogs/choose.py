"""One of a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from textual import events, on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, OptionList
from textual.widgets.option_list import Option

from planner.tui.dialogs.dialog import Dialog
from planner.tui.text import one_line
from planner.tui.widgets.entry import Entry

FILTER_FROM = 9
"""A list as long as this gets a line to filter it."""


class Choice(NamedTuple):
    """Something to choose."""

    id: str
    title: str
    note: str = ""
    """Said after the title, dimmed."""


class Choose(Dialog[str]):
    """Asks for one of a list; the answer is the id."""

    def __init__(
        self, title: str, text: str, choices: Sequence[Choice], *, current: str = "", internal: bool = False
    ) -> None:
        """Ask.

        Args:
            title: What it is about.
            text: The question; may be empty.
            choices: What there is.
            current: Id of the one that is chosen now.
            internal: Nothing in it is for the client's eyes.
        """
        super().__init__(title, internal=internal)
        self._text, self._choices, self._current = text, tuple(choices), current

    def compose_dialog(self) -> Iterable[Widget]:
        """Yield text, filter and list."""
        if self._text:
            yield self.text(self._text)
        if len(self._choices) >= FILTER_FROM:
            yield Entry(placeholder="type to filter", id="filter")
        yield OptionList(*self._options(""), id="list", classes="dialog-scroll")
        yield self.buttons(Button("Cancel", id="cancel"), Button("Choose", id="choose", variant="primary"))

    def _options(self, wanted: str) -> list[Option]:
        words = wanted.casefold().split()
        return [
            Option(
                Content.assemble(one_line(c.title, 120), (f"  {one_line(c.note, 120)}", "dim")),
                id=c.id,
            )
            for c in self._choices
            if all(word in f"{c.title} {c.note} {c.id}".casefold() for word in words)
        ]

    def on_mount(self) -> None:
        """Stand on the present choice."""
        shown = self.query_one(OptionList)
        ids = [c.id for c in self._choices]
        shown.highlighted = ids.index(self._current) if self._current in ids else 0
        first = self.query_one_optional(Input)
        (first or shown).focus()

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        shown = self.query_one(OptionList)
        shown.set_options(self._options(event.value))
        shown.highlighted = 0 if shown.option_count else None

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._take()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "choose":
            self._take()
        else:
            self.dismiss(None)

    def _take(self) -> None:
        shown = self.query_one(OptionList)
        if shown.highlighted is not None:
            self.dismiss(shown.get_option_at_index(shown.highlighted).id)

    def on_key(self, event: events.Key) -> None:
        """Move in the list while the filter has the focus."""
        if event.key in ("up", "down") and isinstance(self.focused, Input):
            shown = self.query_one(OptionList)
            shown.action_cursor_up() if event.key == "up" else shown.action_cursor_down()
            event.stop()
