"""The commands of the gaps."""

from __future__ import annotations

from planner.tui.commands import Command

COMMANDS = (
    Command(
        id="gaps.why", keys="w,enter", title="Why this figure?", footer="Why?", group="Gaps",
        help="How the status and the risk of the finding come about, with the figures and their sources.",
    ),
    Command(
        id="gaps.accept", keys="a", title="Accept the risk", footer="Accept", group="Gaps",
        help="Record that a named person lives with this risk, and why; again to withdraw it.",
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
        id="gaps.sort", keys="s", title="Sort by the next column", group="Gaps",
        help="Sort by risk, unverified risk, status, domain or title in turn.",
    ),
    Command(
        id="gaps.map", keys="h", title="Heat map", footer="Heat map", group="Gaps",
        help="How many findings stand where by impact and likelihood.",
    ),
    Command(
        id="gaps.clear", keys="escape", title="Show all findings", group="Gaps", palette=False,
        help="Take away filter and search.",
    ),
)  # fmt: skip
