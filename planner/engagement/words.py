"""Names and numbers in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from planner.model.text import one_line

SHOWN = 4
"""So many names are said; the rest are counted."""


def listed(names: Sequence[str]) -> str:
    """Return names in a sentence: ``A, B and C``, or the first few and how many more there are."""
    shown = [one_line(name, 60) for name in names[:SHOWN]]
    more = len(names) - len(shown)
    if more > 0:
        return f"{', '.join(shown)} and {more} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def counted(number: int, one: str, many: str) -> str:
    """Return ``1 laptop`` or ``3 laptops``."""
    return f"{number} {one if number == 1 else many}"
