"""The overview of one plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Digits, Static

from planner.tui.commands import bindings
from planner.tui.dialogs.choose import Choice, Choose
from planner.tui.guard import in_thread, task
from planner.tui.screens.base import STYLES, AreaScreen
from planner.tui.screens.overview import card
from planner.tui.screens.overview.command import COMMANDS
from planner.tui.widgets.score import ScoreBand
from planner.tui.writable import ensure_writable
from planner.writing import whole

if TYPE_CHECKING:
    from planner.model.roadmap import Roadmap

_FIRST_STEPS = (
    ("2", "Inventory", "import what the client's tools export: users, devices, licences, backups"),
    ("3", "Interview", "ask the questions the files cannot answer; one key answers each"),
    ("4", "Gaps", "see what is wrong, worst first; then plan it in the Roadmap (5)"),
)
_GUESS = 60
"""Columns of a card before it is laid out."""
_CARDS = (
    ("risks", "Three risks"),
    ("decisions", "Decisions wanted"),
    ("dates", "Dates that will not wait"),
    ("year", "This year"),
    ("unknown", "What we do not know yet"),
    ("domains", "Domain by domain"),
)


class Card(Widget):
    """A framed text that knows its own width: bars and figures in it fit."""

    draw: reactive[Callable[[int], Content] | None] = reactive(None, layout=True)
    """Returns the text for a width in columns; its number of lines may not depend on it."""

    def render(self) -> Content:
        """Return the text."""
        return Content("") if self.draw is None else self.draw(self.content_size.width or _GUESS)

    def on_resize(self) -> None:
        """Fit the text to the new width."""
        self.refresh(layout=True)


class OverviewScreen(AreaScreen):
    """The page an executive with four minutes reads."""

    AREA = "overview"
    SHOWS_ROADMAP = True
    CSS_PATH = STYLES / "overview.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    AUTO_FOCUS = ""

    def compose_body(self) -> Iterable[Widget]:
        """Yield score, cards, and what a newcomer reads instead of them."""
        cards = {name: self._card(name, title) for name, title in _CARDS}
        yield VerticalScroll(
            Static(id="overview-must"),
            Horizontal(
                Digits(id="overview-score"),
                Vertical(
                    ScoreBand(id="overview-band"),
                    Static(id="overview-headline"),
                    Static(id="overview-counts"),
                    id="overview-figures",
                ),
                id="overview-top",
            ),
            Static(self._first_steps(), id="overview-welcome"),
            Container(
                Vertical(cards["risks"], cards["decisions"], classes="overview-column"),
                Vertical(
                    cards["dates"],
                    cards["year"],
                    cards["unknown"],
                    cards["domains"],
                    classes="overview-column",
                ),
                id="overview-cards",
            ),
            id="overview",
            can_focus=False,
        )

    @staticmethod
    def _card(name: str, title: str) -> Card:
        made = Card(id=f"overview-{name}", classes="overview-card")
        made.border_title = title
        return made

    @staticmethod
    def _first_steps() -> Content:
        lines: list[str | tuple[str, str]] = [("This plan is empty. Three steps:\n\n", "bold")]
        for key, title, told in _FIRST_STEPS:
            lines += [(f" {key} ", "bold reverse"), (f"  {title}", "bold"), f"  {told}\n\n"]
        lines.append(("F1 shows every key of a screen.", "$text-muted"))
        return Content.assemble(*lines)

    # -- drawing --------------------------------------------------------------------------------

    @property
    def is_blank(self) -> bool:
        """Whether nothing was imported and nothing was asked."""
        plan = self.session.plan
        return not plan.answers and not any(plan.records.values())

    def refresh_view(self) -> None:
        """Show the figures at once, and what follows from the roadmap as soon as it is there."""
        assessment = self.session.assessment
        score = assessment.score
        self.set_class(self.is_blank, "-blank")
        self.query_one(Digits).update("--" if score.shown is None else f"{whole(score.shown * 100):,}")
        self.query_one(ScoreBand).score = score
        must = card.must(assessment)
        self.query_one("#overview-must").display = bool(must.plain)
        self._show("must", must)
        self._show("headline", card.headline(score))
        self._show("counts", card.counts(self.session))
        if self.is_blank:
            return
        session = self.session
        risks, unknown = card.risks(session), card.unknown(session)
        self._draw("risks", lambda _: risks)
        self._draw("unknown", lambda _: unknown)
        self._draw("domains", lambda width: card.domains(session, width))
        self._plan_year()

    @task("schedule the roadmap", group="overview", exclusive=True)
    async def _plan_year(self) -> None:
        """Show decisions and money; the first schedule of a large plan takes a while."""
        self._show_roadmap(await in_thread(lambda: self.session.roadmap))
        audience = "client" if self.client_view else "internal"
        ahead = await in_thread(self.session.outlook, audience)
        locale = self.session.locale
        self._draw("dates", lambda width: card.dates(ahead.timeline, ahead.budget, width, locale))

    def _show_roadmap(self, roadmap: Roadmap) -> None:
        session = self.session
        decisions = card.decisions(session, roadmap)
        self._draw("decisions", lambda _: decisions)
        self._draw("year", lambda width: card.year(session, roadmap, width))

    def _show(self, name: str, content: Content) -> None:
        self.query_one(f"#overview-{name}", Static).update(content)

    def _draw(self, name: str, draw: Callable[[int], Content]) -> None:
        self.query_one(f"#overview-{name}", Card).draw = draw

    # -- commands -------------------------------------------------------------------------------

    def action_ask(self) -> None:
        """Go to the interview."""
        self.planner.show_area("interview")

    @task("edit the client", group="client")
    async def action_client(self) -> None:
        """Put right who the client is."""
        from planner.tui.screens.overview.client import client_form, keep_client

        ensure_writable(self.session)
        before = self.session.plan
        told = await self.ask(client_form(self.session, lambda told: keep_client(self.session, told)))
        if told is not None and self.session.plan is not before:
            self.say("The client's details are changed.")

    @task("say the stage", group="client")
    async def action_stage(self) -> None:
        """Ask where the engagement stands."""
        ensure_writable(self.session)
        session = self.session
        stages = [Choice(s.id, s.title) for s in session.knowledge.catalogue.vocabulary.stages]
        chosen = await self.ask(
            Choose("Stage", "Where does the work stand?", stages, current=session.plan.stage)
        )
        if chosen is not None:
            session.set_stage(chosen)

    def action_up(self) -> None:
        """Scroll up."""
        self._page.scroll_up(animate=False)

    def action_down(self) -> None:
        """Scroll down."""
        self._page.scroll_down(animate=False)

    def action_page_up(self) -> None:
        """Scroll up a page."""
        self._page.scroll_page_up(animate=False)

    def action_page_down(self) -> None:
        """Scroll down a page."""
        self._page.scroll_page_down(animate=False)

    @property
    def _page(self) -> VerticalScroll:
        return self.query_one("#overview", VerticalScroll)
