"""A format: how its bytes are told, and how they are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

import msgspec

from planner.intake.reader.budget import Budget
from planner.intake.reader.row import Found
from planner.model.import_map import ImportWords, Layout

_HEAD = 4000
_MARKS = b"\xef\xbb\xbf\xff\xfe \t\r\n"


class Content:
    """The bytes of a file, and how they begin."""

    def __init__(self, data: bytes, name: str = "") -> None:
        """Take the bytes.

        Args:
            data: All of them.
            name: What the file is called.
        """
        self.data = data
        self.name = name

    @cached_property
    def head(self) -> bytes:
        """The beginning in lower case, without byte order mark, blanks before it and NULs: of a text its first words."""
        return self.data[:_HEAD].lstrip(_MARKS).replace(b"\0", b"").lower()


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """What reading is done with."""

    budget: Budget
    """What the import may still take."""
    known: frozenset[str] = frozenset()
    """Normalised headers that some import map knows."""
    layouts: Mapping[str, Layout] = {}
    """Id of an import map to where it says that rows lie in a tree."""
    words: ImportWords = ImportWords(id="none")
    """Names of the wrappers that tools put around lists."""
    hidden: bool = False
    """Whether sheets and rows that are hidden are taken, too."""
    inside: Callable[[Content, Terms], Found] | None = None
    """Reads what is inside a container; None inside of one: containers are not nested."""
    endings: tuple[str, ...] = ()
    """How the names of files end that a container is searched for."""


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """One format of files."""

    id: str
    """What import maps and reports call it."""
    title: str
    """What people call it."""
    endings: tuple[str, ...]
    """How the names of such files end, lower case with the dot; those are looked for in archives and folders."""
    tells: Callable[[Content], bool]
    """Whether bytes are of this format; asked in the order of the registry."""
    read: Callable[[Content, Terms], Found]
    """Reads a file.

    Raises `UnreadableFileError` when there is nothing to read in it; the message completes "FILE …".
    """
