"""Rows in every container that is read, for campaigns to damage."""

from __future__ import annotations

import json
import random
import zipfile
from collections.abc import Callable
from html import escape
from io import BytesIO
from typing import TypeAlias
from xml.sax.saxutils import escape as xml
from xml.sax.saxutils import quoteattr

from tests.campaigns.mutation import Grid

Writer: TypeAlias = Callable[[random.Random, Grid], bytes]
_ENCODINGS = ("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252")


def any_container(dice: random.Random, grid: Grid) -> bytes:
    """Return rows in one of the containers; the first row names the columns."""
    return dice.choice(_WRITERS)(dice, grid)


def _encoded(dice: random.Random, text: str) -> bytes:
    return text.encode(dice.choice(_ENCODINGS), errors="replace")


def _pairs(grid: Grid) -> list[list[tuple[str, str]]]:
    head = [name or f"c{at}" for at, name in enumerate(grid[0])] if grid else []
    return [list(zip(head, row, strict=False)) for row in grid[1:]]


def _tag(name: str) -> str:
    bare = "".join(c for c in name if c.isalnum() or c in "_.-").lstrip("0123456789.-")
    return bare or "x"


def _elements(dice: random.Random, grid: Grid) -> bytes:
    def element(row: list[tuple[str, str]]) -> str:
        inside, marks = "", ""
        for name, text in row:
            clean = "".join(c for c in text if c.isprintable())
            if dice.random() < 0.3 and f" {_tag(name)}=" not in marks:
                marks += f" {_tag(name)}={quoteattr(clean)}"
            else:
                inside += f"<{_tag(name)}>{xml(clean)}</{_tag(name)}>"
        return f"<row{marks}>{inside}</row>"

    around = dice.choice((("", ""), ("<list>", "</list>"), ("<a><b>", "</b></a>")))
    kind = dice.choice(("", "<!DOCTYPE r>", '<!DOCTYPE r [<!ENTITY e "x">]>'))
    body = "\n".join(map(element, _pairs(grid)))
    return f"<?xml version='1.0'?>{kind}\n<r made='x'>{around[0]}{body}{around[1]}</r>".encode(
        errors="replace"
    )


def _page(dice: random.Random, grid: Grid) -> bytes:
    def line(row: list[str], tag: str) -> str:
        end = dice.choice(("", f"</{tag}>"))
        return "<tr>" + "".join(f"<{tag}>{escape(text)}{end}" for text in row)

    body = "\n".join(line(row, "th" if not at else "td") for at, row in enumerate(grid))
    return _encoded(dice, f"<html><body><table>{body}</table>{dice.choice(('', '<table><tr><td>'))}</body>")


def _blocks(dice: random.Random, grid: Grid) -> bytes:
    mark = dice.choice((" : ", "=", ": ", " = "))
    blocks = ("\n".join(f"{name}{mark}{text}" for name, text in row) for row in _pairs(grid))
    if dice.random() < 0.3:
        blocks = (f"[{at}]\n{block}" for at, block in enumerate(blocks))
    return _encoded(dice, "\n\n".join(blocks))


def _registry(dice: random.Random, grid: Grid) -> bytes:
    def key(at: int, row: list[tuple[str, str]]) -> str:
        kinds = (lambda t: f'"{t}"', lambda t: f"dword:{t}", lambda t: f"hex(7):{t},\\\n  00")
        values = "\n".join(f'"{name}"={dice.choice(kinds)(text)}' for name, text in row)
        return f"[HKEY_LOCAL_MACHINE\\SOFTWARE\\{at}]\n{values}\n"

    body = "\n".join(key(at, row) for at, row in enumerate(_pairs(grid)))
    return f"Windows Registry Editor Version 5.00\n\n{body}".encode("utf-16", errors="replace")


def _tree(dice: random.Random, grid: Grid) -> bytes:
    things: list[object] = [dict(row) for row in _pairs(grid)]
    match dice.randrange(7):
        case 0:
            text = "\n".join(map(json.dumps, things))
        case 1:
            text = json.dumps({"value": things, "@odata.nextLink": dice.choice((None, "x"))})
        case 2:
            text = json.dumps([{"data": things[:2]}, {"data": things[2:]}])
        case 3:
            text = json.dumps({"data": [{"id": at, "attributes": one} for at, one in enumerate(things)]})
        case 4:
            text = json.dumps({str(at): one for at, one in enumerate(things)})
        case 5:
            text = json.dumps({"columns": grid[0] if grid else [], "rows": grid[1:]})
        case _:
            text = json.dumps(things[0] if things else {})
    return text.encode()


def _packed(dice: random.Random, grid: Grid) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for at in range(dice.choice((1, 2))):
            ending = dice.choice(("xml", "html", "txt", "json", "reg", "csv", "xlsx", "zip"))
            archive.writestr(
                f"{'../' * (dice.random() < 0.1)}f/{at}.{ending}", dice.choice(_PLAIN)(dice, grid)
            )
    return made.getvalue()


_PLAIN: tuple[Writer, ...] = (_elements, _page, _blocks, _registry, _tree)
_WRITERS: tuple[Writer, ...] = (*_PLAIN, _packed)
