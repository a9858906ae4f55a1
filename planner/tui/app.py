"""The app: the list of clients, the areas of one open plan, and what holds on every screen."""

from __future__ import annotations

import gc
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import var
from textual.screen import ModalScreen, Screen

from planner.model.error import PlannerError
from planner.model.text import without_controls
from planner.tui.area import Area, areas
from planner.tui.commands import APP_COMMANDS, bindings
from planner.tui.guard import Guard, in_thread, report, task
from planner.tui.planning import Planning
from planner.tui.screens.base import STYLES, AreaScreen, PlannerScreen
from planner.tui.text import clean
from planner.tui.theme import DARK, LIGHT
from planner.tui.typeahead import TypeAhead

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.command import Provider
    from textual.driver import Driver

    from planner.workspace import Session, Workspace


def _provider() -> type[Provider]:
    """Return the palette's provider; nothing of it is imported before the palette is opened."""
    from planner.tui.commands.provider import CommandProvider

    return CommandProvider


class SessionChanged(Message):
    """The open plan or its save state changed; posted from whichever thread did it."""

    def __init__(self, session: Session) -> None:
        """Say which session."""
        super().__init__()
        self.session = session


def _home() -> Screen[None]:
    from planner.tui.screens.home.screen import HomeScreen

    return HomeScreen()


class PlannerApp(Guard, TypeAhead):
    """The planner on a terminal."""

    TITLE = "Planner"
    CSS_PATH = [  # noqa: RUF012 - Textual declares it so; the screen shown first has its style here, too
        STYLES / "base.tcss",
        STYLES / "home.tcss",
    ]
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_provider}
    BINDINGS: ClassVar[list[BindingType]] = bindings(APP_COMMANDS)
    DEFAULT_MODE = "home"
    MODES = {"home": _home}  # noqa: RUF012 - Textual declares it so; the areas of a plan are added when it opens
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual declares it so

    client_view: var[bool] = var(False)
    """Whether internal things are hidden on every screen."""
    working: var[str] = var("")
    """What is going on in the background, in words; empty when nothing is."""

    room: str = ""
    """Slug of the client in the room: the only one the list shows in the client view. The client whose
    plan was opened last, or the one under the list's cursor when the client view is switched on there."""

    def __init__(self, workspace: Workspace, session: Session | None = None) -> None:
        """Set up the app.

        Args:
            workspace: The saved plans.
            session: A plan to start in; None starts with the list of clients.
        """
        super().__init__()
        self.workspace = workspace
        self.session: Session | None = None
        self.planning: Planning | None = None
        """Plans the open plan."""
        self.unexpected: list[Exception] = []
        """Mistakes of ours that were caught and told, newest last."""
        self._first = session
        self._stop_listening: Callable[[], None] | None = None
        self._plan: object = None
        self._withheld: list[Exception] = []
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        # Set before the style sheets are read: assigning it later would have them all read twice.
        self.set_reactive(PlannerApp.theme, DARK.name)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_driver_class(self) -> type[Driver]:
        """Return our own driver where Textual would take the one for POSIX terminals."""
        chosen = super().get_driver_class()
        if chosen.__name__ != "LinuxDriver":  # Windows, or one that was named
            return chosen
        from planner.tui.driver import LastingDriver

        return LastingDriver

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our own colour names for themes that do not have them."""
        return {name: DARK.variables[name] for name in ("bar", "bar-text", "rule", "field", "input-focus")}

    def on_ready(self) -> None:
        """Let the collector work from now on; it was off while the program started."""
        gc.enable()

    def on_mount(self) -> None:
        """Open the plan the app was started with."""
        if self._first is not None:
            self.enter(self._first)

    def _say(self, text: str) -> None:
        self.notify(clean(text, 600), markup=False)

    async def on_event(self, event: events.Event) -> None:
        """Let nothing that acts on a terminal in with a paste, whoever takes it."""
        if isinstance(event, events.Paste):
            event.text = without_controls(event.text)
        await super().on_event(event)

    # -- the open plan ------------------------------------------------------------------------

    def enter(self, session: Session, area: str = "", *, room: str = "") -> None:
        """Show an open plan.

        Args:
            session: The plan; the app closes it when it is left.
            area: The area to start in; empty for the first one.
            room: Its slug in the list of clients; empty when it is not one of them.
        """
        self.session = session
        self.room = room
        self._plan = session.plan
        self._stop_listening = session.listen(lambda: self._heard(session))
        session.on_removed(self._say)
        self.planning = Planning(self, session, self._planned)
        self.planning.prepare()
        for known in areas():
            self.add_mode(known.id, partial(self._make, known, session))
        start = area or next((known.id for known in areas()), "")
        if start:
            self.show_area(start)

    @staticmethod
    def _make(area: Area, session: Session) -> AreaScreen:
        return area.load()(session)

    def _heard(self, session: Session) -> None:
        self.post_message(SessionChanged(session))

    def on_session_changed(self, message: SessionChanged) -> None:
        """Tell the areas; those that are not seen catch up when they are."""
        session = message.session
        if session is not self.session:
            return
        changed = session.plan is not self._plan
        self._plan = session.plan
        if changed and self.planning is not None:
            self.planning.plan_changed()
        for area in areas():
            for screen in self._screen_stacks.get(area.id, [])[:1]:
                if isinstance(screen, AreaScreen):
                    if changed:
                        screen.plan_changed()
                    else:
                        screen.save_state_changed()

    def _planned(self) -> None:
        """Tell the areas that the roadmap got better, or that it is planned."""
        for area in areas():
            for screen in self._screen_stacks.get(area.id, [])[:1]:
                if isinstance(screen, AreaScreen):
                    screen.roadmap_changed()

    def show_area(self, area: str) -> None:
        """Open an area of the open plan."""
        if self.session is not None:
            self.switch_mode(area)

    async def leave(self) -> bool:
        """Save and close the open plan; return whether that was done.

        Waits for the writer. When saving fails the person is asked, and may stay. In a `task` only.
        """
        session = self.session
        if session is None:
            return True
        if session.save_state.phase == "saving":
            self.notify(f"Saving {clean(session.plan.client.name, 80)} …")
        if not await self._settled(session, leaving=True):
            return False
        if self.planning is not None:
            self.planning.stop()
            self.planning = None
        if self._stop_listening is not None:
            self._stop_listening()
        self.session = None
        try:
            await in_thread(session.close)
        except PlannerError as error:
            # Left without saving, as the person wished: where the work is kept must be read.
            await self._tell("Not saved", str(error))
        return True

    async def _settled(self, session: Session, *, leaving: bool) -> bool:
        if session.save_state.phase != "failed":
            try:
                await in_thread(session.flush)
            except PlannerError:
                pass  # what to do about it is asked below
            else:
                return True
        from planner.tui.unsaved import settle

        return await settle(self, session, leaving=leaving)

    async def _tell(self, title: str, text: str) -> None:
        from planner.tui.dialogs.message import Told

        await self.push_screen_wait(Told(title, text, danger=True))

    @task("save", group="session", exclusive=True)
    async def save_now(self) -> None:
        """Save without waiting, and ask what to do when that fails."""
        session = self.session
        if session is not None and not session.read_only and await self._settled(session, leaving=False):
            self.notify("Everything is saved.", markup=False)

    @task("close the plan", group="session", exclusive=True)
    async def close_plan(self) -> None:
        """Go back to the list of clients."""
        if await self.leave():
            await self.switch_mode("home")
            for area in areas():
                await self.remove_mode(area.id)

    # -- commands of the app ------------------------------------------------------------------

    @property
    def area(self) -> str:
        """Where the person is: ``home`` or the id of an area."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, PlannerScreen):
                return screen.AREA
        return ""

    async def action_quit(self) -> None:
        """Leave the planner after everything is saved."""
        self._quit()

    @task("quit", group="session", exclusive=True)
    async def _quit(self) -> None:
        if await self.leave():
            await in_thread(self.workspace.close)
            self.exit()

    def action_help(self) -> None:
        """Open the help."""
        from planner.tui.dialogs.help import Help

        self.push_screen(Help(self.area))

    def action_toggle_client_view(self) -> None:
        """Hide or show internal things and the other clients."""
        self.client_view = not self.client_view

    def watch_client_view(self, client_view: bool) -> None:
        """Take notices off the screen, and every dialog that has nothing for the client's eyes."""
        self.clear_notifications()
        withheld, self._withheld = self._withheld, []
        if client_view:
            self._close_internal()
        for error in withheld:
            report(self, error)

    def _close_internal(self) -> None:
        from planner.tui.dialogs.dialog import Dialog

        stack = self.screen_stack
        # The palette offers what must not be done now, and what stands above a dialog belongs to it.
        internal = (
            at for at, screen in enumerate(stack)
            if isinstance(screen, ModalScreen) and (not isinstance(screen, Dialog) or screen.internal)
        )  # fmt: skip
        for screen in reversed(stack[next(internal, len(stack)) :]):
            screen.dismiss(None)

    def withhold(self, error: Exception) -> bool:
        """Return whether a failure is told later: on the list in the client view it may name another client."""
        if not self.client_view or self.session is not None:
            return False
        self._withheld.append(error)
        self.notify("That did not work. F5 leaves the client view and says why.", severity="error")
        return True

    def action_toggle_theme(self) -> None:
        """Change between light and dark."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name
