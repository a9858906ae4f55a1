"""Text of clients and people made fit to keep, and made harmless for a terminal."""

from __future__ import annotations

import re
import unicodedata

_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
"""Everything that is unfit to keep, and whatever else acts on a terminal instead of being seen."""


def without_controls(text: str) -> str:
    r"""Return the text as it may be kept in a plan; ordinary text comes back as it is.

    Line ends become ``\n``. What goes: control characters (C0 but for tab and line feed, DEL, C1);
    halves of surrogate pairs, which no file can be saved with; and bidi embeddings, overrides and
    isolates, which turn around the text after them, too, and let one thing read as another. The
    plain marks (LRM, RLM, ALM) and joiners stay: names are spelt with them, and they reach no
    further than their neighbours. Whoever shows the text makes it harmless for its place.
    """
    if text.isprintable():  # nearly every text
        return text
    return _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def for_terminal(text: str) -> str:
    """Return the text, of any number of lines, without anything that could drive a terminal."""
    return text if text.isprintable() else _ACTING.sub("", text)


def minute(moment: str) -> str:
    """Return an ISO date and time as people read it: ``2026-11-22 10:42``."""
    return moment[:16].replace("T", " ")


def one_line(text: str, limit: int = 300) -> str:
    """Return the text on one line, without anything that could drive a terminal.

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
    if char.isspace():
        return True
    return not _ACTING.match(char) and unicodedata.category(char) not in ("Cc", "Co", "Cn")
