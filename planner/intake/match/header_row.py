"""The header of a list: which of its first rows names the columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from planner.intake.cell.header import normalised
from planner.intake.reader.row import Row

_LOOK = 30
"""Records among which the header is looked for, and below it those that may repeat it."""
_PREAMBLE = ("#type ", "version:", "sep=")
_FIGURE = re.compile(r"[\d\W_]*\d[\d\W_]*")
"""A number, a date, an address: what no column is called."""


class Header(msgspec.Struct, frozen=True):
    """The header of a list."""

    position: int
    """Which of the rows it is; the list begins below it."""
    cells: list[str]
    """The names of the columns."""


def find_header(rows: Sequence[Row], known: frozenset[str]) -> Header | None:
    """Return the header of a list; None when there is none.

    The header is the first record that names (nearly) as many known columns as any other of the first thirty;
    when none names two, the first record that is as wide as most. Lines such as ``#TYPE …``, ``version:v1.0``
    or ``sep=;``, titles and blank lines before it are passed over. A record whose known words its columns
    hold once more is no header. Where a row of groups stands above the names, both name a column.

    Args:
        rows: The records of the file.
        known: Normalised headers that some import map knows.
    """
    position = _position(rows, known)
    if position is None:
        return None
    if position + 1 < len(rows) and _groups(rows[position], rows[position + 1], known):
        return Header(position + 1, _joined(rows[position], rows[position + 1], known))
    if position > 0 and _groups(rows[position - 1], rows[position], known):
        return Header(position, _joined(rows[position - 1], rows[position], known))
    return Header(position, rows[position].cells)


def _position(rows: Sequence[Row], known: frozenset[str]) -> int | None:
    first = rows[:_LOOK]
    widths = sorted(_width(row) for row in first if _width(row))
    if not widths:
        return None
    usual = widths[len(widths) // 2]
    wide = next((at for at, row in enumerate(first) if _names_columns(row, usual)), None)
    best: tuple[int, int] | None = None
    for position, row in enumerate(first):
        if _is_preamble(row) or (wide is not None and position > wide and _has_figures(row, rows[wide])):
            continue
        hits = _hits(rows, position, known)
        if hits >= 2 and (best is None or hits > 2 * best[0]):
            best = (hits, position)
    return wide if best is None else best[1]


def _names_columns(row: Row, usual: int) -> bool:
    filled = [cell.strip() for cell in row.cells if cell.strip()]
    return not _is_preamble(row) and len(filled) * 10 >= usual * 6 and len(set(filled)) == len(filled)


def _has_figures(row: Row, above: Row) -> bool:
    """Return whether a row holds figures where a row as wide above it holds none."""
    return _width(above) >= _width(row) and _figures(row) > 0 and _figures(above) == 0


def _figures(row: Row) -> int:
    return sum(1 for cell in row.cells if _FIGURE.fullmatch(cell[:40]))


def _hits(rows: Sequence[Row], position: int, known: frozenset[str]) -> int:
    """Return how many known columns a row names; a word that its column holds once more is a value."""
    row = rows[position]
    names = {at: name for at, cell in enumerate(row.cells) if (name := normalised(cell)) in known}
    if len(set(names.values())) < 2:
        return 0
    for other in rows[max(position - _LOOK, 0) : position + 1 + _LOOK]:
        if other.cells == row.cells:
            continue  # the header once more, as in files put together from several
        for at in set(names):
            if at < len(other.cells) and other.cells[at] == row.cells[at]:
                del names[at]
    return len(set(names.values()))


def _groups(above: Row, row: Row, known: frozenset[str]) -> bool:
    """Return whether a row holds the names of groups of the columns that the row below names."""
    if _is_preamble(above) or not 2 <= _width(above) < _width(row) or row.line - above.line > 1:
        return False
    if _figures(above) or _figures(row) or len(above.cells) > len(row.cells):
        return False
    names = [normalised(cell) for cell in row.cells]
    # Every group begins where a column is; what stands under it has names that are known.
    begins = all(row.cells[at].strip() for at, cell in enumerate(above.cells) if cell.strip())
    return begins and sum(name in known for name in names) >= 2


def _joined(above: Row, row: Row, known: frozenset[str]) -> list[str]:
    """Return the names of columns with their groups, where a name needs its group."""
    group, names = "", []
    for at, cell in enumerate(row.cells):
        group = (above.cells[at].strip() if at < len(above.cells) else "") or group
        both = f"{group} {cell.strip()}".strip()
        alone = not group or (normalised(cell) in known and normalised(both) not in known)
        names.append(cell if alone or not cell.strip() else both)
    return names


def _is_preamble(row: Row) -> bool:
    filled = [cell for cell in row.cells if cell.strip()]
    return not filled or filled[0].strip().casefold().startswith(_PREAMBLE)


def _width(row: Row) -> int:
    return sum(bool(cell.strip()) for cell in row.cells)
