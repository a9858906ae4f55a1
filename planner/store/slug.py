"""Names of plan files: plain, portable, and never a path."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 60
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")
_OTHER = re.compile(r"[^a-z0-9]+")
_FALLBACK = "client"
_RESERVED = frozenset(
    (
        *("con", "prn", "aux", "nul", "conin", "conout", "clock"),  # devices of Windows, in any folder
        *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)),
        *("index", "history", "trash", "owner", "rescued"),  # the store's own
    )
)
_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "\u0131": "i", "&": " and "}
)


def slug_for(name: str) -> str:
    """Return a file name for a client: ASCII lower-case letters, digits and hyphens, 1 to 60 of them.

    Accents are dropped; a name with nothing left becomes ``client``; names that mean a device
    or a part of the store get a suffix.
    """
    folded = unicodedata.normalize("NFKD", name[: LONGEST * 4].casefold().translate(_LETTERS))
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    slug = _OTHER.sub("-", plain).strip("-")[:LONGEST].strip("-") or _FALLBACK
    return f"{slug}-{_FALLBACK}" if slug in _RESERVED else slug


def numbered(slug: str, number: int) -> str:
    """Return the slug with a suffix that tells it from others; number 1 is the slug itself."""
    if number == 1:
        return slug
    suffix = f"-{number}"
    return slug[: LONGEST - len(suffix)].rstrip("-") + suffix


def is_slug(text: str) -> bool:
    """Return whether the text can be the name of a plan in a store."""
    return _SLUG.fullmatch(text) is not None and text not in _RESERVED
