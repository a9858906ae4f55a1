"""Which day it is, for everybody."""

from __future__ import annotations

import os
from datetime import date, datetime

from planner.model.error import PlannerError
from planner.model.fault import YEARS


class ClockError(PlannerError):
    """``$PLANNER_TODAY`` is not a date."""


def today() -> date:
    """Return ``$PLANNER_TODAY`` when it is set, else the calendar's day.

    Raises:
        ClockError: The variable is set to something that is not ``YYYY-MM-DD``.
    """
    text = os.environ.get("PLANNER_TODAY", "").strip()
    if not text:
        return datetime.now().astimezone().date()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        raise ClockError(f"PLANNER_TODAY is {text!r}: write a date such as 2026-11-22, or unset it.")
    return day


def stamp(day: date) -> str:
    """Return the given day with the clock's time of day, to the second, as ISO text."""
    return f"{day.isoformat()}T{datetime.now().astimezone():%H:%M:%S}"
