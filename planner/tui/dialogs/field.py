"""The fields of a form: what is asked, with which widget, and what makes an answer wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from textual.widget import Widget
from textual.widgets import Checkbox, Select, SelectionList
from textual.widgets.selection_list import Selection

from planner.tui.text import plain
from planner.tui.widgets.entry import Entry, Lines
from planner.tui.widgets.mark import MarkBox, MarkList
from planner.tui.widgets.name import Name
from planner.writing import read_number

KINDS = ("text", "number", "date", "choice", "many", "check", "lines", "name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question of a form."""

    id: str
    label: str
    kind: str = "text"
    """``text``, ``number``, ``date`` (ISO), ``choice``, ``many``, ``check``, ``lines`` or ``name``
    (one of ``choices`` or another text)."""
    value: str = ""
    """What stands there to begin with; ids separated by commas for ``many``, ``yes`` for ``check``."""
    hint: str = ""
    """Stands in the empty field."""
    required: bool = False
    internal: bool = False
    """Not to be seen in the client view; what stands there is kept."""
    mark: str = "."
    """The decimal mark of who fills in a ``number``."""
    choices: tuple[tuple[str, str], ...] = ()
    """Id and title, for ``choice``, ``many`` and ``name``."""
    check: Callable[[str], str] | None = None
    """Returns what is wrong with the value, in a sentence; empty when it is right."""

    def widget(self) -> Widget:
        """Return the widget, named after the field."""
        name = f"field-{self.id}"
        if self.kind == "choice":
            chosen = self.value if any(self.value == c for c, _ in self.choices) else Select.NULL
            options = [(plain(title), key) for key, title in self.choices]
            return Select(
                options, value=chosen, id=name, allow_blank=not self.required, prompt=self.hint or "—"
            )
        if self.kind == "many":
            chosen_ids = self.value.split(",")
            return MarkList(
                *(Selection(plain(title), key, key in chosen_ids) for key, title in self.choices),
                id=name,
                compact=True,
            )
        if self.kind == "check":
            return MarkBox(plain(self.label), self.value == "yes", id=name, compact=True)
        if self.kind == "lines":
            return Lines(self.value, id=name, compact=True, tab_behavior="focus")
        if self.kind == "name":
            names = tuple(title for _, title in self.choices)
            return Name(self.value, names=names, placeholder=self.hint, id=name, compact=True)
        return Entry(self.value, placeholder=self.hint, id=name, compact=True)

    def read(self, widget: Widget) -> str:
        """Return the answer as text."""
        if isinstance(widget, Select):
            return "" if widget.value is Select.NULL else str(widget.value)
        if isinstance(widget, SelectionList):
            chosen = set(widget.selected)
            return ",".join(key for key, _ in self.choices if key in chosen)
        if isinstance(widget, Checkbox):
            return "yes" if widget.value else ""
        if isinstance(widget, Lines):
            return widget.told
        return widget.text if isinstance(widget, Entry) else ""

    def problem(self, value: str) -> str:
        """Return what is wrong with an answer, in a sentence; empty when it is right."""
        if not value:
            return f"{self.label} is missing." if self.required else ""
        if self.kind == "number" and read_number(value, self.mark) is None:
            return f"{self.label} must be a number."
        if self.kind == "date":
            try:
                date.fromisoformat(value)
            except ValueError:
                return f"{self.label} must be a date such as 2027-01-31."
        return self.check(value) if self.check else ""
