"""Documents for other people: written where the user says, over nothing the user did not mean.

Every file whose name a person types is written here. A new one is made under a temporary name
and given its own only if nobody has that name, in one step, so that a file which appears in
between stays. What is there is replaced only on demand, and never if it is a plan, a file of a
store, or no regular file at all.
"""

from __future__ import annotations

import contextlib
import errno
import os
import platform
import re
import stat
import time
import zlib
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from planner.store.atomic import PRIVATE, sync_folder, to_disk
from planner.store.error import StoreError, StoreFailed, StoreUnwritable, StoreVanished, explained
from planner.store.recognise import is_plan, store_of

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_TEMPORARY = re.compile(r"\.planner-export-([0-9a-f]{8})-(\d+)-[0-9a-f]{12}\.tmp")
_ABANDONED = 86_400.0
"""Seconds after which a temporary file of another machine, or of a process number that was given
again, belongs to nobody: writing a document takes less than one."""
_NUMBERS = 1000
_CHUNK = 1 << 24


class ExportExists(StoreError):  # noqa: N818 - it says what is there
    """A file is there already, and nobody said that it is to be replaced."""


class Occupant(msgspec.Struct, frozen=True, kw_only=True):
    """The file a document would replace."""

    size: int
    """Bytes."""
    changed: datetime
    """When it was last written, with its time zone."""

    def words(self) -> str:
        """Return for example ``12,345 bytes, last changed 2026-11-22 10:42`` in the machine's time."""
        return f"{self.size:,} bytes, last changed {self.changed.astimezone():%Y-%m-%d %H:%M}"


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """Where a document goes."""

    path: Path
    """The file as the user named it, links not resolved."""
    folder: bool
    """The user named its folder only: the file may get a number behind its name."""
    occupant: Occupant | None
    """What is there now; it may be replaced on demand. None when the name is free."""
    free: Path
    """The path itself, or with the first number behind it that nobody has."""


def export_target(path: Path, name: str, *, store: Path) -> Target:
    """Look at the place a document is to be written to. Nothing is changed.

    Args:
        path: What the user named: a file, or a folder for a file called ``name``.
        name: What the file is called in a folder.
        store: The store in use: its own files are never written over.

    Raises:
        StoreError: No document may be written there, not even on demand.
    """
    try:
        path = path.expanduser()
        in_folder = path.is_dir()
        if in_folder:
            path = path / name
        target = path.resolve()
        holder = store_of(target, store.resolve())
        if holder is not None:
            raise StoreFailed(
                f"{path} was not written: the folder {holder} holds your plans, and only documents (.md) may be put "
                "there. Choose another place.",
                path,
            )
        _check_folder(path, target.parent)
        occupant = _occupant(path, target)
    except OSError as error:
        raise _refused(error, path) from error
    except (RuntimeError, ValueError) as error:  # links in a circle, no such user, a NUL
        raise StoreFailed(f"{path} cannot be written: {error}. Choose another name.", path) from error
    return Target(path=path, folder=in_folder, occupant=occupant, free=_free(path))


def write_document(target: Target, text: str, *, replace: bool = False) -> Path:
    """Write a document whole or not at all, as UTF-8, for its owner's eyes only; return its file.

    Args:
        target: From `export_target`, just before.
        text: The document.
        replace: Replace the file that is there. Without it, a file in a folder the user named
            gets a number behind its name, and a file the user named is refused when it exists.

    Raises:
        ExportExists: A file is there, and it is not to be replaced.
        StoreError: The file cannot be written.
    """
    # Half a surrogate pair, as broken exports have it, has no place in UTF-8: it becomes "?".
    data = text.encode("utf-8", "replace")
    path = target.path
    try:
        file = path.resolve()  # a link stays a link
        _sweep(file.parent)
        temporary = file.with_name(f".planner-export-{_host()}-{os.getpid()}-{os.urandom(6).hex()}.tmp")
        try:
            _write(temporary, data)
            if replace:
                _occupant(path, file)  # a plan may have come there while the document was made
                os.replace(temporary, file)  # noqa: PTH105 - a rename, never a copy
            elif target.folder:
                path = _take_numbered(temporary, path, data)
            else:
                _take(temporary, file, data)
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink()
    except FileExistsError as error:
        raise _exists(path) from error
    except OSError as error:
        raise _refused(error, path) from error
    try:
        sync_folder(path.resolve().parent)
    except OSError as error:
        raise StoreFailed(
            f"{path} was written, but its disk did not confirm it: {error.strerror or error}. "
            "Export again; if this stays, export to another disk.",
            path,
        ) from error
    return path


# -- what is there ------------------------------------------------------------------------------


def _occupant(path: Path, target: Path) -> Occupant | None:
    """Return what is at a path, if that may be replaced at all.

    Raises:
        OSError: It cannot be looked at.
        StoreError: It may not be replaced.
    """
    try:
        status = path.stat()  # of what a link leads to; `target` names no file for an open pipe
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        raise StoreFailed(
            f"{path} was not written: {_KINDS.get(stat.S_IFMT(status.st_mode), 'something that is no file')} is "
            "there. Choose the name of a file, or print the document on standard output.",
            path,
        )
    if is_plan(target):
        raise StoreFailed(
            f"{path} was not written: the file there is a plan, and a document never replaces one. "
            "Choose another name.",
            path,
        )
    if not os.access(target, os.W_OK):
        raise StoreUnwritable(
            f"{path} was not written: the file there is write-protected. Choose another name.", path
        )
    return Occupant(size=status.st_size, changed=datetime.fromtimestamp(status.st_mtime, UTC))


_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def _check_folder(path: Path, folder: Path) -> None:
    if not folder.is_dir():
        raise StoreVanished(
            f"{path} was not written: there is no folder {folder}. Create it first, or name another one.",
            path,
        )
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StoreUnwritable(
            f"{path} was not written: you may not write into {folder}. Name another folder.", path
        )


def _exists(path: Path) -> StoreError:
    try:
        found = _occupant(path, path.resolve())
    except OSError:
        found = None
    except StoreError as error:
        return error
    what = f" ({found.words()})" if found else ""
    return ExportExists(
        f"{path} was not written: a file of that name is there already{what}. Choose another name, or "
        "replace it with --force.",
        path,
    )


def _refused(error: OSError, path: Path) -> StoreError:
    if error.errno == errno.ENAMETOOLONG:
        return StoreFailed(f"{path} was not written: the name is too long. Choose a shorter one.", path)
    return explained(error, path)


def _numbered(path: Path, number: int) -> Path:
    return path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")


def _free(path: Path) -> Path:
    paths = (_numbered(path, number) for number in range(1, _NUMBERS))
    return next((p for p in paths if not os.path.lexists(p)), path)


# -- writing --------------------------------------------------------------------------------------


def _write(path: Path, data: bytes) -> None:
    """Make a file that was not there, and wait until the disk has it.

    Raises:
        FileExistsError: It is there.
        OSError: The system refused; the file is gone.
    """
    descriptor = os.open(path, _NEW, PRIVATE)
    try:
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(descriptor, rest[:_CHUNK]) :]
            to_disk(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise


def _take(temporary: Path, target: Path, data: bytes) -> None:
    """Give the finished file its name, if nobody has that name.

    Raises:
        FileExistsError: Somebody has.
    """
    if os.name == "nt":  # renaming there refuses a name that is taken
        os.rename(temporary, target)  # noqa: PTH104 - one system call, like the link below
        return
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # no links on this file system, as on most memory sticks
        _write(target, data)


def _take_numbered(temporary: Path, path: Path, data: bytes) -> Path:
    for number in range(1, _NUMBERS):
        numbered = _numbered(path, number)
        with contextlib.suppress(FileExistsError):
            _take(temporary, numbered, data)
            return numbered
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))


def _host() -> str:
    return f"{zlib.crc32(platform.node().encode()):08x}"


def _sweep(folder: Path) -> None:
    """Remove temporary files of exports that were cut off. What fails is tried with the next export."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            match = _TEMPORARY.fullmatch(entry.name)
            if match is None or not entry.is_file(follow_symlinks=False):
                continue
            with contextlib.suppress(OSError):
                old = time.time() - entry.stat(follow_symlinks=False).st_mtime > _ABANDONED
                if old or (match[1] == _host() and not _runs(int(match[2]))):
                    os.unlink(entry.path)  # noqa: PTH108 - scandir gives text


def _runs(process: int) -> bool:
    """Return whether a process may still be there."""
    if os.name == "nt":  # there signal 0 would end it; age alone decides
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # another user's
        return True
    return True
