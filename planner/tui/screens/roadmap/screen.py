"""The roadmap of one plan."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from planner.tui.commands import bindings
from planner.tui.dialogs.message import Told
from planner.tui.guard import task
from planner.tui.latest import Latest
from planner.tui.screens.base import STYLES
from planner.tui.screens.overview.card import money
from planner.tui.screens.roadmap import form
from planner.tui.screens.roadmap.board import Board
from planner.tui.screens.roadmap.charts import Charts, Course
from planner.tui.screens.roadmap.command import COMMANDS
from planner.tui.screens.roadmap.detail import details, panel, summary
from planner.tui.screens.roadmap.lane import Columns
from planner.tui.screens.roadmap.load import Loads, Strip
from planner.tui.screens.roadmap.outlook import (
    budget_columns,
    budget_notes,
    budget_rows,
    date_columns,
    date_detail,
    date_notes,
    date_rows,
)
from planner.tui.screens.roadmap.planned import Planned
from planner.tui.screens.roadmap.row import Row, columns, gantt_columns
from planner.tui.screens.roadmap.trial import asked, compared, headline, notes
from planner.tui.screens.roadmap.views import ViewedScreen, ViewTabs
from planner.tui.text import one_line
from planner.tui.widgets.table import Table
from planner.tui.writable import ensure_writable
from planner.workspace import Session
from planner.writing import decimal_mark

if TYPE_CHECKING:
    from planner.model.timeline import Event
    from planner.report.spend import Row as SpendRow

_WITHOUT_WORK = ("budget", "dates", "charts")
"""Views in which no piece of work is chosen."""
_NARROW = 100
_EMPTY = "Nothing to plan yet: answer questions or import exports, and the work shows up here."
_NO_DATES = "No dates are known yet: contracts, warranties and domains bring them."
_PLANNING = "Planning …"


class RoadmapScreen(ViewedScreen):
    """Quarters against their caps above, the work below, the chosen piece of work beside it.

    Planning takes a tenth of a second or more, so it never happens on the screen's own thread: the
    screen says that it is planning and shows the newest result when it is there.
    """

    AREA = "roadmap"
    CSS_PATH = STYLES / "roadmap.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    AUTO_FOCUS = "#roadmap-table"
    table: getters.query_one[Table[Row]] = getters.query_one("#roadmap-table", Table)
    """The list; its cursor is the one all views share."""
    budget: getters.query_one[Table[SpendRow]] = getters.query_one("#roadmap-budget", Table)
    """The whole IT budget by year and quarter."""
    dates: getters.query_one[Table[Event]] = getters.query_one("#roadmap-dates", Table)
    """The timeline."""
    board = getters.query_one(Board)
    charts = getters.query_one(Charts)
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]  # noqa: RUF012 - Textual declares it so

    def __init__(self, session: Session) -> None:
        """Show the roadmap; it is planned when the screen is first seen."""
        super().__init__(session)
        self.tried: dict[str, object] = {}
        """Settings of a what-if; empty while the plan's own roadmap is shown."""
        self.planned: Planned | None = None
        """What is shown; None before the first plan is there."""
        self._planning = Latest(self, "Planning")
        self._wanted: tuple[object, ...] = ()

    def compose_body(self) -> Iterable[Widget]:
        """Yield headline, loads, list, board and panel."""
        yield ViewTabs()
        yield Static(id="roadmap-headline")
        yield Static(id="roadmap-notes")
        with Horizontal(id="roadmap-body"):
            with Vertical(id="roadmap-left"):
                yield Loads(id="roadmap-loads")
                yield Board(id="roadmap-board")
                yield Charts(id="roadmap-charts")
                yield Table(columns(()), key=lambda r: r.item.id, empty=_PLANNING, id="roadmap-table")
                yield Table(budget_columns(), key=lambda r: r.id, empty=_PLANNING, id="roadmap-budget")
                yield Table((), key=lambda e: e.id, empty=_PLANNING, id="roadmap-dates")
                yield Static(id="roadmap-summary")
            with VerticalScroll(id="roadmap-panel", can_focus=False):
                yield Static(id="roadmap-detail")

    # -- planning -------------------------------------------------------------------------------

    def refresh_view(self) -> None:
        """Plan again when the plan has changed; a what-if is planned again on the changed plan."""
        if not self.query("#roadmap-detail"):  # shown first of all areas: the inner widgets are on their way
            self.call_after_refresh(self.refresh_view)
            return
        self._plan()
        self._head()

    def _plan(self) -> None:
        own = self.session.plan.settings
        if all(getattr(own, name) == value for name, value in self.tried.items()):
            self.tried = {}
        audience = "client" if self.client_view else "internal"
        wanted = (self.session.plan, tuple(self.tried.items()), audience)
        if self._wanted and self._wanted[0] is wanted[0] and self._wanted[1:] == wanted[1:]:
            return
        self._wanted = wanted
        self._planning.want(
            partial(Planned.of, self.session, dict(self.tried), audience), self._take, fail=self._take_back
        )

    def _take(self, planned: Planned) -> None:
        self.planned = planned
        if not self.is_attached:
            return
        self._arrange()
        self.table.set_empty(_EMPTY)
        self.table.set_rows(planned.rows)
        self.board.columns = Columns(
            planned.figures,
            [q.risk_end for q in planned.found.quarters],
            planned.rows,
            one_line(self.session.plan.client.currency, 8),
        )
        self.charts.course = Course.of(planned.figures, planned.found, self.board.columns.currency)
        self.budget.set_rows(budget_rows(planned.spending))
        self.dates.set_columns(date_columns(planned.timeline))
        self.dates.set_empty(_NO_DATES)
        self.dates.set_rows(date_rows(planned.timeline))
        self.call_next(self._head)  # what is under way is over once this is shown
        self._show()

    def _take_back(self) -> None:
        """Go back to what was tried last and could be planned."""
        self.tried = dict(self.planned.settings) if self.planned is not None else {}
        self._wanted = ()
        self.call_next(self._head)

    # -- showing --------------------------------------------------------------------------------

    def _head(self) -> None:
        narrow = self.size.width < _NARROW
        line = self.query_one("#roadmap-headline", Static)
        line.set_class(bool(self.tried), "-trial")
        planned = self.planned
        if self._planning.under_way or planned is None:
            pieces = asked(self.session, self.tried) if self.tried else [("Roadmap", "bold")]
            line.update(
                Content.assemble(*pieces, "\n" if self.tried else " · ", ("◌ planning …", "bold $primary"))
            )
            return
        tried = bool(planned.settings)
        line.update(
            compared(self.session, planned) if tried else headline(self.session, planned, narrow=narrow)
        )
        told = self.query_one("#roadmap-notes", Static)
        told.update(notes(planned.notes))
        told.display = bool(planned.notes)

    def _arrange(self) -> None:
        """Give the table the columns of the view."""
        if self.planned is not None:
            ids = [quarter.id for quarter in self.planned.found.quarters]
            wide = self.view == "gantt"
            self.table.set_columns(gantt_columns(ids, self.size.width) if wide else columns(ids))

    @on(Table.Highlighted)
    def _show(self) -> None:
        row, planned = self.table.current, self.planned
        if planned is None:
            return
        self.query_one("#roadmap-panel").scroll_home(animate=False)
        if self.view in ("budget", "dates"):
            told = self._outlook(planned)
            self.query_one("#roadmap-detail", Static).update(told)
            self.query_one("#roadmap-summary", Static).update(told)
            return
        detail, below = (write(self.session, row) if row else Content(_EMPTY) for write in (panel, summary))
        self.query_one("#roadmap-detail", Static).update(detail)
        self.query_one("#roadmap-summary", Static).update(below)
        self.board.chosen = row.item.id if row else ""
        self.query_one(Loads).strip = Strip(
            planned.figures,
            [q.risk_end for q in planned.found.quarters],
            row.placement.start if row else None,
        )

    def _outlook(self, planned: Planned) -> Content:
        write = partial(money, currency=self.session.plan.client.currency)
        if self.view == "budget":
            return budget_notes(planned.budget, planned.spending, write)
        return date_notes(planned.timeline, self.dates.current, write)

    @on(Board.Moved)
    def _moved(self, message: Board.Moved) -> None:
        self.table.move_to(message.key)

    def on_resize(self) -> None:
        """Fit headline and chart to the new width."""
        if self.is_mounted and self.query(Board):
            self._head()
            self._arrange()

    def show_view(self) -> None:
        """Give the shown view its columns and the keys."""
        self._arrange()
        shown = {"board": self.board, "budget": self.budget, "dates": self.dates, "charts": self.charts}
        shown.get(self.view, self.table).focus()
        self._show()

    def _chosen(self) -> Row | None:
        """Return the piece of work under the cursor; where none can be chosen, say so."""
        if self.view in _WITHOUT_WORK:
            self.say("No piece of work is chosen here: v goes back to the list.")
            return None
        return self.table.current

    # -- decisions ------------------------------------------------------------------------------

    @task("decide", group="dialog")
    async def action_decide(self, choice: str) -> None:
        """Ask for name and reason, then record the decision."""
        row = self._chosen()
        if row is None:
            return
        ensure_writable(self.session)

        def store(told: dict[str, str]) -> None:
            until = told["until"] or None
            self.session.decide(row.item.id, told["choice"], by=told["by"], why=told["why"], until=until)

        await self.ask(form.decision(self.session, row.item, choice, store))

    def action_undecide(self) -> None:
        """Take the decision back."""
        row = self._chosen()
        if row is not None and row.item.id in self.session.plan.decisions:
            self.session.undecide(row.item.id)
        elif row is not None:
            self.say("Nothing has been decided about this one.")

    @task("move", group="move")
    async def action_move(self, where: str) -> None:
        """Pin the initiative a quarter earlier or later, from where it stands once planning is done."""
        if self._chosen() is None:
            return
        key = self.table.current_key
        await self._planning.settled()
        planned = self.planned
        row = next((r for r in planned.rows if r.item.id == key), None) if planned else None
        if planned is None or row is None:
            return
        quarters, start = planned.found.quarters, row.placement.start
        to = 0 if start is None else start + (1 if where == "later" else -1)
        if not 0 <= to <= len(quarters) - row.item.duration:
            self.say("It cannot be moved further: the roadmap ends there.")
            return
        self.session.change(key, "pin", quarters[to].id, why="Moved by hand in the roadmap")
        self._plan()  # at once, so that the next press waits for it

    @on(Board.Dropped)
    def _dropped(self, message: Board.Dropped) -> None:
        self.propose_move(message.key, message.quarter)

    def propose_move(self, key: str, quarter: int | None) -> None:
        """Pin an initiative to a quarter; None asks how long to defer it.

        Args:
            key: The initiative.
            quarter: Index of the quarter it is to start in.
        """
        planned = self.planned
        if planned is None or key not in planned.found.placements or not self.table.move_to(key):
            return
        if quarter is None:
            self.action_decide("defer")
            return
        item = next(item for item in planned.found.initiatives if item.id == key)
        last = max(len(planned.found.quarters) - item.duration, 0)
        if quarter > last:
            self.say("It takes longer than what is left of the roadmap there: it starts as late as it can.")
        to = planned.found.quarters[min(quarter, last)].id
        self.session.change(key, "pin", to, why="Moved by hand in the roadmap")
        self._plan()

    def action_unpin(self) -> None:
        """Let the planner place it again."""
        row = self._chosen()
        if row is not None and any(c.field == "pin" for c in self.session.plan.changes.get(row.item.id, ())):
            self.session.unchange(row.item.id, "pin")
        elif row is not None:
            self.say("This one is not pinned.")

    @task("change a figure", group="dialog")
    async def action_edit(self) -> None:
        """Ask which figure to change, to what and why."""
        row = self._chosen()
        if row is None:
            return
        ensure_writable(self.session)
        await self._planning.settled()

        def store(told: dict[str, str]) -> None:
            if told["value"]:
                self.session.change(row.item.id, told["field"], told["value"], why=told["why"], by=told["by"])
            else:
                self.session.unchange(row.item.id, told["field"])

        await self.ask(
            form.change(self.session, row.item, one_line(self.session.plan.client.currency, 8), store)
        )

    @on(Table.Selected)
    @on(Board.Selected)
    @task("show details", group="dialog")
    async def action_details(self) -> None:
        """Show everything about the initiative, or about the date in the timeline."""
        planned, event = self.planned, self.dates.current
        if self.view == "budget" and planned is not None:
            await self.ask(Told("Everything IT costs", lambda _: self._outlook(planned)))
            return
        if self.view == "dates" and planned is not None and event is not None:
            write = partial(money, currency=self.session.plan.client.currency)
            await self.ask(Told(event.date, Content.assemble(*date_detail(planned.timeline, event, write))))
            return
        row = self._chosen()
        if row is not None:
            await self.ask(Told(row.item.title, details(self.session, row)))

    @task("show what could not be met", group="dialog")
    async def action_notes(self) -> None:
        """Show every due date, pin or approval that does not fit."""
        problems = self.planned.notes if self.planned is not None else ()
        text = "\n\n".join(problems) if problems else "Everything fits: caps, due dates, pins and approvals."
        await self.ask(Told("What could not be met", text))

    # -- what-if --------------------------------------------------------------------------------

    def action_step(self, way: str) -> None:
        """Try a tenth of the plan's budget less or more money a quarter."""
        if self.planned is None:
            return
        own = self.session.plan.settings.budget_per_quarter
        # Without a cap there is nothing to take a tenth of: begin at what the fullest quarter takes.
        own = own[0] if isinstance(own, tuple) else own
        base = own or float(max((figure.money for figure in self.planned.figures), default=0))
        step = max(round(base * 0.1, -2), 100.0)
        cap = self.tried.get("budget_per_quarter", base)
        present = cap if isinstance(cap, float) else base
        self._try(
            {**self.tried, "budget_per_quarter": max(present + (step if way == "more" else -step), 0.0)}
        )

    @task("ask about caps", group="dialog")
    async def action_caps(self) -> None:
        """Ask for caps to try."""
        session, mark = self.session, decimal_mark(self.session.locale)
        currency = one_line(session.plan.client.currency, 8)
        told = await self.ask(form.caps(session.plan.settings, self.tried, currency, mark))
        if told is not None:
            self._try(form.read_caps(told, mark))

    def _try(self, settings: dict[str, object]) -> None:
        own = self.session.plan.settings
        self.tried = {name: value for name, value in settings.items() if getattr(own, name) != value}
        self.refresh_view()

    def action_keep(self) -> None:
        """Make the what-if the plan's own."""
        if not self.tried:
            self.say("There is no what-if to keep: + and - try another budget, b other caps.")
            return
        self.session.set_settings(**self.tried)
        self.tried = {}
        self.refresh_view()

    def action_drop(self) -> None:
        """Back to the plan's own caps."""
        if self.tried:
            self.tried = {}
            self.refresh_view()
