"""Blocks of names and values, one a line: `Get-… | Format-List`, `systeminfo`, `mdatp health`, sections of an .ini."""

from __future__ import annotations

import re

from planner.intake.cell.header import normalised
from planner.intake.reader.budget import refuse_columns, refuse_grid
from planner.intake.reader.encoding import decode
from planner.intake.reader.format import Content, Format, Terms
from planner.intake.reader.row import Found, Records, Row
from planner.intake.reader.unreadable import UnreadableFileError

_PAIR = re.compile(r"([^\W\d_][\w .()/#@$*-]{0,60}?)\s*[:=](?:\s+(.*)|\s*)", re.DOTALL)
"""A name, a mark with a blank behind it, a value: ``C:\\Temp`` and ``10:15`` are no pairs."""
_TIGHT = re.compile(r"([^\W\d_][\w.()/#@$*-]{0,60})=(.*)", re.DOTALL)
_SECTION = re.compile(r"\[([^\[\]]{1,200})\]\s*")
_LONGEST = 20_000
"""Characters from which on a value takes no more: it is cut before it is kept, and adding to it takes ever longer."""
_SAMPLE = 16 * 1024
_LOOKED = 60
"""Lines by which the format is told."""
_MOST = 0.8
"""Share of them that has to be pairs."""


def _pair(line: str) -> tuple[str, str] | None:
    found = _PAIR.fullmatch(line) or _TIGHT.fullmatch(line)
    return None if found is None else (found[1].strip(), (found[2] or "").strip())


def _tells(content: Content) -> bool:
    text, _ = decode(content.data[:_SAMPLE].rpartition(b"\n")[0] or content.data[:_SAMPLE])
    lines = [line for line in text.splitlines()[:_LOOKED] if line.strip()]
    if not lines:
        return False
    first = next((line for line in lines if not _SECTION.fullmatch(line)), "")
    # The header of a delimited list has no such mark, whatever stands in its cells.
    if _pair(first.strip()) is None:
        return False
    outer = [line for line in lines if not line[0].isspace() or _pair(line.strip())]
    pairs = [line for line in outer if _pair(line.strip()) or _SECTION.fullmatch(line)]
    return len(pairs) >= 2 and len(pairs) >= _MOST * len(outer)


def _read(content: Content, terms: Terms) -> Found:
    text, encoding = decode(content.data)
    limits = terms.budget.limits
    records = _records(text.replace("\0", ""))
    if not records:
        raise UnreadableFileError("holds no names with values. Export the list as CSV.")
    headers = list(dict.fromkeys(name for _, values in records for name in values))
    if len(headers) > limits.columns:
        refuse_columns(len(headers), limits)
    if len(headers) * len(records) > limits.grid:
        refuse_grid(sum(len(values) for _, values in records), len(records), len(headers), limits)
    rows = [Row(0, headers), *(Row(at, [values.get(h, "") for h in headers]) for at, values in records)]
    return Found(tables=[Records(rows=rows, encoding=encoding, kind="list", headed=True)])


def _records(text: str) -> list[tuple[int, dict[str, str]]]:
    """Return the line and the values of each record.

    A record begins where the first name of the one before it comes again, and at a section. A line that
    is no pair goes on with the value above it; a value whose name came before joins the first one.
    """
    records: list[tuple[int, dict[str, str]]] = []
    first = last = ""
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        section = _SECTION.fullmatch(line)
        pair = None if section else _pair(bare)
        if section is not None:
            records.append((number, {"name": section[1].strip()}))
            first, last = "", ""
        elif pair is None:
            if bare and last and len(records[-1][1][last]) < _LONGEST:
                # Format-List breaks a long value where the window ends, also inside a word.
                records[-1][1][last] += bare if line[:1].isspace() else f" {bare}"
        else:
            name, value = pair
            key = normalised(name)
            if not records or key == first:
                records.append((number, {}))
                first = key
            values = records[-1][1]
            if name in values and values[name] and value:
                value = f"{values[name]};{value}" if len(values[name]) < _LONGEST else values[name]
            if value or name not in values:
                values[name] = value
            last = name
    return [(number, values) for number, values in records if any(values.values())]


FORMAT = Format(id="list", title="Names and values", endings=(), tells=_tells, read=_read)
