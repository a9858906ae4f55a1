"""The day on which a file was made, as the newest signs of life in it tell."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from planner.intake.match.draft import Draft
from planner.model.catalogue import Catalogue

_OLDEST = 90
"""Days back that a sign of life may lie and still date a file: what is older is a list nobody keeps."""
_NEAR = timedelta(days=1)


def day_made(drafts: Iterable[Draft], catalogue: Catalogue, today: date) -> str:
    """Return the ISO date on which a file was made; empty when it does not tell.

    A report says of each computer, login or backup when it last gave a sign of life. Where most of them agree on
    the newest day, within a day, the report is of that day: a backup that ran the night before did not miss
    the nights since.

    Args:
        drafts: The rows of the file.
        catalogue: For which fields are signs of life (``activity``).
        today: The plan's date; later days are clocks that run ahead, and one of today tells nothing new.
    """
    days: list[date] = []
    for draft in drafts:
        signs = [day for field in _activity(catalogue, draft.kind) if (day := _day(draft.text(field)))]
        if signs:
            days.append(max(signs))
    newest = max(days, default=None)
    if newest is None or not today - timedelta(days=_OLDEST) <= newest < today:
        return ""
    agree = sum(1 for day in days if newest - day <= _NEAR)
    return newest.isoformat() if 2 * agree > len(days) else ""


def _activity(catalogue: Catalogue, kind: str) -> tuple[str, ...]:
    found = catalogue.kinds.get(kind)
    return () if found is None else tuple(field.id for field in found.field if field.activity)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
