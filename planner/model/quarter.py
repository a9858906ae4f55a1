"""Quarters of a client's fiscal year."""

from __future__ import annotations

import re
from datetime import date, timedelta

import msgspec

_ID = re.compile(r"(\d{4})-Q([1-4])")


class Quarter(msgspec.Struct, frozen=True, order=True):
    """One quarter, named by the calendar year in which its fiscal year ends.

    With a fiscal year that starts in January this is the calendar quarter. With one that
    starts in July, ``2027-Q1`` runs from July to September 2026.
    """

    year: int
    number: int
    """1 to 4."""

    @property
    def id(self) -> str:
        """``YYYY-Qn``."""
        return f"{self.year:04d}-Q{self.number}"

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """Read ``YYYY-Qn``.

        Raises:
            ValueError: The text is not of that form.
        """
        match = _ID.fullmatch(text.strip().upper())
        if match is None:
            raise ValueError(f"{text!r} is not a quarter such as 2027-Q1")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date, fiscal_year_start: int = 1) -> Quarter:
        """Return the quarter that holds ``day`` when the fiscal year starts in that month."""
        months = day.month - fiscal_year_start
        year = day.year + (1 if months >= 0 and fiscal_year_start > 1 else 0)
        return cls(year, months % 12 // 3 + 1)

    def plus(self, quarters: int) -> Quarter:
        """Return the quarter so many later (earlier when negative)."""
        index = self.year * 4 + self.number - 1 + quarters
        return Quarter(index // 4, index % 4 + 1)

    def minus(self, other: Quarter) -> int:
        """Return how many quarters this one is after ``other``."""
        return (self.year - other.year) * 4 + self.number - other.number

    def first_day(self, fiscal_year_start: int = 1) -> date:
        """Return the first day of the quarter."""
        months = (fiscal_year_start - 1) + (self.number - 1) * 3
        year = self.year - (1 if fiscal_year_start > 1 else 0)
        return date(year + months // 12, months % 12 + 1, 1)

    def last_day(self, fiscal_year_start: int = 1) -> date:
        """Return the last day of the quarter."""
        return self.plus(1).first_day(fiscal_year_start) - timedelta(days=1)
