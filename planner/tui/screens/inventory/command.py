"""The commands of the inventory, and those of the sheet of one record."""

from __future__ import annotations

from planner.tui.commands import Command

COMMANDS = (
    Command(
        id="inventory.open", keys="enter", title="Open the record", footer="Open", group="Inventory",
        help="Every field of the record under the cursor, with who said so and when.",
    ),
    Command(
        id="inventory.import_files", keys="i", title="Import files", footer="Import", group="Inventory",
        help="Read exports of tools. You see what they would bring before anything is stored.",
    ),
    Command(
        id="inventory.new", keys="n", title="New record", footer="New", group="Inventory",
        help="Enter something by hand that no file knows.",
    ),
    Command(
        id="inventory.find", keys="slash", title="Find", footer="Find", group="Inventory",
        help="Show only records in which these words occur, in any field.",
    ),
    Command(
        id="inventory.sort", keys="s", title="Sort by a column", footer="Sort", group="Inventory",
        help="Choose the column; the same one again turns the order around. A click on a heading does it, too.",
    ),
    Command(
        id="inventory.mark", keys="m", title="Mark the list as complete, or not", footer="Complete?",
        group="Inventory",
        help="A complete list lets the planner count: what is not in it is not there. A name is kept with it.",
    ),
    Command(
        id="inventory.absence", keys="v", title="Say what it means to be missing from a list", footer="Missing?",
        group="Inventory",
        help="A list that names all that have something lets the planner count the others as not having it.",
    ),
    Command(
        id="inventory.conflict", keys="b", title="Browse to the next conflict", footer="Conflict",
        group="Inventory", help="Go to the next record on which equally good sources disagree.",
    ),
    Command(
        id="inventory.retire", keys="x,delete", title="Take out of the inventory, or put back", footer="Take out",
        group="Inventory",
        help="For what is gone. It is kept, so that the next import does not bring it back.", shown_as="x",
    ),
    Command(
        id="inventory.toggle_retired", keys="ctrl+t", title="Show what was taken out, or what is there",
        group="Inventory", help="The records taken out of this list; x puts one back.",
    ),
    Command(
        id="inventory.formats", keys="f", title="Formats that can be read", footer="Formats", group="Inventory",
        help="Which exports of which tools are read, and how to get them out of the tool.",
    ),
    Command(
        id="inventory.all_kinds", keys="a", title="Show all kinds, or those in use", group="Inventory",
        help="Kinds of which nothing is there yet are hidden until you ask for them.",
    ),
    Command(
        id="inventory.clear", keys="escape", title="Show all records", group="Inventory", palette=False,
        help="Take the search away; again to go back to the kinds.",
    ),
)  # fmt: skip

RECORD_COMMANDS = (
    Command(
        id="record.edit", keys="e,enter", title="Edit the field", footer="Edit", shown_as="e",
        help="Enter what you know; it outranks every file. Empty takes back what was entered by hand.",
    ),
    Command(
        id="record.settle", keys="c", title="Settle the conflict", footer="Settle",
        help="Pick the value that is right.",
    ),
    Command(
        id="record.undo", keys="ctrl+z,U", title="Undo", footer="Undo", help="Take back the last change.",
    ),
)  # fmt: skip
"""Hold in the sheet of one record."""
