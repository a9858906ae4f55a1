"""The commands of the overview."""

from __future__ import annotations

from planner.tui.commands import Command

COMMANDS: tuple[Command, ...] = ()
