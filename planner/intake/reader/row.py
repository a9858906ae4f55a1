"""What comes out of any file: rows of texts, each with its place."""

from __future__ import annotations

import msgspec

from planner.model.intake import Rejection


class Row(msgspec.Struct, frozen=True, gc=False):
    """One row of texts."""

    line: int
    """Where the row starts: the line of the file or sheet, or its number in a list (`Records.path`); from 1."""
    cells: list[str]


class Records(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of a file before anybody knows which of them is the header."""

    rows: list[Row]
    name: str = ""
    """Name of the sheet or of the file inside an archive; empty for a plain file."""
    encoding: str = ""
    delimiter: str = ""
    kind: str = "csv"
    """Id of the format that read it."""
    headed: bool = False
    """The first row is made of the names of keys: it is the header, and stands on no line."""
    path: str = ""
    """Where the rows lie in a tree, keys joined by dots; empty where the rows have lines of their own."""
    tails: tuple[str, ...] = ()
    """For each column of a tree the last key of its path, where that alone is clear; empty for the others."""
    layout: str = ""
    """Id of the import map that said where the rows lie in a tree; empty when they were found without."""
    warnings: tuple[str, ...] = ()
    rejected: tuple[Rejection, ...] = ()


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet, or a file inside an archive, that could not be read while others beside it could."""

    name: str
    reason: str
    """Why, and what to do; completes "NAME …"."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader found in a file."""

    tables: list[Records]
    unread: list[Unread] = []
    notes: tuple[str, ...] = ()
    """What was left out on purpose: whole sentences about the file."""
