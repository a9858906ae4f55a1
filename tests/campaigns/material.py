"""What campaigns of the import start from, and how rows become files."""

from __future__ import annotations

import csv
import io
import json
import random
import warnings
import zipfile
from functools import lru_cache
from pathlib import Path

import xlsxwriter

from planner.standards import examples_folder
from tests.campaigns.mutation import Grid
from tests.intake.factory import FIXTURES

_BESIDE = Path(__file__).parents[3] / "shared"
"""Real exports and known traps, where they are at hand."""
_LARGEST = 60_000
"""Bytes of a file that thousands of trials can be made from."""
_ROWS = 40
_ENCODINGS = (
    "utf-8",
    "utf-8",
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-32",
    "cp1252",
    "mac-roman",
    "cp437",
)


@lru_cache(maxsize=1)
def files() -> tuple[Path, ...]:
    """Return the files that trials start from, in an order that never changes."""
    folders = (FIXTURES, examples_folder(), _BESIDE / "inputs", _BESIDE / "cases" / "intake")
    endings = (".csv", ".json", ".xlsx", ".tsv")
    return tuple(
        path
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.suffix in endings and path.stat().st_size <= _LARGEST
    )


@lru_cache(maxsize=1)
def grids() -> tuple[Grid, ...]:
    """Return the rows of the files that are delimited text."""
    return tuple(_rows(path) for path in files() if path.suffix in (".csv", ".tsv"))


def _rows(path: Path) -> Grid:
    text = path.read_bytes().decode("utf-8-sig", errors="replace")
    lines = text.splitlines()
    mark = max(",;\t", key=lines[0].count)
    return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark) if row][: _ROWS + 1]


_NAMES = (
    "PC-1",
    "pc-1",
    "PC-1.acme.local",
    "PC-2",
    "ACME\\PC-2",
    "Spare laptop",
    "spare  laptop",
    "PC-3$",
    "",
    "-",
)
_MACHINE = {
    "Device name": _NAMES,
    "Serial number": ("", "S1", "s1", "S2", "S3", "Default string", "000", "S1 "),
    "Manufacturer": ("", "Dell", "Dell Inc.", "HP"),
    "Asset tag": ("", "T1", "t1", "T2"),
    "MAC address": (
        "",
        "00:50:56:00:00:01",
        "00-50-56-00-00-01",
        "00:50:56:00:00:02;00:50:56:00:00:01",
        "02:00:00:00:00:01",
    ),
    "Domain": ("", "acme.local", "ACME", "other.example"),
    "FQDN": ("", "pc-1.acme.local", "pc-2.other.example"),
    "Type": ("Laptop", "Server", "Switch", "", "Desktop"),
    "Encrypted": ("Yes", "No", "", "maybe"),
    "Last seen": ("", "2026-11-20", "2026-11-21", "2026-11-23", "2026-01-05"),
    "Model": ("", "M", "N"),
    "Primary user": ("", "ann", "bob"),
}
_ACCOUNT = {
    "Login": (
        "ann",
        "ANN",
        "ann@x.example",
        "adm-ann@x.example",
        "bob@x.example",
        "ACME\\ann",
        "bob@y.example",
        "",
    ),
    "Email": ("", "ann@x.example", "Ann@X.example", "bob@x.example"),
    "Object ID": ("", "11111111-2222-3333-4444-555555555555", "11111111-2222-3333-4444-666666666666", "7"),
    "Display name": ("", "Ann Lee", "Bob"),
    "MFA": ("Yes", "No", ""),
    "Last sign-in": ("", "2026-11-20", "2026-11-23", "never"),
    "Enabled": ("Yes", "No", ""),
}
_PLACE = {
    "Site": ("Main", "main", "Annex", "", "Main "),
    "Street": ("", "1 A St", "2 B St"),
    "City": ("", "Boston", "Salem", "boston"),
    "Postcode": ("", "1", "2"),
}


def invented(dice: random.Random) -> Grid:
    """Return a short list in which every key stands on several rows, and no two rows agree on all."""
    columns = dice.choice((_MACHINE, _MACHINE, _MACHINE, _ACCOUNT, _PLACE))
    most = list(columns)
    names = [n for n in most if n == most[0] or dice.random() < 0.6]
    dice.shuffle(names)
    return [names, *([dice.choice(columns[n]) for n in names] for _ in range(dice.randrange(1, 9)))]


def delimited(dice: random.Random, grid: Grid) -> bytes:
    """Return rows as delimited text, in some encoding and with some delimiter."""
    out = io.StringIO()
    mark, end = dice.choice(",,,;\t|"), dice.choice(("\n", "\r\n"))
    writer = csv.writer(
        out, delimiter=mark, lineterminator=end, quoting=dice.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    )
    writer.writerows(grid)
    return out.getvalue().encode(dice.choice(_ENCODINGS), errors="replace")


def workbook(dice: random.Random, sheets: dict[str, Grid]) -> bytes:
    """Return rows as a workbook: texts, numbers where they look like some, and formulas."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"strings_to_numbers": dice.random() < 0.5, "nan_inf_to_errors": True, "strings_to_urls": False}
    )
    for name, grid in sheets.items():
        sheet = book.add_worksheet(name)
        for line, row in enumerate(grid):
            for column, text in enumerate(row):
                if text.startswith("=") and dice.random() < 0.5:
                    sheet.write_formula(line, column, text, None, "7")
                else:
                    sheet.write(line, column, "".join(c for c in text[:32000] if c.isprintable()))
    book.close()
    return out.getvalue()


def objects(dice: random.Random, grid: Grid) -> bytes:
    """Return rows as JSON: a list of objects, or an answer that holds one; some nested, some odd."""
    names = grid[0]
    things: list[object] = []
    for row in grid[1:]:
        thing: dict[str, object] = {
            name: _json(dice, text) for name, text in zip(names, row, strict=False) if dice.random() < 0.97
        }
        if dice.random() < 0.05:
            thing[dice.choice((*names, "a.b", "\ufeff", ""))] = {"b": [1, None, {"c": float("nan")}], "": {}}
        things.append(thing if dice.random() < 0.97 else dice.choice((None, [], 7, "x", [thing])))
    content: object = things if dice.random() < 0.6 else {"value": things, "@odata.nextLink": "x"}
    return json.dumps(content, ensure_ascii=dice.random() < 0.5).encode("utf-8", errors="surrogatepass")


def _json(dice: random.Random, text: str) -> object:
    if dice.random() < 0.1:
        return dice.choice(
            (None, True, False, [], [text, text], {"x": text}, 10**400, 1e308, -0.0, 2**70, [None, 1.5])
        )
    return (
        int(text) if text.isascii() and text.isdigit() and len(text) < 300 and dice.random() < 0.5 else text
    )


def archive(dice: random.Random, members: list[tuple[str, bytes]]) -> bytes:
    """Return files as an archive; names may be there more than once."""
    out = io.BytesIO()
    with (
        warnings.catch_warnings(),
        zipfile.ZipFile(out, "w", dice.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as packed,
    ):
        warnings.simplefilter("ignore")  # it warns about a name that is there twice
        for name, data in members:
            packed.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()
