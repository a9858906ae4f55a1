"""The mark that stands in the place of a secret that was taken out of a text."""

from __future__ import annotations

import re

MARK = "[removed: "
"""How what stands in a secret's place begins: ``[removed: password]``."""

_ALONE = re.compile(rf"\W*(?:\w+\s*[:=]\s*)?{re.escape(MARK)}[\w -]*\]\W*")


def is_telling(text: str) -> bool:
    """Return whether a masked text says more than that something was removed: ``pw=[removed: …]`` does not."""
    return _ALONE.fullmatch(text) is None
