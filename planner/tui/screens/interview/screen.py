"""The interview of one plan."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget

from planner.model.answer import Answer
from planner.model.error import PlannerError
from planner.model.internal import internal_fields
from planner.model.standard import AnswerKind
from planner.tui.commands import bindings
from planner.tui.dialogs.message import Told
from planner.tui.dialogs.people import read_people, who_is_here
from planner.tui.guard import task
from planner.tui.screens.base import STYLES, AreaScreen
from planner.tui.screens.interview import question, wording
from planner.tui.screens.interview.command import COMMANDS
from planner.tui.screens.interview.page import Page, Piece
from planner.tui.screens.interview.run import Run
from planner.tui.screens.interview.side import Domains, Progress
from planner.tui.screens.interview.way import WayLine
from planner.tui.text import one_line, plain
from planner.tui.widgets.score import ScoreBand
from planner.writing import decimal_mark

if TYPE_CHECKING:
    from planner.model.catalogue import Catalogue, InterviewPath
    from planner.model.standard import Standard
    from planner.workspace import Session


class InterviewScreen(AreaScreen):
    """One question at a time; one key answers and brings up the next.

    A key costs a judgement of the answers and a few texts: widgets are made once, and a text that
    stays the same is not drawn again.
    """

    AREA = "interview"
    CSS_PATH = STYLES / "interview.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    AUTO_FOCUS = ""
    VERTICAL_BREAKPOINTS = [(0, "-short"), (34, "-tall")]  # noqa: RUF012 - Textual declares it so

    def __init__(self, session: Session) -> None:
        """Start a run on the middle path; its first question comes up when the screen is shown."""
        super().__init__(session)
        paths = self.catalogue.vocabulary.paths
        self.run = Run(path=paths[len(paths) // 2], began=session.assessment.score)
        self._told: Content | None = None
        self._named = False  # whether it was asked who is here
        self._drawn: tuple[object, ...] = ()

    @property
    def catalogue(self) -> Catalogue:
        """The standards and the paths through them."""
        return self.session.knowledge.catalogue

    @property
    def standard(self) -> Standard | None:
        """The standard that is asked; None when the run is over, or it is beyond the client's size by now."""
        known = self.run.current in self.session.assessment.results
        return self.catalogue.standards.get(self.run.current) if known else None

    @property
    def answered(self) -> Answer | None:
        """The present answer to it."""
        return self.session.plan.answers.get(self.run.current)

    @property
    def page(self) -> Page:
        """The page of the question."""
        return self.query_one(Page)

    def compose_body(self) -> Iterable[Widget]:
        """Yield domains, question, and what only the consultant sees."""
        aside = Piece(id="interview-internal-text")
        yield Horizontal(
            Vertical(Domains(), id="interview-side"),
            Vertical(
                ScoreBand(id="interview-band"),
                WayLine(),
                Page(id="interview-page"),
                Piece(id="interview-noted"),
                id="interview-main",
            ),
            VerticalScroll(aside, id="interview-internal", classes="internal", can_focus=False),
            id="interview",
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take the internal note away in the client view."""
        if action in internal_fields(Answer) and self.client_view:
            return False
        return super().check_action(action, parameters)

    def on_mount(self) -> None:
        """Get ready for quick keys.

        The records of a large plan are no garbage: without this the collector looks through all of
        them in the middle of an answer, which takes a tenth of a second.
        """
        gc.collect()
        gc.freeze()
        for chip in self.page.chips():
            chip.set_class(self.session.read_only, "-off")

    def on_unmount(self) -> None:
        """Let the collector see everything again."""
        gc.unfreeze()

    # -- drawing --------------------------------------------------------------------------------

    def refresh_view(self) -> None:
        """Show the question, what is known about it and how far one is."""
        run, assessment = self.run, self.session.assessment
        if not run.trail:
            run.begin(assessment)
        # An answer is drawn at once, and announced by the session a moment later: drawn once only.
        state = (self.session.plan, assessment, run, run.at, len(run.trail), self._told, self.client_view)
        if len(self._drawn) == len(state) and all(a is b for a, b in zip(state, self._drawn, strict=True)):
            return
        self._drawn = state
        domains, standard = self.catalogue.domains, self.standard
        limited = domains[run.domain].title if run.domain in domains else ""
        self.query_one(ScoreBand).score = assessment.score
        self.query_one(WayLine).way = wording.way(run, assessment, limited)
        self._piece("noted").show(self._told)
        side = self.query_one(Domains)
        side.current = standard.domain if standard else ""
        side.rows = tuple(
            Progress(key, domain.title, score.answered, score.answered + score.unknown)
            for key, domain in domains.items()
            if (score := assessment.domains.get(key)) is not None
        )
        self._show_standard(standard)

    def on_resize(self) -> None:
        """Lay the internal panel out for its new place."""
        self._drawn = ()
        if self.is_mounted and self.query(Page):
            self.refresh_view()

    def _show_standard(self, standard: Standard | None) -> None:
        aside, page = self._piece("internal-text"), self.page
        self.set_class(standard is None, "-over")
        if standard is None:
            aside.show(None)
            page.show_end(wording.closing(self.session, self.run))
            return
        answer, result = self.answered, self.session.assessment.results[standard.id]
        number = answer.number if answer else None
        typed = "" if number is None else f"{number:.15g}".replace(".", decimal_mark(self.session.locale))
        page.show_question(standard, answer.answer if answer else "", typed)
        chapter = self.catalogue.domains.get(standard.domain)
        page.piece("meta").show(plain(f"{chapter.title if chapter else standard.domain} · {standard.id}"))
        page.piece("ask").show(plain(standard.ask, 2000))
        page.piece("practice").show(wording.practice(standard))
        page.show_known(wording.measurement(self.session, result), wording.answered(answer, standard, result))
        tight = self.size.width < 100
        aside.show(None if self.client_view else wording.internal(answer, standard, result, tight=tight))

    def _piece(self, name: str) -> Piece:
        return self.query_one(f"#interview-{name}", Piece)

    def _tell(self, *parts: str | tuple[str, str]) -> None:
        self._told = Content.assemble(*parts) if parts else None
        self.refresh_view()

    # -- answering ------------------------------------------------------------------------------

    def action_say(self, value: str) -> None:
        """Answer and go on."""
        self._answer(value)

    def _answer(self, value: str, number: float | None = None) -> None:
        """Take an answer; before the first one of a plan in which nobody is named, ask who is here."""
        if self._nameless:
            self._name_and_answer(value, number)
        else:
            self._take(value, number)

    @property
    def _nameless(self) -> bool:
        return not (self._named or self.session.author or self.session.read_only)

    @task("ask who is here", group="name")
    async def _name_and_answer(self, value: str, number: float | None) -> None:
        await self._ask_names()
        self._take(value, number)

    async def _ask_names(self) -> None:
        """Ask who is here and keep it; left with Esc it is not asked again while the plan is open."""
        self._named = True
        told = await self.ask(who_is_here(self.session.plan.client))
        if told is not None:
            consultant, attendees = read_people(told)
            self.session.set_client(consultant=consultant, attendees=attendees)

    def _take(self, value: str, number: float | None = None) -> None:
        standard, session = self.standard, self.session
        if standard is None:
            return
        before = session.assessment.score
        session.answer(standard.id, value, number=number)
        assessment = session.assessment
        moved = wording.score_move(before, assessment.score)
        self._told = wording.noted(
            standard, session.plan.answers[standard.id], assessment.results[standard.id], moved
        )
        self.set_focus(None)
        self.run.said.add(standard.id)
        self.run.onward(assessment)
        self.refresh_view()
        # Now, not when the session's news arrives: header and question are painted in one go.
        self._show_heading()

    @on(Page.Picked)
    def _picked(self, message: Page.Picked) -> None:
        standard = self.standard
        if standard is None or not message.typed:
            self._answer(message.value)
            return
        try:
            self._answer(message.value)
        except PlannerError as error:  # what was typed stays in the field
            self._tell(("✗ ", "$error"), plain(error, 300).plain)

    def action_choose(self) -> None:
        """Take the marked option, or go to where the figure is typed."""
        kind = self.standard.answer.kind if self.standard else None
        if kind is AnswerKind.CHOICE:
            self.page.options.action_select()
        elif kind is AnswerKind.NUMBER:
            self.page.figure.focus()

    def action_clear(self) -> None:
        """Take the answer away."""
        if self.answered is None:
            return
        before, standard = self.session.assessment.score, self.run.current
        self.session.clear_answer(standard)
        self.run.said.discard(standard)
        moved = wording.score_move(before, self.session.assessment.score)
        self._tell(("✓ Answer taken away. ", "bold"), moved, ("  ^z brings it back", "$text-muted"))

    def action_undo(self) -> None:
        """Take back the last change and go to the question it was about."""
        self._step("Undone", self.session.undo)

    def action_redo(self) -> None:
        """Make the change again that was taken back last, and go to its question."""
        self._step("Done again", self.session.redo)

    def _step(self, done: str, step: Callable[[], str | None]) -> None:
        old, before = self.session.plan.answers, self.session.assessment.score
        what = step()
        if what is None:
            self._tell("There is nothing more.")
            return
        new = self.session.plan.answers
        changed = [key for key in {**old, **new} if old.get(key) is not new.get(key)]
        if len(changed) == 1:
            self.run.visit(changed[0])
            self.run.said.discard(changed[0])
        moved = wording.score_move(before, self.session.assessment.score)
        self._tell((f"↶ {done}: {one_line(what, 120)}. ", "bold"), moved)

    # -- beside the answer ----------------------------------------------------------------------

    def action_note(self) -> None:
        """Write a note."""
        self._write("note")

    def action_internal(self) -> None:
        """Write an internal note."""
        self._write("internal")

    def action_evidence(self) -> None:
        """Write down the evidence."""
        self._write("evidence")

    @task("write beside the answer")
    async def _write(self, what: str) -> None:
        standard = self.standard
        if standard is not None:
            text = await self.ask(question.write(what, standard, self.answered))
            if text is not None:
                await self._keep(standard.id, {what: text})

    @task("set a follow-up")
    async def action_follow_up(self) -> None:
        """Write down what has to be found out, and by whom."""
        standard = self.standard
        if standard is not None:
            told = await self.ask(question.follow_up(standard, self.answered))
            if told is not None:
                await self._keep(standard.id, told)

    async def _keep(self, standard: str, texts: dict[str, str]) -> None:
        """Keep texts beside an answer, which stays what it is; "unknown" when there is none."""
        answer = self.session.plan.answers.get(standard)
        if answer is None and not any(texts.values()):
            return
        if self._nameless:
            await self._ask_names()
        before = self.session.assessment.score
        value, number = (answer.answer, answer.number) if answer else ("unknown", None)
        self.session.answer(standard, value, number=number, **texts)
        moved = wording.score_move(before, self.session.assessment.score)
        self._tell(("✓ Written down. ", "bold"), moved)

    @task("explain")
    async def action_why(self) -> None:
        """Show where the result comes from."""
        standard = self.standard
        if standard is not None:
            sentences = self.session.explain(standard.id)
            await self.ask(Told(f"Why · {standard.id}", "\n".join((f"{standard.title}\n", *sentences))))

    # -- the way --------------------------------------------------------------------------------

    def action_forward(self) -> None:
        """Go to the next question without an answer."""
        self.run.forward(self.session.assessment)
        self._tell()

    def action_back(self) -> None:
        """Go to the question before."""
        self.run.back()
        self._tell()

    def action_up(self) -> None:
        """Mark the option before, or scroll up."""
        page = self.page
        page.options.action_cursor_up() if page.options.display else page.scroll_up(animate=False)

    def action_down(self) -> None:
        """Mark the next option, or scroll down."""
        page = self.page
        page.options.action_cursor_down() if page.options.display else page.scroll_down(animate=False)

    def action_page_up(self) -> None:
        """Scroll the page up."""
        self.page.scroll_page_up(animate=False)

    def action_page_down(self) -> None:
        """Scroll the page down."""
        self.page.scroll_page_down(animate=False)

    def action_leave(self) -> None:
        """Give the keys back to the answers."""
        self.set_focus(None)

    @task("go to a standard")
    async def action_find(self) -> None:
        """Ask about a standard that is searched for."""
        found = await self.ask(
            question.which_standard(self.catalogue, self.session.assessment, self.run.current)
        )
        if found:
            self.run.visit(found)
            self._tell()

    @task("choose a path")
    async def action_path(self) -> None:
        """Begin anew on a longer or shorter path."""
        found = await self.ask(question.which_path(self.catalogue, self.run.path.id))
        for path in self.catalogue.vocabulary.paths:
            if path.id == found:
                self._begin(path, self.run.domain)

    @task("choose a domain")
    async def action_domain(self) -> None:
        """Ask about one domain only, or about all."""
        found = await self.ask(
            question.which_domain(self.catalogue, self.session.assessment, self.run.domain)
        )
        if found:
            self._begin(self.run.path, "" if found == question.ALL else found)

    @on(Domains.Chosen)
    def _domain_clicked(self, message: Domains.Chosen) -> None:
        self._begin(self.run.path, message.domain)

    def _begin(self, path: InterviewPath, domain: str) -> None:
        self.run = Run(path=path, began=self.session.assessment.score, domain=domain)
        self._tell()
