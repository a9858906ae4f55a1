"""Opening what a person named: is it there, what is it, and which tables does it hold."""

from __future__ import annotations

import hashlib
import lzma
import zipfile
import zlib
from collections import Counter
from functools import partial
from io import BytesIO
from pathlib import Path

import msgspec
from msgspec.structs import replace

from planner.intake.reader.budget import Budget, refuse_size
from planner.intake.reader.contain import contained
from planner.intake.reader.delimited import read_delimited
from planner.intake.reader.json_file import read_json
from planner.intake.reader.row import Records, Unread
from planner.intake.reader.unreadable import UnreadableFileError
from planner.intake.reader.workbook import read_workbook
from planner.model.text import one_line

_CHUNK = 1024 * 1024
"""Bytes of an archive that are unpacked before they are counted."""
_TABLES = (".csv", ".tsv", ".txt", ".json")
_SAVE_AS = "Export the list as CSV or as an Excel workbook."
_FOREIGN = (
    (b"\x89PNG", "is a picture"),
    (b"\xff\xd8\xff", "is a picture"),
    (b"GIF8", "is a picture"),
    (b"%PDF", "is a PDF"),
    (b"\x1f\x8b", "is a compressed file; unpack it first"),
    (b"7z\xbc\xaf", "is a 7-Zip archive; unpack it first"),
    (b"Rar!", "is a RAR archive; unpack it first"),
    (b"SQLite format 3", "is a database"),
    (b"\x7fELF", "is a program"),
    (b"MZ", "is a program"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """A file's tables and its fingerprint."""

    digest: str
    """SHA-256 of the bytes."""
    tables: list[Records]
    unread: tuple[Unread, ...] = ()
    """Sheets and files inside it that could not be read, where others could."""


def open_file(path: Path, known: frozenset[str], budget: Budget) -> Opened:
    """Read a file into tables.

    Args:
        path: The file.
        known: Normalised headers that some import map knows.
        budget: What the import may still take.

    Raises:
        UnreadableFileError: It is missing, a folder, unreadable, empty, too large, or of a
            kind that holds no table; the message completes "FILE …".
    """
    data = _bytes(path, budget)
    before = budget.unpacked
    try:
        tables, unread = _tables(data, known, budget)
    except UnreadableFileError:
        # What a refused file unpacked to is not kept: it takes nothing from the files after it.
        budget.unpacked = before
        raise
    if not tables:
        budget.unpacked = before
        first = unread[0]
        what = f"cannot be read: {one_line(first.name, 80)} {first.reason}" if first.name else first.reason
        raise UnreadableFileError(what)
    return Opened(digest=hashlib.sha256(data).hexdigest(), tables=tables, unread=tuple(unread))


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


def _tables(data: bytes, known: frozenset[str], budget: Budget) -> tuple[list[Records], list[Unread]]:
    if data.startswith(b"PK"):
        return _archive(data, known, budget)
    if data.startswith(_OLD_OFFICE):
        return read_workbook(data, budget)
    for mark, what in _FOREIGN:
        if data.startswith(mark):
            raise UnreadableFileError(f"{what}, not a list. {_SAVE_AS}")
    head = data[:1000].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        raise UnreadableFileError(f"is a web page, most likely a sign-in or error page. {_SAVE_AS}")
    if head.startswith(b"<"):
        raise UnreadableFileError(f"is XML, which is not read yet. {_SAVE_AS}")
    if head.startswith((b"{", b"[")):
        return [read_json(data, budget.limits)], []
    return [read_delimited(data, known)], []


def _archive(data: bytes, known: frozenset[str], budget: Budget) -> tuple[list[Records], list[Unread]]:
    """Read a workbook, or the tables in a ZIP archive (Intune puts its one CSV into one)."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise UnreadableFileError("is a damaged archive. Export or download it again.") from error
    with archive:
        names = set(archive.namelist())
        if names & {"[Content_Types].xml", "mimetype", "content.xml"}:
            return read_workbook(data, budget)
        members = [
            m for m in archive.infolist()
            if m.filename.casefold().endswith(_TABLES) and not m.filename.startswith("__MACOSX")
        ]  # fmt: skip
        if not members:
            raise UnreadableFileError(f"is an archive without a CSV file in it. {_SAVE_AS}")
        if len(members) > budget.limits.members:
            raise UnreadableFileError(
                f"is an archive of {len(members):,} files, more than the {budget.limits.members:,} that are read. "
                "Unpack it and choose some."
            )
        tables: list[Records] = []
        unread: list[Unread] = []
        seen: Counter[str] = Counter()
        for member in members:
            before, name = budget.unpacked, member.filename
            seen[name] += 1
            if seen[name] > 1:  # two members of one name are two lists
                name = f"{name} ({seen[name]})"
            try:
                read = partial(_member, archive, member, known, budget)
                tables.append(replace(contained(read, budget.limits), name=name))
            except UnreadableFileError as error:
                budget.unpacked = before
                unread.append(Unread(name=name, reason=str(error)))
    return tables, unread


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, known: frozenset[str], budget: Budget
) -> Records:
    data = _unpacked(archive, member, budget)
    if not data.strip():
        raise UnreadableFileError("is empty. Export it again.")
    if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"["):
        return read_json(data, budget.limits)
    return read_delimited(data, known)


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget) -> bytes:
    # An archive may lie about sizes: what comes out is counted, whatever it says.
    parts: list[bytes] = []
    try:
        with archive.open(member) as stream:
            while part := stream.read(_CHUNK):
                budget.unpack(len(part))
                parts.append(part)
    except RuntimeError as error:
        if "password" in str(error):
            raise UnreadableFileError("is protected with a password. Unpack it first.") from error
        raise
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, EOFError, OSError) as error:
        raise UnreadableFileError("is damaged inside the archive. Export or download it again.") from error
    return b"".join(parts)
