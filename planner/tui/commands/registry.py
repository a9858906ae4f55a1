"""All commands there are, and those that hold on one screen."""

from __future__ import annotations

from planner.tui.area import areas
from planner.tui.commands.command import Command
from planner.tui.commands.general import APP_COMMANDS, PLAN_COMMANDS


def commands_of(area: str) -> tuple[Command, ...]:
    """Return the commands that hold in an area, its own first.

    Args:
        area: ``home``, the id of an area, or empty where only the app's own hold.
    """
    if area == "home":
        from planner.tui.screens.home.command import COMMANDS

        return (*COMMANDS, *APP_COMMANDS)
    for known in areas():
        if known.id == area:
            return (*known.commands(), *PLAN_COMMANDS, *APP_COMMANDS)
    return APP_COMMANDS


def all_commands() -> tuple[Command, ...]:
    """Return every command once."""
    from planner.tui.screens.home.command import COMMANDS

    own = tuple(command for area in areas() for command in area.commands())
    return (*APP_COMMANDS, *PLAN_COMMANDS, *COMMANDS, *own)
