"""The document of one plan."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Markdown, OptionList, Static
from textual.widgets.option_list import Option

from planner.tui.commands import bindings
from planner.tui.dialogs.prompt import Prompt
from planner.tui.guard import task
from planner.tui.screens.base import STYLES, AreaScreen
from planner.tui.screens.document.command import COMMANDS
from planner.tui.text import one_line

if TYPE_CHECKING:
    from planner.report import Part

FRONT = "front"
"""Stands before the first section; it can be neither left out nor moved."""


class DocumentScreen(AreaScreen):
    """Sections on the left, the chosen one as it will read on the right."""

    AREA = "document"
    CSS_PATH = STYLES / "document.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    AUTO_FOCUS = "#document-sections"

    audience = "client"
    """For whom the preview and the export are."""
    _parts: dict[str, Part] = {}  # noqa: RUF012 - replaced whole, never changed in place
    _ids: tuple[str, ...] = ()

    def compose_body(self) -> Iterable[Widget]:
        """Yield the list of sections and the preview."""
        with Horizontal(id="document-body"):
            with Vertical(id="document-side"):
                yield Static(id="document-audience")
                yield OptionList(id="document-sections")
                yield Static(id="document-note", classes="muted")
            with VerticalScroll(id="document-page"):
                yield Markdown(id="document-preview", open_links=False)

    def refresh_view(self) -> None:
        """Compose the document again."""
        if self.client_view:
            self.audience = "client"
        self._renew()

    @task("compose the document", group="document", exclusive=True)
    async def _renew(self) -> None:
        parts = await self.busy("Composing the document", self.session.parts, self.audience)
        self._parts = {part.id: part for part in parts}
        self._list()
        await self._preview()

    # -- the list -----------------------------------------------------------------------------------

    def _arranged(self) -> list[str]:
        """Return the ids of all sections in the plan's order."""
        chosen = self.session.plan.settings.documents.get("roadmap")
        known = [section.id for section in self.session.sections()]
        wanted = [s for s in chosen.order if s in known] if chosen else []
        return [*wanted, *(s for s in known if s not in wanted)]

    def _off(self) -> set[str]:
        chosen = self.session.plan.settings.documents.get("roadmap")
        return set(chosen.off) if chosen else set()

    def _list(self) -> None:
        listing = self.query_one("#document-sections", OptionList)
        before, at = self.current, listing.highlighted or 0
        titles = {section.id: section.title for section in self.session.sections()}
        off, options = self._off(), [Option(Content("● Title page"), id=FRONT)]
        for section in self._arranged():
            title = one_line(titles[section], 60)
            if section in off:
                options.append(Option(Content.styled(f"○ {title}", "$text-muted"), id=section))
            elif section in self._parts:
                options.append(Option(Content(f"● {title}"), id=section))
            else:
                options.append(Option(Content.styled(f"· {title}", "$text-muted"), id=section))
        self._ids = tuple(str(option.id) for option in options)
        listing.set_options(options)
        listing.highlighted = self._ids.index(before) if before in self._ids else min(at, len(options) - 1)
        whom = "for the client" if self.audience == "client" else "INTERNAL: with your notes"
        self.query_one("#document-audience", Static).update(Content(f"The document {whom}"))
        self.query_one("#document-note", Static).update(
            Content("● in the document\n○ left out\n· nothing to say yet")
        )

    @property
    def current(self) -> str:
        """Id of the section under the cursor."""
        at = self.query_one("#document-sections", OptionList).highlighted
        return self._ids[at] if at is not None and at < len(self._ids) else FRONT

    @on(OptionList.OptionHighlighted, "#document-sections")
    def _moved(self) -> None:
        self._show()

    @task("show the section", group="preview", exclusive=True)
    async def _show(self) -> None:
        await self._preview()

    async def _preview(self) -> None:
        """Show the section under the cursor; one at a time, because a long document is many widgets."""
        part = self._parts.get(self.current)
        if part is not None:
            text = part.markdown
        elif self.current in self._off():
            text = "*This section is left out. Space takes it in again.*"
        else:
            text = "*This section has nothing to say yet and is left out by itself.*"
        await self.query_one("#document-preview", Markdown).update(text)
        self.query_one("#document-page").scroll_home(animate=False)

    # -- commands -------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the internal document only where it may be seen."""
        if action == "audience" and self.client_view:
            return False
        return super().check_action(action, parameters)

    @on(OptionList.OptionSelected, "#document-sections")
    def action_switch(self) -> None:
        """Leave the section under the cursor out, or take it in."""
        if self.current == FRONT:
            self.say("The title page is always there.")
            return
        off = self._off() ^ {self.current}
        arranged = self._arranged()
        self.session.arrange(off=[s for s in arranged if s in off], order=arranged)

    def action_move(self, where: str) -> None:
        """Move the section under the cursor up or down."""
        arranged, section = self._arranged(), self.current
        if section == FRONT:
            return
        at = arranged.index(section)
        to = at + (1 if where == "down" else -1)
        if 0 <= to < len(arranged):
            arranged.insert(to, arranged.pop(at))
            off = self._off()
            self.session.arrange(off=[s for s in arranged if s in off], order=arranged)

    def action_reset(self) -> None:
        """Put all sections back in the template's order."""
        self.session.arrange(off=(), order=())

    def action_audience(self) -> None:
        """Switch between the client's and the internal document."""
        self.audience = "internal" if self.audience == "client" else "client"
        self._renew()

    @task("export the document", group="export")
    async def action_export(self) -> None:
        """Ask where to, and write the document."""
        suffix = "-internal" if self.audience == "internal" else ""
        name = f"{self.session.slug}-roadmap-{self.session.today.isoformat()}{suffix}.md"
        whom = "the client" if self.audience == "client" else "yourselves only: it has internal notes"
        target = await self.ask(
            Prompt(
                "Export the document", f"As Markdown, for {whom}. Write it to:", value=str(Path.home() / name)
            )
        )
        if target:
            written = await self.busy("Exporting", self.session.export, Path(target), audience=self.audience)
            self.say(f"Written: {written}")
