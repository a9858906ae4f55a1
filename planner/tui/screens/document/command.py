"""The commands of the document, the most used first: that is the order of the footer."""

from __future__ import annotations

from planner.tui.commands import Command

COMMANDS = (
    Command(
        id="document.export", keys="e", title="Export the document", footer="Export", group="Document",
        help="Write the document as Markdown, for the audience that is shown.",
    ),
    Command(
        id="document.switch", keys="space", title="Leave the section out, or take it in", footer="In/out",
        group="Document", help="A section that is left out is in neither the preview nor the export.",
    ),
    Command(
        id="document.move:down", keys="J,shift+down", argument="down", title="Move the section down", footer="Move",
        group="Document", shown_as="KJ", help="Put the section one place later.",
    ),
    Command(
        id="document.move:up", keys="K,shift+up", argument="up", title="Move the section up",
        group="Document", help="Put the section one place earlier.",
    ),
    Command(
        id="document.audience", keys="a", title="Switch client and internal document", footer="Reader",
        group="Document", help="The internal document has your notes; it is not offered in the client view.",
    ),
    Command(
        id="document.choose", keys="d", title="Choose the document", footer="Document", group="Document",
        help="The roadmap the owner reads, or the appendix with every figure's source.",
    ),
    Command(
        id="document.read", keys="right", title="Scroll in the section", group="Document", palette=False,
        help="The arrows then move the text; ← or Esc goes back to the list of sections.",
    ),
    Command(
        id="document.arrange", keys="escape", title="Back to the list of sections", group="Document", palette=False,
        help="The arrows then move among the sections.",
    ),
    Command(
        id="document.reset", keys="r", title="Put all sections back", group="Document",
        help="Every section again, in the template's order.",
    ),
)  # fmt: skip
