"""The two lines at the top of every area: who and how good, and where one can go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from planner.tui.area import areas
from planner.tui.text import clean, fit, one_line


class Heading(NamedTuple):
    """What the header bar says."""

    title: str
    """The client's name."""
    facts: tuple[str, ...] = ()
    """Short figures after it, the most important first; the last ones give way on a narrow screen."""
    state: str = ""
    """Whether everything is saved, in words."""
    tone: str = ""
    """``ok``, ``busy`` or ``bad``: how the state looks."""
    client_view: bool | None = None
    """Whether internal things are hidden; None where that says nothing."""


class HeaderBar(Widget):
    """`` Acme ─ score 62 (47–78) ─ 14 unknown ─ 31 gaps ……… saved 10:42  ● internal``."""

    DEFAULT_CSS = """
    HeaderBar { height: 1; width: 1fr; background: $bar; color: $bar-text; }
    """

    heading: reactive[Heading] = reactive(Heading(""))
    _view_at = 0

    class ViewClicked(Message):
        """The word about the client view was clicked."""

    def render(self) -> Content:
        """Return the line, fitted to the width."""
        told = self.heading
        glyph = {"ok": "✓ ", "busy": "◌ ", "bad": "✗ "}.get(told.tone, "")
        state = f" {glyph}{one_line(told.state, 60)}  " if told.state else " "
        view = {True: " ◼ CLIENT VIEW ", False: " ● internal ", None: ""}[told.client_view]
        self._view_at = max(self.size.width - cell_len(view), 0)
        room = max(self._view_at - cell_len(state) - 1, 8)
        name = one_line(told.title, 200)
        facts = list(told.facts)
        while facts and cell_len(_joined(facts)) > room - min(cell_len(name), 18):
            facts.pop()
        tail = _joined(facts)
        name = fit(name, min(max(room - cell_len(tail), 0), cell_len(name)))
        return Content.assemble(
            " ",
            (name, "bold"),
            fit(tail, room - cell_len(name)),
            (state, "bold $background on $warning" if told.tone == "bad" else ""),
            (view, "bold reverse" if told.client_view else ""),
        )

    def on_click(self, event: events.Click) -> None:
        """Tell when the right end was clicked."""
        if self.heading.client_view is not None and event.x >= self._view_at:
            self.post_message(self.ViewClicked())


def _joined(facts: Sequence[str]) -> str:
    return "".join(f" ─ {fact}" for fact in facts)


class AreaTab(Static):
    """One tab; a click goes there."""

    class Chosen(Message):
        """A tab was clicked."""

        def __init__(self, area: str) -> None:
            """Name the area; empty for the list of clients."""
            super().__init__()
            self.area = area

    def __init__(self, key: str, title: str, area: str, *, current: bool) -> None:
        """Make a tab.

        Args:
            key: The key that does the same.
            title: What it is called.
            area: Id of the area; empty for the list of clients.
            current: It is the one that is open.
        """
        label = Content.assemble((key, "bold"), " ", title)
        super().__init__(label, classes="-current" if current else "")
        self.area = area

    def on_click(self) -> None:
        """Tell that it was chosen."""
        self.post_message(self.Chosen(self.area))


class AreaTabs(Horizontal):
    """The line of tabs."""

    DEFAULT_CSS = """
    AreaTabs { height: 1; background: $panel; }
    AreaTab { width: auto; padding: 0 1; color: $text-muted; }
    AreaTab:hover { background: $boost; color: $foreground; }
    AreaTab.-current { background: $background; color: $primary; text-style: bold underline; }
    """

    def __init__(self, current: str) -> None:
        """Show the tabs.

        Args:
            current: Id of the area that is open.
        """
        super().__init__()
        self._open = current

    def compose(self) -> ComposeResult:
        """Yield a tab for the clients and one for each area."""
        yield AreaTab("0", "Clients", "", current=False)
        for area in areas():
            yield AreaTab(area.key, area.title, area.id, current=area.id == self._open)


class Banner(Static):
    """A line that is there only when something must not be overlooked."""

    DEFAULT_CSS = """
    Banner { height: auto; display: none; padding: 0 1; background: $warning; color: $background; text-style: bold; }
    Banner.-shown { display: block; }
    """

    def say(self, text: str) -> None:
        """Show the text; nothing when it is empty."""
        self.set_class(bool(text), "-shown")
        self.update(Content(clean(text, 500)))
