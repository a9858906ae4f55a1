"""The commands of the interview. The digits stay free: they open the areas."""

from __future__ import annotations

from planner.tui.commands import Command
from planner.tui.commands.shared import scope

_ANSWERS = (
    ("y", "yes", "Answer yes", "It is so, worth 1; the next question comes up."),
    ("p", "partly", "Answer partly", "It is so in part, worth one half; the next question comes up."),
    ("n", "no", "Answer no", "It is not so, worth 0; the next question comes up."),
    ("a", "na", "Answer not applicable", "The question makes no sense for this client and counts in no score."),
    ("u", "unknown", "Answer unknown", "Nobody in the room knows; the question does not come up again in this run."),
)  # fmt: skip

COMMANDS = (
    *(
        Command(
            id=f"interview.say:{value}", keys=key, title=title, argument=value, group="Answer", help=told
        )
        for key, value, title, told in _ANSWERS
    ),
    Command(
        id="interview.choose", keys="enter", title="Take the option, or type the figure", group="Answer",
        help="Where the question offers options, answers with the marked one; where it asks for a figure, goes there.",
    ),
    Command(
        id="interview.clear", keys="x", title="Take the answer away", group="Answer",
        help="The question is open again, without answer, note and evidence.",
    ),
    Command(
        id="interview.note", keys="t", title="Write a note", footer="Note", group="Beside the answer",
        help="Said in front of the client and printed. With a note an answer overrides a measurement.",
    ),
    Command(
        id="interview.internal", keys="i", title="Write an internal note", group="Beside the answer",
        help="For you only: it is in no document of the client and on no screen in the client view.",
    ),
    Command(
        id="interview.evidence", keys="e", title="Write down the evidence", footer="Evidence",
        group="Beside the answer", help="What you were shown, or where it is kept.",
    ),
    Command(
        id="interview.follow_up", keys="f", title="Set a follow-up", footer="Follow-up",
        group="Beside the answer", help="What has to be found out after the meeting, and who does it.",
    ),
    Command(
        id="interview.why", keys="w", title="Why this result", footer="Why", group="Beside the answer",
        help="Where the result comes from, with its figures, sources and formulas.",
    ),
    Command(
        id="interview.forward", keys="right,j", title="Next question", group="Way", palette=False,
        help="Leave the question open and look at the next one.",
    ),
    Command(
        id="interview.back", keys="left,k", title="Previous question", group="Way", palette=False,
        help="Go back to the question before.",
    ),
    Command(
        id="interview.find", keys="g", title="Go to a standard", footer="Go to", group="Way",
        help="Search all standards and ask about the one you choose.",
    ),
    Command(
        id="interview.domain", keys="d", title="Pick a domain", footer="Domain", group="Way",
        help="Ask about one domain only, or about all again.",
    ),
    Command(
        id="interview.path", keys="o", title="Choose the path", footer="Path", group="Way",
        help="How long the meeting is; the questions that settle most come first.",
    ),
    scope("interview", "Way"),
    Command(
        id="interview.up", keys="up", title="Up", group="Way", palette=False,
        help="Option before, or scroll up where there are none.",
    ),
    Command(
        id="interview.down", keys="down", title="Down", group="Way", palette=False,
        help="Next option, or scroll down where there are none.",
    ),
    Command(
        id="interview.page_up", keys="pageup", title="Page up", group="Way", palette=False,
        help="Scroll up a page.",
    ),
    Command(
        id="interview.page_down", keys="pagedown", title="Page down", group="Way", palette=False,
        help="Scroll down a page.",
    ),
    Command(
        id="interview.leave", keys="escape", title="Leave the figure", group="Way", palette=False,
        help="Give the keys back to the answers without taking a figure.",
    ),
)  # fmt: skip
