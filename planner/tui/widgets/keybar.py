"""The line of keys at the bottom: one widget, drawn at once, and every entry can be clicked."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

_WIDE = 100
"""Columns from which words are written out."""


class _Entry(NamedTuple):
    key: str
    text: str
    action: str
    node: DOMNode
    enabled: bool
    tooltip: str

    @property
    def width(self) -> int:
        return cell_len(self.key) + cell_len(self.text) + 3


class KeyBar(Widget):
    """The keys that hold now, the most particular first; help, palette and the way out are always there.

    Textual's own footer is a widget an entry and builds all of them anew whenever the focus moves;
    this one only draws a line. What finds no room on a narrow terminal is in the palette and the help.
    """

    DEFAULT_CSS = """
    KeyBar { height: 1; width: 1fr; background: $footer-background; color: $footer-description-foreground; }
    """
    ALWAYS = ("toggle_client_view", "help", "command_palette", "quit")
    """Actions that stand at the right end, in this order, on a terminal of any width."""

    def __init__(self) -> None:
        """Make the line."""
        super().__init__()
        self._places: list[tuple[int, int, _Entry]] = []

    def on_mount(self) -> None:
        """Follow the keys that hold."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, _screen: Screen[object]) -> None:
        self.refresh()

    def _always(self, action: str) -> bool:
        return action.removeprefix("app.") in self.ALWAYS

    def _text(self, binding: Binding) -> str:
        """Return what an entry is called; the palette holds what finds no room here."""
        wide = self.size.width >= _WIDE
        if binding.action.endswith("command_palette"):
            return "All commands" if wide else "More"
        if binding.action.endswith("toggle_client_view") and not wide:
            return "View"
        return binding.description

    def _entries(self) -> list[_Entry]:
        seen: set[tuple[DOMNode, str]] = set()
        entries: list[_Entry] = []
        common: list[_Entry] = []
        for node, binding, enabled, tooltip in self.screen.active_bindings.values():
            always = self._always(binding.action)
            if (binding.show or always) and (node, binding.action) not in seen:
                seen.add((node, binding.action))
                key = self.app.get_key_display(binding)
                text, told = self._text(binding), tooltip or binding.tooltip
                # What holds in every area gives way to what is particular to this one.
                held = common if (binding.id or "").startswith("plan.") else entries
                held.append(_Entry(key, text, binding.action, node, enabled, told))
        return entries + common

    def render(self) -> Content:
        """Return the line."""
        entries = self._entries()
        right = sorted(
            (e for e in entries if self._always(e.action)),
            key=lambda e: self.ALWAYS.index(e.action.removeprefix("app.")),
        )
        left = [e for e in entries if e not in right]
        room = self.size.width - sum(e.width for e in right) - 1
        self._places = []
        parts: list[str | tuple[str, str]] = []
        at = 0
        for entry in left:
            if at + entry.width > room:
                break
            at = self._place(entry, at, parts)
        parts.append(" " * max(self.size.width - at - sum(e.width for e in right), 0))
        at = max(self.size.width - sum(e.width for e in right), at)
        for entry in right:
            at = self._place(entry, at, parts)
        return Content.assemble(*parts)

    def _place(self, entry: _Entry, at: int, parts: list[str | tuple[str, str]]) -> int:
        style = "" if entry.enabled else "$text-disabled"
        key_style = "bold $footer-key-foreground" if entry.enabled else "$text-disabled"
        parts += [" ", (entry.key, key_style), " ", (entry.text, style), " "]
        self._places.append((at, at + entry.width, entry))
        return at + entry.width

    def _at(self, x: int) -> _Entry | None:
        return next((entry for start, end, entry in self._places if start <= x < end), None)

    async def on_click(self, event: events.Click) -> None:
        """Do what the entry says."""
        entry = self._at(event.x)
        if entry is not None and entry.enabled:
            await self.app.run_action(entry.action, entry.node)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say more about the entry under the mouse."""
        entry = self._at(event.x)
        self.tooltip = Content(entry.tooltip) if entry is not None and entry.tooltip else None
