"""The commands of the gaps, the most used first: that is the order of the footer."""

from __future__ import annotations

from planner.tui.commands import Command
from planner.tui.commands.shared import scope

COMMANDS = (
    Command(
        id="gaps.ask", keys="g,i", title="Go to its question", footer="Ask", group="Gaps",
        help="Open the interview at the question behind the finding.",
    ),
    Command(
        id="gaps.accept", keys="a", title="Accept the risk", footer="Accept", group="Gaps",
        help="Record that a named person lives with this risk, and why; again to withdraw it.",
    ),
    Command(
        id="gaps.why", keys="w,enter", title="Why this figure?", footer="Why?", group="Gaps",
        help="Everything about the finding: how status and risk come about, with the figures and their sources.",
    ),
    Command(
        id="gaps.narrow", keys="f", title="Show only one kind of finding", footer="Show", group="Gaps",
        help="All, known gaps, unverified, open questions, accepted risks, or one domain.",
    ),
    Command(
        id="gaps.find", keys="slash", title="Find", footer="Find", group="Gaps",
        help="Show only findings with these letters in them.",
    ),
    Command(
        id="gaps.map", keys="h", title="Heat map", footer="Map", group="Gaps",
        help="How many findings stand where by impact and likelihood.",
    ),
    scope("gaps", "Gaps"),
    Command(
        id="gaps.sort", keys="s", title="Sort by the next column", footer="Sort", group="Gaps",
        help="By risk, what may be, status, domain, items or title in turn.",
    ),
    Command(
        id="gaps.scroll:down", keys="shift+down", argument="down", title="Scroll the panel down", group="Gaps",
        palette=False, help="Read on in what stands beside or below the list.",
    ),
    Command(
        id="gaps.scroll:up", keys="shift+up", argument="up", title="Scroll the panel up", group="Gaps",
        palette=False, help="Back up in what stands beside or below the list.",
    ),
    Command(
        id="gaps.clear", keys="escape", title="Show all findings", group="Gaps", palette=False,
        help="Take away filter, search and sorting.",
    ),
)  # fmt: skip
