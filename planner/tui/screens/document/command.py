"""The commands of the document."""

from __future__ import annotations

from planner.tui.commands import Command

COMMANDS = (
    Command(
        id="document.export", keys="e", title="Export the document", footer="Export", group="Document",
        help="Write the document as Markdown, for the audience that is shown.",
    ),
    Command(
        id="document.switch", keys="space", title="Leave the section out, or take it in", footer="In / out",
        group="Document", help="A section that is left out is in neither the preview nor the export.",
    ),
    Command(
        id="document.move:up", keys="shift+up,K", argument="up", title="Move the section up", footer="Up",
        group="Document", shown_as="K", help="Put the section one place earlier.",
    ),
    Command(
        id="document.move:down", keys="shift+down,J", argument="down", title="Move the section down", footer="Down",
        group="Document", shown_as="J", help="Put the section one place later.",
    ),
    Command(
        id="document.audience", keys="a", title="Switch client and internal document", footer="Audience",
        group="Document", help="The internal document has your notes; it is not offered in the client view.",
    ),
    Command(
        id="document.reset", keys="r", title="Put all sections back", group="Document",
        help="Every section again, in the template's order.",
    ),
)  # fmt: skip
