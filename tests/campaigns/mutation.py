"""Mutations: what chance, people and attackers do to bytes and to rows of texts."""

from __future__ import annotations

import unicodedata
from random import Random
from typing import TypeAlias

Grid: TypeAlias = list[list[str]]
"""Rows of cells, the header first."""

_INSERTED = (
    b"\xef\xbb\xbf", b"\xff\xfe", b"\0", b"\x1b[31m", b"\x07", b"\x80\x9b", "\u202e\u2066".encode(), "\u2028".encode(),
    b'"', b"\r", b"\n\n", b",,,,", b"sep=;\n", b"\xed\xa0\x80",
)  # fmt: skip
_ODD = (
    "", " ", "nan", "NaN", "inf", "-inf", "Infinity", "1e999", "-1e308", "1e400", "9" * 400, str(2**64), str(-(2**63) - 1),
    "1.7976931348623157e308", "9" * 79, "1e308 PB", "2.5", "2,5", "1.234,5", "85 %", "٣", "²", "0", "-0", "00",
    "N/A", "unknown", "none", "-", "[]", "{}", "system.object[]", "true", "no", "maybe",
    "2026-11-23", "2026-11-22T23:59:59Z", "2199-12-31", "01/02/2026", "31/12/2025", "0001-01-01", "45678", "/Date(99)/",
    "133765432100000000", "=1+1", "=cmd|'/c calc'!A1", "@SUM(A1)", '="0017"', "\x1b]52;c;eA==\x07", "\u202egpj.exe",
    "a\u0301", "\u00e1", "\ufb01le", "\u0130", "ß", "SS", "\u017f", "\u212a", "\ufeffx", "a\u00a0b", "x\u200by", "\0",
    "DEFAULT STRING", "0000", "aa:bb:cc:dd:ee:ff", "00-50-56-AA-BB-CC", "a;b;a", "A|B", "one\ntwo", "x\r\ny",
    "ACME\\ann", "ann@acme.example", "ANN@ACME.EXAMPLE ", "host.local", "HOST$", ".", "$", "\\", "a" * 300, "PC 1",
)  # fmt: skip


def some_bytes(dice: Random, data: bytes) -> bytes:
    """Return bytes that were damaged in a few places."""
    for _ in range(dice.choice((1, 1, 1, 2, 3, 8))):
        data = dice.choice((_flipped, _cut, _doubled, _dropped, _swapped, _inserted))(dice, data)
    return data


def _span(dice: Random, size: int) -> tuple[int, int]:
    start = dice.randrange(size + 1)
    return start, min(size, start + dice.choice((1, 3, 16, 120, size)))


def _flipped(dice: Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((1, 2, 20)) if changed else 0):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def _cut(dice: Random, data: bytes) -> bytes:
    at = dice.randrange(len(data) + 1)
    return data[:at] if dice.random() < 0.8 else data[at:]


def _doubled(dice: Random, data: bytes) -> bytes:
    start, end = _span(dice, len(data))
    return data[:end] + data[start:]


def _dropped(dice: Random, data: bytes) -> bytes:
    start, end = _span(dice, len(data))
    return data[:start] + data[end:]


def _swapped(dice: Random, data: bytes) -> bytes:
    one, two = sorted((dice.randrange(len(data) + 1), dice.randrange(len(data) + 1)))
    return data[:one] + data[two:] + data[one:two]


def _inserted(dice: Random, data: bytes) -> bytes:
    at = dice.randrange(len(data) + 1)
    return data[:at] + dice.choice(_INSERTED) * dice.choice((1, 1, 5)) + data[at:]


def some_cells(dice: Random, grid: Grid) -> Grid:
    """Return rows of which lines, columns and cells were moved, doubled, lost and changed."""
    grid = [list(row) for row in grid]
    for _ in range(dice.choice((1, 1, 2, 4, 10))):
        dice.choice((_line, _line, _column, _cell, _cell, _cell, _cell, _header, _same_key))(dice, grid)
        if not grid:
            return [[]]
    return grid


def _line(dice: Random, grid: Grid) -> None:
    one, two = dice.randrange(len(grid)), dice.randrange(len(grid))
    match dice.randrange(5):
        case 0:
            grid.insert(two, list(grid[one]))
        case 1:
            del grid[one]
        case 2:
            grid[one], grid[two] = grid[two], grid[one]
        case 3:
            rows = grid[1:]
            dice.shuffle(rows)
            grid[1:] = rows
        case _:
            grid[one] = grid[one][: dice.randrange(len(grid[one]) + 1)]


def _column(dice: Random, grid: Grid) -> None:
    width = max(map(len, grid))
    if not width:
        return
    one, two, what = dice.randrange(width), dice.randrange(width), dice.randrange(4)
    for row in grid:
        if max(one, two) >= len(row):
            continue
        if what == 0:
            row.insert(two, row[one])
        elif what == 1:
            del row[one]
        elif what == 2:
            row[one], row[two] = row[two], row[one]
        else:
            row[one] = ""


def _cell(dice: Random, grid: Grid) -> None:
    row = dice.choice(grid[1:] or grid)
    if not row:
        return
    at = dice.randrange(len(row))
    other = dice.choice(grid)
    match dice.randrange(4):
        case 0:
            row[at] = dice.choice(_ODD)
        case 1:
            row[at] = other[at] if at < len(other) else ""
        case 2:
            row[at] = respelt(dice, row[at])
        case _:
            row[at] += dice.choice(_ODD)


def respelt(dice: Random, text: str) -> str:
    """Return a text that says the same, written in another way."""
    ways = (
        text.upper(), text.lower(), text.swapcase(), f" {text} ", f"{text}\u00a0", f"\u200e{text}", text.replace(" ", "  "),
        unicodedata.normalize("NFD", text), unicodedata.normalize("NFKC", text), f"\ufeff{text}", f"{text}\x07",
        f"{text}.local", f"ACME\\{text}", f"{text}$", f'="{text}"', f"{text};{text}", f"[{text}]",
    )  # fmt: skip
    return dice.choice(ways)


def _header(dice: Random, grid: Grid) -> None:
    if not grid[0]:
        return
    one, two = dice.randrange(len(grid[0])), dice.randrange(len(grid[0]))
    match dice.randrange(4):
        case 0:
            grid[0][one] = grid[0][two]
        case 1:
            grid.insert(dice.randrange(len(grid) + 1), list(grid[0]))
        case 2:
            grid[0][one] = respelt(dice, grid[0][one])
        case _:
            grid[0][one] = dice.choice(
                (*_ODD, "Name", "Serial number", "Login", "Email", "Type", "MAC address")
            )


def _same_key(dice: Random, grid: Grid) -> None:
    """Give a column few different values: the same serial, name or login on many rows."""
    width = len(grid[0])
    if not width:
        return
    at = dice.randrange(width)
    pool = [row[at] for row in grid[1:] if at < len(row)][: dice.choice((1, 2, 3))]
    pool += [respelt(dice, text) for text in pool[:1]]
    for row in grid[1:]:
        if pool and at < len(row) and dice.random() < 0.6:
            row[at] = dice.choice(pool)
