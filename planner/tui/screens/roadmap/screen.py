"""The roadmap of one plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from planner.model.roadmap import Roadmap
from planner.tui.commands import bindings
from planner.tui.dialogs.message import Told
from planner.tui.guard import task
from planner.tui.screens.base import STYLES, AreaScreen
from planner.tui.screens.roadmap import form
from planner.tui.screens.roadmap.board import board, shown_quarters
from planner.tui.screens.roadmap.command import COMMANDS
from planner.tui.screens.roadmap.detail import details, panel
from planner.tui.screens.roadmap.load import loads, visible_quarters
from planner.tui.screens.roadmap.row import Row, columns, rows_of
from planner.tui.screens.roadmap.trial import Trial, compared, headline
from planner.tui.widgets.table import Table

if TYPE_CHECKING:
    from planner.report.figure import Figure


class RoadmapScreen(AreaScreen):
    """Quarters against their caps above, the work below, the chosen piece of work beside it."""

    AREA = "roadmap"
    CSS_PATH = STYLES / "roadmap.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    AUTO_FOCUS = "#roadmap-table"

    trial: Trial | None = None
    """A what-if that is being looked at; None while the plan's own roadmap is shown."""

    def compose_body(self) -> Iterable[Widget]:
        """Yield headline, loads, list, board and panel."""
        yield Static(id="roadmap-headline")
        yield Static(id="roadmap-trial")
        with Horizontal(id="roadmap-body"):
            with VerticalScroll(id="roadmap-left", can_focus=False):
                yield Static(id="roadmap-loads")
                yield Static(id="roadmap-board")
                yield Table(columns(12), key=lambda r: r.item.id, empty=_EMPTY, id="roadmap-table")
            with VerticalScroll(id="roadmap-panel", can_focus=False):
                yield Static(id="roadmap-detail")

    @property
    def table(self) -> Table[Row]:
        """The list."""
        return self.query_one("#roadmap-table", Table)

    @property
    def found(self) -> Roadmap:
        """The roadmap that is shown: the plan's own, or the what-if."""
        return self.session.roadmap if self.trial is None else self.trial.roadmap

    # -- showing --------------------------------------------------------------------------------

    def refresh_view(self) -> None:
        """Show the roadmap; a what-if is planned again on the changed plan."""
        if self.trial is not None:
            self.trial = Trial.of(self.session, self.trial.settings)
        found = self.found
        self.table.set_columns(columns(len(found.quarters)))
        self.table.set_rows(rows_of(found))
        self.query_one("#roadmap-headline", Static).update(headline(self.session, found))
        trial = self.query_one("#roadmap-trial", Static)
        trial.set_class(self.trial is not None, "-shown")
        if self.trial is not None:
            trial.update(compared(self.session, self.trial))
        self._show()

    @on(Table.Highlighted)
    def _show(self) -> None:
        row = self.table.current
        self.query_one("#roadmap-detail", Static).update(panel(self.session, row) if row else Content(_EMPTY))
        self.query_one("#roadmap-panel").scroll_home(animate=False)
        self._draw()

    def on_resize(self) -> None:
        """Draw as many quarters as fit."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        """Draw the quarters around the one the chosen initiative starts in."""
        if not self.is_mounted:
            return
        found, row = self.found, self.table.current
        figures: tuple[Figure, ...] = self.session.figures(found)
        width = self.query_one("#roadmap-left").size.width - 2
        on_board = self.has_class("-board")
        room = shown_quarters(width) if on_board else visible_quarters(width)
        start = 0 if row is None or row.placement.start is None else row.placement.start
        first = min(max(0, start - room + 2), max(0, len(figures) - room)) if start >= room - 1 else 0
        if on_board:
            drawn = board(
                found, figures, rows_of(found), first=first, width=width, chosen=row.item.id if row else ""
            )
            self.query_one("#roadmap-board", Static).update(drawn)
        else:
            self.query_one("#roadmap-loads", Static).update(loads(found, figures, first, width))

    # -- decisions ------------------------------------------------------------------------------

    @task("decide", group="dialog")
    async def action_decide(self, choice: str) -> None:
        """Ask for name and reason, then record the decision."""
        row = self.table.current
        if row is None:
            return
        told = await self.ask(form.decision(row.item, choice, self.session.plan.client.contact))
        if told is not None:
            until = told.get("until") or None
            self.session.decide(row.item.id, choice, by=told["by"], why=told["why"], until=until)

    def action_undecide(self) -> None:
        """Take the decision back."""
        row = self.table.current
        if row is not None and row.item.decision is not None:
            self.session.undecide(row.item.id)
        else:
            self.say("Nothing has been decided about this one.")

    def action_move(self, where: str) -> None:
        """Pin the initiative a quarter earlier or later."""
        row = self.table.current
        if row is None:
            return
        quarters = self.found.quarters
        start = row.placement.start
        to = 0 if start is None else start + (1 if where == "later" else -1)
        if not 0 <= to <= len(quarters) - row.item.duration:
            self.say("It cannot be moved further: the roadmap ends there.")
            return
        self.session.change(row.item.id, "pin", quarters[to].id, why="Moved by hand in the roadmap")

    def action_unpin(self) -> None:
        """Let the planner place it again."""
        row = self.table.current
        if row is not None and row.item.pinned:
            self.session.unchange(row.item.id, "pin")
        else:
            self.say("This one is not pinned.")

    @task("change a figure", group="dialog")
    async def action_edit(self) -> None:
        """Ask which figure to change, to what and why."""
        row = self.table.current
        if row is None:
            return
        told = await self.ask(form.change(row.item, self.session.plan.client.currency))
        if told is None:
            return
        if told["value"]:
            self.session.change(row.item.id, told["field"], told["value"], why=told["why"])
        else:
            self.session.unchange(row.item.id, told["field"])

    @on(Table.Selected)
    @task("show details", group="dialog")
    async def action_details(self) -> None:
        """Show everything about the initiative."""
        row = self.table.current
        if row is not None:
            await self.ask(Told(row.item.title, details(self.session, row)))

    @task("show what could not be met", group="dialog")
    async def action_notes(self) -> None:
        """Show every due date, pin or approval that does not fit."""
        problems = self.found.problems
        text = "\n\n".join(problems) if problems else "Everything fits: caps, due dates, pins and approvals."
        await self.ask(Told("What could not be met", text))

    # -- what-if --------------------------------------------------------------------------------

    def action_step(self, way: str) -> None:
        """Try a tenth less or more money a quarter."""
        present = self.trial.settings if self.trial is not None else {}
        cap = present.get("budget_per_quarter", self.session.plan.settings.budget_per_quarter)
        if not isinstance(cap, int | float) or not cap:
            # Without a cap there is nothing to take a tenth of: begin at what the fullest quarter takes.
            cap = max((figure.money for figure in self.session.figures()), default=0)
        step = max(round(cap * 0.1, -2), 100.0)
        self._try({**present, "budget_per_quarter": max(cap + (step if way == "more" else -step), 0.0)})

    @task("ask about caps", group="dialog")
    async def action_caps(self) -> None:
        """Ask for caps to try."""
        settings = self.session.plan.settings
        told = await self.ask(
            form.caps(settings, self.trial.settings if self.trial else {}, self.session.plan.client.currency)
        )
        if told is not None:
            self._try(form.read_caps(told))

    def _try(self, settings: dict[str, object]) -> None:
        self.trial = Trial.of(self.session, settings)
        self.refresh_view()

    def action_keep(self) -> None:
        """Make the what-if the plan's own."""
        if self.trial is None:
            self.say("There is no what-if to keep: + and - try another budget, b other caps.")
            return
        settings, self.trial = self.trial.settings, None
        self.session.set_settings(**settings)
        self.refresh_view()

    def action_drop(self) -> None:
        """Back to the plan's own caps."""
        if self.trial is not None:
            self.trial = None
            self.refresh_view()

    def action_view(self) -> None:
        """Switch between the board and the list."""
        self.toggle_class("-board")
        self.call_after_refresh(self._draw)


_EMPTY = "Nothing to plan yet: answer questions or import exports, and the work shows up here."
