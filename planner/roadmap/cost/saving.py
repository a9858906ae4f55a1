"""Seats that are paid for and not used: what they cost, and until when they can be handed back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from planner.model.initiative import InitiativeSpec, Saving, SavingContract
from planner.model.inventory import Item
from planner.model.roadmap import UnusedSeats
from planner.roadmap.cost.currency import Exchange
from planner.roadmap.cost.finding import Findings
from planner.roadmap.cost.stock import Stock

MONTHS = 12
_LONGEST_NOTICE = 3660
"""Days; a longer notice period is a slip of the hand."""
_YEARS = 100
"""Renewals looked at: a date of the last century comes to an end."""


def unused_seats(
    spec: InitiativeSpec, findings: Findings, stock: Stock, exchange: Exchange
) -> tuple[UnusedSeats, ...]:
    """Return what is paid for and not used, the earliest date first; nothing without a known finding.

    Args:
        spec: The initiative, which says where its saving is read.
        findings: Its findings.
        stock: The inventory.
        exchange: For prices in another currency; where nobody stated a rate nothing can be said of the money.
    """
    saving = spec.saving
    if saving is None or not findings.about(saving.standards).known:
        return ()
    found = [
        one for item in stock.of(saving.of) if (one := _unused(item, saving, stock, exchange)) is not None
    ]
    return tuple(sorted(found, key=lambda one: (one.by or "9999", -one.yearly, one.label)))


def same_name(one: str, other: str) -> bool:
    """Return whether two names are one, or one begins with all the words of the other."""
    short, long = sorted((plain(one), plain(other)), key=len)
    return bool(short) and (short == long or long.startswith(short + " "))


def plain(name: str) -> str:
    """Return a name as it is compared: its words, in small letters."""
    return " ".join(re.findall(r"\w+", name.casefold()))


def _unused(item: Item, saving: Saving, stock: Stock, exchange: Exchange) -> UnusedSeats | None:
    bought, used = (_number(item, field) for field in (saving.bought, saving.used))
    amount = exchange.amount(item, saving.price)
    rate = None if amount is None else exchange.rate(amount[1])
    if bought is None or used is None or amount is None or rate is None or used >= bought or amount[0] <= 0:
        return None
    price = amount[0] * rate
    contract = _contract(item, saving.contract, stock) if saving.contract is not None else None
    renews, notice = _dates(item, contract, saving)
    by = renews
    if renews is not None:
        renews, by = _ahead(renews, notice, stock.today)
    return UnusedSeats(
        record=(item.kind, item.id),
        label=item.label,
        supplier=contract.label if contract is not None else "",
        seats=bought - used,
        bought=bought,
        yearly=(bought - used) * price * MONTHS,
        renews=None if renews is None else renews.isoformat(),
        by=None if by is None else by.isoformat(),
        notice=bool(notice),
    )


def _dates(item: Item, contract: Item | None, saving: Saving) -> tuple[date | None, int]:
    """Return the renewal that matters and the days of notice before it: those of the contract, if it has any."""
    terms = saving.contract
    if contract is not None and terms is not None and (day := _day(contract, terms.renews)) is not None:
        notice = _number(contract, terms.notice)
        return day, round(notice) if notice is not None and 0 < notice <= _LONGEST_NOTICE else 0
    return _day(item, saving.renews), 0


def _ahead(renews: date, notice: int, today: date) -> tuple[date, date]:
    """Return the next renewal that can still be stopped, and the last day for it; renewals are yearly."""
    day = renews
    for years in range(_YEARS):
        day = _years_after(renews, years)
        if day - timedelta(days=notice) >= today:
            break
    return day, day - timedelta(days=notice)


def _years_after(day: date, years: int) -> date:
    """Return the same day so many years later; 28 February where there is no 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _contract(item: Item, terms: SavingContract, stock: Stock) -> Item | None:
    """Return the contract a product is paid by: that of its maker, else of its seller unless a reseller."""
    for fields, resold in ((terms.makers, True), (terms.sellers, False)):
        names = [value for field in fields if isinstance(value := item.value(field), str)]
        for contract in _contracts(terms, stock, resold=resold):
            if any(same_name(name, contract.label) for name in names):
                return contract
    return None


def _contracts(terms: SavingContract, stock: Stock, *, resold: bool) -> Iterator[Item]:
    for contract in stock.of(terms.of):
        if resold or not (terms.reseller and stock.meets(contract, terms.reseller)):
            yield contract


def _number(item: Item, field: str) -> float | None:
    value = item.value(field)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _day(item: Item, field: str) -> date | None:
    value = item.value(field)
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None
