"""Reading one TOML file of a template folder, whatever state it is in."""

from __future__ import annotations

import math
import stat
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import TypeAlias

import msgspec

from planner.model.problem import Problem

Raw: TypeAlias = bool | int | float | str | list["Raw"] | dict[str, "Raw"]
"""What a template holds once its dates have become ISO text."""

_MOST_BYTES = 8_000_000
_DEEPEST = 30


class TomlFile(msgspec.Struct, frozen=True, kw_only=True):
    """One readable file."""

    folder: int
    """Index of the template folder it was found in; later ones override earlier ones."""
    file: str
    """Path relative to the template folder, with forward slashes."""
    data: dict[str, Raw]


class Unreadable(Exception):  # noqa: N818 - it never leaves this package and is no error of the user's
    """A file cannot be used; the message says why and what to do."""


def read_files(
    folders: Sequence[Path], room: str, files: str = "*.toml"
) -> tuple[list[TomlFile], list[Problem]]:
    """Read the files of one room in every template folder, in order of folder and name.

    Args:
        folders: Template folders; the ones without such a room are passed over.
        room: Name of the subfolder, for example ``standards``.
        files: Which file names to read, as a glob.

    Returns:
        The readable files, and one problem for each file that could not be read.
    """
    found: list[TomlFile] = []
    problems: list[Problem] = []
    for index, folder in enumerate(folders):
        for path in _files(folder / room, files):
            name = f"{room}/{path.name}"
            try:
                found.append(TomlFile(folder=index, file=name, data=read_toml(path)))
            except Unreadable as error:
                problems.append(Problem(file=name, path="", message=str(error)))
    return found, problems


def stray_files(folders: Sequence[Path], room: str, known: Sequence[str]) -> list[Problem]:
    """Return a problem for each TOML file of a room whose name nobody reads.

    Args:
        folders: Template folders.
        room: Name of the subfolder.
        known: The names that are read, as globs.
    """
    return [
        Problem(file=f"{room}/{path.name}", path="", message=f"is not read; this room has {', '.join(known)}")
        for folder in folders
        for path in _files(folder / room, "*.toml")
        if not any(path.match(pattern) for pattern in known)
    ]


def read_toml(path: Path) -> dict[str, Raw]:
    """Read one TOML file; dates become ISO text.

    Raises:
        Unreadable: The file is no regular file, too large, not UTF-8 or not TOML.
    """
    text = read_text(path)
    try:
        return {key: _plain(value, 1) for key, value in tomllib.loads(text).items()}
    except RecursionError:
        raise Unreadable("nests too deeply to be read; flatten its tables") from None
    except ValueError as error:
        raise Unreadable(f"is not valid TOML and was left out: {error}") from None


def read_text(path: Path) -> str:
    """Read a template file as UTF-8 text; a byte order mark is dropped.

    Raises:
        Unreadable: The file is no regular file, cannot be opened, is too large or not UTF-8.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise Unreadable("is not a regular file and was left out; remove or replace it")
        if found.st_size > _MOST_BYTES:
            raise Unreadable(f"is larger than {_MOST_BYTES // 1_000_000} MB and was left out; split it")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"is not UTF-8 text (byte {error.start + 1}) and was left out; save it as UTF-8"
        ) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise Unreadable(f"cannot be read ({reason}) and was left out; check the file's rights") from None


def _files(room: Path, files: str) -> Iterator[Path]:
    try:
        paths = sorted(room.iterdir())
    except OSError:
        return
    yield from (path for path in paths if path.match(files) and not path.name.startswith("."))


def _plain(value: object, depth: int) -> Raw:
    """Return the value with dates as ISO text.

    Raises:
        RecursionError: Tables nest deeper than any template needs.
    """
    if depth > _DEEPEST:
        raise RecursionError
    match value:
        case dict():
            return {str(key): _plain(item, depth + 1) for key, item in value.items()}
        case list():
            return [_plain(item, depth + 1) for item in value]
        case datetime() | date() | time():
            return value.isoformat()
        case float() if not math.isfinite(value):
            return str(value)  # no figure of a template; as text it costs its own entry alone
        case bool() | int() | float() | str():
            return value
        case _:
            raise ValueError(f"{value!r} is not a value of a template")
