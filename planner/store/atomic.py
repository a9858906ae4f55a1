"""Writing a file so that a crash at any instant leaves the old one or the new one.

The steps: write a temporary file beside the target, sync it to the disk, rename it over the
target, sync the folder. Renaming within one folder is atomic on every system we run on.
"""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Iterable
from pathlib import Path

import msgspec

from planner.store.error import StoreFailed, explained, unreadable

PRIVATE = 0o600
"""A plan file is for its owner only."""
_PRIVATE_FOLDER = 0o700
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_TAIL = ".tmp"
_NO_SYNC = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
"""What file systems without syncing (some network and user-space ones) answer to it."""
_CHUNK = 1 << 24
_REPLACE_TRIES = 20
_REPLACE_PAUSE = 0.05


class Stamp(msgspec.Struct, frozen=True):
    """What tells one version of a file from another without reading it."""

    mtime_ns: int
    size: int

    @classmethod
    def of(cls, status: os.stat_result) -> Stamp:
        """Return the stamp of a file's status."""
        return cls(status.st_mtime_ns, status.st_size)


def write_file(path: Path, data: bytes, *, sync: bool = True) -> Stamp:
    """Put ``data`` in the place of ``path``, whole or not at all.

    Args:
        path: The target; its folder must exist.
        data: The new content.
        sync: Wait until the disk has it. Off only for files that can be made again.

    Returns:
        The stamp of the new file.

    Raises:
        StoreError: The system refused; the old file is untouched unless the failure came after
            the rename, and the temporary file is gone.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{os.urandom(6).hex()}{_TAIL}")
    try:
        descriptor = os.open(temporary, _NEW, PRIVATE)
        try:
            try:
                _write_all(descriptor, data)
                if sync:
                    to_disk(descriptor)
                stamp = Stamp.of(os.fstat(descriptor))
            finally:
                os.close(descriptor)
            _replace(temporary, path)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
    except OSError as error:
        raise explained(error, path) from error
    if sync:
        try:
            sync_folder(path.parent)
        except OSError as error:
            raise StoreFailed(
                f"{path} was written, but its disk did not confirm it: {error.strerror or error}. "
                "Save again; if this stays, save to another disk.",
                path,
            ) from error
    return stamp


def make_folder(folder: Path) -> None:
    """Create a folder for this user alone; one that exists stays as it is.

    Raises:
        StoreError: It cannot be created.
    """
    try:
        folder.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
    except OSError as error:
        raise explained(error, folder) from error


def check_folder(folder: Path) -> None:
    """See that a folder can be listed, so that an unreadable one is not taken for an empty one.

    A folder that does not exist is fine: it is made when something is saved.

    Raises:
        StoreError: It is a file, or this user may not look into it.
    """
    try:
        with os.scandir(folder):
            pass
    except FileNotFoundError:
        return
    except NotADirectoryError:
        raise StoreFailed(
            f"{folder} is not a folder. Name the folder of your plans with --store or $PLANNER_STORE.", folder
        ) from None
    except OSError as error:
        raise unreadable(error, folder) from error


def remove_leftovers(folder: Path, names: Iterable[str]) -> None:
    """Remove temporary files that a dead process left beside the named files.

    The caller holds the lock of these files, so that none of them belongs to a save under way.
    Failures do not matter: the next one to open the plan tries again.
    """
    heads = tuple(f".{name}." for name in names)
    try:
        with os.scandir(folder) as entries:
            old = [e.path for e in entries if e.name.startswith(heads) and e.name.endswith(_TAIL)]
    except OSError:
        return
    for path in old:
        with contextlib.suppress(OSError):
            os.unlink(path)  # noqa: PTH108 - scandir gives text


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder last through a power cut, where the system can do that."""
    if os.name == "nt":  # folders cannot be opened there; NTFS journals renames itself
        return
    descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        to_disk(descriptor)
    finally:
        os.close(descriptor)


def to_disk(descriptor: int) -> None:
    """Wait until the disk has a file or folder; a file system that knows no such call has nothing to wait for."""
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest[:_CHUNK]) :]


def _replace(source: Path, target: Path) -> None:
    """Rename, waiting a little on Windows for a virus scanner or a reader to let go of the target."""
    tries = _REPLACE_TRIES if os.name == "nt" else 1
    for attempt in range(1, tries + 1):
        try:
            os.replace(source, target)  # noqa: PTH105 - the one system call this module is about
        except PermissionError:
            if attempt == tries:
                raise
            time.sleep(_REPLACE_PAUSE)
        else:
            return
