"""The roadmap of one plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual import getters, on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from planner.tui.commands import bindings
from planner.tui.dialogs.message import Told
from planner.tui.guard import in_thread, task
from planner.tui.screens.base import STYLES
from planner.tui.screens.overview.card import money
from planner.tui.screens.roadmap.bars import Scale
from planner.tui.screens.roadmap.board import Board
from planner.tui.screens.roadmap.charts import Charts, Course
from planner.tui.screens.roadmap.command import COMMANDS
from planner.tui.screens.roadmap.consequence import WORKING_OUT, consequences
from planner.tui.screens.roadmap.detail import details, panel, summary
from planner.tui.screens.roadmap.gantt import Gantt
from planner.tui.screens.roadmap.lane import Columns
from planner.tui.screens.roadmap.load import Loads, Strip
from planner.tui.screens.roadmap.ordering import OrderingScreen
from planner.tui.screens.roadmap.outlook import (
    budget_columns,
    budget_notes,
    budget_rows,
    date_columns,
    date_detail,
    date_notes,
    date_rows,
)
from planner.tui.screens.roadmap.own import OwnWorkScreen
from planner.tui.screens.roadmap.planned import Planned
from planner.tui.screens.roadmap.trial import asked, compared, headline, notes
from planner.tui.screens.roadmap.views import ViewedScreen, ViewTabs
from planner.tui.screens.roadmap.whatif import WhatIfScreen
from planner.tui.text import one_line
from planner.tui.widgets.table import Table

if TYPE_CHECKING:
    from planner.model.roadmap import Initiative
    from planner.model.timeline import Event
    from planner.report.spend import Row as SpendRow

_NARROW, _NARROW_TRIAL = 110, 130
"""Columns below which the line of the roadmap, and that of a what-if, are two."""
_EMPTY = "Nothing to plan yet: answer questions or import exports, and the work shows up here."
_NO_DATES = "No dates are known yet: contracts, warranties and domains bring them."
_PLANNING = "Planning …"


class RoadmapScreen(WhatIfScreen, OwnWorkScreen, OrderingScreen, ViewedScreen):
    """Quarters against their caps above, the work below, the chosen piece of work beside it."""

    AREA = "roadmap"
    CSS_PATH = STYLES / "roadmap.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    AUTO_FOCUS = "#roadmap-table"
    table = getters.query_one("#roadmap-table", Gantt)
    """The list; its cursor is the one all views share."""
    budget: getters.query_one[Table[SpendRow]] = getters.query_one("#roadmap-budget", Table)
    """The whole IT budget by year and quarter."""
    dates: getters.query_one[Table[Event]] = getters.query_one("#roadmap-dates", Table)
    """The timeline."""
    board = getters.query_one(Board)
    charts = getters.query_one(Charts)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-medium"), (118, "-wide"), (170, "-broad")]  # noqa: RUF012 - as below
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]  # noqa: RUF012 - Textual declares it so

    _told = ("", "")
    """View and id of the initiative the panel tells about."""

    def compose_body(self) -> Iterable[Widget]:
        """Yield headline, loads, list, board and panel."""
        yield ViewTabs()
        yield Static(id="roadmap-headline")
        yield Static(id="roadmap-notes")
        with Horizontal(id="roadmap-body"):
            with Vertical(id="roadmap-left"):
                yield Loads(id="roadmap-loads")
                yield Board(id="roadmap-board")
                yield Gantt(empty=_PLANNING, id="roadmap-table")
                yield Table(budget_columns(), key=lambda r: r.id, empty=_PLANNING, id="roadmap-budget")
                yield Table((), key=lambda e: e.id, empty=_PLANNING, id="roadmap-dates")
                yield Charts(id="roadmap-charts")
                yield Static(id="roadmap-summary")
            with VerticalScroll(id="roadmap-panel", can_focus=False):
                yield Static(id="roadmap-detail")

    # -- showing --------------------------------------------------------------------------------

    def show_planned(self, planned: Planned) -> None:
        """Draw the roadmap; cursor and scroll stay where they are."""
        rows = [replace(row, marked=row.item.id in self.marked) for row in planned.rows]
        self._arrange()
        self.table.set_empty(_EMPTY)
        self.table.set_rows(rows)
        self.board.columns = Columns(
            planned.figures,
            [q.risk_end for q in planned.found.quarters],
            rows,
            one_line(self.session.plan.client.currency, 8),
        )
        self.charts.course = Course.of(planned.figures, planned.found, self.board.columns.currency)
        self.budget.set_rows(budget_rows(planned.spending))
        self.dates.set_columns(date_columns(planned.timeline))
        self.dates.set_empty(_NO_DATES)
        self.dates.set_rows(date_rows(planned.timeline))
        self._show()

    def show_head(self) -> None:
        """Draw the lines above the work: what is tried, what it changes, how far planning has come."""
        super().show_head()
        narrow = self.size.width < _NARROW
        line, what, planned = self.query_one("#roadmap-headline", Static), self.what, self.planned
        line.set_class(bool(what), "-trial")
        told = self.query_one("#roadmap-notes", Static)
        self.refresh_bindings()
        if planned is None or (self.is_planning and planned.what is not what):
            own = planned.own if planned is not None else None
            pieces = (
                asked(self.session, what, own, self.size.width) if what and own else [("Roadmap", "bold")]
            )
            line.update(Content.assemble(*pieces, "\n" if what else " · ", ("◌ planning …", "bold $primary")))
            told.display = False
            return
        told_progress = self._marks() or self.progress()
        if planned.what:
            narrow = self.size.width < _NARROW_TRIAL
            line.update(compared(self.session, planned, told_progress, narrow=narrow, width=self.size.width))
        else:
            line.update(headline(self.session, planned, told_progress, narrow=narrow))
        told.update(notes(planned.notes, planned.fresh if planned.what else ()))
        told.display = bool(planned.notes)

    def _marks(self) -> tuple[str, str] | None:
        """Return how many pieces of work are marked and what can be done with them; None when none is."""
        count = len(self.marked)
        if not count:
            return None
        return (f"● {count} marked: a d x decide about all of them, i merges, Esc unmarks", "bold $primary")

    def _arrange(self) -> None:
        """Give the table the columns of the view."""
        if self.planned is not None:
            quarters, today = self.planned.found.quarters, self.session.today.isoformat()
            now = next((at for at, one in enumerate(quarters) if one.starts <= today <= one.ends), None)
            scale = Scale(tuple(quarter.id for quarter in quarters), now=now)
            self.table.lay_out(scale, self.planned.rows, chart=self.view == "gantt")

    @on(Table.Highlighted)
    def _show(self) -> None:
        row, planned = self.table.current, self.planned
        if planned is None:
            return
        about = (self.view, self.table.current_key)
        if about != self._told:  # a better roadmap leaves who reads on where he is
            self._told = about
            self.query_one("#roadmap-panel").scroll_home(animate=False)
        if self.view in ("budget", "dates"):
            told = self._outlook(planned)
            self.query_one("#roadmap-detail", Static).update(told)
            event = self.dates.current if self.view == "dates" else None
            if event is not None:  # below the table there is room for one sentence and the chosen date
                sentence = date_notes(planned.timeline, None, self._money).split("\n")[1]
                told = Content.assemble(
                    sentence, "\n", *date_detail(planned.timeline, event, self._money)
                ).rstrip()
            self.query_one("#roadmap-summary", Static).update(told)
            return
        nothing = Content(_EMPTY)
        self.query_one("#roadmap-detail", Static).update(
            panel(self.session, row, client_view=self.client_view) if row else nothing
        )
        self.query_one("#roadmap-summary", Static).update(summary(self.session, row) if row else nothing)
        self.board.chosen = row.item.id if row else ""
        if self.view == "gantt":
            self.table.refresh()  # what waits for the chosen one is marked
        self.query_one(Loads).strip = Strip(
            planned.figures,
            [q.risk_end for q in planned.found.quarters],
            row.placement.start if row else None,
        )

    def _outlook(self, planned: Planned) -> Content:
        if self.view == "budget":
            return budget_notes(planned.budget, planned.spending, self._money)
        return date_notes(planned.timeline, self.dates.current, self._money)

    def _money(self, amount: float) -> str:
        return money(amount, currency=self.session.plan.client.currency)

    @on(Board.Moved)
    def _moved(self, message: Board.Moved) -> None:
        self.table.move_to(message.key)

    def on_resize(self) -> None:
        """Fit headline and chart to the new width."""
        if self.is_mounted and self.query(Board):
            self.show_head()

    def show_view(self) -> None:
        """Give the shown view its columns and the keys."""
        self._arrange()
        shown = {"board": self.board, "budget": self.budget, "dates": self.dates, "charts": self.charts}
        shown.get(self.view, self.table).focus()
        self._show()

    @on(Board.Placed)
    def _placed(self, message: Board.Placed) -> None:
        self.put(message.key, message.place)

    @on(Board.Dropped)
    @on(Gantt.Dropped)
    def _dropped(self, message: Board.Dropped | Gantt.Dropped) -> None:
        planned, key, quarter = self.planned, message.key, message.quarter
        if planned is None or key not in planned.found.placements or not self.table.move_to(key):
            return
        if quarter is None:  # not planned: until when is a decision, about this one alone
            self.mark(())
            self.action_decide("defer")
            return
        item = next(item for item in planned.found.initiatives if item.id == key)
        last = max(len(planned.found.quarters) - item.duration, 0)
        if quarter > last:
            self.say("It takes longer than what is left of the roadmap there: it starts as late as it can.")
        self.propose_move(key, min(quarter, last))

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
            text = Content.assemble(*date_detail(planned.timeline, event, self._money))
            await self.ask(Told(event.date, text))
            return
        row = self.chosen()
        if row is None or planned is None:
            return
        moved = [WORKING_OUT]
        dialog = Told(
            row.item.title,
            lambda client: details(self.session, row, planned, moved[0], client_view=client),
        )
        self._work_out(dialog, planned, row.item, moved)
        await self.ask(dialog)

    @task("work out what a move changes", group="consequences", exclusive=True)
    async def _work_out(self, dialog: Told, planned: Planned, item: Initiative, moved: list[Content]) -> None:
        moved[0] = await in_thread(consequences, self.session, planned, item)
        if dialog.is_attached:
            dialog.show_view()

    @task("show what could not be met", group="dialog")
    async def action_notes(self) -> None:
        """Show every due date, pin or approval that does not fit."""
        problems = self.planned.notes if self.planned is not None else ()
        text = "\n\n".join(problems) if problems else "Everything fits: caps, due dates, pins and approvals."
        await self.ask(Told("What could not be met", text))
