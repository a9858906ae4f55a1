"""Laying out runs of toned text in lines of a width."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from rich.cells import cell_len, chop_cells

Run: TypeAlias = tuple[str, str]
"""Text and its tone: ``strong``, ``em``, ``code``, ``title``, ``heading``, ``muted`` or none."""
Line: TypeAlias = list[Run]

BREAK: Run = ("\n", "")
"""A line end that stays one."""
_WORDS = re.compile(r"\S+|\s+")


def length(runs: Sequence[Run]) -> int:
    """Return the terminal columns the runs take on one line."""
    return sum(cell_len(text) for text, _ in runs)


def longest_word(runs: Sequence[Run]) -> int:
    """Return the terminal columns of the longest word."""
    return max((cell_len(word) for text, _ in runs for word in text.split()), default=0)


def wrap(runs: Sequence[Run], width: int) -> list[Line]:
    """Return the runs as lines of at most ``width`` columns, broken between words where possible."""
    width = max(width, 1)
    lines: list[Line] = [[]]
    used = 0
    for run in runs:
        if run is BREAK:
            lines.append([])
            used = 0
            continue
        text, tone = run
        for word in _WORDS.findall(text):
            if word.isspace():
                if used:
                    lines[-1].append((" ", tone))
                    used += 1
                continue
            size = cell_len(word)
            if used and used + size > width:
                _trim(lines[-1])
                lines.append([])
                used = 0
            pieces = chop_cells(word, width) if size > width else [word]
            for number, piece in enumerate(pieces):
                if number:
                    lines.append([])
                    used = 0
                lines[-1].append((piece, tone))
                used += cell_len(piece)
    for line in lines:
        _trim(line)
    return lines


def pad(line: Line, width: int, align: str = "left") -> Line:
    """Return the line filled with blanks to a width."""
    blanks = width - length(line)
    if blanks <= 0:
        return line
    left = {"right": blanks, "center": blanks // 2}.get(align, 0)
    return [(" " * left, ""), *line, (" " * (blanks - left), "")]


def _trim(line: Line) -> None:
    while line and line[-1][0].isspace():
        line.pop()
