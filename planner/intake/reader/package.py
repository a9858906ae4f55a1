"""A workbook as a ZIP package: what is in it is counted before a parser makes anything of it."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from xml.parsers import expat

import msgspec
from msgspec.structs import replace

from planner.intake.reader.budget import Budget, refuse_grid, refuse_repetition
from planner.intake.reader.display import Shown
from planner.intake.reader.ods_xml import OpenExtent
from planner.intake.reader.row import Unread
from planner.intake.reader.sheet_xml import (
    EMPTY,
    Compact,
    Extent,
    Listed,
    Repeated,
    Scanner,
    SharedTexts,
    Styles,
)
from planner.intake.reader.unreadable import UnreadableFileError

_CHUNK = 256 * 1024
_SMALL = 1_000_000
"""Cells of a grid that cost nothing worth saving."""
_VOID = 4
"""A grid of so many cells for each one with a value is mostly void."""
_PLENTY = 64 * 1024 * 1024
"""Characters of repeated texts from which on they are counted one by one."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a sheet beside its values."""

    lines: list[int] = []
    """The line of each of its rows, when it was written anew."""
    columns: list[int] = []
    """The column behind each of its columns, when it was written anew."""
    hidden: frozenset[int] = frozenset()
    """Lines that are hidden."""
    display: Mapping[tuple[int, int], Shown] = {}
    """By line and column what writes a cell as it is shown."""


class Package(msgspec.Struct, frozen=True, kw_only=True):
    """A workbook that is safe to hand to a parser."""

    data: bytes
    places: dict[str, Place]
    """Name of each sheet to what is known of it."""
    unread: tuple[Unread, ...]
    """Sheets that were refused; in ``data`` they are empty."""


def checked(data: bytes, budget: Budget) -> Package:
    """Count what a workbook unpacks to and how far its cells lie apart.

    A sheet of few cells that lie far apart is written anew without the void between them.

    Raises:
        UnreadableFileError: All of it together unpacks to more than an import may take, or it repeats its
            cells without end.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        extents: dict[str, Extent] = {}
        texts = SharedTexts()
        shown = _shown(archive)
        places: dict[str, Place] = {}
        for member in archive.infolist():
            name = member.filename
            if _is_sheet(name):
                extents[name] = Extent(shown)
                _count(archive, name, extents[name], budget)
            elif name == "content.xml":
                places |= _check_open(archive, budget)
            elif name.casefold().endswith("sharedstrings.xml"):
                _count(archive, name, texts, budget)
            else:
                for _ in _chunks(archive, name, budget):
                    pass
        titles = _titles(archive)
        unread: list[Unread] = []
        written: dict[str, bytes] = {}
        for name, extent in extents.items():
            title = titles.get(name, posixpath.basename(name))
            try:
                _check(archive, name, extent, texts.lengths, budget)
            except UnreadableFileError as error:
                written[name] = EMPTY
                unread.append(Unread(name=title, reason=str(error)))
                continue
            place = Place(hidden=frozenset(extent.hidden), display=extent.display)
            if _is_sparse(extent):
                compact = Compact(extent)
                compact.run(_chunks(archive, name))
                written[name] = compact.xml()
                place = replace(place, lines=compact.lines, columns=compact.columns)
            places[title] = place
        if written:
            data = _with(archive, written)
    return Package(data=data, places=places, unread=tuple(unread))


def _shown(archive: zipfile.ZipFile) -> dict[str, Shown]:
    """Return what writes the cells of each style as they are shown."""
    styles = Styles()
    try:
        styles.run(_chunks(archive, "xl/styles.xml"))
    except (KeyError, expat.ExpatError):
        return {}
    return styles.shown()


def _is_sheet(name: str) -> bool:
    folder, file = posixpath.split(name.casefold())
    return posixpath.basename(folder) == "worksheets" and file.endswith(".xml")


def _is_sparse(extent: Extent) -> bool:
    return extent.area > max(_SMALL, _VOID * extent.cells)


def _check(archive: zipfile.ZipFile, name: str, extent: Extent, lengths: list[int], budget: Budget) -> None:
    """Refuse a sheet that no grid or no memory holds."""
    limits = budget.limits
    rows, columns = (len(extent.rows), len(extent.columns)) if _is_sparse(extent) else (
        extent.height, extent.width
    )  # fmt: skip
    if rows * columns > limits.grid:
        refuse_grid(extent.cells, extent.height, extent.width, limits)
    if extent.shared * max(lengths, default=0) > min(_PLENTY, limits.unpacked):
        repeated = Repeated(lengths)
        repeated.run(_chunks(archive, name))
        if budget.unpacked + repeated.characters > limits.unpacked:
            refuse_repetition(extent.shared, limits)
        budget.unpack(repeated.characters)


def _check_open(archive: zipfile.ZipFile, budget: Budget) -> dict[str, Place]:
    """Return what is known of the sheets of an OpenDocument spreadsheet; refuse one that repeats its cells without end."""
    scan = OpenExtent()
    _count(archive, "content.xml", scan, budget)
    cells, rows, columns = scan.largest
    if rows * columns > budget.limits.grid:
        refuse_grid(cells, rows, columns, budget.limits)
    return {
        name: Place(hidden=frozenset(sheet.hidden), display=sheet.display)
        for name, sheet in scan.sheets.items()
    }


def _count(archive: zipfile.ZipFile, name: str, scan: Scanner, budget: Budget) -> None:
    """Run over a member of the package, counting what it unpacks to."""
    chunks = _chunks(archive, name, budget)
    try:
        scan.run(chunks)
    except expat.ExpatError:
        # Parsers forgive what this one does not; what such a sheet costs, the limit of memory holds.
        for _ in chunks:
            pass


def _chunks(archive: zipfile.ZipFile, name: str, budget: Budget | None = None) -> Iterator[bytes]:
    with archive.open(name) as stream:
        while chunk := stream.read(_CHUNK):
            if budget is not None:
                budget.unpack(len(chunk))
            yield chunk


def _titles(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the sheet's name by the member of the package that holds it."""
    names, targets = Listed("sheet"), Listed("Relationship")
    try:
        names.run(_chunks(archive, "xl/workbook.xml"))
        targets.run(_chunks(archive, "xl/_rels/workbook.xml.rels"))
    except (KeyError, expat.ExpatError):
        return {}
    members = {r.get("Id", ""): posixpath.join("/xl", r.get("Target", "")).lstrip("/") for r in targets.found}
    return {
        members.get(identity, ""): sheet.get("name", "")
        for sheet in names.found
        for key, identity in sheet.items()
        if key.endswith(":id")
    }


def _with(archive: zipfile.ZipFile, written: dict[str, bytes]) -> bytes:
    """Return the package with some members replaced."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name in dict.fromkeys(archive.namelist()):
            target.writestr(name, written[name] if name in written else archive.read(name))
    return made.getvalue()
