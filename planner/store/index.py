"""The index: what the list of plans shows, without opening a plan.

It is derived and can be deleted: an entry that is missing, or older than its plan's file, is
stale and computed again. Nothing that goes wrong with it is ever an error.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import msgspec

from planner.model.summary import Summary
from planner.store.atomic import PRIVATE, Stamp, remove_leftovers, write_file
from planner.store.error import StoreError
from planner.store.jsontext import NotJson, NotStorable, from_json, to_json
from planner.store.slug import is_slug

_NAME = "index.json"
_PATIENCE = 10.0
"""Seconds to wait for another program that is writing the index."""


class IndexEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What the index knows of one plan."""

    summary: Summary | None
    stale: bool
    """The plan's file changed since the summary was made, or there is no summary."""


class _Row(msgspec.Struct, frozen=True, kw_only=True):
    summary: Summary
    stamp: Stamp


class Index:
    """The index file of one store."""

    def __init__(self, folder: Path) -> None:
        """Name the store's folder; nothing is read yet."""
        self._folder = folder
        self._path = folder / _NAME

    def entries(self) -> dict[str, IndexEntry]:
        """Return every plan of the store: one file is read and the folder listed."""
        rows = self._read()
        entries: dict[str, IndexEntry] = {}
        for slug, stamp in sorted(stamps(self._folder).items()):
            row = rows.get(slug)
            entries[slug] = IndexEntry(
                summary=row.summary if row else None, stale=row is None or row.stamp != stamp
            )
        return entries

    def put(self, slug: str, summary: Summary, stamp: Stamp | None = None) -> bool:
        """Set one plan's summary; return whether that worked.

        Args:
            slug: The plan.
            summary: What the list shows.
            stamp: Of the plan's file the summary was made from; None for the file as it is now.
        """
        from filelock import FileLock, Timeout

        if slug not in stamps(self._folder):  # also: taking the lock must not create the folder
            return False
        lock = FileLock(str(self._folder / "index.lock"), mode=PRIVATE)
        try:
            with lock.acquire(timeout=_PATIENCE, poll_interval=0.01):
                remove_leftovers(self._folder, (_NAME,))
                present = stamps(self._folder)
                if slug not in present:
                    return False
                rows = {s: row for s, row in self._read().items() if s in present}
                rows[slug] = _Row(summary=summary, stamp=stamp or present[slug])
                write_file(self._path, to_json({"plans": rows}), sync=False)
        except (Timeout, OSError, StoreError, NotStorable):
            return False
        return True

    def _read(self) -> dict[str, _Row]:
        try:
            document = from_json(self._path.read_bytes())
        except (OSError, NotJson):
            return {}
        plans = document.get("plans") if isinstance(document, dict) else None
        rows: dict[str, _Row] = {}
        for slug, row in plans.items() if isinstance(plans, dict) else ():
            with contextlib.suppress(msgspec.ValidationError):  # that one is stale, the others are good
                rows[slug] = msgspec.convert(row, _Row)
        return rows


def stamps(folder: Path) -> dict[str, Stamp]:
    """Return the plan files of a store with their stamps; none when the folder is not there."""
    found: dict[str, Stamp] = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                slug = entry.name.removesuffix(".json")
                if slug != entry.name and is_slug(slug):
                    try:
                        if entry.is_file():
                            found[slug] = Stamp.of(entry.stat())
                    except OSError:
                        continue  # it went away while we looked
    except OSError:
        return {}
    return found
