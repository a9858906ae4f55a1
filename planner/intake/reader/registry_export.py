"""Exports of the Windows registry (`.reg`): each key that holds values is a row."""

from __future__ import annotations

import re

from planner.intake.reader.budget import refuse_columns, refuse_grid
from planner.intake.reader.encoding import decode
from planner.intake.reader.format import Content, Format, Terms
from planner.intake.reader.row import Found, Records, Row
from planner.intake.reader.unreadable import UnreadableFileError

_FIRST = (b"windows registry editor version", b"regedit4")
_KEY = re.compile(r"\[(?!-)(.+)\]\s*")
_VALUE = re.compile(r'(@|"(?:[^"\\]|\\.)*")\s*=\s*(.*)', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_TEXTS = {"1", "2", "7"}
"""Types of `hex(…)` values that are texts in UTF-16."""


def _tells(content: Content) -> bool:
    return content.head.startswith(_FIRST)


def _read(content: Content, terms: Terms) -> Found:
    text, encoding = decode(content.data)
    limits = terms.budget.limits
    found: list[tuple[int, dict[str, str]]] = []
    for number, line in _lines(text):
        if key := _KEY.fullmatch(line):
            found.append((number, {"Key": key[1].rpartition("\\")[2], "Path": key[1]}))
        elif found and (value := _VALUE.match(line)):
            name = "(Default)" if value[1] == "@" else _unescaped(value[1][1:-1])
            found[-1][1][name] = _value(value[2].strip())
    rows = [(number, values) for number, values in found if len(values) > 2]
    if not rows:
        raise UnreadableFileError(
            "is an export of the Windows registry without any value in it. Export it again."
        )
    headers = list(dict.fromkeys(name for _, values in rows for name in values))
    if len(headers) > limits.columns:
        refuse_columns(len(headers), limits)
    if len(headers) * len(rows) > limits.grid:
        refuse_grid(sum(len(values) for _, values in rows), len(rows), len(headers), limits)
    table = [Row(0, headers), *(Row(at, [values.get(h, "") for h in headers]) for at, values in rows)]
    return Found(tables=[Records(rows=table, encoding=encoding, kind="reg", headed=True)])


def _lines(text: str) -> list[tuple[int, str]]:
    """Return the lines with their numbers, those put together that end with a backslash."""
    lines: list[tuple[int, list[str]]] = []
    goes_on = False
    for number, line in enumerate(text.splitlines(), 1):
        more = line.endswith("\\") and not line.endswith('\\"')
        part = line[:-1] if more else line
        if goes_on:
            lines[-1][1].append(part.strip())
        else:
            lines.append((number, [part]))
        goes_on = more
    return [(number, "".join(parts)) for number, parts in lines]


def _value(text: str) -> str:
    if text.startswith('"'):
        return _unescaped(text[1:].removesuffix('"'))
    kind, _, rest = text.partition(":")
    kind = kind.casefold()
    if kind == "dword":
        try:
            return str(int(rest, 16))
        except ValueError:
            return ""
    if kind.startswith("hex(") and kind[4:-1] in _TEXTS:
        try:
            data = bytes(int(pair, 16) for pair in rest.replace(" ", "").split(",") if pair)
        except ValueError:
            return ""
        return ";".join(part for part in data.decode("utf-16-le", errors="replace").split("\0") if part)
    return ""  # binary: nothing a person reads


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(r"\1", text)


FORMAT = Format(id="reg", title="Windows registry export", endings=(".reg",), tells=_tells, read=_read)
