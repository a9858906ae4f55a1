"""The findings of one plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from planner.model.finding import Result, Status
from planner.model.standing import must_words, tally_words
from planner.tui.commands import bindings
from planner.tui.dialogs.choose import Choice, Choose
from planner.tui.dialogs.confirm import Confirm
from planner.tui.dialogs.field import Field
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.message import Told
from planner.tui.dialogs.people import name_field
from planner.tui.guard import task
from planner.tui.screens.base import STYLES, AreaScreen
from planner.tui.screens.gaps.command import COMMANDS
from planner.tui.screens.gaps.detail import detail, why
from planner.tui.screens.gaps.heat import heat_map
from planner.tui.screens.gaps.row import Row, band_of, columns
from planner.tui.text import one_line
from planner.tui.widgets.entry import Entry
from planner.tui.widgets.table import Table
from planner.tui.writable import ensure_writable
from planner.writing import whole

_SORTS = {
    "risk": "", "unverified": "sorted by what may be", "status": "sorted by status", "domain": "sorted by domain",
    "affected": "sorted by items", "title": "sorted by title",
}  # fmt: skip
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
        yield Static(id="gaps-shown")
        yield Entry(placeholder="Type to find; Esc shows all", id="gaps-find", compact=True)
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

    def watch_client_view(self, _client_view: bool) -> None:
        """Take what is internal off the screen at once, also while another area is seen."""
        if self.is_mounted and self.query("#gaps-detail"):
            self._show()

    def refresh_view(self) -> None:
        """Fill the list; the cursor stays on its finding."""
        if not self.query("#gaps-detail"):  # shown first of all areas: the inner widgets are on their way
            self.call_after_refresh(self.refresh_view)
            return
        rows = self._rows()
        self.table.set_rows([r for r in rows if self._wanted(r)])
        counts = {s: sum(1 for r in rows if r.result.status is s and not r.accepted) for s in Status}
        accepted = sum(1 for r in rows if r.accepted)
        risk = sum(r.result.risk for r in rows)
        maybe = sum(r.result.unverified_risk for r in rows)
        assessment = self.session.assessment
        must = must_words(assessment.must)
        tally = tally_words(assessment.tally(self.session.knowledge.catalogue.vocabulary.bands))
        beyond = len(assessment.beyond)
        self.query_one("#gaps-summary", Static).update(
            Content.assemble(
                (f"{must.capitalize()} · " if must else "", "bold"),
                (tally, "bold $error"),
                f" · {counts[Status.UNVERIFIED]} unverified · {counts[Status.OPEN]} open",
                f" · {accepted} accepted" if accepted else "",
                f" · {beyond} beyond this size" if beyond else "",
                (f" · risk {whole(risk):,}, maybe {whole(maybe):,} more", "$text-muted"),
            )
        )
        self._tell_shown(len(rows))
        self._show()

    def _tell_shown(self, count: int | None = None) -> None:
        """Say in words when the list does not show everything, or not by risk."""
        count = len(self._rows()) if count is None else count
        order = self.table.order
        parts = [] if self.shown == "all" else [self._title(self.shown)]
        wanted = one_line(self.query_one("#gaps-find", Input).value, 60)
        parts += [f"with “{wanted}”"] if wanted else []
        parts += [_SORTS[order.column]] if order is not None and _SORTS.get(order.column) else []
        line = self.query_one("#gaps-shown", Static)
        line.display = bool(parts)
        told = ", ".join(parts)
        line.update(
            Content.assemble(
                (f"Shown: {told}", "bold $primary"),
                (f" · {self.table.row_count} of {count} · Esc shows all by risk", "$text-muted"),
            )
        )

    def _rows(self) -> list[Row]:
        catalogue, accepted = self.session.knowledge.catalogue, self.session.accepted
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
            sentence=self.session.sentence(result.standard),
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
        await self.ask(
            Told(f"{row.result.standard}: why?", lambda view: why(self.session, row, client_view=view))
        )

    @task("ask in the interview", group="dialog")
    async def action_ask(self) -> None:
        """Go to the question behind the finding under the cursor."""
        key = self.table.current_key
        if not key:
            return
        from planner.tui.screens.interview.screen import InterviewScreen

        await self.planner.switch_mode("interview")
        screen = self.planner.screen
        if isinstance(screen, InterviewScreen):
            screen.run.visit(key)
            screen.refresh_view()

    def action_scroll(self, where: str) -> None:
        """Scroll what stands beside the list."""
        panel = self.query_one("#gaps-panel")
        panel.scroll_relative(y=3 if where == "down" else -3, animate=False)

    @task("accept a risk", group="dialog")
    async def action_accept(self) -> None:
        """Ask who accepts the risk and why, or whether to withdraw it."""
        row = self.table.current
        if row is None:
            return
        ensure_writable(self.session)
        key = row.result.standard
        if row.accepted:
            question = f"Withdraw the acceptance of {key}? The finding counts for the roadmap again."
            if await self.ask(Confirm("Withdraw", question, yes="Withdraw", no="Keep")):
                self.session.unaccept(key)
            return

        def store(told: dict[str, str]) -> None:
            self.session.accept(key, by=told["by"], why=told["why"], until=told["until"] or None)

        await self.ask(
            Form(
                f"Accept the risk of {key}",
                (
                    name_field(
                        self.session,
                        "Who accepts it",
                        one_line(self.session.plan.client.contact),
                        required=True,
                    ),
                    Field(id="why", label="Why", kind="lines", required=True),
                    Field(id="until", label="Look again on", kind="date", hint="2027-06-30"),
                ),
                text=f"{row.sentence} Name and reason are printed in the document, with a line to sign.",
                done="Accept",
                store=store,
                at="until",
            )
        )

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
        self._tell_shown()

    @on(Input.Submitted, "#gaps-find")
    def _found(self) -> None:
        self.table.focus()

    def on_key(self, event: events.Key) -> None:
        """Go from the search down into the list."""
        if event.key == "down" and self.focused is self.query_one("#gaps-find"):
            self.table.focus()
            event.stop()

    def action_clear(self) -> None:
        """Show all findings again."""
        field = self.query_one("#gaps-find", Input)
        field.value = ""
        field.remove_class("-shown")
        self.shown = "all"
        self.table.filter("")
        self.table.sort("risk", reverse=False)
        self.table.focus()
        self.refresh_view()

    def action_sort(self) -> None:
        """Sort by the next column."""
        order, names = self.table.order, list(_SORTS)
        at = names.index(order.column) if order is not None and order.column in names else 0
        self.table.sort(names[(at + 1) % len(names)], reverse=False)
        self._tell_shown()

    @task("show the heat map", group="dialog")
    async def action_map(self) -> None:
        """Show how many findings stand where."""
        await self.ask(Told("Heat map", heat_map(self._rows(), self.session.knowledge.catalogue.vocabulary)))
