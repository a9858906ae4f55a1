"""The commands of the list of clients. Letters type into the filter, so none of them is a letter."""

from __future__ import annotations

from planner.tui.commands import Command

COMMANDS = (
    Command(
        id="home.open", keys="enter", title="Open", footer="Open", group="Clients",
        help="Open the plan of the client under the cursor.",
    ),
    Command(
        id="home.new", keys="ctrl+n,f2", title="New client", footer="New", group="Clients", shown_as="F2",
        help="Make a plan for a new client: a name is enough to begin with.",
    ),
    Command(
        id="home.demo", keys="f3", title="Open the demo", footer="Demo", group="Clients",
        help="Look around in a filled sample client. Your own clients are not touched.",
    ),
    Command(
        id="home.import_plan", keys="ctrl+o,f4", title="Import a plan file", footer="Import", group="Clients",
        shown_as="F4", help="Take in a plan file from another computer or a colleague.",
    ),
    Command(
        id="home.duplicate", keys="f6", title="Duplicate", footer="Copy", group="Clients",
        help="Save a copy of the plan under another name.",
    ),
    Command(
        id="home.archive", keys="f7", title="Archive, or bring back", footer="Archive", group="Clients",
        help="Take the client out of the everyday list without losing anything, or bring it back.",
    ),
    Command(
        id="home.toggle_archived", keys="ctrl+t", title="Show or hide archived clients", group="Clients",
        help="Archived clients are hidden until you ask for them.",
    ),
    Command(
        id="home.delete", keys="f8", title="Delete", footer="Delete", group="Clients",
        help="Move the plan to the store's trash after asking.",
    ),
    Command(
        id="home.clear", keys="escape", title="Clear the filter", group="Clients", palette=False,
        help="Show all clients again.",
    ),
)  # fmt: skip
