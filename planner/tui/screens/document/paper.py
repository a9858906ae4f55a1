"""The sheet a section is read on: drawn line by line, so that a long one costs no more than a short one."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from planner.tui.screens.document.page import page_lines
from planner.tui.screens.document.wrap import Line, length

_WIDEST = 104
_KEPT = 12
"""So many texts stay laid out, for walking up and down the list of sections."""
_TONES = ("strong", "em", "code", "title", "heading", "muted", "rule")


class Paper(ScrollView, can_focus=True):
    """Shows Markdown; scrolls with the arrows and the wheel when it has the focus."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"paper--{tone}" for tone in _TONES}
    DEFAULT_CSS = """
    Paper { background: $background; color: $foreground; padding: 1 2; scrollbar-size: 1 1; scrollbar-gutter: stable; }
    Paper > .paper--strong { text-style: bold; }
    Paper > .paper--em { text-style: italic; color: $text-muted; }
    Paper > .paper--code { color: $primary; }
    Paper > .paper--title { color: $primary; text-style: bold; }
    Paper > .paper--heading { text-style: bold underline; }
    Paper > .paper--muted { color: $text-muted; }
    Paper > .paper--rule { color: $rule; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        """Make an empty sheet."""
        super().__init__(id=id)
        self._markdown = ""
        self._lines: list[Line] = []
        self._laid_out: tuple[str, int] = ("", 0)
        self._kept: dict[tuple[str, int], list[Line]] = {}
        self._styles: dict[str, Style] = {}

    @property
    def markdown(self) -> str:
        """What is shown."""
        return self._markdown

    def show(self, markdown: str, *, from_top: bool) -> None:
        """Show a text.

        Args:
            markdown: The text.
            from_top: Scroll to its beginning; else the place is kept.
        """
        self._markdown = markdown
        self._lay_out()
        if from_top:
            self.scroll_to(0, 0, animate=False)

    def _lay_out(self) -> None:
        width = min(self.scrollable_content_region.width, _WIDEST)
        if width <= 0 or self._laid_out == (self._markdown, width):
            return
        self._laid_out = (self._markdown, width)
        if self._laid_out not in self._kept:
            while len(self._kept) >= _KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[self._laid_out] = page_lines(self._markdown, width)
        self._lines = self._kept[self._laid_out]
        widest = max(map(length, self._lines), default=0)
        self.virtual_size = Size(max(widest, width), len(self._lines))
        self.refresh()

    def on_resize(self) -> None:
        """Lay the text out for the new width."""
        self._lay_out()

    def notify_style_update(self) -> None:
        """Draw everything anew under another theme."""
        super().notify_style_update()
        self._styles.clear()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        left, top = self.scroll_offset
        width, base = self.scrollable_content_region.width, self.rich_style
        at = y + top
        if at >= len(self._lines):
            return Strip.blank(width, base)
        segments = [
            Segment(text, base + self._tone(tone) if tone else base) for text, tone in self._lines[at]
        ]
        return Strip(segments).crop_extend(left, left + width, base)

    def _tone(self, tone: str) -> Style:
        if tone not in self._styles:
            self._styles[tone] = self.get_component_rich_style(f"paper--{tone}", partial=True)
        return self._styles[tone]
