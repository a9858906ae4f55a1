"""Excel workbooks: every sheet as a table of texts."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable
from datetime import datetime, time
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, TypeVar

from planner.intake.reader.budget import Budget
from planner.intake.reader.contain import contained
from planner.intake.reader.package import checked
from planner.intake.reader.row import Records, Row, Unread
from planner.intake.reader.unreadable import UnreadableFileError

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

T = TypeVar("T")
_MERGED = 1_000_000
"""Cells of one sheet that are filled because they were merged; a file may claim any number."""


def read_workbook(data: bytes, budget: Budget) -> tuple[list[Records], list[Unread]]:
    """Read every sheet that has anything in it; hidden ones too.

    Returns:
        The sheets, and those that could not be read.

    Raises:
        UnreadableFileError: The file is damaged or protected with a password, or holds nothing.
    """
    from python_calamine import CalamineError, load_workbook

    lines: dict[str, list[int]] = {}
    unread: list[Unread] = []
    try:
        if data.startswith(b"PK"):
            package = checked(data, budget)
            data, lines = package.data, package.lines
            unread += package.unread
        book = load_workbook(BytesIO(data))
    except (CalamineError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError) as error:
        raise UnreadableFileError(
            "cannot be opened as a workbook: it is damaged or protected with a password. "
            "Open it in a spreadsheet and save it as CSV or as a new workbook."
        ) from error
    found = []
    refused = {sheet.name for sheet in unread}
    for name in book.sheet_names:
        if name in refused:
            continue
        try:
            rows = contained(partial(_rows, book, name, lines.get(name)), budget.limits)
        except UnreadableFileError as error:
            unread.append(Unread(name=name, reason=str(error)))
            continue
        if rows:
            found.append(Records(rows=rows, name=name, encoding="workbook", kind="xlsx"))
    if not found and not unread:
        raise UnreadableFileError("is an empty workbook. Export it again.")
    return found, unread


def _rows(book: CalamineWorkbook, name: str, lines: list[int] | None) -> list[Row]:
    from python_calamine import CalamineError

    try:
        sheet = book.get_sheet_by_name(name)
        cells = sheet.to_python(skip_empty_area=False)
    except (CalamineError, ValueError, KeyError) as error:
        raise UnreadableFileError("is damaged. Open it in a spreadsheet and save it anew.") from error
    _spread(cells, getattr(sheet, "merged_cell_ranges", None) or ())
    del sheet
    rows = []
    for at, row in enumerate(cells):
        texts = [_text(cell) for cell in row]
        row.clear()  # a large sheet is not held twice
        if any(texts):
            rows.append(Row(lines[at] if lines else at + 1, texts))
    return rows


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
