"""Client text made fit to keep."""

from __future__ import annotations

import re

LONGEST = 4000
"""Characters of one stored text; the rest of a longer cell is cut off, and the report says so."""
LONGEST_RAW = 200
"""Characters of the original text that are kept beside a value that differs from it."""

# Control characters (C0 and C1) but for tab and line feed, and halves of surrogate pairs,
# which no file can be saved with. Bidi marks and markup stay: text is kept as it was said,
# and whoever shows it makes it harmless for its place.
_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def clean(text: str, limit: int = LONGEST) -> str:
    """Return a text without control characters and outer blanks, at most ``limit`` long."""
    if len(text) <= limit and text.isprintable():  # nearly every cell
        return text.strip()
    return _UNFIT.sub("", text[: limit + 200]).strip()[:limit]
