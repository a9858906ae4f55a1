"""A table: the header found among the rows of a file, and the rows below it cut to its length."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import msgspec

from planner.intake.cell.header import normalised
from planner.intake.reader.budget import refuse_columns
from planner.intake.reader.row import Records, Row
from planner.intake.reader.unreadable import NoListError
from planner.model.intake import Rejection
from planner.model.limits import Limits


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Headers and the rows below them, each as long as the headers."""

    records: Records
    headers: tuple[str, ...]
    """As the file has them, to compare; never shown."""
    titles: tuple[str, ...]
    """The headers as they may be shown: without a secret that one gives away."""
    header_line: int
    rows: list[Row]
    rejected: tuple[Rejection, ...] = ()
    warnings: tuple[str, ...] = ()
    secret: frozenset[int] = frozenset()
    """Positions of the columns that hold secrets; nobody reads those."""

    @property
    def names(self) -> tuple[str, ...]:
        """The normalised headers, in the order of the columns."""
        return tuple(normalised(h) for h in self.headers)

    @property
    def tails(self) -> tuple[str, ...]:
        """The normalised last keys of columns that are paths in a tree, where they are clear; else empty texts."""
        return tuple(normalised(tail) for tail in self.records.tails[: len(self.headers)])


_LOOK = 30
"""Records among which the header is looked for."""
_PREAMBLE = ("#type ", "version:", "sep=")


def to_table(
    records: Records,
    known: frozenset[str],
    titles: Callable[[Sequence[str]], tuple[str, ...]],
    limits: Limits,
) -> Table:
    """Find the header and cut the rows to its length.

    The header is the first record that names (nearly) as many known columns as any other
    of the first thirty; when none names two, the first record that is as wide as most.
    Lines such as ``#TYPE …``, ``version:v1.0`` or ``sep=;``, titles and blank lines before
    it are passed over.

    Args:
        records: The file's records.
        known: Normalised headers that some import map knows.
        titles: Makes headers fit to be shown.
        limits: How many columns are read.

    Raises:
        NoListError: There is no header.
        UnreadableFileError: There are too many columns.
    """
    position = 0 if records.headed else _header(records.rows, known)
    headers: list[str] = []
    if position is not None:
        headers = [cell.strip().strip("\ufeff") for cell in records.rows[position].cells]
    width = len(headers)
    while headers and not headers[-1]:
        headers.pop()
    if position is None or not headers:
        raise NoListError("has no line with column names. Export it again with its header line, or add one.")
    if len(headers) > limits.columns:
        refuse_columns(len(headers), limits)
    head = records.rows[position]
    rows, rejected, warnings = _fitted(records.rows[position + 1 :], len(headers), width, headers[0])
    shown = titles(headers)
    several = {header for header, count in Counter(headers).items() if header and count > 1}
    doubled = sorted({title for header, title in zip(headers, shown, strict=True) if header in several})
    if doubled:
        warnings.append(f"Columns that appear twice: {', '.join(doubled)}. The first with a value counts.")
    return Table(
        records=records,
        headers=tuple(headers),
        titles=shown,
        header_line=head.line,
        rows=rows,
        rejected=(*records.rejected, *rejected),
        warnings=(*records.warnings, *warnings),
    )


def _header(rows: Sequence[Row], known: frozenset[str]) -> int | None:
    best: tuple[int, int] | None = None
    widths = sorted(_width(row) for row in rows[:_LOOK] if _width(row))
    if not widths:
        return None
    for position, row in enumerate(rows[:_LOOK]):
        if _is_preamble(row):
            continue
        hits = len({normalised(cell) for cell in row.cells} & known)
        if hits >= 2 and (best is None or hits > 2 * best[0]):
            best = (hits, position)
    if best is not None:
        return best[1]
    usual = widths[len(widths) // 2]
    for position, row in enumerate(rows[:_LOOK]):
        filled = [cell.strip() for cell in row.cells if cell.strip()]
        if not _is_preamble(row) and len(filled) * 10 >= usual * 6 and len(set(filled)) == len(filled):
            return position
    return None


def _is_preamble(row: Row) -> bool:
    filled = [cell for cell in row.cells if cell.strip()]
    return not filled or filled[0].strip().casefold().startswith(_PREAMBLE)


def _width(row: Row) -> int:
    return sum(bool(cell.strip()) for cell in row.cells)


def _fitted(
    rows: Sequence[Row], width: int, full: int, first: str
) -> tuple[list[Row], list[Rejection], list[str]]:
    """Return rows of exactly ``width`` cells, and what could not be made to fit.

    Empty cells beyond the header are dropped; when most rows have more cells than the header
    (``full`` of them, with its own empty ones), a person is told that values may be shifted. A
    row with more values than columns or with fewer is rejected: nobody can tell which of its
    values belong where. A row that begins with the header of the ``first`` column repeats the
    header, as files do that were put together from several exports.
    """
    fitted: list[Row] = []
    rejected: list[Rejection] = []
    longer = 0
    for row in rows:
        cells = row.cells
        longer += len(cells) > full
        if len(cells) > width:
            cells = cells[:width] if not any(c.strip() for c in cells[width:]) else cells
        if first and cells and cells[0].strip() == first:
            rejected.append(Rejection(line=row.line, reason="repeats the names of the columns"))
        elif len(cells) == width:
            if any(c and not c.isspace() for c in cells):
                fitted.append(Row(row.line, cells))
        elif any(c.strip() for c in cells):
            reason = f"has {len(cells)} values where the header has {width} columns"
            rejected.append(Rejection(line=row.line, reason=reason))
    warnings = []
    if longer and longer * 2 > len(rows):
        warnings.append(
            f"Most rows have more values than the header has columns ({full}), so values may stand under "
            "the wrong names. Compare a row with its header before you rely on it."
        )
    return fitted, rejected, warnings
