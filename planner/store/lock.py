"""Who may write a plan: one at a time, and the second is told who the first is.

The lock itself is the operating system's (through filelock), so that it ends with its
process however that ends. The owner's name stands in a file beside it, for words only.
"""

from __future__ import annotations

import contextlib
import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from planner.store.atomic import PRIVATE, write_file
from planner.store.error import StoreError
from planner.store.identity import Identity
from planner.store.jsontext import NotJson, from_json, to_json

if TYPE_CHECKING:
    from filelock import BaseFileLock


class Owner(msgspec.Struct, frozen=True, kw_only=True):
    """Who holds a plan."""

    user: str
    host: str
    process: int
    since: str
    """ISO date and time."""

    def words(self, now: datetime) -> str:
        """Return for example ``ann on LAPTOP-3 (process 812), since 10:42``; an earlier day is named."""
        try:
            since = datetime.fromisoformat(self.since)
        except ValueError:
            when = ""
        else:
            same_day = since.date() == now.date()
            when = f", since {since:%H:%M}" if same_day else f", since {since:%Y-%m-%d %H:%M}"
        return f"{self.user} on {self.host} (process {self.process}){when}"


class Lock:
    """The right to write one plan, from `take` to `close`."""

    def __init__(self, folder: Path, slug: str) -> None:
        """Name the lock; nothing is taken or created yet."""
        self.path = folder / f"{slug}.lock"
        self.owner_path = folder / f"{slug}.owner.json"
        self._lock: BaseFileLock | None = None
        self._identity: Identity | None = None

    def take(self, now: datetime) -> bool:
        """Take the lock without waiting; return whether it is ours now.

        A lock whose process has died is free; its owner's note is written over.

        Raises:
            OSError: The folder cannot be written.
        """
        import platform

        from filelock import FileLock, Timeout

        # Not bound to a thread: the writer's thread saves what the screen's thread opened.
        lock = FileLock(str(self.path), timeout=0, mode=PRIVATE, thread_local=False)
        try:
            lock.acquire()
        except Timeout:
            return False
        self._lock, self._identity = lock, Identity.of(self.path)
        owner = Owner(user=_user(), host=platform.node(), process=os.getpid(), since=now.isoformat())
        with contextlib.suppress(StoreError):  # the note is a courtesy; the lock holds without it
            write_file(self.owner_path, to_json(owner), sync=False)
        return True

    def renew(self, now: datetime) -> bool:
        """See that the lock is still ours; where its file was removed, take it anew.

        A removed lock file leaves two programs that both think they hold the plan: what we hold has
        no name any more, and the next one to come makes a new file.

        Returns:
            False when somebody else holds it by now.

        Raises:
            OSError: The folder cannot be written.
        """
        if self._lock is not None and Identity.of(self.path) == self._identity:
            return True
        nameless = self._lock
        if not self.take(now):
            return False
        if nameless is not None:
            with contextlib.suppress(OSError):
                nameless.release(force=True)
        return True

    def holder(self, now: datetime) -> str:
        """Return who holds the lock, in words."""
        try:
            return msgspec.convert(from_json(self.owner_path.read_bytes()), Owner).words(now)
        except (OSError, NotJson, msgspec.ValidationError):
            return "somebody else"

    def close(self) -> None:
        """Let others have the plan. Does nothing when the lock is not ours."""
        if self._lock is None:
            return
        with contextlib.suppress(OSError):
            self.owner_path.unlink()
        # The folder may be gone with its drive; the lock then is as well.
        with contextlib.suppress(OSError):
            self._lock.release(force=True)
        self._lock = None


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "somebody"
