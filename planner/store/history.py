"""Copies of a plan: several a day while it is worked on, fewer the older they are.

A copy is kept before the first save after opening, every so many saves or minutes, at the close,
and before anything drastic. `planner.store.thinning` says which go again.
"""

from __future__ import annotations

import contextlib
import os
import re
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from planner.store.atomic import make_folder, write_file
from planner.store.environment import Environment
from planner.store.error import StoreError, explained
from planner.store.reading import UNREADABLE, interpret_bytes
from planner.store.thinning import superfluous

EVERY_SAVES = 25
"""So many saves after the last copy the next one is due."""
EVERY_SECONDS = 600.0
"""So many seconds after the last copy the next save leaves one."""

# ``2026-11-22T104205Z-r12.json``, ``…-r12-before-restore.json``; of two in one second the later has a number.
_NAME = re.compile(r"(\d{4}-\d\d-\d\dT\d{6}Z)-r(\d+)(?:-before-([a-z]+))?(?:-(\d+))?\.json")
# As the first version named them: a copy a day.
_OLD_NAME = re.compile(r"(\d{4}-\d\d-\d\d)(?:-before-([a-z]+)(?:-(\d+))?)?\.json")
_TIME = "%Y-%m-%dT%H%M%SZ"


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """A copy by its name alone."""

    path: Path
    taken: datetime
    """When it was put aside; its time zone is UTC."""
    event: str = ""
    """What it was put aside before, such as ``restore``; empty for everyday copies."""
    order: tuple[int, int] = (0, 0)
    """Revision, and number among copies of one second: tells which of two is newer."""


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """One kept copy of a plan, looked into."""

    path: Path
    taken: str
    """ISO date and time at which the copy was put aside, in this computer's time zone."""
    reason: str
    """``everyday copy``, ``before migration``, ``before restore`` …"""
    readable: bool
    """It can be put back."""
    client: str = ""
    """The client's name in it; empty when it cannot be read."""
    saved: str = ""
    """ISO date and time at which its state was saved; empty when it cannot be read."""
    revision: int = 0


class Pace:
    """When the next copy of an open plan is due."""

    def __init__(self) -> None:
        """Begin a session: the first save leaves a copy of what was there before."""
        self.first = True
        """No copy was made yet."""
        self.changed = False
        """Something was saved."""
        self._saves = 0
        self._last: datetime | None = None

    def due(self, now: datetime) -> bool:
        """Return whether the next save should leave a copy."""
        if self._last is None or self._saves >= EVERY_SAVES:
            return True
        # A clock that was set back must not put off the next copy for hours.
        return not 0 <= (now - self._last).total_seconds() < EVERY_SECONDS

    def kept(self, now: datetime) -> None:
        """Take note of a copy."""
        self.first, self._saves, self._last = False, 0, now

    def saved(self) -> None:
        """Take note of a save."""
        self.changed = True
        self._saves += 1


class History:
    """The copies of one plan."""

    def __init__(self, store: Path, slug: str) -> None:
        """Name the folder; it is created with the first copy."""
        self.store, self.slug = store, slug
        self.folder = store / "history" / slug

    def keep(self, plan: Path, revision: int, now: datetime, event: str = "") -> Path:
        """Keep the plan's file as it is, just before something else takes its place; return the copy.

        The copy is a second name for the same bytes where the system has such: it takes no room, so
        that a nearly full disk does not stop the save. It must be called only before the file is
        *replaced*: a file that stays would share its fate with the copy.

        Raises:
            StoreError: The copy cannot be made.
        """
        target = self._target(revision, now, event)
        try:
            os.link(plan, target)
        except OSError:  # no links on this file system, or the plan lies on another
            try:
                data, status = plan.read_bytes(), plan.stat()
            except OSError as error:
                raise explained(error, target) from error
            write_file(target, data)
            with contextlib.suppress(OSError):
                os.utime(target, ns=(status.st_atime_ns, status.st_mtime_ns))
        return target

    def keep_bytes(self, data: bytes, revision: int, now: datetime, event: str = "") -> Path:
        """Keep these bytes as a file of its own, unless the newest copy holds the very same; return the copy.

        Raises:
            StoreError: The copy cannot be made.
        """
        if not event and (newest := self._newest_holding(data)) is not None:
            return newest
        target = self._target(revision, now, event)
        write_file(target, data)
        return target

    def _target(self, revision: int, now: datetime, event: str) -> Path:
        make_folder(self.folder.parent)
        make_folder(self.folder)
        head = f"{now.astimezone(UTC).strftime(_TIME)}-r{revision}" + (f"-before-{event}" if event else "")
        number = 1
        while os.path.lexists(target := self.folder / f"{head}{f'-{number}' if number > 1 else ''}.json"):
            number += 1
        return target

    def holds(self, data: bytes) -> bool:
        """Return whether the newest copy holds just these bytes."""
        return self._newest_holding(data) is not None

    def _newest_holding(self, data: bytes) -> Path | None:
        newest = next(iter(self.copies()), None)
        return newest.path if newest is not None and _holds(newest.path, data) else None

    def thin(self, now: datetime) -> None:
        """Remove the copies that the rule lets go; failures do not matter, the next save tries again."""
        copies = self.copies()
        for copy in superfluous([(c.taken, bool(c.event), c) for c in copies], now.astimezone(UTC)):
            with contextlib.suppress(OSError):
                copy.path.unlink()

    def copies(self) -> tuple[Copy, ...]:
        """Return the copies by their names, newest first."""
        try:
            names = os.listdir(self.folder)  # noqa: PTH208 - names are all that is wanted
        except OSError:
            return ()
        found = [copy for name in names if (copy := _named(self.folder / name)) is not None]
        return tuple(sorted(found, key=lambda c: (c.taken, c.order), reverse=True))

    def backups(self, environment: Environment) -> tuple[Backup, ...]:
        """Return every copy, newest first; each is read to see whether it can be put back."""
        return tuple(_backup(copy, environment) for copy in self.copies())

    def newest_good(self, environment: Environment) -> Backup | None:
        """Return the newest copy that can be read, if there is one."""
        found = (_backup(copy, environment) for copy in self.copies())
        return next((b for b in found if b.readable), None)


def _named(path: Path) -> Copy | None:
    if match := _NAME.fullmatch(path.name):
        text, form, event = match[1], _TIME, match[3] or ""
        order = (int(match[2]), int(match[4] or 1))
    elif match := _OLD_NAME.fullmatch(path.name):
        text, form, event = match[1], "%Y-%m-%d", match[2] or ""
        order = (0, int(match[3] or 1))
    else:
        return None
    try:
        taken = datetime.strptime(text, form).replace(tzinfo=UTC)
    except ValueError:  # such as the 31st of February: not one of ours
        return None
    return Copy(path=path, taken=taken, event=event, order=order)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _backup(copy: Copy, environment: Environment) -> Backup:
    reason = f"before {copy.event}" if copy.event else "everyday copy"
    taken = copy.taken.astimezone().isoformat(timespec="seconds")
    try:
        reading = interpret_bytes(copy.path.read_bytes(), copy.path, environment)
    except (OSError, StoreError, *UNREADABLE):
        return Backup(path=copy.path, taken=taken, reason=reason, readable=False)
    return Backup(
        path=copy.path,
        taken=taken,
        reason=reason,
        readable=not reading.altered,
        client=reading.content.plan.client.name,
        saved=reading.content.meta.saved,
        revision=reading.content.meta.revision,
    )
