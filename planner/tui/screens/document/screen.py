"""The document of one plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from planner.tui.commands import bindings
from planner.tui.dialogs.choose import Choice, Choose
from planner.tui.dialogs.prompt import Prompt
from planner.tui.guard import task
from planner.tui.latest import Latest
from planner.tui.screens.base import STYLES, AreaScreen
from planner.tui.screens.document.command import COMMANDS
from planner.tui.screens.document.paper import Paper
from planner.tui.screens.document.target import looked, problem, resolved
from planner.tui.text import one_line
from planner.workspace import Session

if TYPE_CHECKING:
    from planner.report import Part, Section
    from planner.store import Target

FRONT = "front"
"""Stands before the first section; it can be neither left out nor moved."""
_ROADMAP = "roadmap"
_CLIENT = "client"
_INTERNAL = "internal"
_OTHER, _REPLACE = "other", "replace"


class DocumentScreen(AreaScreen):
    """Sections on the left, the chosen one as it will read on the right."""

    AREA = "document"
    SHOWS_ROADMAP = True
    CSS_PATH = STYLES / "document.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    AUTO_FOCUS = "#document-sections"

    def __init__(self, session: Session) -> None:
        """Show the client's document; it is composed when the screen is first seen."""
        super().__init__(session)
        self.audience = _CLIENT
        """For whom the preview and the export are."""
        self.template = _ROADMAP
        """Id of the document that is shown."""
        self._folder = Path.home()
        self._parts: dict[str, Part] = {}
        self._known: dict[str, Section] = {}
        self._ids: tuple[str, ...] = ()
        self._shown: tuple[str, str, str] = ("", "", "")
        """Document, audience and section on the paper."""
        self._titles = session.documents()
        self._composing = Latest(self, "Composing the document")

    def compose_body(self) -> Iterable[Widget]:
        """Yield the list of sections and the preview."""
        with Horizontal(id="document-body"):
            with Vertical(id="document-side"):
                yield Static(id="document-audience")
                yield OptionList(id="document-sections")
                yield Static(id="document-note", classes="muted")
            yield Paper(id="document-paper")

    @property
    def paper(self) -> Paper:
        """The preview."""
        return self.query_one(Paper)

    # -- composing ------------------------------------------------------------------------------

    def watch_client_view(self, client_view: bool) -> None:
        """Take the internal document off the screen at once, also while another area is seen."""
        if client_view and self.audience == _INTERNAL:
            self.audience = _CLIENT
            self._parts = {}
            if self.is_mounted and self.query(Paper):
                self.paper.show("", from_top=True)
        self.refresh_bindings()

    def refresh_view(self) -> None:
        """Compose the document again; the old text stays until the new one is there."""
        if not self.query(Paper):  # shown first of all areas: the inner widgets are on their way
            self.call_after_refresh(self.refresh_view)
            return
        wanted = (self.template, self.audience)
        self._composing.want(partial(_composed, self.session, *wanted), partial(self._take, *wanted))

    def _take(self, template: str, audience: str, found: tuple[Sequence[Section], Sequence[Part]]) -> None:
        if (template, audience) != (self.template, self.audience) or not self.is_attached:
            return
        sections, parts = found
        self._known = {s.id: s for s in sections if s.audience != _INTERNAL or audience == _INTERNAL}
        self._parts = {part.id: part for part in parts}
        self._list()
        self._preview()

    # -- the list -------------------------------------------------------------------------------

    def _arranged(self) -> list[str]:
        """Return the ids of all sections in the plan's order, those of the other audience included."""
        chosen = self.session.plan.settings.documents.get(self.template)
        known = [section.id for section in self.session.sections(self.template)]
        wanted = [s for s in chosen.order if s in known] if chosen else []
        return [*wanted, *(s for s in known if s not in wanted)]

    def _off(self) -> set[str]:
        chosen = self.session.plan.settings.documents.get(self.template)
        return set(chosen.off) if chosen else set()

    def _list(self) -> None:
        listing = self.query_one("#document-sections", OptionList)
        before, at = self.current, listing.highlighted or 0
        off, options, number = self._off(), [Option(Content("●    Title page"), id=FRONT)], 0
        for section in self._arranged():
            if section not in self._known:
                continue
            title = one_line(self._known[section].title, 80)
            if section in self._parts:
                number += 1
                options.append(Option(Content(f"● {number:>2} {title}"), id=section))
            else:
                mark = "○" if section in off else "·"
                options.append(Option(Content.styled(f"{mark}    {title}", "$text-muted"), id=section))
        self._ids = tuple(str(option.id) for option in options)
        with self.prevent(OptionList.OptionHighlighted):
            listing.set_options(options)
            listing.highlighted = (
                self._ids.index(before) if before in self._ids else min(at, len(options) - 1)
            )
        internal = self.audience == _INTERNAL
        label = self.query_one("#document-audience", Static)
        name = one_line(self._titles.get(self.template, self.template), 60)
        label.update(Content(f"{name}\n{'INTERNAL, with your notes' if internal else 'For the client'}"))
        label.set_class(internal, "-internal")
        self.query_one("#document-note", Static).update(Content("● in  ○ left out  · empty"))

    @property
    def current(self) -> str:
        """Id of the section under the cursor."""
        at = self.query_one("#document-sections", OptionList).highlighted
        return self._ids[at] if at is not None and at < len(self._ids) else FRONT

    @on(OptionList.OptionHighlighted, "#document-sections")
    def _preview(self) -> None:
        """Show the section under the cursor; the place in it is kept while it is the same one."""
        section = self.current
        part = self._parts.get(section)
        if part is not None:
            text = part.markdown
        elif not self._parts:
            text = ""
        elif section in self._off():
            text = "*This section is left out. Space takes it in again.*"
        else:
            text = "*This section has nothing to say yet and is left out by itself.*"
        shown = (self.template, self.audience, section)
        self.paper.show(text, from_top=shown != self._shown)
        self._shown = shown

    # -- commands -------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the internal document only where it may be seen."""
        if action == "audience" and self.client_view:
            return False
        return super().check_action(action, parameters)

    @on(OptionList.OptionSelected, "#document-sections")
    def action_read(self) -> None:
        """Give the keys to the paper, to scroll in it."""
        self.paper.focus()

    def action_arrange(self) -> None:
        """Give the keys back to the list of sections."""
        self.query_one("#document-sections").focus()

    def action_switch(self) -> None:
        """Leave the section under the cursor out, or take it in."""
        if self.current == FRONT:
            self.say("The title page is always there.")
            return
        off = self._off() ^ {self.current}
        arranged = self._arranged()
        self.session.arrange(off=[s for s in arranged if s in off], order=arranged, template=self.template)

    def action_move(self, where: str) -> None:
        """Move the section under the cursor up or down among those that are listed."""
        arranged, section = self._arranged(), self.current
        if section == FRONT:
            self.say("The title page comes first.")
            return
        listed = [s for s in arranged if s in self._known]
        at = listed.index(section)
        to = at + (1 if where == "down" else -1)
        if 0 <= to < len(listed):
            target = arranged.index(listed[to])
            arranged.remove(section)
            arranged.insert(target, section)
            off = self._off()
            self.session.arrange(
                off=[s for s in arranged if s in off], order=arranged, template=self.template
            )
            # The list follows at once, the numbers when the document is composed.
            self._list()

    def action_reset(self) -> None:
        """Put all sections back in the template's order."""
        self.session.arrange(off=(), order=(), template=self.template)

    @task("choose the document")
    async def action_choose(self) -> None:
        """Ask which document to show."""
        choices = [Choice(name, one_line(title, 80)) for name, title in self._titles.items()]
        wish = await self.ask(Choose("Which document?", "", choices, current=self.template))
        if wish is not None and wish != self.template:
            self.template, self._parts, self._known = wish, {}, {}
            self.paper.show("", from_top=True)
            self.refresh_view()

    def action_audience(self) -> None:
        """Switch between the client's and the internal document."""
        if self.client_view:
            return
        self.audience = _INTERNAL if self.audience == _CLIENT else _CLIENT
        self.refresh_view()

    @task("export the document", group="export")
    async def action_export(self) -> None:
        """Ask where to, and write the document."""
        audience = self.audience
        template = self.template
        look = partial(looked, self.session, audience, template)
        whom = "for the client" if audience == _CLIENT else "for yourselves only: it has your internal notes"
        text = f"As Markdown, {whom}. Write it to:"
        typed, replace = str(self._folder / self.session.export_name(audience, template)), False
        while True:
            answer = await self.ask(
                Prompt(
                    "Export the document",
                    text,
                    value=typed,
                    done="Export",
                    internal=audience == _INTERNAL,
                    check=partial(problem, look),
                )
            )
            if answer is None:
                return
            target = look(answer)
            if target.occupant is None or target.folder:
                break
            wish = await self.ask(_taken(target, internal=audience == _INTERNAL))
            if wish is None:
                return
            if wish == _REPLACE:
                replace = True
                break
            typed = str(target.free)
        if self.planner.planning is not None:
            await self.planner.planning.settled()  # what is written is the roadmap that every screen shows
        written = await self.busy(
            "Exporting",
            self.session.export,
            resolved(answer),
            audience=audience,
            template=template,
            replace=replace,
        )
        self._folder = written.parent
        self.say(f"Written: {written}")


def _taken(target: Target, *, internal: bool) -> Choose:
    assert target.occupant is not None
    return Choose(
        "The file is there already",
        f"{target.path} is there already.\n{target.occupant.words()}.",
        (
            Choice(_OTHER, "Choose another name", "the file stays as it is"),
            Choice(_REPLACE, "Replace it", "what is in it now is lost"),
        ),
        current=_OTHER,
        internal=internal,
    )


def _composed(session: Session, template: str, audience: str) -> tuple[Sequence[Section], Sequence[Part]]:
    return session.sections(template), session.parts(audience, template)
