"""What can go wrong with a store, each said so that a person knows what to do."""
# The names say what is wrong with which thing; "Error" behind each would add nothing.
# ruff: noqa: N818

from __future__ import annotations

import errno
from pathlib import Path
from typing import TYPE_CHECKING

from planner.model.error import PlannerError

if TYPE_CHECKING:
    from planner.store.history import Backup


class StoreError(PlannerError):
    """Something about a stored file went wrong; ``path`` is the file or folder concerned."""

    def __init__(self, message: str, path: Path) -> None:
        super().__init__(message)
        self.path = path


class StoreFull(StoreError):
    """The disk is full, the quota used up or the file too large for the disk."""


class StoreUnwritable(StoreError):
    """The file or folder may not be written (or read)."""


class StoreVanished(StoreError):
    """The folder is not there any more, for example a drive that was unplugged."""


class StoreFailed(StoreError):
    """The system refused for another reason, which the message repeats."""


class PlanMissing(StoreError):
    """There is no plan of that name in the store."""


class PlanDamaged(StoreError):
    """A plan file cannot be read as a plan."""

    def __init__(
        self, message: str, path: Path, *, kept: Path | None = None, backup: Backup | None = None
    ) -> None:
        """Describe the damage.

        Args:
            message: For the user.
            path: The damaged file; it is still there, unchanged.
            kept: The copy of the damaged file that was put aside, if one could be made.
            backup: The newest kept copy of the plan that can be read, if there is one.
        """
        super().__init__(message, path)
        self.kept = kept
        self.backup = backup


class PlanAltered(StoreError):
    """A plan file can be read, but something other than a planner changed it since it was saved."""

    def __init__(self, message: str, path: Path, *, backup: Backup | None = None) -> None:
        """Describe it.

        Args:
            message: For the user.
            path: The file; it is still there, unchanged.
            backup: The newest kept copy whose checksum holds, if there is one.
        """
        super().__init__(message, path)
        self.backup = backup


class PlanNewer(StoreError):
    """A newer planner wrote the file, in a way this one does not understand."""


class PlanOutdated(StoreError):
    """The file is so old that no migration leads from it."""


class PlanChanged(StoreError):
    """Somebody else wrote the file since it was read; saving would overwrite their work."""


class PlanLocked(StoreError):
    """Somebody else has the plan open for writing."""


class PlanReadOnly(StoreError):
    """The plan was opened for reading only."""


class PlanUnsavable(StoreError):
    """The plan holds a value that cannot be stored. The file was not touched."""


class PlanRefused(StoreError):
    """A file from elsewhere is not a plan that can be taken in."""


_FULL = {errno.ENOSPC, errno.EFBIG, *({errno.EDQUOT} if hasattr(errno, "EDQUOT") else ())}
_UNWRITABLE = {errno.EACCES, errno.EPERM, errno.EROFS}
_VANISHED = {
    errno.ENOENT,
    errno.ENOTDIR,
    errno.ENODEV,
    errno.ENXIO,
    *({errno.ESTALE} if hasattr(errno, "ESTALE") else ()),
}


def explained(error: OSError, path: Path) -> StoreError:
    """Return the system's error about writing ``path`` in words a person can act on."""
    reason = error.strerror or str(error)
    if error.errno in _FULL:
        return StoreFull(
            f"{path} could not be saved: the disk is full ({reason}). The saved file is as it was before. "
            "Free some space and save again.",
            path,
        )
    if error.errno in _UNWRITABLE:
        return StoreUnwritable(
            f"{path} could not be saved: this user may not write there ({reason}). The saved file is as it was "
            "before. Allow writing to that folder, or choose another place.",
            path,
        )
    if error.errno in _VANISHED and not path.parent.is_dir():
        return vanished(path)
    return StoreFailed(
        f"{path} could not be saved: {reason}. The saved file is as it was before. Check the disk and save again.",
        path,
    )


def vanished(path: Path) -> StoreVanished:
    """Return the error that says the folder of ``path`` is not there, or not the one it was."""
    return StoreVanished(
        f"{path} could not be saved: the folder {path.parent} is not there any more, or another one has its name. "
        "Reconnect the drive or put the folder back: it is then saved by itself.",
        path,
    )


def unreadable(error: OSError, path: Path) -> StoreError:
    """Return the system's error about reading ``path`` in words a person can act on."""
    reason = error.strerror or str(error)
    if error.errno in _UNWRITABLE:
        return StoreUnwritable(
            f"{path} cannot be read: this user is not allowed to ({reason}). Ask its owner for the right to read it.",
            path,
        )
    return StoreFailed(
        f"{path} cannot be read: {reason}. Check that it is a file and that its disk is there.", path
    )
