"""ZIP archives: every list inside, in any folder of it (Intune puts its one CSV into one)."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections import Counter
from functools import partial
from io import BytesIO
from pathlib import PurePosixPath, PureWindowsPath

from msgspec.structs import replace

from planner.intake.reader.budget import Budget
from planner.intake.reader.contain import contained
from planner.intake.reader.foreign import SAVE_AS
from planner.intake.reader.format import Content, Format, Terms
from planner.intake.reader.row import Found, Records, Unread
from planner.intake.reader.unreadable import UnreadableFileError
from planner.model.text import one_line

_CHUNK = 1024 * 1024
"""Bytes of an archive that are unpacked before they are counted."""
_NAMED = 5
"""Files that were passed over and are called by their names."""


def _tells(content: Content) -> bool:
    return content.data.startswith(b"PK")


def _read(content: Content, terms: Terms) -> Found:
    if terms.inside is None:
        raise UnreadableFileError(
            "is an archive inside an archive. Unpack the outer one and import this one."
        )
    try:
        archive = zipfile.ZipFile(BytesIO(content.data))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise UnreadableFileError("is a damaged archive. Export or download it again.") from error
    with archive:
        return _members(archive, terms)


def _members(archive: zipfile.ZipFile, terms: Terms) -> Found:
    # A damaged archive may hold members without a name, at which `is_dir` stumbles.
    files = [
        one for one in archive.infolist()
        if one.filename and not one.filename.endswith("/") and not _is_litter(one.filename)
    ]  # fmt: skip
    members = [one for one in files if one.filename.casefold().endswith(terms.endings)]
    if not members:
        raise UnreadableFileError(f"is an archive without a list in it. {SAVE_AS}")
    if len(members) > terms.budget.limits.members:
        raise UnreadableFileError(
            f"is an archive of {len(members):,} files, more than the {terms.budget.limits.members:,} that are read. "
            "Unpack it and choose some."
        )
    tables: list[Records] = []
    unread: list[Unread] = []
    notes: list[str] = []
    seen: Counter[str] = Counter()
    for member in members:
        before, name = terms.budget.unpacked, member.filename
        seen[name] += 1
        if seen[name] > 1:  # two members of one name are two lists
            name = f"{name} ({seen[name]})"
        try:
            found = contained(partial(_member, archive, member, terms), terms.budget.limits)
        except UnreadableFileError as error:
            terms.budget.unpacked = before
            unread.append(Unread(name=name, reason=str(error)))
            continue
        several = len(found.tables) + len(found.unread) > 1
        tables += (replace(t, name=f"{name} / {t.name}" if several else name) for t in found.tables)
        unread += (replace(u, name=f"{name} / {u.name}") for u in found.unread)
        notes += (f"In {one_line(name, 80)}: {note}" for note in found.notes)
    left = [one.filename for one in files if one not in members]
    if left:
        notes.append(f"{passed_over(left)} in the archive.")
    return Found(tables=tables, unread=unread, notes=tuple(notes))


def passed_over(names: list[str]) -> str:
    """Return that files were passed over because they are no lists, the first few by name, without the full stop."""
    shown = ", ".join(one_line(name, 60) for name in names[:_NAMED])
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return f"Passed over, because they are no lists: {shown}{more}"


def _is_litter(name: str) -> bool:
    """Return whether a file is what a system leaves behind, not what a person put there."""
    return any(part.startswith((".", "__MACOSX", "~$")) and part != ".." for part in name.split("/"))


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, terms: Terms) -> Found:
    name = member.filename
    windows = PureWindowsPath(name)
    if windows.drive or windows.root or ".." in (*windows.parts, *PurePosixPath(name).parts):
        raise UnreadableFileError(
            "has a name that leads out of the archive, as no honest tool writes it. Check where the file comes from."
        )
    data = _unpacked(archive, member, terms.budget)
    if not data.strip():
        raise UnreadableFileError("is empty. Export it again.")
    assert terms.inside is not None
    return terms.inside(Content(data, name), replace(terms, inside=None))


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


FORMAT = Format(id="zip", title="ZIP archive", endings=(".zip",), tells=_tells, read=_read)
