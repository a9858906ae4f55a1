"""What comes out of any file: rows of texts, each with its place."""

from __future__ import annotations

import msgspec

from planner.model.intake import Rejection


class Row(msgspec.Struct, frozen=True, gc=False):
    """One row of texts."""

    line: int
    """Physical line of the file on which the row starts, counting from 1."""
    cells: list[str]


class Records(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of a file before anybody knows which of them is the header."""

    rows: list[Row]
    name: str = ""
    """Name of the sheet or of the file inside an archive; empty for a plain file."""
    encoding: str = ""
    delimiter: str = ""
    kind: str = "csv"
    """``csv``, ``xlsx`` or ``json``."""
    warnings: tuple[str, ...] = ()
    rejected: tuple[Rejection, ...] = ()


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet, or a file inside an archive, that could not be read while others beside it could."""

    name: str
    reason: str
    """Why, and what to do; completes "NAME …"."""
