"""The whole IT budget and the dates that will not wait, as a document prints them."""

from __future__ import annotations

import msgspec

from planner.model.timeline import Event
from planner.report.material import Material
from planner.report.spend import Row, spending
from planner.writing import whole

_SHOWN = 8
"""So many dates stand on one page."""


class YearView(msgspec.Struct, frozen=True, kw_only=True):
    """One fiscal year."""

    title: str
    row: Row


class Owning(msgspec.Struct, frozen=True, kw_only=True):
    """All of IT over some years: what it costs as it stands, and with the plan."""

    years: int
    as_it_stands: Row
    with_plan: Row


class WholeBudget(msgspec.Struct, frozen=True, kw_only=True):
    """Everything IT costs."""

    years: tuple[YearView, ...]
    total: Row
    stated_year: str
    """The year the company's own books are about; empty without any."""
    stated_budget: float | None
    stated_spend: float | None
    contracts: int
    """What the known contracts come to in a year."""
    seats: float
    """Seats paid for and not used."""
    unused: int
    """What those cost in a year."""
    dearest: tuple[tuple[str, float, int], ...]
    """The products with the dearest unused seats: name, seats, money of a year."""
    replaced: tuple[tuple[str, str], ...]
    """Fiscal year and what is replaced in it, by the roadmap or besides, in words."""
    owning: tuple[Owning, ...]
    """All of IT over some years."""
    unknown: tuple[str, ...]
    assumed: tuple[str, ...]
    apart: tuple[tuple[str, str, int, bool], ...]
    """What, currency, expected amount and whether it is a year's: money nobody stated a rate for."""


class Date(msgspec.Struct, frozen=True, kw_only=True):
    """One date."""

    date: str
    title: str
    money: int | None
    per_year: bool
    notice_of: str | None
    """Of a deadline for notice: the ISO date of the renewal."""


class Dates(msgspec.Struct, frozen=True, kw_only=True):
    """What closes soon, and what has passed."""

    days: int
    notice_money: int
    """Yearly money of the contracts whose notice closes within those days."""
    closing: tuple[Date, ...]
    more: int
    """How many further dates close within those days."""
    missed: tuple[Date, ...]


def whole_budget(material: Material) -> WholeBudget | None:
    """Return the whole budget, or None when nothing is known of it."""
    found = material.budget
    if found is None:
        return None
    printed = spending(found)
    if not printed.total.total.high:
        return None
    return WholeBudget(
        years=tuple(YearView(title=row.id, row=row) for row in printed.years),
        total=printed.total,
        stated_year=found.stated.year,
        stated_budget=found.stated.budget,
        stated_spend=found.stated.spend,
        contracts=whole(found.yearly),
        seats=sum(line.seats for line in found.seats),
        unused=whole(found.unused),
        dearest=tuple((line.label, line.seats, whole(line.yearly)) for line in found.seats[:3]),
        replaced=tuple(found.replaced_words.items()),
        owning=tuple(
            Owning(
                years=one.years,
                as_it_stands=spending(one.as_it_stands).total,
                with_plan=spending(one.with_plan).total,
            )
            for one in material.ownership
        ),
        unknown=found.unknown,
        assumed=found.assumed,
        apart=tuple((one.what, one.currency, whole(one.amount.expected), one.yearly) for one in found.apart),
    )


def dates(material: Material) -> Dates | None:
    """Return the dates that will not wait, or None when there are none."""
    found = material.timeline
    if found is None:
        return None
    closing, missed = found.pressing(), found.missed()
    if not closing and not missed:
        return None
    return Dates(
        days=found.soon_days,
        notice_money=whole(found.notice_money),
        closing=tuple(_date(event) for event in closing[:_SHOWN]),
        more=max(0, len(closing) - _SHOWN),
        missed=tuple(_date(event) for event in missed[:_SHOWN]),
    )


def _date(event: Event) -> Date:
    money = None if event.money is None else whole(event.money)
    return Date(
        date=event.date,
        title=event.title,
        money=money,
        per_year=event.per_year,
        notice_of=event.notice_of,
    )
