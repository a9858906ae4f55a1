"""Excel workbooks: every sheet as a table of texts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from io import BytesIO
from typing import TypeVar

from planner.intake.table import Records, Row, UnreadableFileError

T = TypeVar("T")
_MERGED = 1_000_000
"""Cells of one sheet that are filled because they were merged; a file may claim any number."""


def read_workbook(data: bytes) -> list[Records]:
    """Read every sheet that has anything in it; hidden ones too.

    Raises:
        UnreadableFileError: The file is damaged or protected with a password.
    """
    from python_calamine import CalamineError, load_workbook

    try:
        book = load_workbook(BytesIO(data))
        sheets = []
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            cells = sheet.to_python(skip_empty_area=False)
            _spread(cells, getattr(sheet, "merged_cell_ranges", None) or ())
            sheets.append((name, cells))
    except (CalamineError, OSError, ValueError, KeyError) as error:
        raise UnreadableFileError(
            "cannot be opened as a workbook: it is damaged or protected with a password. "
            "Open it in a spreadsheet and save it as CSV or as a new workbook."
        ) from error
    found = []
    for name, cells in sheets:
        rows = [Row(line, [_text(cell) for cell in row]) for line, row in enumerate(cells, 1)]
        rows = [row for row in rows if any(row.cells)]
        if rows:
            found.append(Records(rows=rows, name=name, encoding="workbook", kind="xlsx"))
    if not found:
        raise UnreadableFileError("is an empty workbook. Export it again.")
    return found


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
