"""The commands of the roadmap, the most used first: that is the order of the footer."""

from __future__ import annotations

from planner.tui.commands import Command

COMMANDS = (
    Command(
        id="roadmap.decide:approve", keys="a", argument="approve", title="Approve", footer="Decide", shown_as="a d x",
        group="Roadmap", help="The client wants it: it must be scheduled. Asks for name and reason.",
    ),
    Command(
        id="roadmap.decide:defer", keys="d", argument="defer", title="Defer", group="Roadmap",
        help="Not before a date, or not within this roadmap. Asks for name and reason.",
    ),
    Command(
        id="roadmap.decide:decline", keys="x", argument="decline", title="Decline", group="Roadmap",
        help="The client does not want it: its risk stays, and the document has a line to sign.",
    ),
    Command(
        id="roadmap.step:more", keys="plus,equals_sign", argument="more", title="What if: a tenth more money",
        footer="What if", shown_as="+-", group="Roadmap",
        help="Plan again with a higher budget per quarter; nothing is changed until you keep it.",
    ),
    Command(
        id="roadmap.step:less", keys="minus", argument="less", title="What if: a tenth less money", group="Roadmap",
        help="Plan again with a lower budget per quarter; nothing is changed until you keep it.",
    ),
    Command(
        id="roadmap.view", keys="v", title="Next view: list, board, Gantt, budget, dates, charts", footer="View", group="Roadmap",
        help="The list with its loads, the quarters as columns, a wide Gantt chart, all IT costs, every date, or charts of risk, money and hours.",
    ),
    Command(
        id="roadmap.view:back", keys="V", argument="back", title="View before", group="Roadmap",
        help="Back to the view before this one.",
    ),
    Command(
        id="roadmap.move:later", keys="greater_than_sign,shift+right", argument="later", title="Move a quarter later",
        footer="Move", shown_as="<>", group="Roadmap",
        help="See what follows when it starts a quarter later; Enter keeps it, Esc drops it.",
    ),
    Command(
        id="roadmap.move:earlier", keys="less_than_sign,shift+left", argument="earlier", title="Move a quarter earlier",
        group="Roadmap", help="See what follows when it starts a quarter earlier; Enter keeps it, Esc drops it.",
    ),
    Command(
        id="roadmap.order:up", keys="K", argument="up", title="Move up in its quarter", group="Roadmap",
        help="Your own order of what starts in the same quarter, on the screens and in the document. When it starts stays.",
    ),
    Command(
        id="roadmap.order:down", keys="J", argument="down", title="Move down in its quarter", group="Roadmap",
        help="Your own order of what starts in the same quarter, on the screens and in the document. When it starts stays.",
    ),
    Command(
        id="roadmap.unorder", keys="", title="Back to the planner's order", group="Roadmap",
        help="The planner says again where this one stands in its quarter.",
    ),
    Command(
        id="roadmap.details", keys="w", title="Details and why", footer="Why?", group="Roadmap",
        help="What it closes, every line of its money, and why it stands where it stands. Enter opens it, too.",
    ),
    Command(
        id="roadmap.edit", keys="m", title="Change figures", footer="Change", group="Roadmap",
        help="Hours, money, duration, due date, effect; the original stays beside it with your reason.",
    ),
    Command(
        id="roadmap.own", keys="i", title="Work of your own: add, split, merge", footer="Own", group="Roadmap",
        help="Add a piece of work, split the chosen one, or make one of those that are marked.",
    ),
    Command(
        id="roadmap.caps", keys="b", title="What if: money, hours, prices, length, start", footer="Figures",
        group="Roadmap", help="Try other figures: the roadmap is planned again while you type.",
    ),
    Command(
        id="roadmap.leave", keys="o", title="What if: leave this out, or take it in", group="Roadmap",
        help="See what follows when the chosen piece of work is not done, or is done in any case.",
    ),
    Command(
        id="roadmap.keep", keys="enter,y", title="Keep the what-if", footer="Keep", group="Roadmap", priority=True,
        help="Make what is tried the plan's own.",
    ),
    Command(
        id="roadmap.drop", keys="escape", title="Drop the what-if", group="Roadmap", palette=False,
        help="Back to the plan's own roadmap; without a what-if it takes all marks away, or stops the search.",
    ),
    Command(
        id="roadmap.name", keys="s", title="Keep the what-if under a name", group="Roadmap",
        help="It is kept beside the plan and changes nothing in it.",
    ),
    Command(
        id="roadmap.scenarios", keys="l", title="What-ifs that are kept", group="Roadmap",
        help="Every what-if with a name beside the plan as it is: show it, make it the plan, drop it.",
    ),
    Command(
        id="roadmap.replan", keys="r", title="Plan again", group="Roadmap",
        help="Look once more for a better roadmap within the same budget.",
    ),
    Command(
        id="roadmap.mark", keys="space,shift+down", title="Mark", group="Roadmap",
        help="Mark several pieces of work, then decide about all of them at once.",
    ),
    Command(
        id="roadmap.mark:up", keys="shift+up", argument="up", title="Mark upwards", group="Roadmap", palette=False,
        help="Mark the chosen piece of work and go up.",
    ),
    Command(
        id="roadmap.mark_all", keys="asterisk", title="Mark all that is undecided", shown_as="*", group="Roadmap",
        help="Mark everything nobody has decided about; once more takes all marks away.",
    ),
    Command(
        id="roadmap.unpin", keys="p", title="Unpin", group="Roadmap",
        help="Let the planner place the initiative again.",
    ),
    Command(
        id="roadmap.undecide", keys="c", title="Take the decision back", group="Roadmap",
        help="The initiative is open again, as if nobody had decided.",
    ),
    Command(
        id="roadmap.notes", keys="n", title="What could not be met", footer="Notes", group="Roadmap",
        help="Due dates, pins and approvals that do not fit, in words.",
    ),
)  # fmt: skip
