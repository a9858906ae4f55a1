"""Amounts that are honest about how sure they are."""

from __future__ import annotations

import msgspec


class Range(msgspec.Struct, frozen=True, order=True):
    """A low, an expected and a high figure of the same unit."""

    low: float = 0.0
    expected: float = 0.0
    high: float = 0.0

    def __add__(self, other: Range) -> Range:
        """Add figure by figure."""
        return Range(self.low + other.low, self.expected + other.expected, self.high + other.high)

    def times(self, factor: float) -> Range:
        """Multiply every figure by ``factor`` (not negative)."""
        return Range(self.low * factor, self.expected * factor, self.high * factor)
