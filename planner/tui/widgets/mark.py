"""Marks that are read, not only seen: ``[x]`` and ``[ ]``, whatever the colours are."""

from __future__ import annotations

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.widgets import Checkbox, SelectionList
from textual.widgets.option_list import OptionDoesNotExist

SET, UNSET = "[x]", "[ ]"


class MarkList(SelectionList[str]):
    """A list of which any number can be marked, with Space or a click.

    Textual draws a cross in every row and pales it where nothing is marked, which looks marked.
    """

    def on_focus(self) -> None:
        """Stand on a row, so that the first Space marks one."""
        if self.highlighted is None and self.option_count:
            self.highlighted = 0

    def render_line(self, y: int) -> Strip:
        """Return one row with its mark."""
        line = super().render_line(y)
        try:
            option = self.get_option_at_index(self.scroll_offset.y + y)
        except OptionDoesNotExist:
            return line
        _left, inner, _right, *rest = line
        mark = SET if option.value in self.selected else UNSET
        return Strip([Segment(mark, inner.style), *rest])


class MarkBox(Checkbox):
    """One thing that can be marked."""

    def render(self) -> Content:
        """Return mark and label."""
        return Content.assemble(
            (SET if self.value else UNSET, self.get_visual_style("toggle--button")),
            " ",
            self._label.stylize_before(self.get_visual_style("toggle--label")),
        )
