"""Bare numbers and shares."""

from __future__ import annotations

from planner.writing.rounding import half_up


def plain(number: float) -> str:
    """Return a number without needless digits: ``1,800``, ``0.25``, ``3``; never a 0 that is not one."""
    if number == int(number):
        return f"{int(number):,}"
    text = f"{half_up(number, 2):,}".rstrip("0").rstrip(".")
    return text if text not in ("0", "") else f"{number:.2g}"


def percent(share: float) -> str:
    """Return a share in percent, never rounded up to 100 or down to 0.

    97.4 % is ``97%``; 99.7 % is ``99.7%``, because ``100%`` would say that all is well.
    """
    text = f"{half_up(share * 100)}"
    if (text == "100" and share < 1) or (text == "0" and share > 0):
        text = f"{half_up(share * 100, 1)}"
    return f"{text}%"
