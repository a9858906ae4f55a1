"""Paths of files as people type, paste and drop them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

_MOST = 300
"""Files that are read at once at most: more in one folder is most likely the wrong folder."""


class Paths(NamedTuple):
    """What a line of paths amounts to."""

    files: tuple[Path, ...]
    problem: str = ""
    """Why there are none, in a sentence; empty when there are some."""


def read_paths(text: str, folder: Path | None = None) -> Paths:
    """Return the files a line names.

    Several are separated by blanks or line ends; a path with blanks in it stands in quotes, has a
    backslash before each blank, or simply exists. ``~`` is the home folder, ``file://`` addresses
    are understood, and a folder stands for the files directly inside it.

    Args:
        text: The line, as terminals paste it when files are dropped on them, too.
        folder: What relative paths start from; None for the current folder.
    """
    base = folder or Path.cwd()
    found: dict[Path, None] = {}
    for name in _names(text.strip(), base):
        path = _path(name, base)
        if not _is_dir(path):
            found[path] = None
            continue
        inside = sorted(_inside(path))
        if not inside:
            return Paths((), f"There are no files in the folder {path}.")
        found.update(dict.fromkeys(inside))
    if len(found) > _MOST:
        return Paths((), f"These are {len(found):,} files; at most {_MOST} are read at once.")
    return Paths(tuple(found), "" if found else "Name a file or a folder.")


def _names(text: str, base: Path) -> Iterator[str]:
    """Yield the paths in a text; words that only together name something that exists are put together."""
    for line in filter(None, (line.strip() for line in text.splitlines())):
        if _exists(_path(line, base)):
            yield line
            continue
        words = list(_words(line))
        while words:
            count = next(
                (n for n in range(len(words), 1, -1) if _exists(_path(" ".join(words[:n]), base))), 1
            )
            yield " ".join(words[:count])
            del words[:count]


_WORD = re.compile(r""" "([^"]*)" | '([^']*)' | ((?:\\.|[^\s"'\\]|\\$|(?<=\S)['"])+) """, re.VERBOSE)
_WINDOWS = re.compile(r"[A-Za-z]:\\|\\\\")


def _words(line: str) -> Iterator[str]:
    if _WINDOWS.search(line):
        # Backslashes separate folders there; nothing is escaped.
        for match in re.finditer(r""" "([^"]*)" | '([^']*)' | (\S+) """, line, re.VERBOSE):
            yield next(group for group in match.groups() if group is not None)
        return
    for match in _WORD.finditer(line):
        quoted = match[1] if match[1] is not None else match[2]
        yield quoted if quoted is not None else re.sub(r"\\(.)", r"\1", match[3])


def _path(name: str, base: Path) -> Path:
    if name.casefold().startswith("file:"):
        try:
            name = unquote(urlsplit(name).path)
        except ValueError:
            return Path(name)
        if re.match(r"/[A-Za-z]:/", name):
            name = name[1:]
    if name.startswith("~"):
        name = os.path.expanduser(name)  # noqa: PTH111 - Path.expanduser raises for users that do not exist
    return base / name


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # too long, or with a character no file system has
        return False


def _is_dir(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _inside(folder: Path) -> list[Path]:
    try:
        return [p for p in folder.iterdir() if p.is_file() and not p.name.startswith(".")]
    except OSError:
        return []
