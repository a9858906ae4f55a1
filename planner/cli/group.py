"""The group of commands, each imported when it is asked for.

Starting the screens takes no command, so nothing of them is loaded on the way there.
"""

from __future__ import annotations

from importlib import import_module
from typing import cast

import click

from planner.cli.argument import repair_texts

_HOMES = {
    "demo": "plans", "new": "plans", "list": "plans", "show": "plans",
    "copies": "copy",
    "import": "data", "formats": "data", "complete": "data", "set": "data",
    "answer": "assess", "score": "assess", "gaps": "assess", "accept": "assess", "scope": "assess",
    "decide": "engagement", "change": "engagement", "roadmap": "engagement",
    "work": "work", "whatif": "whatif", "budget": "outlook", "timeline": "outlook", "export": "engagement",
    "templates": "about", "diagnostics": "about",
}  # fmt: skip
"""Command to the module of this package that declares it, in the order of a meeting."""


class LazyGroup(click.Group):
    """A group that knows the names of its commands and imports the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click asks so
        """Return the names in the order of a meeting."""
        return list(_HOMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click asks so
        """Return a command, importing its module; None for a name nobody knows."""
        if cmd_name not in self.commands and cmd_name in _HOMES:
            module = import_module(f"planner.cli.{_HOMES[cmd_name]}")
            for command in cast("tuple[click.Command, ...]", module.COMMANDS):
                repair_texts(command)
                self.add_command(command)
        return self.commands.get(cmd_name)
