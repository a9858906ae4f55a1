"""One row, read: what it says about which kind of thing."""

from __future__ import annotations

import msgspec

from planner.model.fact import Value


class Reading(msgspec.Struct, frozen=True, gc=False):
    """One value as a row has it."""

    value: Value
    """Canonical; None when the row says that there is none."""
    raw: str | None = None
    dated: bool = True
    """Whether the row's own date, when it has one, is the day on which it was true."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a file."""

    line: int
    kind: str
    readings: dict[str, Reading]
    """Field to value; fields the row says nothing about are not in it."""
    date: str = ""
    """ISO date (and time) of the row itself, or empty."""

    def text(self, field: str) -> str:
        """Return the value of a field as text; empty when there is none."""
        reading = self.readings.get(field)
        return "" if reading is None or reading.value is None else str(reading.value)


class Mapped(msgspec.Struct, frozen=True, kw_only=True):
    """All rows of a table, read."""

    drafts: list[Draft]
    covered: frozenset[str]
    """Fields that the table has a column for, also where its cells are empty."""
    unmapped: tuple[str, ...]
    secrets: tuple[str, ...]
    newest: str = ""
    """ISO date of the newest row, where rows have dates."""
    warnings: tuple[str, ...] = ()
