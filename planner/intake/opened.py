"""Opening what a person named: is it there, what is it, and which tables does it hold."""

from __future__ import annotations

import hashlib
import zipfile
from io import BytesIO
from pathlib import Path

import msgspec

from planner.intake.delimited import read_delimited
from planner.intake.json_file import read_json
from planner.intake.table import Records, UnreadableFileError
from planner.intake.workbook import read_workbook

LARGEST = 512 * 1024 * 1024
"""Bytes of a file, or of one file inside an archive, that are read."""
_MEMBERS = 50
"""Files inside one archive that are looked at."""
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


def open_file(path: Path, known: frozenset[str] = frozenset()) -> Opened:
    """Read a file into tables.

    Args:
        path: The file.
        known: Normalised headers that some import map knows.

    Raises:
        UnreadableFileError: It is missing, a folder, unreadable, empty, too large, or of a
            kind that holds no table; the message completes "FILE …".
    """
    data = _bytes(path)
    return Opened(digest=hashlib.sha256(data).hexdigest(), tables=_tables(data, known))


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableFileError("is a folder. Name the files inside it.")
        if not path.exists():
            raise UnreadableFileError("is not there. Check the name.")
        if not path.is_file():
            raise UnreadableFileError("is not a plain file. Copy what it holds into one.")
        if path.stat().st_size > LARGEST:
            raise UnreadableFileError(f"is larger than {LARGEST // 2**20} MB. Export fewer rows at a time.")
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        # ValueError: a name with a NUL character.
        why = getattr(error, "strerror", None) or str(error)
        raise UnreadableFileError(f"cannot be read ({why}). Check that you may open it.") from error
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnreadableFileError("is empty. Export it again.")
    return data


def _tables(data: bytes, known: frozenset[str]) -> list[Records]:
    if data.startswith(b"PK"):
        return _archive(data, known)
    if data.startswith(_OLD_OFFICE):
        return read_workbook(data)
    for mark, what in _FOREIGN:
        if data.startswith(mark):
            raise UnreadableFileError(f"{what}, not a list. {_SAVE_AS}")
    head = data[:1000].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        raise UnreadableFileError(f"is a web page, most likely a sign-in or error page. {_SAVE_AS}")
    if head.startswith(b"<"):
        raise UnreadableFileError(f"is XML, which is not read yet. {_SAVE_AS}")
    if head.startswith((b"{", b"[")):
        return [read_json(data)]
    return [read_delimited(data, known)]


def _archive(data: bytes, known: frozenset[str]) -> list[Records]:
    """Read a workbook, or the tables in a ZIP archive (Intune puts its one CSV into one)."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            if "[Content_Types].xml" in names or "mimetype" in names or "content.xml" in names:
                return read_workbook(data)
            members = [
                m for m in archive.infolist()
                if m.filename.casefold().endswith(_TABLES) and not m.filename.startswith("__MACOSX")
            ]  # fmt: skip
            if not members:
                raise UnreadableFileError(f"is an archive without a CSV file in it. {_SAVE_AS}")
            if len(members) > _MEMBERS:
                raise UnreadableFileError("is an archive of very many files. Unpack it and choose some.")
            found = [_member(archive, member, known) for member in members]
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as error:
        if isinstance(error, RuntimeError) and "password" in str(error):
            raise UnreadableFileError("is an archive with a password. Unpack it first.") from error
        raise UnreadableFileError("is a damaged archive. Export or download it again.") from error
    return found


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, known: frozenset[str]) -> Records:
    # An archive may lie about sizes: never read more than allowed, whatever it says.
    with archive.open(member) as stream:
        data = stream.read(LARGEST // 4 + 1) if member.file_size <= LARGEST // 4 else b""
    if member.file_size > LARGEST // 4 or len(data) > LARGEST // 4:
        raise UnreadableFileError(
            f"unpacks to more than {LARGEST // 4 // 2**20} MB. Unpack it and export less."
        )
    if not data.strip():
        raise UnreadableFileError("is an archive with an empty file in it. Export it again.")
    if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"["):
        return msgspec.structs.replace(read_json(data), name=member.filename)
    return read_delimited(data, known, member.filename)
