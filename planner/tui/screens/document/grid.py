"""Laying out a table of a document in a width."""

from __future__ import annotations

import msgspec

from planner.tui.screens.document.wrap import Line, Run, length, longest_word, pad, wrap

_GAP = 2
"""Blanks between two columns."""
_WORD = 14
"""A column is made narrower than its longest word only when that is longer than this."""


class Grid(msgspec.Struct, kw_only=True):
    """A table: its first row is the heading."""

    rows: list[list[list[Run]]] = []
    aligns: list[str] = []


def grid_lines(grid: Grid, width: int) -> list[Line]:
    """Return the table as lines; wider than ``width`` only when its words leave no choice."""
    count = max((len(row) for row in grid.rows), default=0)
    if not count:
        return []
    widths = _widths(grid, count, width - _GAP * (count - 1))
    lines: list[Line] = []
    wrapped_before = False
    for number, row in enumerate(grid.rows):
        cells = [wrap(cell, size) for cell, size in zip(row, widths, strict=False)]
        height = max(len(cell) for cell in cells)
        # Rows of several lines stand apart, else one could not tell where the next begins.
        if number > 1 and (height > 1 or wrapped_before):
            lines.append([])
        wrapped_before = height > 1
        for at in range(height):
            line: Line = []
            for index, cell in enumerate(cells):
                part = cell[at] if at < len(cell) else []
                align = grid.aligns[index] if index < len(grid.aligns) else "left"
                line += [*([(" " * _GAP, "")] if index else []), *pad(part, widths[index], align)]
            lines.append([(text, tone or "strong") for text, tone in line] if number == 0 else line)
        if number == 0:
            lines.append([("─" * (sum(widths) + _GAP * (count - 1)), "rule")])
    return lines


def _widths(grid: Grid, count: int, room: int) -> list[int]:
    """Share the room: columns keep what they need as long as the widest ones can give way."""
    # A heading may wrap: it asks for its longest word only.
    natural = [max(1, 1, *(length(row[i]) for row in grid.rows[1:] if i < len(row))) for i in range(count)]
    words = [max(1, 1, *(longest_word(row[i]) for row in grid.rows if i < len(row))) for i in range(count)]
    least = [min(word, _WORD) for word in words]
    natural = [max(a, b) for a, b in zip(natural, words, strict=True)]
    fair = max(room // count, 1)
    widths = [max(a, min(n, fair)) for a, n in zip(least, natural, strict=True)]
    spare = room - sum(widths)
    while spare > 0:
        wanting = [i for i in range(count) if widths[i] < natural[i]]
        if not wanting:
            break
        share = max(spare // len(wanting), 1)
        for index in wanting:
            more = min(share, natural[index] - widths[index], spare)
            widths[index] += more
            spare -= more
    while spare < 0:
        giving = [i for i in range(count) if widths[i] > least[i]]
        if not giving:
            break
        index = max(giving, key=lambda i: widths[i] - least[i])
        widths[index] -= 1
        spare += 1
    return widths
