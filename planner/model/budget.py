"""What all of IT costs, quarter by quarter, and what is replaced when."""

from __future__ import annotations

from functools import reduce

import msgspec

from planner.model.money import Range

PARTS = ("run", "refresh", "projects", "fee", "work")
"""What a budget is made of, in the order in which it is shown."""


class Spend(msgspec.Struct, frozen=True, kw_only=True):
    """The money of one stretch of time, in the plan's currency."""

    run: Range = Range()
    """Contracts, licences, services and lines that are paid for anyway, less the unused seats that
    are handed back by then."""
    refresh: Range = Range()
    """Replacing what is old, without what the roadmap buys."""
    projects: Range = Range()
    """What the roadmap buys and what that costs every month."""
    fee: Range = Range()
    """The IT partner's fee."""
    work: Range = Range()
    """Hours of the roadmap at the plan's rate."""

    def __add__(self, other: Spend) -> Spend:
        """Add part by part."""
        return Spend(**{part: getattr(self, part) + getattr(other, part) for part in PARTS})

    @property
    def total(self) -> Range:
        """All parts together."""
        parts: list[Range] = [getattr(self, part) for part in PARTS]
        return reduce(Range.__add__, parts, Range())


class BudgetQuarter(msgspec.Struct, frozen=True, kw_only=True):
    """One quarter."""

    id: str
    starts: str
    """ISO date."""
    ends: str
    """ISO date of its last day."""
    spend: Spend
    hours: float = 0.0
    """Hours of the roadmap; times the rate they are the spend's work."""


class RunLine(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is paid for every year."""

    kind: str
    record: str
    label: str
    what: str
    """What it is: ``contract``, ``licence`` …"""
    yearly: Range
    """In the plan's currency. The high figure is that of the details when they come to more."""
    fee: bool = False
    """It is the IT partner's fee."""
    covers: tuple[str, ...] = ()
    """Labels of the records whose money is inside it, so that they are not counted again."""


class RefreshItem(msgspec.Struct, frozen=True, kw_only=True):
    """One replacement of one record."""

    kind: str
    record: str
    label: str
    equipment: str
    """Id of its class."""
    due: str
    """ISO date at which it is due; of an unknown age the first day of the quarter it was put into."""
    quarter: int
    """Index of the budget's quarter that pays for it."""
    cost: Range
    assumed: bool = False
    """Its age is unknown: the date is one of an even spread."""
    overdue: bool = False
    """It was due before the budget starts."""
    held: str = ""
    """Why the end of its system is the end of it; empty when its age decides."""
    kept: bool = False
    """It was due earlier by its age and is kept, because its system is updated in place."""


class SeatLine(msgspec.Struct, frozen=True, kw_only=True):
    """Seats of one product that are paid for and not used."""

    record: str
    label: str
    seats: float
    yearly: float


class HandedBack(msgspec.Struct, frozen=True, kw_only=True):
    """Seats nobody uses that the roadmap stops paying for."""

    record: str
    label: str
    seats: float
    yearly: float
    """In the plan's currency."""
    quarter: int
    """Index of the first quarter in which they are not paid for."""
    fee: bool = False
    """They are inside the IT partner's fee."""


class Apart(msgspec.Struct, frozen=True, kw_only=True):
    """Money in a currency nobody has stated a rate for: kept out of all totals."""

    what: str
    currency: str
    yearly: bool
    """Whether it is the money of a year; else of the whole budget."""
    amount: Range


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """What the company's own books say."""

    year: str = ""
    budget: float | None = None
    spend: float | None = None
    revenue: float | None = None


class Budget(msgspec.Struct, frozen=True, kw_only=True):
    """The whole IT budget."""

    currency: str
    quarters: tuple[BudgetQuarter, ...]
    hourly_rate: float = 0.0
    """Money of an hour of the roadmap's work."""
    lines: tuple[RunLine, ...] = ()
    refresh: tuple[RefreshItem, ...] = ()
    seats: tuple[SeatLine, ...] = ()
    handed_back: tuple[HandedBack, ...] = ()
    """What is already taken off running costs and fee, as far as it is expected."""
    bought: dict[str, int] = {}
    """Class of equipment to how many replacements the roadmap buys already."""
    replaced: dict[str, dict[str, int]] = {}
    """Fiscal year to class of equipment to how many are replaced in it, by the roadmap or besides."""
    replaced_words: dict[str, str] = {}
    """The same in words: ``14 laptops, 1 server``."""
    stated: Stated = Stated()
    unknown: tuple[str, ...] = ()
    """What the totals do not hold, as sentences."""
    assumed: tuple[str, ...] = ()
    """What they rest on, as sentences."""
    apart: tuple[Apart, ...] = ()

    @property
    def total(self) -> Spend:
        """All quarters together."""
        return reduce(Spend.__add__, (quarter.spend for quarter in self.quarters), Spend())

    @property
    def unused(self) -> float:
        """What unused seats cost in a year."""
        return sum(line.yearly for line in self.seats)

    @property
    def yearly(self) -> float:
        """What the known contracts come to in a year, the IT partner's fee included."""
        return sum(line.yearly.expected for line in self.lines)

    def years(self) -> dict[str, tuple[BudgetQuarter, ...]]:
        """Return the quarters of each fiscal year, in order."""
        found: dict[str, tuple[BudgetQuarter, ...]] = {}
        for quarter in self.quarters:
            year = quarter.id.partition("-")[0]
            found[year] = (*found.get(year, ()), quarter)
        return found
