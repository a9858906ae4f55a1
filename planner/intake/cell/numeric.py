"""Numbers as spreadsheets and tools write them."""

from __future__ import annotations

import re

from planner.writing import LARGEST, read_number

_LEAD = re.compile(r"[\s$€£¥]|USD|EUR|GBP|CAD|AUD|CHF", re.IGNORECASE)
_SPLIT = re.compile(r"([+-]?[\d.,'’\u00a0\u202f ]*\d(?:\.(?!\d))?(?:[eE][+-]?\d+)?)\s*([^\d]*)")
_SIZES = {
    "b": 1 / 2**30, "byte": 1 / 2**30, "bytes": 1 / 2**30, "k": 1 / 2**20, "kb": 1 / 2**20, "kib": 1 / 2**20,
    "m": 1 / 1024, "mb": 1 / 1024, "mib": 1 / 1024, "g": 1.0, "gb": 1.0, "gib": 1.0,
    "t": 1024.0, "tb": 1024.0, "tib": 1024.0, "pb": 1024.0 * 1024,
}  # fmt: skip
"""Unit to GB; 1 GB is 1024 MB, as the tools count."""


def number(text: str, mark: str = ".") -> int | float | None:
    """Return the number at the start of a text, whatever unit follows; None when there is none.

    Grouped thousands, decimal commas, a currency in front and a unit behind are understood:
    ``$1,250.50``, ``1.250,50``, ``9.18 GB``, ``3.3x``, ``85 %``. A whole number comes back
    as an int, up to 15 digits. A number of `LARGEST` or more is none.

    Args:
        text: A cell.
        mark: The decimal mark of who wrote the file, where that is known.
    """
    found = _amount(text, mark)
    return None if found is None else found[0]


def gigabytes(text: str, unit: str = "gb") -> float | None:
    """Return a size in GB (1 GB = 1024 MB), None when there is none; ``unit`` is that of a bare number."""
    found = _amount(text, ".")
    if found is None:
        return None
    scale = _SIZES.get(found[1].casefold().strip() or unit)
    size = None if scale is None else round(found[0] * scale, 2)
    return None if size is None or abs(size) >= LARGEST else size


def _amount(text: str, mark: str) -> tuple[int | float, str] | None:
    bare = _LEAD.sub("", text[:80], count=0) if not text[:1].isdigit() else text[:80].strip()
    match = _SPLIT.fullmatch(bare)
    if match is None or (not bare.isascii() and not match[1].strip()):
        return None
    value = read_number(match[1], mark, power=True)
    return None if value is None else (value, match[2])
