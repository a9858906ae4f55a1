"""Headers as tools write them, made comparable."""

from __future__ import annotations

import re
from functools import lru_cache

_DECORATION = re.compile(r"\[[^\]]*\]|\([^)]*\)")
_SUFFIX = re.compile(r"_[sbdtg]$", re.IGNORECASE)
_MARKS = "\ufeff\"' \t"


@lru_cache(maxsize=65536)
def normalised(header: str) -> str:
    """Return a header without what differs from one edition of a tool to the next.

    Case, byte order mark, quotes, ``[..]`` and ``(..)`` decorations, the type suffixes
    ``_s _b _d _t _g``, blanks and punctuation do not count: ``2sv Enrolled [READ ONLY]`` and
    ``2sv_enrolled`` are the same. A header that is nothing but decoration keeps its inside.
    """
    text = header[:500].strip(_MARKS)
    bare = _DECORATION.sub(" ", text).strip(_MARKS) or text
    bare = _SUFFIX.sub("", bare)
    return "".join(c for c in bare.casefold() if c.isalnum())
