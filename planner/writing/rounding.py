"""The one way of rounding: halves away from zero, as people were taught."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_NOISE = 9
"""Decimals below which a binary fraction is noise: 56.49999999999999 is the 56.5 it was computed as."""


def half_up(value: float, digits: int = 0) -> Decimal:
    """Return a figure rounded to so many decimals, halves away from zero.

    Args:
        value: A finite number.
        digits: Decimals to keep; negative for tens and hundreds.
    """
    exact = Decimal(repr(round(float(value), _NOISE)))
    rounded = exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return rounded or abs(rounded)  # there is no minus nothing


def whole(value: float) -> int:
    """Return a figure rounded to a whole number."""
    return int(half_up(value))
