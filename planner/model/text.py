"""Client text made harmless for a line of a terminal or a cell."""

from __future__ import annotations

import re
import unicodedata

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that reorder what a reader sees."""
_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def without_controls(text: str) -> str:
    """Return a text that can be kept: without control characters and halves of characters."""
    return text if text.isprintable() else _UNFIT.sub("", text)


def one_line(text: str, limit: int = 300) -> str:
    """Return the text on one line, without control characters or bidi marks.

    Args:
        text: Anything, however long.
        limit: Longest result in characters; a longer text ends in ``…``.
    """
    # Only so much is looked at that a 10 MB cell costs no more than a short one.
    head = text[: limit * 4]
    kept = "".join(" " if c.isspace() else c for c in head if _is_visible(c))
    line = " ".join(kept.split())
    if len(line) > limit or len(text) > len(head):
        return line[: max(limit - 1, 0)].rstrip() + "…"
    return line


def _is_visible(char: str) -> bool:
    if char in _BIDI:
        return False
    return char.isspace() or unicodedata.category(char) not in ("Cc", "Cs", "Co", "Cn")
