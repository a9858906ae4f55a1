"""The score and its band: ``62 (47–78)``."""

from __future__ import annotations

from planner.writing.rounding import whole


def score_text(low: float, high: float, point: float | None, nothing: str = "—") -> str:
    """Return ``62 (47–78)``, ``62`` when nothing is unknown, or ``— (0–100)`` when everything is.

    Args:
        low: Worst case, 0 to 100.
        high: Best case, 0 to 100.
        point: The score of what is known, 0 to 100; None when nothing is known.
        nothing: Stands for the point where there is none.
    """
    shown = nothing if point is None else str(whole(point))
    if point is not None and whole(low) == whole(high):
        return shown
    return f"{shown} ({whole(low)}–{whole(high)})"
