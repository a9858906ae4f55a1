"""Deleted plans: moved, not destroyed."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from planner.store.atomic import make_folder, sync_folder
from planner.store.error import explained


def move_to_trash(store: Path, slug: str, today: date) -> Path:
    """Move a plan, its history and its damaged copies to a folder of their own under ``trash/``.

    The plan's file goes last: should the move stop half-way, the plan is still in the list and
    deleting it again finishes the job.

    Returns:
        The folder, ``trash/<slug>-<date>``, with a number behind it when that is taken.

    Raises:
        StoreError: The system refused.
    """
    head = f"{slug}-{today.isoformat()}"
    number = 1
    while (place := store / "trash" / (head if number == 1 else f"{head}-{number}")).exists():
        number += 1
    plan = store / f"{slug}.json"
    history = store / "history" / slug
    make_folder(place.parent)
    make_folder(place)
    try:
        if history.is_dir():
            os.replace(history, place / "history")  # noqa: PTH105 - a rename, never a copy
        for damaged in sorted(store.glob(f"{slug}.damaged-*.json")):
            os.replace(damaged, place / damaged.name)  # noqa: PTH105 - a rename, never a copy
        os.replace(plan, place / plan.name)  # noqa: PTH105 - a rename, never a copy
        sync_folder(place)
        sync_folder(store)
    except OSError as error:
        raise explained(error, plan) from error
    return place
