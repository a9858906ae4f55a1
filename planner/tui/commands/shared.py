"""Commands that more than one area has, declared once."""

from __future__ import annotations

from planner.tui.commands.command import Command


def scope(area: str, group: str) -> Command:
    """Return the command that asks which good practices fit the client.

    Args:
        area: Id of the area that has it.
        group: Its heading in the help and the palette.
    """
    return Command(
        id=f"{area}.scope", keys="c", title="Choose what the assessment covers", footer="Scope", group=group,
        help="Which good practices fit this client's size; the rest is not asked about and counts in no figure.",
    )  # fmt: skip
