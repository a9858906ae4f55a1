"""Delimited text: CSV with any delimiter, line ends, quotes and cells of any size."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator

from planner.intake.cell.header import normalised
from planner.intake.reader.encoding import decode
from planner.intake.reader.format import Content, Format, Terms
from planner.intake.reader.row import Found, Records, Row
from planner.model.intake import Rejection

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
_SAMPLE_LINES = 400
_SEP = re.compile(r"\s*\"?sep=(.)\"?\s*", re.IGNORECASE)
_LARGEST_CELL = 2**31 - 1
_LONGEST_RECORD = 10_000
"""Lines of one record; a quotation mark that is open for longer was never closed."""
_AGAIN = 200_000
"""Lines that are read again, at least, for the sake of unclosed quotation marks; then the rest is taken as it comes."""


def read_delimited(data: bytes, known: frozenset[str]) -> Records:
    """Read delimited text.

    The delimiter (comma, semicolon, tab, pipe) is found by parsing, because cells hold every
    delimiter too: it is the one that makes a line of ``known`` headers, or else the one with
    which most records have the same number of values. A line ``sep=;`` at the top decides it. Line ends of all systems are understood, also inside
    quoted cells; NUL characters are dropped.
    """
    text, encoding = decode(data)
    warnings = []
    if "\0" in text:
        text = text.replace("\0", "")
        warnings.append("The file holds NUL characters, which were left out.")
    if "\ufffd" in text:
        warnings.append(
            "Some characters could not be read and stand as \ufffd: the file's encoding is damaged."
        )
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    stated = next((m for line in lines[:3] if (m := _SEP.fullmatch(line))), None)
    delimiter = stated[1] if stated else _delimiter(lines, known)
    rows, rejected = _rows(lines, delimiter)
    return Records(
        rows=rows,
        encoding=encoding,
        delimiter=delimiter,
        warnings=tuple(warnings),
        rejected=tuple(rejected),
    )


def delimiter_name(delimiter: str) -> str:
    """Return what people call a delimiter."""
    return _DELIMITERS.get(delimiter, delimiter)


def _rows(lines: list[str], delimiter: str) -> tuple[list[Row], list[Rejection]]:
    """Parse all lines; an unclosed quotation mark costs the line it stands on, not the rest."""
    rows: list[Row] = []
    rejected: list[Rejection] = []
    # Lines that may be read a second time: with a mark on each of them it would be all of them, each time.
    again = max(_AGAIN, 4 * len(lines))
    start: int | None = 0
    while start is not None:
        resume = None
        longest = _LONGEST_RECORD if again > 0 else len(lines)
        for line, end, cells, cut in _parsed(lines, start, delimiter, longest):
            unclosed = cut or (end == len(lines) > line and _is_open(lines, line - 1, end))
            if unclosed and again > 0:
                reason = "a quotation mark is opened here and never closed"
                rejected.append(Rejection(line=line, reason=reason))
                again -= end - line
                resume = line
                break
            if cells:
                rows.append(Row(line, cells))
        start = resume
    return rows, rejected


def _is_open(lines: list[str], first: int, end: int) -> bool:
    return sum(lines[at].count('"') for at in range(first, end)) % 2 == 1


def _parsed(
    lines: list[str], start: int, delimiter: str, longest: int
) -> Iterator[tuple[int, int, list[str], bool]]:
    """Yield first line, last line (both from 1) and cells of each record from ``start`` on.

    A record of more than ``longest`` lines is cut there; it is the last one, and marked as cut.
    """
    if csv.field_size_limit() < _LARGEST_CELL:
        csv.field_size_limit(_LARGEST_CELL)
    line = start + 1
    cut = False

    def fed() -> Iterator[str]:
        nonlocal cut
        for at in range(start, len(lines)):
            if at + 1 - line >= longest:
                cut = True
                return
            yield f"{lines[at]}\n"

    reader = csv.reader(fed(), delimiter=delimiter, skipinitialspace=True)
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            # The module refuses very little; what it does refuse costs the line only.
            line = start + reader.line_num + 1
            continue
        if cells is None:
            return
        end = start + reader.line_num
        yield line, end, cells, cut
        line = end + 1


def _delimiter(lines: list[str], known: frozenset[str]) -> str:
    best, best_score = ",", (0, 0.0)
    sample = lines[:_SAMPLE_LINES]
    for delimiter in _DELIMITERS:
        if not any(delimiter in line for line in sample[:50]):
            continue
        records = [cells for _, _, cells, _ in _parsed(sample, 0, delimiter, len(sample)) if cells]
        score = (_headers(records, known), _agreement(records))
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _headers(records: list[list[str]], known: frozenset[str]) -> int:
    """Return how many known headers one of the first records holds; one alone is chance."""
    hits = max((len({normalised(c) for c in cells} & known) for cells in records[:30]), default=0)
    return hits if hits > 1 else 0


def _agreement(records: list[list[str]]) -> float:
    """Return the share of records of the usual width, and a little for the width itself."""
    widths = Counter(len(cells) for cells in records)
    width, count = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]), default=(1, 0))
    return count / len(records) + min(width, 50) / 200 if width > 1 else 0.0


def _tells(content: Content) -> bool:  # noqa: ARG001 - any text is a list of at least one column
    return True


def _read(content: Content, terms: Terms) -> Found:
    return Found(tables=[read_delimited(content.data, terms.known)])


FORMAT = Format(id="csv", title="CSV", endings=(".csv", ".tsv", ".txt"), tells=_tells, read=_read)
