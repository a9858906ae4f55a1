"""What every screen can do, and what every area of an open plan can do."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, ParamSpec, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.reactive import var
from textual.screen import Screen
from textual.widget import Widget

from planner.tui.commands import PLAN_COMMANDS, bindings
from planner.tui.guard import Guard, in_thread, task
from planner.tui.heading import heading_of
from planner.tui.text import clean
from planner.tui.widgets.header import AreaTab, AreaTabs, Banner, HeaderBar
from planner.tui.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from textual.screen import ModalScreen

    from planner.tui.app import PlannerApp
    from planner.workspace import Session

STYLES = Path(__file__).parent.parent / "styles"

P = ParamSpec("P")
T = TypeVar("T")


class PlannerScreen(Guard, Screen[None]):
    """A screen of ours: failures become notices, questions are asked with `ask`."""

    AREA: ClassVar[str] = ""
    """``home`` or the id of the area: which commands and which help topic belong to it."""

    @property
    def planner(self) -> PlannerApp:
        """The app, with its own type."""
        from planner.tui.app import PlannerApp

        app = self.app
        assert isinstance(app, PlannerApp)
        return app

    async def ask(self, dialog: ModalScreen[T]) -> T | None:
        """Show a dialog and return its answer, None when it was left with Esc. In a `task` only."""
        return await self.app.push_screen_wait(dialog)

    async def busy(self, what: str, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a slow call off the screen's thread while the header says what is going on. In a `task` only."""
        self.planner.working = what
        try:
            return await in_thread(call, *args, **kwargs)
        finally:
            self.planner.working = ""

    @on(HeaderBar.ViewClicked)
    def _toggle_view(self) -> None:
        self.planner.action_toggle_client_view()

    def say(self, text: str) -> None:
        """Show a short notice; never read as markup."""
        self.app.notify(clean(text, 600), markup=False)


class AreaScreen(PlannerScreen):
    """One area of an open plan.

    A subclass sets ``AREA``, ``CSS_PATH`` and ``BINDINGS``, yields its widgets in `compose_body` and
    brings them up to date in `refresh_view`, which is called when the screen is first shown, after
    every change of the plan, and when the client view is switched.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(PLAN_COMMANDS)

    SHOWS_ROADMAP: ClassVar[bool] = False
    """Whether figures of the roadmap are seen here: then it is planned while somebody looks, and kept."""

    client_view: var[bool] = var(False)
    """Whether internal things must not be seen. Do not even render them: the ``internal`` style
    class hides a widget, but text of a mixed widget is the screen's own business."""

    def __init__(self, session: Session) -> None:
        """Show an area.

        Args:
            session: The open plan.
        """
        super().__init__(name=self.AREA, classes=f"area-{self.AREA}")
        self.session = session
        self._stale = True

    def compose(self) -> ComposeResult:
        """Yield header, tabs, the area's own widgets and the footer."""
        yield HeaderBar()
        yield AreaTabs(self.AREA)
        yield Banner()
        yield from self.compose_body()
        yield KeyBar()

    @abstractmethod
    def compose_body(self) -> Iterable[Widget]:
        """Yield the area's own widgets."""

    @abstractmethod
    def refresh_view(self) -> None:
        """Bring the widgets up to date with the plan and the client view."""

    # -- following the plan -------------------------------------------------------------------

    def on_mount(self) -> None:
        """Follow the app's client view."""
        self.watch(self.planner, "client_view", self._follow_view, init=True)
        self.watch(self.planner, "working", self._show_heading, init=False)

    def _follow_view(self, client_view: bool) -> None:
        self.client_view = client_view
        if self.session.read_only:
            # Who holds it is told by the name of a login, which is nobody's business in the room.
            holder = "" if client_view or not self.session.holder else f" by {self.session.holder}"
            self.query_one(Banner).say(f"Read only: open elsewhere{holder}. Nothing you do here is kept.")
        self.set_class(client_view, "-client-view")
        self.plan_changed()

    def plan_changed(self) -> None:
        """Take note of a change: now when the screen is seen, else when it is next."""
        self._stale = True
        if self in self.app.screen_stack:
            self._catch_up()

    def save_state_changed(self) -> None:
        """Show whether everything is on disk."""
        self._show_heading()

    def on_screen_resume(self) -> None:
        """Catch up with what happened while another area was open."""
        self._catch_up()

    def _catch_up(self) -> None:
        if self._stale and self.is_mounted and self.query(HeaderBar):
            self._stale = False
            self._show_heading()
            self.refresh_view()
        if self.SHOWS_ROADMAP and self.planner.planning is not None:
            self.planner.planning.want()

    def roadmap_changed(self) -> None:
        """Take note of a better roadmap of the same plan; what is kept in the end is a change of the plan."""

    def _show_heading(self) -> None:
        for bar in self.query(HeaderBar):
            bar.heading = heading_of(self.session, client_view=self.client_view, working=self.planner.working)

    # -- commands of several areas ----------------------------------------------------------------

    @task("ask for the scope", group="dialog")
    async def action_scope(self) -> None:
        """Ask which good practices fit this client (see `planner.tui.commands.shared`)."""
        from planner.tui.dialogs.scope import ask_scope

        await ask_scope(self)

    # -- commands of every area ---------------------------------------------------------------

    @on(AreaTab.Chosen)
    def _tab_chosen(self, message: AreaTab.Chosen) -> None:
        if message.area:
            self.planner.show_area(message.area)
        else:
            self.planner.close_plan()

    def action_go(self, area: str) -> None:
        """Open another area of the plan."""
        self.planner.show_area(area)

    def action_close(self) -> None:
        """Go back to the list of clients."""
        self.planner.close_plan()

    def action_save(self) -> None:
        """Save at once."""
        self.planner.save_now()

    def action_undo(self) -> None:
        """Take back the last change."""
        what = self.session.undo()
        self.say(f"Undone: {what}." if what else "There is nothing to undo.")

    def action_redo(self) -> None:
        """Make the change again that was taken back last."""
        what = self.session.redo()
        self.say(f"Done again: {what}." if what else "There is nothing to do again.")
