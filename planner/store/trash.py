"""Deleted plans: moved, kept for a while, then purged by a rule that people can read."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

from planner.store.atomic import make_folder, sync_folder, write_file
from planner.store.error import StoreError, explained

KEPT_DAYS = 90
"""So many days a deleted plan stays in the trash."""
NOTICE_DAYS = 7
"""So many days pass between the day its time was first seen to be over and the day it goes."""

RULE = (
    f"Deleted plans stay in trash/ for {KEPT_DAYS} days. They go at the earliest {NOTICE_DAYS} days after that was "
    "first noticed, so that a clock that jumped purges nothing."
)
"""The rule in words, for people."""

_NAME = re.compile(r".+-(\d{4}-\d\d-\d\d)(?:-\d+)?")
_NOTICED = "over.txt"
"""In a folder of the trash: the ISO date on which its time was first seen to be over."""


def move_to_trash(store: Path, slug: str, today: date) -> Path:
    """Move a plan, its history and its damaged copies to a folder of their own under ``trash/``.

    The plan's file goes last: should the move stop half-way, the plan is still in the list and
    deleting it again finishes the job. Of a plan that is a link the content is put into the trash
    and the link is removed; the file it leads to is not ours to move.

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
        if plan.is_symlink():
            write_file(place / plan.name, plan.read_bytes())
            plan.unlink()
        else:
            os.replace(plan, place / plan.name)  # noqa: PTH105 - a rename, never a copy
        sync_folder(place)
        sync_folder(store)
    except OSError as error:
        raise explained(error, plan) from error
    return place


def purge(store: Path, today: date) -> None:
    """Remove the deleted plans whose time is over; failures do not matter, the next call tries again."""
    try:
        with os.scandir(store / "trash") as entries:
            folders = [Path(e.path) for e in entries if e.is_dir(follow_symlinks=False)]
    except OSError:
        return
    for folder in folders:
        deleted = _day_in(folder.name)
        if deleted is not None:
            with contextlib.suppress(OSError, StoreError):
                _purge_one(folder, deleted, today)


def _purge_one(folder: Path, deleted: date, today: date) -> None:
    marker = folder / _NOTICED
    if today - deleted <= timedelta(days=KEPT_DAYS):
        marker.unlink(missing_ok=True)  # what was noticed was a clock that ran ahead
        return
    noticed = _noticed(marker)
    if noticed is None or noticed > today:
        write_file(marker, today.isoformat().encode(), sync=False)
    elif today - noticed >= timedelta(days=NOTICE_DAYS):
        shutil.rmtree(folder)


def _day_in(name: str) -> date | None:
    match = _NAME.fullmatch(name)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def _noticed(marker: Path) -> date | None:
    try:
        return date.fromisoformat(marker.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        return None
