"""The findings of one plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from planner.model.finding import Result, Status
from planner.tui.commands import bindings
from planner.tui.dialogs.choose import Choice, Choose
from planner.tui.dialogs.confirm import Confirm
from planner.tui.dialogs.field import Field
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.message import Told
from planner.tui.guard import task
from planner.tui.screens.base import STYLES, AreaScreen
from planner.tui.screens.gaps.command import COMMANDS
from planner.tui.screens.gaps.detail import affected, detail
from planner.tui.screens.gaps.heat import heat_map
from planner.tui.screens.gaps.row import Row, band_of, columns
from planner.tui.widgets.table import Table

_SORTS = ("risk", "unverified", "status", "title")
_SHOWN = {
    "all": "All findings",
    "known": "Known gaps: gap and partial",
    "unverified": "Unverified: measured in part",
    "open": "Open: nothing known",
    "accepted": "Accepted risks",
}


class GapsScreen(AreaScreen):
    """Findings on the left, what the chosen one rests on on the right."""

    AREA = "gaps"
    CSS_PATH = STYLES / "gaps.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    AUTO_FOCUS = "#gaps-table"

    shown = "all"
    """What the list is narrowed to: a key of ``_SHOWN`` or the id of a domain."""

    def compose_body(self) -> Iterable[Widget]:
        """Yield summary, search, list and panel."""
        yield Static(id="gaps-summary")
        yield Input(placeholder="Type to find; Esc shows all", id="gaps-find", compact=True)
        with Horizontal(id="gaps-body"):
            yield Table(
                columns(), key=lambda r: r.result.standard, empty="No findings here.", id="gaps-table"
            )
            with VerticalScroll(id="gaps-panel", can_focus=False):
                yield Static(id="gaps-detail")

    @property
    def table(self) -> Table[Row]:
        """The list."""
        return self.query_one("#gaps-table", Table)

    # -- showing --------------------------------------------------------------------------------

    def refresh_view(self) -> None:
        """Fill the list; the cursor stays on its finding."""
        rows = self._rows()
        self.table.set_rows([r for r in rows if self._wanted(r)])
        counts = {s: sum(1 for r in rows if r.result.status is s and not r.accepted) for s in Status}
        accepted = sum(1 for r in rows if r.accepted)
        risk = sum(r.result.risk for r in rows)
        maybe = sum(r.result.unverified_risk for r in rows)
        narrowed = "" if self.shown == "all" else f"   shown: {self._title(self.shown)}"
        self.query_one("#gaps-summary", Static).update(
            Content.assemble(
                (f"{counts[Status.GAP]} gaps", "bold $error"),
                (f"   {counts[Status.PARTIAL]} partial", "bold $warning"),
                f"   {counts[Status.UNVERIFIED]} unverified   {counts[Status.OPEN]} open   {accepted} accepted",
                (f"   risk {risk:.0f}, maybe {maybe:.0f} more", "$text-muted"),
                (narrowed, "$primary"),
            )
        )
        self._show()

    def _rows(self) -> list[Row]:
        catalogue, accepted = self.session.knowledge.catalogue, self.session.plan.accepted
        return [
            self._row(r, r.standard in accepted)
            for r in self.session.assessment.findings()
            if r.standard in catalogue.standards
        ]

    def _row(self, result: Result, accepted: bool) -> Row:
        catalogue = self.session.knowledge.catalogue
        band, tone = band_of(result.risk, catalogue.vocabulary.bands)
        return Row(
            result=result,
            title=catalogue.standards[result.standard].title,
            domain=catalogue.domains[result.domain].title,
            accepted=accepted,
            band=band,
            band_tone="muted" if accepted else tone,
            affected=len({(m.of, a) for m in result.measures for a in m.affected}),
        )

    def _wanted(self, row: Row) -> bool:
        status = row.result.status
        if self.shown == "all":
            return True
        if self.shown == "accepted":
            return row.accepted
        if self.shown == "known":
            return status in (Status.GAP, Status.PARTIAL) and not row.accepted
        if self.shown in (Status.UNVERIFIED, Status.OPEN):
            return status == self.shown
        return row.result.domain == self.shown

    def _title(self, shown: str) -> str:
        domain = self.session.knowledge.catalogue.domains.get(shown)
        return domain.title if domain is not None else _SHOWN[shown].partition(":")[0].lower()

    @on(Table.Highlighted)
    def _show(self) -> None:
        row = self.table.current
        shown = detail(self.session, row, client_view=self.client_view) if row else Content("")
        self.query_one("#gaps-detail", Static).update(shown)
        self.query_one("#gaps-panel").scroll_home(animate=False)

    # -- commands -------------------------------------------------------------------------------

    @on(Table.Selected)
    @task("say why", group="dialog")
    async def action_why(self) -> None:
        """Show how the finding under the cursor comes about."""
        row = self.table.current
        if row is None:
            return
        lines = list(self.session.explain(row.result.standard))
        names = affected(self.session, row.result)
        if names:
            lines.append(f"Concerns: {', '.join(names)}.")
        await self.ask(Told(f"{row.result.standard}: why?", "\n\n".join(lines)))

    @task("accept a risk", group="dialog")
    async def action_accept(self) -> None:
        """Ask who accepts the risk and why, or whether to withdraw it."""
        row = self.table.current
        if row is None:
            return
        key = row.result.standard
        if row.accepted:
            question = f"Withdraw the acceptance of {key}? The finding counts for the roadmap again."
            if await self.ask(Confirm("Withdraw", question, yes="Withdraw", no="Keep")):
                self.session.unaccept(key)
            return
        told = await self.ask(
            Form(
                f"Accept the risk of {key}",
                (
                    Field(
                        id="by", label="Who accepts it", required=True, value=self.session.plan.client.contact
                    ),
                    Field(id="why", label="Why", kind="lines", required=True),
                    Field(id="until", label="Look again on", kind="date", hint="2027-06-30"),
                ),
                text="Name and reason are printed in the document, with a line to sign.",
                done="Accept",
            )
        )
        if told is not None:
            self.session.accept(key, by=told["by"], why=told["why"], until=told["until"] or None)

    @task("narrow the list", group="dialog")
    async def action_narrow(self) -> None:
        """Ask what the list is to show."""
        domains = self.session.knowledge.catalogue.domains.values()
        choices = [Choice(key, title) for key, title in _SHOWN.items()]
        choices += [Choice(d.id, d.title, d.question) for d in domains]
        chosen = await self.ask(Choose("Show", "Which findings?", choices, current=self.shown))
        if chosen is not None:
            self.shown = chosen
            self.refresh_view()

    def action_find(self) -> None:
        """Let the person type what to find."""
        field = self.query_one("#gaps-find", Input)
        field.add_class("-shown")
        field.focus()

    @on(Input.Changed, "#gaps-find")
    def _find(self, event: Input.Changed) -> None:
        self.table.filter(event.value)

    @on(Input.Submitted, "#gaps-find")
    def _found(self) -> None:
        self.table.focus()

    def action_clear(self) -> None:
        """Show all findings again."""
        field = self.query_one("#gaps-find", Input)
        field.value = ""
        field.remove_class("-shown")
        self.shown = "all"
        self.table.focus()
        self.refresh_view()

    def action_sort(self) -> None:
        """Sort by the next column."""
        order = self.table.order
        at = _SORTS.index(order.column) if order is not None and order.column in _SORTS else 0
        self.table.sort(_SORTS[(at + 1) % len(_SORTS)], reverse=False)

    @task("show the heat map", group="dialog")
    async def action_map(self) -> None:
        """Show how many findings stand where."""
        await self.ask(Told("Heat map", heat_map(self._rows(), self.session.knowledge.catalogue.vocabulary)))
