"""The ways the roadmap is looked at, as a line of tabs: which one it is, and a click goes to another."""

from __future__ import annotations

from abc import abstractmethod

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from planner.tui.screens.base import AreaScreen

VIEWS = {
    "list": "List",
    "board": "Board",
    "gantt": "Gantt",
    "budget": "Budget",
    "dates": "Dates",
    "charts": "Charts",
}
"""Id and title of each, in the order the key goes through them."""


class ViewTab(Static):
    """One tab."""

    class Chosen(Message):
        """A tab was clicked."""

        def __init__(self, view: str) -> None:
            """Say which view."""
            super().__init__()
            self.view = view

    def __init__(self, view: str, title: str) -> None:
        """Make a tab.

        Args:
            view: Id of the view.
            title: What it is called.
        """
        super().__init__(Content(title), id=f"view-{view}")
        self.view = view

    def on_click(self) -> None:
        """Tell that it was chosen."""
        self.post_message(self.Chosen(self.view))


class ViewTabs(Horizontal):
    """The line of tabs."""

    DEFAULT_CSS = """
    ViewTabs { height: 1; }
    ViewTabs .hint { width: auto; padding: 0 1; color: $primary; text-style: bold; }
    ViewTab { width: auto; padding: 0 1; color: $text-muted; }
    ViewTab:hover { background: $field; color: $foreground; }
    ViewTab.-current { background: $panel; color: $primary; text-style: bold underline; }
    """

    def compose(self) -> ComposeResult:
        """Yield the key and a tab a view."""
        yield Static("v", classes="hint")
        for view, title in VIEWS.items():
            yield ViewTab(view, title)

    def on_mount(self) -> None:
        """Begin with the first."""
        self.show(next(iter(VIEWS)))

    def show(self, view: str) -> None:
        """Mark the tab of the view that is shown."""
        for tab in self.query(ViewTab):
            tab.set_class(tab.view == view, "-current")


class ViewedScreen(AreaScreen):
    """A screen with views: goes from one to the next by key, and to any of them by mouse."""

    view: str = next(iter(VIEWS))
    """The one that is shown; the screen has its name as a style class."""

    def action_view(self, way: str = "on") -> None:
        """Go on to the next view, or back to the one before."""
        views = list(VIEWS)
        by = -1 if way == "back" else 1
        self.see(views[(views.index(self.view) + by) % len(views)])

    @on(ViewTab.Chosen)
    def _view_chosen(self, message: ViewTab.Chosen) -> None:
        self.see(message.view)

    def see(self, view: str) -> None:
        """Show a view."""
        self.view = view
        for name in VIEWS:
            self.set_class(view == name, f"-{name}")
        self.query_one(ViewTabs).show(view)
        self.show_view()

    @abstractmethod
    def show_view(self) -> None:
        """Fill the view that is shown now, and give it the keys."""
