"""Workbooks of Excel and OpenDocument: every sheet as a table of texts, as a person sees it."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable
from datetime import datetime, time
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeVar

from planner.intake.reader.contain import contained
from planner.intake.reader.format import Content, Format, Terms
from planner.intake.reader.package import Place, checked
from planner.intake.reader.row import ASK, Found, Records, Row, Unread, without_hidden
from planner.intake.reader.unreadable import UnreadableFileError
from planner.model.text import one_line

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

T = TypeVar("T")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PARTS = frozenset({"[Content_Types].xml", "mimetype", "content.xml"})
"""Members by which a package of office programs is told from any other ZIP archive."""
_MERGED = 1_000_000
"""Cells of one sheet that are filled because they were merged; a file may claim any number."""


def read_workbook(data: bytes, terms: Terms) -> Found:
    """Read every sheet that has anything in it; what is hidden only when it is asked for.

    Raises:
        UnreadableFileError: The file is damaged or protected with a password, or holds nothing.
    """
    from python_calamine import CalamineError, load_workbook

    places: dict[str, Place] = {}
    unread: list[Unread] = []
    try:
        if data.startswith(b"PK"):
            package = checked(data, terms.budget)
            data, places = package.data, package.places
            unread += package.unread
        book = load_workbook(BytesIO(data))
        veiled = _veiled(book)
    except (CalamineError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError) as error:
        raise UnreadableFileError(
            "cannot be opened as a workbook: it is damaged or protected with a password. "
            "Open it in a spreadsheet and save it as CSV or as a new workbook."
        ) from error
    found, notes = [], []
    refused = {sheet.name for sheet in unread}
    for name in book.sheet_names:
        if name in refused:
            continue
        if name in veiled and not terms.hidden:
            notes.append(f"The hidden sheet {one_line(name, 80)!r} was left out. {ASK}")
            continue
        try:
            sheet = contained(
                partial(_sheet, book, name, places.get(name, Place()), terms), terms.budget.limits
            )
        except UnreadableFileError as error:
            unread.append(Unread(name=name, reason=str(error)))
            continue
        if sheet.rows:
            found.append(sheet)
    if not found and not unread:
        raise UnreadableFileError(
            f"holds nothing but hidden sheets. {ASK}" if notes else "is an empty workbook. Export it again."
        )
    return Found(tables=found, unread=unread, notes=tuple(notes))


def _veiled(book: CalamineWorkbook) -> frozenset[str]:
    """Return the names of the sheets that a person does not see."""
    return frozenset(
        sheet.name for sheet in book.sheets_metadata if not str(sheet.visible).endswith(".Visible")
    )


def _sheet(book: CalamineWorkbook, name: str, place: Place, terms: Terms) -> Records:
    records = Records(rows=_rows(book, name, place), name=name, encoding="workbook", kind="xlsx")
    return records if terms.hidden else without_hidden(records, place.hidden)


def _rows(book: CalamineWorkbook, name: str, place: Place) -> list[Row]:
    from python_calamine import CalamineError

    try:
        sheet = book.get_sheet_by_name(name)
        cells = sheet.to_python(skip_empty_area=False)
    except (CalamineError, ValueError, KeyError) as error:
        raise UnreadableFileError("is damaged. Open it in a spreadsheet and save it anew.") from error
    _display(cells, place)
    _spread(cells, getattr(sheet, "merged_cell_ranges", None) or ())
    del sheet
    rows = []
    for at, row in enumerate(cells):
        texts = [_text(cell) for cell in row]
        row.clear()  # a large sheet is not held twice
        if any(texts):
            rows.append(Row(place.lines[at] if place.lines else at + 1, texts))
    return rows


def _display(cells: list[list[Any]], place: Place) -> None:
    """Write numbers as they are shown, in place."""
    rows = {line: at for at, line in enumerate(place.lines)}
    columns = {column: at for at, column in enumerate(place.columns)}
    for (line, column), shown in place.display.items():
        at = rows.get(line, -1) if rows else line - 1
        to = columns.get(column, -1) if columns else column - 1
        if 0 <= at < len(cells) and 0 <= to < len(cells[at]):
            cell = cells[at][to]
            if isinstance(cell, int | float) and not isinstance(cell, bool):
                cells[at][to] = shown(float(cell)) or cell


def _spread(cells: list[list[T]], merged: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Give a cell that was merged downwards to every row it covers, in place.

    What spans columns is a title and stays in the first of them.
    """
    left_over = _MERGED
    for (top, left), (bottom, right) in merged:
        if left != right or top >= len(cells) or left >= len(cells[top]):
            continue
        covered = cells[top + 1 : min(bottom, top + left_over) + 1]
        left_over -= len(covered)
        for row in covered:
            if left < len(row) and row[left] in ("", None):
                row[left] = cells[top][left]


def _text(cell: object) -> str:
    """Return a cell as the text that a CSV export of it would have."""
    match cell:
        case None | "":
            return ""
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime():
            return cell.isoformat(sep=" ", timespec="seconds")
        case _:
            return str(cell)


def _tells(content: Content) -> bool:
    if content.data.startswith(_OLD_OFFICE):
        return True
    if not content.data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(BytesIO(content.data)) as archive:
            return not _PARTS.isdisjoint(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError):
        return False


def _read(content: Content, terms: Terms) -> Found:
    return read_workbook(content.data, terms)


FORMAT = Format(
    id="xlsx",
    title="Excel or OpenDocument workbook",
    endings=(".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"),
    tells=_tells,
    read=_read,
)
