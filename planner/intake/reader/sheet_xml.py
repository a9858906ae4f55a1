"""The XML of one sheet of an Excel workbook: where its cells lie, and the same sheet without the void between.

A sheet names the place of each cell, and parsers make a grid up to the farthest one: a single cell in
the last row and column of a sheet makes seventeen thousand million. So places are counted as the XML
streams by; a sheet with much void is written anew with its used rows and columns side by side.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from functools import lru_cache
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from planner.intake.reader.display import Shown, shown_by
from planner.intake.reader.unreadable import UnreadableFileError

Attributes = dict[str, str]
_PLACE = re.compile(r"([A-Za-z]{1,4})([0-9]{1,10})")
_COPIED = ("v", "is", "t")
"""Elements inside a cell that hold its value; its formula and the marks of phonetic text do not."""


class Scanner:
    """Runs over XML with a parser that follows no declared entity and calls back for each element."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self.start
        self._parser.StartDoctypeDeclHandler = _refuse_doctype

    def start(self, name: str, attributes: Attributes) -> None:
        """Take note of an element."""

    def run(self, chunks: Iterable[bytes]) -> None:
        """Read a whole document.

        Raises:
            expat.ExpatError: It is no XML.
            UnreadableFileError: It declares a document type, as no spreadsheet does.
        """
        for chunk in chunks:
            self._parser.Parse(chunk)
        self._parser.Parse(b"", True)


def _refuse_doctype(*_: object) -> None:
    raise UnreadableFileError("declares XML entities, which no spreadsheet program does. Save it as CSV.")


class Listed(Scanner):
    """The attributes of every element of one name."""

    def __init__(self, wanted: str) -> None:
        super().__init__()
        self.found: list[Attributes] = []
        self._wanted = wanted

    def start(self, name: str, attributes: Attributes) -> None:
        """Keep what is wanted."""
        if name.rpartition(":")[2] == self._wanted:
            self.found.append(attributes)


class _Places(Scanner):
    """Follows rows and cells, named or in sequence, as readers of workbooks do."""

    row = 0
    column = 0
    text = False
    """Whether the cell points into the workbook's shared texts."""

    def start(self, name: str, attributes: Attributes) -> None:
        """Move to the place of a row or a cell."""
        if name.endswith("c") and (name == "c" or name.endswith(":c")):
            place = attributes.get("r")
            self.row, self.column = (
                _place(place, self.row, self.column) if place else (self.row, self.column + 1)
            )
            self.text = attributes.get("t") == "s"
        elif name == "row" or name.endswith(":row"):
            number = attributes.get("r", "")
            self.row, self.column = int(number) if number.isascii() and number.isdigit() else self.row + 1, 0


class Styles(Scanner):
    """The number format of each style of a workbook."""

    def __init__(self) -> None:
        super().__init__()
        self._codes: dict[int, str] = {}
        self._numbers: list[int] = []
        self._inside = False
        self._parser.EndElementHandler = self._end

    def start(self, name: str, attributes: Attributes) -> None:
        """Take note of a declared format, and of which format each style of cells has."""
        match name.rpartition(":")[2]:
            case "numFmt":
                self._codes[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
            case "cellXfs":
                self._inside = True
            case "xf" if self._inside:
                self._numbers.append(_whole(attributes.get("numFmtId")))

    def _end(self, name: str) -> None:
        if name.rpartition(":")[2] == "cellXfs":
            self._inside = False

    def shown(self) -> dict[str, Shown]:
        """Return, by the number of the style, what writes a cell as it is shown where that is not the number itself."""
        found = {
            str(at): shown_by(number, self._codes.get(number, "")) for at, number in enumerate(self._numbers)
        }
        return {at: shown for at, shown in found.items() if shown is not None}


class Extent(_Places):
    """Where the cells of a sheet that hold something lie, which rows are hidden, and what is shown otherwise."""

    def __init__(self, shown: Mapping[str, Shown]) -> None:
        """Begin.

        Args:
            shown: By the number of a style what writes its cells as they are shown.
        """
        super().__init__()
        self._shown = shown
        self.hidden: set[int] = set()
        """Rows that are hidden."""
        self.display: dict[tuple[int, int], Shown] = {}
        """By row and column what writes a cell as it is shown."""
        self.cells = 0
        self.shared = 0
        """Cells that point to a shared text."""
        self.rows: set[int] = set()
        self.columns: set[int] = set()

    def start(self, name: str, attributes: Attributes) -> None:
        """Count a cell when its value begins: many are there for their colour only."""
        if name in {"v", "is"} or name.endswith((":v", ":is")):
            self.cells += 1
            self.shared += self.text
            self.rows.add(self.row)
            self.columns.add(self.column)
            return
        super().start(name, attributes)
        if (shown := self._shown.get(attributes.get("s", ""))) is not None:
            self.display[self.row, self.column] = shown
        if attributes.get("hidden") in {"1", "true"} and name.rpartition(":")[2] == "row":
            self.hidden.add(self.row)

    @property
    def height(self) -> int:
        """Rows down to the last one with a value."""
        return max(self.rows, default=0)

    @property
    def width(self) -> int:
        """Columns up to the last one with a value."""
        return max(self.columns, default=0)

    @property
    def area(self) -> int:
        """Cells of the grid that a parser makes of the sheet as it is."""
        return self.height * self.width


class Repeated(_Places):
    """How many characters the shared texts of a sheet's cells are, each counted as often as it is used."""

    def __init__(self, lengths: list[int]) -> None:
        super().__init__()
        self.characters = 0
        self._lengths = lengths
        self._parser.CharacterDataHandler = self._number

    def _number(self, text: str) -> None:
        if self.text and text.isascii() and text.strip().isdigit():
            at = int(text)
            self.characters += self._lengths[at] if at < len(self._lengths) else 0


class SharedTexts(Scanner):
    """How long each text of a workbook's shared table is."""

    def __init__(self) -> None:
        super().__init__()
        self.lengths: list[int] = []
        self._parser.CharacterDataHandler = self._add

    def start(self, name: str, attributes: Attributes) -> None:  # noqa: ARG002 - as the parser calls it
        """Begin the next text."""
        if name == "si" or name.endswith(":si"):
            self.lengths.append(0)

    def _add(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)


class Compact(_Places):
    """Writes a sheet anew, its used rows and columns side by side from A1 on."""

    def __init__(self, extent: Extent) -> None:
        super().__init__()
        self.lines = sorted(extent.rows)
        """The row of the sheet behind each row that is written."""
        self.columns = sorted(extent.columns)
        """The column of the sheet behind each column that is written."""
        self._cell: list[str] = []
        self._depth = 0
        self._cells: dict[tuple[int, int], str] = {}
        self._merged: list[str] = []
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def start(self, name: str, attributes: Attributes) -> None:
        """Copy what belongs to a value; keep where cells are merged."""
        super().start(name, attributes)
        local = name.rpartition(":")[2]
        if local == "c":
            kept = "".join(f" {k}={quoteattr(v)}" for k, v in attributes.items() if k in {"s", "t"})
            self._cell, self._depth = [kept, ">"], 0
        elif local in _COPIED and self._cell:
            self._depth += 1
            self._cell.append(f"<{local}>")
        elif local == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _characters(self, text: str) -> None:
        if self._depth:
            self._cell.append(escape(text))

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local in _COPIED and self._depth:
            self._depth -= 1
            self._cell.append(f"</{local}>")
        elif local == "c":
            if len(self._cell) > 2:
                self._cells[self.row, self.column] = "".join(self._cell)
            self._cell = []

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        (top, left), (bottom, right) = _place(first, 0, 0), _place(last, 0, 0)
        column = bisect_left(self.columns, left)
        if left != right or self.columns[column : column + 1] != [left]:
            return  # what spans columns is a title and stays where it is
        above, below = bisect_left(self.lines, top), bisect_right(self.lines, bottom)
        if below - above > 1:
            letters = _letters(column + 1)
            self._merged.append(f'<mergeCell ref="{letters}{above + 1}:{letters}{below}"/>')

    def xml(self) -> bytes:
        """Return the sheet."""
        at_row = {row: at for at, row in enumerate(self.lines, 1)}
        at_column = {column: _letters(at) for at, column in enumerate(self.columns, 1)}
        parts = ['<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>']
        current = 0
        for (row, column), cell in sorted(self._cells.items()):
            if row != current:
                parts.append(f'{"</row>" if current else ""}<row r="{at_row[row]}">')
                current = row
            parts.append(f'<c r="{at_column[column]}{at_row[row]}"{cell}</c>')
        parts.append(f"{'</row>' if current else ''}</sheetData>")
        if self._merged:
            parts.append(f"<mergeCells>{''.join(self._merged)}</mergeCells>")
        return "".join((*parts, "</worksheet>")).encode()


EMPTY = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
)
"""A sheet with nothing in it: stands in for one that is refused."""


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def _place(text: str, row: int, column: int) -> tuple[int, int]:
    """Return row and column, both from 1, of a reference such as ``AB12``; else the ones given."""
    found = _PLACE.fullmatch(text)
    return (int(found[2]), _number(found[1])) if found else (row, column)


@lru_cache(maxsize=20_000)
def _number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, left = divmod(number - 1, 26)
        letters = chr(65 + left) + letters
    return letters
