"""HTML tables: reports saved as a web page, and "Excel" exports that are one."""

from __future__ import annotations

from html.parser import HTMLParser

from planner.intake.reader.budget import refuse_columns, refuse_grid
from planner.intake.reader.encoding import decode
from planner.intake.reader.foreign import SAVE_AS
from planner.intake.reader.format import Content, Format, Terms
from planner.intake.reader.row import Found, Records, Row
from planner.intake.reader.unreadable import UnreadableFileError
from planner.model.limits import Limits

_FIRST = (b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<body", b"<style")
_APART = frozenset({"br", "p", "div", "li", "tr"})
_UNSEEN = frozenset({"script", "style", "title"})
_SPAN = 1000
"""Columns of one cell, at most, as browsers have it."""


def _tells(content: Content) -> bool:
    head = content.head
    if head.startswith((b"<?xml", b"<!--")):
        # A page may say that it is XML, or begin with a remark; its table is read like any other.
        return b"<html" in head and b"<table" in content.data.lower()
    return head.startswith(_FIRST)


def _read(content: Content, terms: Terms) -> Found:
    text, encoding = decode(content.data)
    parser = _Tables(terms.budget.limits)
    parser.feed(_without_remarks(text))
    parser.close()
    tables = [rows for rows in parser.tables if len(rows) > 1 and max(len(row.cells) for row in rows) > 1]
    if not tables:
        raise UnreadableFileError(
            f"is a web page without a table, most likely a sign-in or error page. {SAVE_AS}"
        )
    names = [f"table {at}" for at in range(1, len(tables) + 1)] if len(tables) > 1 else [""]
    return Found(
        tables=[
            Records(rows=rows, name=name, encoding=encoding, kind="html")
            for name, rows in zip(names, tables, strict=True)
        ]
    )


def _without_remarks(text: str) -> str:
    """Return a page without its comments, on as many lines; the parser takes ever longer over those that never end."""
    parts: list[str] = []
    at = 0
    while (start := text.find("<!", at)) >= 0:
        mark = "-->" if text.startswith("<!--", start) else ">"
        end = text.find(mark, start + 2)
        parts.append(text[at:start])
        if end < 0:
            return "".join(parts)
        parts.append("\n" * text.count("\n", start, end))
        at = end + len(mark)
    return "".join((*parts, text[at:]))


class _Tables(HTMLParser):
    """Collects the cells of every table; of one inside another, the inner one's text belongs to the outer cell."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[Row]] = []
        self._limits = limits
        self._depth = 0
        self._row: list[str] = []
        self._cell: list[str] | None = None
        self._span = 1
        self._line = 1
        self._unseen = 0
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append([])
        elif self._depth == 1 and tag == "tr":
            self._end_row()
            self._line = self.getpos()[0]
        elif self._depth == 1 and tag in {"td", "th"}:
            self._end_cell()
            span = dict(attrs).get("colspan") or "1"
            self._span = min(int(span), _SPAN) if span.isascii() and span.isdigit() and len(span) < 6 else 1
            self._cell = []
        elif tag in _APART and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        elif tag == "table" and self._depth:
            if self._depth == 1:
                self._end_row()
            self._depth -= 1
        elif self._depth == 1 and tag == "tr":
            self._end_row()
        elif self._depth == 1 and tag in {"td", "th"}:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._unseen:
            self._cell.append(data)

    def close(self) -> None:
        super().close()
        if self._depth:
            self._end_row()

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        lines = (" ".join(line.split()) for line in "".join(self._cell).split("\n"))
        # What spans columns is a title and stands in the first of them.
        self._row += ["\n".join(line for line in lines if line), *[""] * (self._span - 1)]
        self._cell, self._span = None, 1
        if len(self._row) > self._limits.columns:
            refuse_columns(len(self._row), self._limits)

    def _end_row(self) -> None:
        self._end_cell()
        if any(self._row):
            rows = self.tables[-1]
            rows.append(Row(self._line, self._row))
            self._cells += len(self._row)
            if self._cells > self._limits.grid:
                refuse_grid(self._cells, len(rows), len(self._row), self._limits)
        self._row = []


FORMAT = Format(id="html", title="HTML table", endings=(".html", ".htm"), tells=_tells, read=_read)
