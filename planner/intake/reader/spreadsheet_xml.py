"""Workbooks of Excel 2003 as XML ("XML Spreadsheet"), as many tools still write them under the name .xls."""

from __future__ import annotations

from typing import Any

from planner.intake.reader.budget import refuse_columns, refuse_grid
from planner.intake.reader.format import Content, Format, Terms
from planner.intake.reader.node import line_of
from planner.intake.reader.row import ASK, Found, Records, Row, without_hidden
from planner.intake.reader.unreadable import UnreadableFileError
from planner.intake.reader.xml_text import parsed
from planner.model.limits import Limits
from planner.model.text import one_line

_NAMESPACE = b"urn:schemas-microsoft-com:office:spreadsheet"


def _tells(content: Content) -> bool:
    return content.head.startswith(b"<") and _NAMESPACE in content.head and b"<html" not in content.head


def _read(content: Content, terms: Terms) -> Found:
    tree, encoding = parsed(content.data)
    book = tree.get("Workbook")
    sheets = _many(book.get("Worksheet")) if isinstance(book, dict) else []
    tables, notes = [], []
    for sheet in sheets:
        name = str(sheet.get("Name", ""))
        hidden = "Hidden" in str(sheet.get("WorksheetOptions", ""))
        if hidden and not terms.hidden:
            notes.append(f"The hidden sheet {one_line(name, 80)!r} was left out. {ASK}")
            continue
        grids = _many(sheet.get("Table"))
        rows = [row for grid in grids for row in _rows(grid, terms.budget.limits)]
        veiled = frozenset(
            line_of(row) for grid in grids for row in _many(grid.get("Row")) if row.get("Hidden") == "1"
        )
        records = Records(rows=rows, name=name, encoding=encoding, kind="xlsx")
        if rows:
            tables.append(records if terms.hidden else without_hidden(records, veiled))
    if not tables:
        raise UnreadableFileError("is an empty workbook. Export it again.")
    return Found(tables=tables, notes=tuple(notes))


def _rows(table: dict[str, Any], limits: Limits) -> list[Row]:
    rows: list[Row] = []
    size = 0
    for row in _many(table.get("Row")):
        cells: list[str] = []
        for cell in _many(row.get("Cell")):
            at = str(cell.get("Index", ""))
            if at.isascii() and at.isdigit() and len(at) < 8:
                if int(at) > limits.columns:
                    refuse_columns(int(at), limits)
                cells += [""] * (int(at) - 1 - len(cells))
            cells.append(_data(cell.get("Data")))
        size += len(cells)
        if size > limits.grid:
            refuse_grid(size, len(rows), len(cells), limits)
        if any(cells):
            rows.append(Row(line_of(row), cells))
    return rows


def _data(data: object) -> str:
    if isinstance(data, dict):
        text = str(data.get("text", ""))
        if data.get("Type") == "DateTime":
            return text.removesuffix("T00:00:00.000").removesuffix("T00:00:00")
        return {"1": "TRUE", "0": "FALSE"}.get(text, text) if data.get("Type") == "Boolean" else text
    return data if isinstance(data, str) else ""


def _many(found: object) -> list[dict[str, Any]]:
    items = found if isinstance(found, list) else [found]
    # An empty cell or row is a text here; it keeps its place.
    return [item if isinstance(item, dict) else {} for item in items if item is not None]


FORMAT = Format(id="xls-xml", title="Excel 2003 XML", endings=(), tells=_tells, read=_read)
