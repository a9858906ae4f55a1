"""The XML of an OpenDocument spreadsheet: how far its cells lie apart.

It says "the same again" of rows and cells instead of naming places, any number of times: a few
bytes can stand for every cell there is.
"""

from __future__ import annotations

import re

from planner.intake.reader.display import Shown, shown_by
from planner.intake.reader.sheet_xml import Attributes, Scanner

_MOST = 10_000
"""Times that a hidden row or a number is repeated and still looked at."""
_PADDED = re.compile(r"0[0-9]{1,30}")


class OpenSheet:
    """What is known of one sheet beside its values."""

    def __init__(self) -> None:
        self.hidden: set[int] = set()
        """Rows that are hidden."""
        self.display: dict[tuple[int, int], Shown] = {}
        """By row and column what writes a cell as it is shown."""


class OpenExtent(Scanner):
    """Where the cells that hold something lie, which rows are hidden, and what is shown otherwise, sheet by sheet."""

    def __init__(self) -> None:
        super().__init__()
        self.largest = (0, 0, 0)
        """Cells with a value, rows and columns of the sheet whose grid is the largest."""
        self.sheets: dict[str, OpenSheet] = {}
        self._sheet = OpenSheet()
        self._cells = self._row = self._rows = self._column = self._columns = 0
        self._rows_repeated = self._columns_repeated = 1
        self._type = ""
        self._parser.CharacterDataHandler = self._text

    def start(self, name: str, attributes: Attributes) -> None:
        """Follow rows and cells."""
        match name.rpartition(":")[2]:
            case "table":
                self._sheet = self.sheets.setdefault(_named(attributes, "name"), OpenSheet())
                self._cells = self._row = self._rows = self._columns = 0
                self._rows_repeated = 1
            case "table-row":
                self._row += self._rows_repeated if self._row else 1
                self._rows_repeated = _times(attributes, "number-rows-repeated")
                self._column, self._columns_repeated = 0, 1
                if _named(attributes, "visibility") in {"collapse", "filter"}:
                    self._sheet.hidden.update(range(self._row, self._row + min(self._rows_repeated, _MOST)))
            case "table-cell" | "covered-table-cell":
                self._column += self._columns_repeated if self._column else 1
                self._columns_repeated = _times(attributes, "number-columns-repeated")
                self._type = _named(attributes, "value-type")
            case "p" if self._column:
                self._hold()

    def _text(self, text: str) -> None:
        """Keep how a number is shown: with its sign of percent, with the zeros in front of it."""
        if self._type not in {"float", "percentage"} or self._rows_repeated * self._columns_repeated > _MOST:
            return
        code = "0%" if self._type == "percentage" else "0" * len(text) if _PADDED.fullmatch(text) else ""
        shown = shown_by(0, code) if code else None
        if shown is not None:
            for row in range(self._row, self._row + self._rows_repeated):
                for column in range(self._column, self._column + self._columns_repeated):
                    self._sheet.display[row, column] = shown

    def _hold(self) -> None:
        self._cells += self._rows_repeated * self._columns_repeated
        self._rows = max(self._rows, self._row + self._rows_repeated - 1)
        self._columns = max(self._columns, self._column + self._columns_repeated - 1)
        if self._rows * self._columns > self.largest[1] * self.largest[2]:
            self.largest = (self._cells, self._rows, self._columns)


def _named(attributes: Attributes, which: str) -> str:
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == which), "")


def _times(attributes: Attributes, which: str) -> int:
    text = next((value for key, value in attributes.items() if key.endswith(which)), "1")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 12 else 1
