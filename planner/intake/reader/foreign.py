"""Files that are no lists: told by how they begin, and refused with what to do instead."""

from __future__ import annotations

from planner.intake.reader.format import Content, Format, Terms
from planner.intake.reader.row import Found
from planner.intake.reader.unreadable import UnreadableFileError

SAVE_AS = "Export the list as CSV or as an Excel workbook."
_MARKS = (
    (b"\x89PNG", "is a picture"),
    (b"\xff\xd8\xff", "is a picture"),
    (b"GIF8", "is a picture"),
    (b"%PDF", "is a PDF"),
    (b"\x1f\x8b", "is a compressed file; unpack it first"),
    (b"7z\xbc\xaf", "is a 7-Zip archive; unpack it first"),
    (b"Rar!", "is a RAR archive; unpack it first"),
    (b"SQLite format 3", "is a database"),
    (b"\x7fELF", "is a program"),
    (b"MZ\x90", "is a program"),
)


def _tells(content: Content) -> bool:
    return content.data.startswith(tuple(mark for mark, _ in _MARKS))


def _read(content: Content, terms: Terms) -> Found:  # noqa: ARG001 - as every reader is called
    what = next(what for mark, what in _MARKS if content.data.startswith(mark))
    raise UnreadableFileError(f"{what}, not a list. {SAVE_AS}")


FORMAT = Format(id="foreign", title="Something else", endings=(), tells=_tells, read=_read)
