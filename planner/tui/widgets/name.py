"""A field for one name: the names that are known are a key away, any other can be typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.suggester import SuggestFromList

from planner.tui.text import one_line
from planner.tui.widgets.entry import Entry


class Name(Entry):
    """One line that goes through the known names with up and down, and completes what is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", "Name before", id="name.before", show=False),
        Binding("down", "step(1)", "Next name", id="name.next", show=False),
    ]

    def __init__(self, value: str = "", *, names: Sequence[str] = (), **options: Any) -> None:
        """Make a field.

        Args:
            value: What stands there to begin with.
            names: The names to choose from.
            **options: As for `Entry`.
        """
        self._names = tuple(dict.fromkeys(one_line(name, 200) for name in names))
        suggester = SuggestFromList(self._names, case_sensitive=False)
        super().__init__(value, suggester=suggester, **options)

    def action_step(self, by: int) -> None:
        """Put the next known name into the field."""
        if not self._names:
            return
        known = {name.casefold(): at for at, name in enumerate(self._names)}
        at = known.get(self.value.strip().casefold())
        to = (0 if by > 0 else -1) if at is None else (at + by) % len(self._names)
        self.value = self._names[to]
        self.cursor_position = len(self.value)
