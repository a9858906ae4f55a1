"""The XML of an OpenDocument spreadsheet: how far its cells lie apart.

It says "the same again" of rows and cells instead of naming places, any number of times: a few
bytes can stand for every cell there is.
"""

from __future__ import annotations

from planner.intake.reader.sheet_xml import Attributes, Scanner


class OpenExtent(Scanner):
    """Where the cells that hold something lie, sheet by sheet."""

    def __init__(self) -> None:
        super().__init__()
        self.largest = (0, 0, 0)
        """Cells with a value, rows and columns of the sheet whose grid is the largest."""
        self._cells = self._row = self._rows = self._column = self._columns = 0
        self._rows_repeated = self._columns_repeated = 1

    def start(self, name: str, attributes: Attributes) -> None:
        """Follow rows and cells."""
        match name.rpartition(":")[2]:
            case "table":
                self._cells = self._row = self._rows = self._columns = 0
                self._rows_repeated = 1
            case "table-row":
                self._row += self._rows_repeated if self._row else 1
                self._rows_repeated = _times(attributes, "number-rows-repeated")
                self._column, self._columns_repeated = 0, 1
            case "table-cell" | "covered-table-cell":
                self._column += self._columns_repeated if self._column else 1
                self._columns_repeated = _times(attributes, "number-columns-repeated")
            case "p" if self._column:
                self._hold()

    def _hold(self) -> None:
        self._cells += self._rows_repeated * self._columns_repeated
        self._rows = max(self._rows, self._row + self._rows_repeated - 1)
        self._columns = max(self._columns, self._column + self._columns_repeated - 1)
        if self._rows * self._columns > self.largest[1] * self.largest[2]:
            self.largest = (self._cells, self._rows, self._columns)


def _times(attributes: Attributes, which: str) -> int:
    text = next((value for key, value in attributes.items() if key.endswith(which)), "1")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 12 else 1
