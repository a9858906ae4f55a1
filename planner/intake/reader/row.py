"""What comes out of any file: rows of texts, each with its place."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from planner.model.intake import Rejection

ASK = "To have it read, import with --hidden, or show it and save the workbook."
"""What to do about what is hidden."""
_NAMED = 10
"""Hidden rows that are called by their lines."""


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


def without_hidden(records: Records, hidden: frozenset[int]) -> Records:
    """Return rows without those on hidden lines, and a note that says which were left out."""
    left = [f"{row.line:,}" for row in records.rows if row.line in hidden]
    if not left:
        return records
    lines = f"{', '.join(left[:_NAMED])}{' and more' if len(left) > _NAMED else ''}"
    what = f"hidden row was left out (line {lines})" if len(left) == 1 else (
        f"hidden rows were left out (lines {lines})"
    )  # fmt: skip
    seen = [row for row in records.rows if row.line not in hidden]
    return replace(records, rows=seen, warnings=(*records.warnings, f"{len(left):,} {what}. {ASK}"))


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
