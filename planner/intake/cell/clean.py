"""Client text made fit to keep."""

from __future__ import annotations

from planner.model.text import without_controls

LONGEST = 4000
"""Characters of one stored text; the rest of a longer cell is cut off, and the report says so."""
LONGEST_RAW = 200
"""Characters of the original text that are kept beside a value that differs from it."""


def clean(text: str, limit: int = LONGEST) -> str:
    """Return a text fit to keep, without outer blanks, at most ``limit`` long.

    Markup stays: text is kept as it was said, and whoever shows it makes it harmless for its place.
    """
    if len(text) <= limit and text.isprintable():  # nearly every cell
        return text.strip()
    return without_controls(text[: limit + 200]).strip()[:limit]
