"""The fields people type into: the one place where text that was stored stands in a widget to be edited.

Textual shows what stands in its fields as it is, so an escape sequence in a client's name would reach
the terminal. Here a field is filled, pasted into and read through `planner.model.text`: what stands in
it is fit to keep, and what is drawn of it acts on nothing.
"""

from __future__ import annotations

import re
from typing import Any

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, EditResult

from planner.model.text import for_terminal, without_controls
from planner.tui.text import one_line

_BREAKS = re.compile("[\n\t\u2028\u2029]")


class Entry(Input):
    """One line. What was given and not touched comes back as it was, line ends and all."""

    def __init__(self, value: str = "", *, placeholder: str = "", **options: Any) -> None:
        """Make a field.

        Args:
            value: What stands there to begin with: any stored text.
            placeholder: Stands in the empty field.
            **options: As for Textual's ``Input``.
        """
        super().__init__(value, placeholder=one_line(placeholder), **options)
        self._given = without_controls(value)

    @property
    def text(self) -> str:
        """What was typed, without outer blanks; what was given, where nothing was."""
        value = self._given if self.value == self.validate_value(self._given) else self.value
        return value.strip()

    def validate_value(self, value: str) -> str:
        """Return what may stand in the field: one line, fit to keep."""
        return _BREAKS.sub(" ", without_controls(value))

    def replace(self, text: str, start: int, end: int) -> None:
        """Put text in the place of other text; the cursor then stands behind what is left of it."""
        super().replace(self.validate_value(text), start, end)

    def render_line(self, y: int) -> Strip:
        """Return one line as it is drawn."""
        return _quiet(super().render_line(y))


class Lines(TextArea):
    """Several lines. What was given and not touched comes back as it was."""

    def __init__(self, text: str = "", **options: Any) -> None:
        """Make a field.

        Args:
            text: What stands there to begin with: any stored text.
            **options: As for Textual's ``TextArea``.
        """
        self._given = without_controls(text)
        super().__init__(self._given, **options)
        self._loaded = self.text

    @property
    def told(self) -> str:
        """What was typed, without outer blanks; what was given, where nothing was."""
        return (self._given if self.text == self._loaded else self.text).strip()

    def load_text(self, text: str) -> None:
        """Put another text into the field."""
        super().load_text(without_controls(text))

    def edit(self, edit: Edit) -> EditResult:
        """Change the text as a key, a paste or an undo wants it."""
        edit.text = without_controls(edit.text)
        return super().edit(edit)

    def render_line(self, y: int) -> Strip:
        """Return one line as it is drawn."""
        return _quiet(super().render_line(y))


def _quiet(line: Strip) -> Strip:
    """Return a line without the marks that are kept but must not act; they have no width of their own."""
    if all(segment.text.isprintable() for segment in line):
        return line
    return Strip([Segment(_drawn(text), style, control) for text, style, control in line])


def _drawn(text: str) -> str:
    return "".join(for_terminal(char) or "\ufffd" * cell_len(char) for char in text)
