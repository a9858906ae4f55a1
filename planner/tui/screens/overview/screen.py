"""The overview of one plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from planner.tui.commands import bindings
from planner.tui.screens.base import STYLES, AreaScreen
from planner.tui.screens.overview.command import COMMANDS
from planner.tui.text import one_line
from planner.tui.widgets.score import ScoreBand


class OverviewScreen(AreaScreen):
    """Score band and the worst risks."""

    AREA = "overview"
    CSS_PATH = STYLES / "overview.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    def compose_body(self) -> Iterable[Widget]:
        """Yield the page."""
        yield VerticalScroll(ScoreBand(id="overview-band"), Static(id="overview-risks"), id="overview")

    def refresh_view(self) -> None:
        """Show the band and the three worst risks."""
        assessment = self.session.assessment
        self.query_one(ScoreBand).score = assessment.score
        standards = self.session.knowledge.catalogue.standards
        lines: list[str | tuple[str, str]] = [("Worst risks\n", "bold")]
        for result in assessment.findings()[:3]:
            title = one_line(standards[result.standard].title)
            lines.append(f"  {result.risk:4.1f}  {title}\n")
        self.query_one("#overview-risks", Static).update(Content.assemble(*lines))
