"""What reading a client's file yields, before anything is stored."""

from __future__ import annotations

import msgspec

from planner.model.plan import Plan
from planner.model.secret import Removed


class Rejection(msgspec.Struct, frozen=True, kw_only=True):
    """A row that could not be used."""

    line: int
    """Line of the file or sheet, or number of the record in a list of JSON, counting from 1."""
    reason: str


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """Two equally good sources that disagree on one fact."""

    kind: str
    record: str
    label: str
    field: str
    values: tuple[str, ...]
    sources: tuple[str, ...]


class FileReport(msgspec.Struct, frozen=True, kw_only=True):
    """What one file would bring (or brought)."""

    path: str
    format: str = ""
    """Id of the import map; empty when the file was not recognised."""
    kind: str = ""
    """Main kind of record it holds."""
    encoding: str = ""
    delimiter: str = ""
    header_line: int = 0
    """Line of the header, counting from 1; 0 for a format without one."""
    rows_at: str = ""
    """Where the rows lie in a tree such as JSON, keys joined by dots; a rejected row's line is its number there."""
    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: tuple[Rejection, ...] = ()
    unmapped_columns: tuple[str, ...] = ()
    dropped_secret_columns: tuple[str, ...] = ()
    masked_secrets: tuple[Removed, ...] = ()
    """Secrets that stood inside texts and were taken out while reading."""
    conflicts: tuple[Conflict, ...] = ()
    warnings: tuple[str, ...] = ()
    error: str = ""
    """Why nothing could be read, and what to do; empty when the file was read."""
    samples: tuple[str, ...] = ()
    """A few lines that say what will be created or changed."""


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """Files read against a plan: what would change, and the plan with the change made."""

    files: tuple[FileReport, ...]
    plan: Plan
    """The plan as it would be after the import; equal to the old one when nothing was read."""
