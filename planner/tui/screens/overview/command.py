"""The commands of the overview."""

from __future__ import annotations

from planner.tui.commands import Command
from planner.tui.commands.shared import scope

COMMANDS: tuple[Command, ...] = (
    Command(
        id="overview.ask", keys="enter", title="Ask the next question", footer="Ask next", group="Overview",
        help="Open the interview at the question that would narrow the score's range most.",
    ),
    Command(
        id="overview.client", keys="e", title="Edit the client", footer="Edit client", group="Overview",
        help="Name, head count, who decides, who prepares the plan, goals, traits, hourly rate.",
    ),
    Command(
        id="overview.stage", keys="s", title="Where the engagement stands", footer="Stage", group="Overview",
        help="Say which stage the work with this client has reached; the list of clients shows it.",
    ),
    scope("overview", "Overview"),
    Command(
        id="overview.up", keys="up,k", title="Scroll up", group="Overview", palette=False,
        help="Move the page up.",
    ),
    Command(
        id="overview.down", keys="down,j", title="Scroll down", group="Overview", palette=False,
        help="Move the page down.",
    ),
    Command(
        id="overview.page_up", keys="pageup", title="Page up", group="Overview", palette=False,
        help="Scroll up a page.",
    ),
    Command(
        id="overview.page_down", keys="pagedown,space", title="Page down", group="Overview", palette=False,
        help="Scroll down a page.",
    ),
)  # fmt: skip
