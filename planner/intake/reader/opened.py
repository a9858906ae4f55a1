"""Opening what a person named: is it there, what is it, and which tables does it hold."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from planner.intake.reader.budget import Budget, refuse_size
from planner.intake.reader.format import Content, Terms
from planner.intake.reader.registry import read_content
from planner.intake.reader.row import Records, Unread
from planner.intake.reader.unreadable import UnreadableFileError
from planner.model.text import one_line


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """A file's tables and its fingerprint."""

    digest: str
    """SHA-256 of the bytes."""
    tables: list[Records]
    unread: tuple[Unread, ...] = ()
    """Sheets and files inside it that could not be read, where others could."""
    notes: tuple[str, ...] = ()
    """What was left out on purpose: whole sentences about the file."""


def open_file(path: Path, terms: Terms) -> Opened:
    """Read a file into tables.

    Args:
        path: The file.
        terms: What reading is done with.

    Raises:
        UnreadableFileError: It is missing, a folder, unreadable, empty, too large, or of a
            kind that holds no table; the message completes "FILE …".
    """
    budget = terms.budget
    data = _bytes(path, budget)
    before = budget.unpacked
    try:
        found = read_content(Content(data, path.name), terms)
    except UnreadableFileError:
        # What a refused file unpacked to is not kept: it takes nothing from the files after it.
        budget.unpacked = before
        raise
    if not found.tables:
        budget.unpacked = before
        first = found.unread[0]
        what = f"cannot be read: {one_line(first.name, 80)} {first.reason}" if first.name else first.reason
        raise UnreadableFileError(what)
    digest = hashlib.sha256(data).hexdigest()
    return Opened(digest=digest, tables=found.tables, unread=tuple(found.unread), notes=found.notes)


def _bytes(path: Path, budget: Budget) -> bytes:
    limits = budget.limits
    try:
        if path.is_dir():
            raise UnreadableFileError("is a folder. Name the files inside it.")
        if not path.exists():
            raise UnreadableFileError("is not there. Check the name.")
        if not path.is_file():
            raise UnreadableFileError("is not a plain file. Copy what it holds into one.")
        if path.stat().st_size > limits.file:
            refuse_size(limits)
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        # ValueError: a name with a NUL character.
        why = getattr(error, "strerror", None) or str(error)
        raise UnreadableFileError(f"cannot be read ({why}). Check that you may open it.") from error
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnreadableFileError("is empty. Export it again.")
    return data
