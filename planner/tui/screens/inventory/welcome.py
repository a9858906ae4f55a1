"""What a newcomer reads in place of an empty inventory."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from planner.model.import_map import ImportMap
from planner.tui.text import one_line

_LINES = (
    ("i", "Import", "Read exports of the client's tools: type a path, or drop the files onto this window."),
    ("n", "Enter by hand", "A new record of any kind, for what no tool knows."),
    ("f", "Formats", "Which exports are read, and where to find them in each tool."),
)


def welcome(formats: Sequence[ImportMap]) -> Content:
    """Return three ways to begin and the tools whose exports are read."""
    parts: list[str | tuple[str, str]] = [("Nothing is in the inventory yet.\n\n", "bold")]
    for key, title, text in _LINES:
        parts += [(f" {key} ", "bold reverse"), (f"  {title}\n", "bold"), (f"     {text}\n\n", "$text-muted")]
    tools = sorted({one_line(m.tool, 40) for m in formats if m.tool and not m.refuse}, key=str.casefold)
    if tools:
        parts += [
            ("Read today: ", "$text-muted"),
            f"{', '.join(tools)}, and any list with clear column names.",
        ]
    return Content.assemble(*parts)
