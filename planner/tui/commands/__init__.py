"""Commands: each declared once, and from that its key, footer entry, palette entry and help row.

What belongs here: the `Command` value, the commands that hold everywhere (`APP_COMMANDS`) and in
every area of a plan (`PLAN_COMMANDS`), the list of all of them, and the palette's provider. What
does not: the commands of one area, which stand in ``planner/tui/screens/<area>/command.py``, and
what a command does, which is an ``action_…`` method of the screen.
"""

from planner.tui.commands.command import Command, bindings
from planner.tui.commands.general import APP_COMMANDS, PLAN_COMMANDS

__all__ = ["APP_COMMANDS", "PLAN_COMMANDS", "Command", "bindings"]
