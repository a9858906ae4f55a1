"""The quarters a budget covers."""

from __future__ import annotations

from datetime import date

import msgspec

from planner.model.quarter import Quarter


class Horizon(msgspec.Struct, frozen=True, kw_only=True):
    """Quarters in a row, counted from 0."""

    first: Quarter
    count: int
    fiscal_year_start: int

    @classmethod
    def of(cls, first: str, count: int, fiscal_year_start: int) -> Horizon:
        """Return so many quarters from the one with that id.

        Raises:
            ValueError: The id is none.
        """
        return cls(first=Quarter.parse(first), count=count, fiscal_year_start=fiscal_year_start)

    def quarter(self, index: int) -> Quarter:
        """Return a quarter by its index; it may lie outside."""
        return self.first.plus(index)

    def begins(self, index: int) -> date:
        """Return the first day of a quarter."""
        return self.quarter(index).first_day(self.fiscal_year_start)

    def ends(self, index: int) -> date:
        """Return the last day of a quarter."""
        return self.quarter(index).last_day(self.fiscal_year_start)

    def index(self, day: date) -> int:
        """Return the index of the quarter that holds a day: negative before the first."""
        return Quarter.of(day, self.fiscal_year_start).minus(self.first)

    def years(self) -> list[range]:
        """Return the indices of each fiscal year, in order; the first and the last may be short."""
        found: list[range] = []
        for index in range(self.count):
            if found and self.quarter(index).year == self.quarter(found[-1].start).year:
                found[-1] = range(found[-1].start, index + 1)
            else:
                found.append(range(index, index + 1))
        return found


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or the month's last day where it has no such day."""
    at = day.year * 12 + day.month - 1 + months
    first = date(at // 12, at % 12 + 1, 1)
    following = date((at + 1) // 12, (at + 1) % 12 + 1, 1)
    return first.replace(day=min(day.day, (following - first).days))
