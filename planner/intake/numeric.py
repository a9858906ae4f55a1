"""Numbers as spreadsheets and tools write them."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?")
_LEAD = re.compile(r"[\s$€£¥]|USD|EUR|GBP|CAD|AUD|CHF", re.IGNORECASE)
_SPLIT = re.compile(r"([+-]?[\d.,'’\u00a0\u202f ]*\d(?:\.(?!\d))?(?:[eE][+-]?\d+)?)\s*([^\d]*)")
_GROUPED_COMMA = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_GROUPED_DOT = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+|[+-]?\d{1,3}(?:\.\d{3}){2,}")
_SIZES = {
    "b": 1 / 2**30, "byte": 1 / 2**30, "bytes": 1 / 2**30, "k": 1 / 2**20, "kb": 1 / 2**20, "kib": 1 / 2**20,
    "m": 1 / 1024, "mb": 1 / 1024, "mib": 1 / 1024, "g": 1.0, "gb": 1.0, "gib": 1.0,
    "t": 1024.0, "tb": 1024.0, "tib": 1024.0, "pb": 1024.0 * 1024,
}  # fmt: skip
"""Unit to GB; 1 GB is 1024 MB, as the tools count."""
LARGEST = 2.0**63
"""No count, size or sum of a client is as large. What is larger is a slip or an id in the wrong column; a
file could not hold it as a number, nor a calculation its sum."""


def number(text: str) -> int | float | None:
    """Return the number at the start of a text, whatever unit follows; None when there is none.

    Grouped thousands, decimal commas, a currency in front and a unit behind are understood:
    ``$1,250.50``, ``1.250,50``, ``9.18 GB``, ``3.3x``, ``85 %``. A whole number comes back
    as an int, up to 15 digits. A number of `LARGEST` or more is none.
    """
    found = _amount(text)
    return None if found is None else found[0]


def gigabytes(text: str, unit: str = "gb") -> float | None:
    """Return a size in GB (1 GB = 1024 MB), None when there is none; ``unit`` is that of a bare number."""
    found = _amount(text)
    if found is None:
        return None
    scale = _SIZES.get(found[1].casefold().strip() or unit)
    size = None if scale is None else round(found[0] * scale, 2)
    return None if size is None or abs(size) >= LARGEST else size


def _amount(text: str) -> tuple[int | float, str] | None:
    bare = _LEAD.sub("", text[:80], count=0) if not text[:1].isdigit() else text[:80].strip()
    match = _SPLIT.fullmatch(bare)
    if match is None or (not bare.isascii() and not match[1].strip()):
        return None
    digits = re.sub(r"['’\u00a0\u202f ]", "", match[1])
    if _GROUPED_COMMA.fullmatch(digits):
        digits = digits.replace(",", "")
    elif _GROUPED_DOT.fullmatch(digits):
        digits = digits.replace(".", "").replace(",", ".")
    elif digits.count(",") == 1:
        digits = digits.replace(",", ".")
    if not digits.isascii() or not _NUMBER.fullmatch(digits):
        return None
    value = float(digits)
    if not abs(value) < LARGEST:
        return None
    return (int(value) if value.is_integer() and abs(value) < 1e15 else value), match[2]
