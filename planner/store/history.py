"""Copies of a plan: one from before each day's first save, and before anything drastic."""

from __future__ import annotations

import contextlib
import os
import re
from datetime import date
from pathlib import Path

import msgspec

from planner.store.atomic import make_folder, write_file
from planner.store.environment import Environment
from planner.store.error import StoreError, explained
from planner.store.reading import UNREADABLE, interpret_bytes

KEPT = 60
"""So many daily copies are kept; those before a migration or a restore stay."""

DAILY = "first save of the day"
_NAME = re.compile(r"(\d{4}-\d\d-\d\d)(?:-before-([a-z]+)(?:-(\d+))?)?\.json")


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """One kept copy of a plan."""

    path: Path
    taken: str
    """ISO date on which the copy was put aside: the state is the one from before that moment."""
    reason: str
    """``first save of the day``, ``before migration`` or ``before restore``."""
    readable: bool
    """It can be put back."""
    client: str = ""
    """The client's name in it; empty when it cannot be read."""
    saved: str = ""
    """ISO date and time at which its state was saved; empty when it cannot be read."""
    revision: int = 0


class History:
    """The copies of one plan."""

    def __init__(self, store: Path, slug: str) -> None:
        """Name the folder; it is created with the first copy."""
        self.folder = store / "history" / slug

    def keep_daily(self, plan: Path, today: date) -> None:
        """Keep the plan's file as it is, unless that was done today already, and drop the oldest.

        Raises:
            StoreError: The copy cannot be made.
        """
        target = self.folder / f"{today.isoformat()}.json"
        if not target.exists():
            self._keep(plan, target)
            self._prune()

    def keep_before(self, plan: Path, event: str, today: date) -> Path:
        """Keep the plan's file as it is before an event such as ``migration``; return the copy.

        Raises:
            StoreError: The copy cannot be made.
        """
        head = f"{today.isoformat()}-before-{event}"
        number = 1
        while (target := self.folder / (f"{head}.json" if number == 1 else f"{head}-{number}.json")).exists():
            number += 1
        self._keep(plan, target)
        return target

    def _keep(self, plan: Path, target: Path) -> None:
        make_folder(self.folder.parent)
        make_folder(self.folder)
        try:
            # A second name for the same bytes: it takes no room, so that a nearly full disk does not
            # stop the save. The save that follows puts a new file in the plan's place and leaves
            # this one alone.
            os.link(plan, target)
        except FileExistsError:
            return
        except OSError:  # no links on this file system
            try:
                data, status = plan.read_bytes(), plan.stat()
            except OSError as error:
                raise explained(error, target) from error
            write_file(target, data)
            with contextlib.suppress(OSError):
                os.utime(target, ns=(status.st_atime_ns, status.st_mtime_ns))

    def _prune(self) -> None:
        daily = sorted(p for p, match in self._files() if match[2] is None)
        for path in daily[:-KEPT]:
            with contextlib.suppress(OSError):
                path.unlink()

    def _files(self) -> list[tuple[Path, re.Match[str]]]:
        try:
            names = os.listdir(self.folder)  # noqa: PTH208 - names are all that is wanted
        except OSError:
            return []
        return [(self.folder / n, match) for n in names if (match := _NAME.fullmatch(n))]

    def paths(self) -> list[tuple[Path, re.Match[str]]]:
        """Return the copies, newest first, with the parts of their names."""

        def age(entry: tuple[Path, re.Match[str]]) -> tuple[str, int, int]:
            try:
                modified = entry[0].stat().st_mtime_ns
            except OSError:
                modified = 0
            return entry[1][1], modified, int(entry[1][3] or 1)

        return sorted(self._files(), key=age, reverse=True)

    def backups(self, environment: Environment) -> tuple[Backup, ...]:
        """Return every copy, newest first; each is read to see whether it can be put back."""
        return tuple(_backup(path, match, environment) for path, match in self.paths())

    def newest_good(self, environment: Environment) -> Backup | None:
        """Return the newest copy that can be read, if there is one."""
        found = (_backup(path, match, environment) for path, match in self.paths())
        return next((b for b in found if b.readable), None)


def _backup(path: Path, match: re.Match[str], environment: Environment) -> Backup:
    reason = DAILY if match[2] is None else f"before {match[2]}"
    try:
        content = interpret_bytes(path.read_bytes(), path, environment).content
    except (OSError, StoreError, *UNREADABLE):
        return Backup(path=path, taken=match[1], reason=reason, readable=False)
    return Backup(
        path=path,
        taken=match[1],
        reason=reason,
        readable=True,
        client=content.plan.client.name,
        saved=content.meta.saved,
        revision=content.meta.revision,
    )
