"""How long the planner looks for a better roadmap."""

from __future__ import annotations

import os

from msgspec.structs import replace

from planner.roadmap import FULL, QUICK, Limit

VARIABLE = "PLANNER_SECONDS"


def effort() -> Limit:
    """Return the limit of a full search: two seconds, or those in ``$PLANNER_SECONDS``; 0 for the first good plan."""
    try:
        seconds = float(os.environ.get(VARIABLE, ""))
    except ValueError:
        return FULL
    return replace(FULL, seconds=seconds) if seconds > 0 else QUICK
