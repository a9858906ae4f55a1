"""The list of clients."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from planner.model.client import Client
from planner.model.error import PlannerError
from planner.tui.commands import bindings
from planner.tui.guard import in_thread, report, task
from planner.tui.screens.base import PlannerScreen
from planner.tui.screens.home.command import COMMANDS
from planner.tui.screens.home.row import columns, name_of
from planner.tui.text import one_line, plain
from planner.tui.widgets.entry import Entry
from planner.tui.widgets.header import Banner, HeaderBar, Heading
from planner.tui.widgets.keybar import KeyBar
from planner.tui.widgets.table import Table
from planner.writing import decimal_mark, locale_of, read_number

if TYPE_CHECKING:
    from planner.workspace import PlanRow

_WELCOME = (
    ("F2", "Create your first client: a name is enough."),
    ("F3", "Look around in the demo first: a sample client, already filled in."),
    ("F4", "Import a plan file from a colleague or another computer."),
)


_HIDDEN = "Client view: other clients are hidden. F5 leaves it and shows them all."
_OF_OTHERS = ("duplicate", "archive", "delete", "import_plan", "toggle_archived")
"""Commands that name other clients or bring them up: not in the client view."""


class HomeScreen(PlannerScreen):
    """Saved clients: type to filter, Enter opens."""

    AREA = "home"
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    AUTO_FOCUS = "#home-filter"

    def __init__(self) -> None:
        """Start with an empty list; it is read when the screen is mounted."""
        super().__init__()
        self._rows: tuple[PlanRow, ...] = ()
        self._archived = False
        self._shown_before = False

    def compose(self) -> ComposeResult:
        """Yield the list with its filter, and what a newcomer reads instead."""
        yield HeaderBar()
        yield Banner()
        with Vertical(id="home-body"):
            yield Entry(placeholder="Type to find a client", id="home-filter")
            yield Table(columns(), key=lambda row: row.slug, empty="No clients here.", id="home-table")
            yield Static(id="home-problem")
            yield Static(self._welcome(), id="home-welcome")
        yield KeyBar()

    @staticmethod
    def _welcome() -> Content:
        lines: list[str | tuple[str, str] | Content] = [("Welcome. There are no clients yet.\n\n", "bold")]
        for key, text in _WELCOME:
            lines += [(f" {key} ", "bold reverse"), f"  {text}\n\n"]
        lines.append(("Everything stays on this computer. F1 shows help on any screen.", "$text-muted"))
        return Content.assemble(*lines)

    @property
    def table(self) -> Table[PlanRow]:
        """The list."""
        return self.query_one("#home-table", Table)

    @property
    def chosen(self) -> PlanRow | None:
        """The client under the cursor."""
        return self.table.current

    # -- rows -----------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Show what the index knows, then refresh what it does not."""
        self.query_one(Table).can_focus = False
        self.watch(self.planner, "client_view", self._follow_view, init=False)
        self.reload()

    def on_screen_resume(self) -> None:
        """Show the list as it is now, when something else was in front of it."""
        if self._shown_before:
            self.reload()
        self._shown_before = True

    def reload(self, slug: str = "") -> None:
        """Read the index again.

        Args:
            slug: The plan to put the cursor on; empty leaves it where it is.
        """
        self._rows = self.planner.workspace.plans()
        self._show()
        if slug:
            self.table.move_to(slug)
        stale = tuple(row.slug for row in self._rows if row.stale)
        if stale:
            self._refresh_stale(stale)

    def _follow_view(self, client_view: bool) -> None:
        if client_view and self.planner.session is None:
            self.planner.room = self.chosen.slug if self.chosen else ""
        if client_view:
            self.query_one("#home-filter", Entry).value = ""  # it may name another client
            self.table.filter("")
        self._show()

    @property
    def _shown(self) -> tuple[PlanRow, ...]:
        """The clients that may be seen: in the client view the one in the room."""
        if self.planner.client_view:
            return tuple(r for r in self._rows if r.slug == self.planner.room)
        return tuple(r for r in self._rows if self._archived or not (r.summary and r.summary.archived))

    def _show(self) -> None:
        view, shown = self.planner.client_view, self._shown
        self.table.set_empty("The clients are hidden." if view else "No clients here.")
        self.table.set_rows(shown)
        hidden = len(self._rows) - len(shown)
        count = f"{len(shown)} client{'' if len(shown) == 1 else 's'}"
        facts = (count, *([f"{hidden} archived (^t shows)"] if hidden else []))
        self.query_one(HeaderBar).heading = Heading(
            "Planner", () if view else facts, self.planner.working, client_view=view
        )
        self.query_one(Banner).say(_HIDDEN if view else "")
        self.set_class(not self._rows, "-empty")
        self._explain()
        self.refresh_bindings()

    @on(Table.Highlighted)
    def _explain(self) -> None:
        """Say why the client under the cursor has no figures."""
        row = self.chosen
        problem = self.query_one("#home-problem", Static)
        problem.display = row is not None and bool(row.problem)
        problem.update(plain(one_line(row.problem if row else "", 400)))

    @task("refresh the list", group="refresh", exclusive=True)
    async def _refresh_stale(self, slugs: tuple[str, ...]) -> None:
        for slug in slugs:
            listed = next((r for r in self._rows if r.slug == slug), None)
            if listed is None:
                continue  # deleted meanwhile
            row = await in_thread(self.planner.workspace.look_into, listed)
            self._rows = tuple(row if r.slug == row.slug else r for r in self._rows)
            self._show()

    @on(Input.Changed, "#home-filter")
    def _filter(self, event: Input.Changed) -> None:
        self.table.filter(event.value)

    def on_key(self, event: events.Key) -> None:
        """Move in the list while the filter has the focus."""
        moves = {
            "up": lambda: self.table.action_move(-1), "down": lambda: self.table.action_move(1),
            "pageup": lambda: self.table.action_page(-1), "pagedown": lambda: self.table.action_page(1),
        }  # fmt: skip
        if event.key in moves:
            moves[event.key]()
            event.stop()
            event.prevent_default()

    @on(Input.Submitted, "#home-filter")
    @on(Table.Selected)
    def _chosen(self) -> None:
        self.action_open()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what needs a client while there is none."""
        if action in _OF_OTHERS and self.planner.client_view:
            return False
        if action in ("open", "duplicate", "archive", "delete") and not self._rows:
            return None
        return super().check_action(action, parameters)

    # -- commands ---------------------------------------------------------------------------------

    def action_clear(self) -> None:
        """Show all clients again."""
        self.query_one(Input).value = ""

    def action_toggle_archived(self) -> None:
        """Show or hide archived clients."""
        self._archived = not self._archived
        self._show()

    def action_open(self) -> None:
        """Open the client under the cursor."""
        row = self.chosen
        if row is not None:
            self._open(row.slug)

    @task("open a plan", group="session", exclusive=True)
    async def _open(self, slug: str) -> None:
        from planner.tui.screens.home.opening import open_plan

        session = await open_plan(self, slug)
        if session is not None:
            self.planner.enter(session, room=slug)

    @task("open the demo", group="session", exclusive=True)
    async def action_demo(self) -> None:
        """Open the sample client."""
        session = await self.busy("Building the demo", self.planner.workspace.demo)
        self.planner.enter(session)

    @task("make a client", group="session")
    async def action_new(self) -> None:
        """Ask about the new client and open its plan."""
        from planner.tui.dialogs.people import read_people
        from planner.tui.screens.home.form import new_client, read_client

        workspace = self.planner.workspace
        catalogue = await self.busy("Reading the templates", lambda: workspace.catalogue)
        client, slug, rate = Client(name="", consultant=workspace.author), "", ""
        while not slug:
            told = await self.ask(new_client(catalogue, client, rate))
            if told is None:
                return
            consultant, attendees = read_people(told)
            details, rate = read_client(told), told["exchange_rate"]
            given = read_number(rate, decimal_mark(locale_of(details["currency"], details["locale"])))
            make = partial(
                workspace.create, **details, consultant=consultant, attendees=attendees, exchange_rate=given
            )
            try:
                slug = await self.busy("Creating", make)
            except PlannerError as error:
                report(self.app, error)
                # asked once more with what was typed
                client = Client(**details, consultant=consultant, attendees=attendees)
        self._open(slug)

    @task("import a plan", group="session")
    async def action_import_plan(self) -> None:
        """Ask for a plan file and take it in."""
        from planner.tui.dialogs.prompt import Prompt

        path = await self.ask(
            Prompt(
                "Import a plan file",
                "Where is the plan file (.json)?",
                hint="~/Downloads/acme.json",
                done="Import",
                internal=True,
            )
        )
        if path:
            from planner.tui.screens.home.opening import import_plan

            slug = await import_plan(self, Path(path.strip("'\"")))
            if slug is None:
                return
            self.reload(slug)
            self.say("The plan was imported.")

    @task("duplicate a plan", group="session")
    async def action_duplicate(self) -> None:
        """Ask for the copy's name and save it."""
        from planner.tui.dialogs.prompt import Prompt

        row = self.chosen
        if row is None:
            return
        name = await self.ask(
            Prompt(
                "Duplicate",
                f"Name of the copy of {one_line(name_of(row), 80)}:",
                value=f"{name_of(row)} (copy)",
                internal=True,
            )
        )
        if name:
            self.reload(await self.busy("Copying", self.planner.workspace.duplicate, row.slug, name))

    @task("archive a plan", group="session")
    async def action_archive(self) -> None:
        """Take the client out of the everyday list, or bring it back."""
        row = self.chosen
        if row is None:
            return
        archived = not (row.summary is not None and row.summary.archived)
        await self.busy("Saving", self.planner.workspace.archive, row.slug, archived)
        self.reload()
        self._say_of(
            row, f"{name_of(row)} {'is archived: Ctrl+T shows it.' if archived else 'is back in the list.'}"
        )

    @task("delete a plan", group="session")
    async def action_delete(self) -> None:
        """Ask, then move the plan to the trash."""
        from planner.tui.dialogs.confirm import Confirm

        row = self.chosen
        if row is None:
            return
        question = f"Delete the plan of {one_line(name_of(row), 80)}? It is moved to the trash of the store."
        if await self.ask(Confirm("Delete", question, yes="Delete", no="Keep", danger=True, internal=True)):
            kept = await self.busy("Deleting", self.planner.workspace.delete, row.slug)
            self.reload()
            self._say_of(row, f"Deleted. The file is kept at {kept}.")

    def _say_of(self, row: PlanRow, text: str) -> None:
        """Tell about a client, unless the client view was switched on meanwhile and it is another one."""
        if not self.planner.client_view or row.slug == self.planner.room:
            self.say(text)
