"""What is paid for every year, each contract once, and the seats nobody uses."""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum

import msgspec

from planner.engagement.basis import Basis, number_of, text_of
from planner.engagement.words import listed
from planner.model.budget import Apart, RunLine, SeatLine
from planner.model.budget_rule import Charge
from planner.model.inventory import Item
from planner.model.money import Range
from planner.roadmap.cost.currency import Exchange
from planner.roadmap.cost.saving import plain, same_name

MONTHS = 12


class Contracts(msgspec.Struct, frozen=True, kw_only=True):
    """The yearly money the inventory knows of."""

    lines: tuple[RunLine, ...]
    seats: tuple[SeatLine, ...]
    covered: dict[tuple[str, str], tuple[str, str]]
    """Kind and id of each record whose money is inside the line of another, to that other's."""
    apart: tuple[Apart, ...]
    unknown: tuple[str, ...]
    assumed: tuple[str, ...]

    def line(self, record: tuple[str, str]) -> RunLine | None:
        """Return the line that holds a record's money, its own or that of the contract it is inside."""
        key = self.covered.get(record, record)
        return next((line for line in self.lines if (line.kind, line.record) == key), None)

    def yearly(self, kind: str, record: str) -> float | None:
        """Return the yearly money of a record with a line of its own, else None."""
        found = (line.yearly.expected for line in self.lines if (line.kind, line.record) == (kind, record))
        return next(found, None)


class _Bill(msgspec.Struct, kw_only=True):
    charge: Charge
    item: Item
    names: frozenset[str]
    service: str
    amount: float | None
    currency: str
    under: _Bill | None = None
    details: dict[str, float] = {}
    covers: tuple[str, ...] = ()


def contracts(basis: Basis, exchange: Exchange) -> Contracts:
    """Return what is paid for every year.

    A record is inside the line of an earlier kind (see ``templates/budget/charge.toml``) when both carry
    the same name: the product's maker, or the seller, unless that is a reseller. Its money is then not
    counted again; where the details of a contract come to more than the contract, its high figure is
    theirs.
    """
    bills = [bill for charge in basis.rules.charges for bill in _bills(charge, basis, exchange)]
    _cover(bills)
    own = [bill for bill in bills if bill.under is None]
    lines, apart, priceless, equipment = [], [], [], []
    for bill in own:
        if bill.amount is None:
            priceless.append(bill)
            continue
        if bill.service in basis.rules.policy.purchase_services:
            equipment.append(bill)
            continue
        rate = exchange.rate(bill.currency)
        amount = Range(bill.amount, bill.amount, max(bill.amount, *bill.details.values(), 0.0))
        if rate is None:
            apart.append(Apart(what=bill.item.label, currency=bill.currency, yearly=True, amount=amount))
            continue
        lines.append(
            RunLine(
                kind=bill.item.kind,
                record=bill.item.id,
                label=bill.item.label,
                what=bill.charge.title,
                yearly=amount.times(rate),
                fee=bill.service in basis.rules.policy.fee_services,
                covers=bill.covers,
            )
        )
    return Contracts(
        lines=tuple(lines),
        seats=_seats(basis, exchange),
        covered={_key(bill): _key(bill.under) for bill in bills if bill.under is not None},
        apart=tuple(apart),
        unknown=tuple(_unknown(basis, priceless)),
        assumed=tuple(_assumed(lines, equipment)),
    )


def _key(bill: _Bill) -> tuple[str, str]:
    return bill.item.kind, bill.item.id


def _bills(charge: Charge, basis: Basis, exchange: Exchange) -> Iterable[_Bill]:
    resellers = {
        plain(text_of(item.value("name")))
        for one in basis.rules.charges
        if one.service
        for item in basis.inventory.of(one.id)
        if text_of(item.value(one.service)) in basis.rules.policy.reseller_services
    }
    for item in basis.live(charge.id):
        makers = {plain(text_of(item.value(field))) for field in charge.makers}
        sellers = {plain(text_of(item.value(field))) for field in charge.sellers} - resellers
        amount, currency = _amount(charge, item, exchange)
        yield _Bill(
            charge=charge,
            item=item,
            names=frozenset((makers | sellers) - {""}),
            service=text_of(item.value(charge.service)) if charge.service else "",
            amount=amount,
            currency=currency,
        )


def _amount(charge: Charge, item: Item, exchange: Exchange) -> tuple[float | None, str]:
    found = exchange.amount(item, charge.yearly or charge.monthly)
    if found is None:
        return None, ""
    units = 1.0 if not charge.count else number_of(item.value(charge.count))
    if units is None:
        return None, ""
    return found[0] * (1 if charge.yearly else MONTHS) * units, found[1]


def _cover(bills: list[_Bill]) -> None:
    """Put every bill under the first bill of an earlier kind that has money and the same name."""
    for at, bill in enumerate(bills):
        for other in bills[:at]:
            if other.charge is bill.charge or other.under is not None or other.amount is None:
                continue
            if any(same_name(a, b) for a in bill.names for b in other.names):
                bill.under = other
                other.covers = (*other.covers, bill.item.label)
                if bill.amount is not None and bill.currency == other.currency:
                    before = other.details.get(bill.charge.id, 0.0)
                    other.details = {**other.details, bill.charge.id: before + bill.amount}
                break


def _seats(basis: Basis, exchange: Exchange) -> tuple[SeatLine, ...]:
    """Return the seats that are bought and not in use, the dearest first."""
    found = []
    for charge in basis.rules.charges:
        if not (charge.count and charge.used and charge.monthly):
            continue
        for item in basis.live(charge.id):
            bought, used = number_of(item.value(charge.count)), number_of(item.value(charge.used))
            price = exchange.amount(item, charge.monthly)
            rate = None if price is None else exchange.rate(price[1])
            if bought is None or used is None or price is None or rate is None or used >= bought:
                continue
            seats = bought - used
            yearly = seats * price[0] * rate * MONTHS
            found.append(SeatLine(record=item.id, label=item.label, seats=seats, yearly=yearly))
    return tuple(sorted(found, key=lambda line: (-line.yearly, line.label)))


def _unknown(basis: Basis, priceless: list[_Bill]) -> Iterable[str]:
    if priceless:
        names = listed([bill.item.label for bill in priceless])
        yield f"What is paid in a year for {names} is not known."
    for charge in basis.rules.charges:
        kind = basis.catalogue.kinds.get(charge.id)
        if kind is not None and not basis.inventory.of(kind.id) and kind.id not in basis.inventory.complete:
            yield f"Nothing is known about {kind.title.lower()} yet: what they cost is not in the totals."


def _assumed(lines: list[RunLine], equipment: list[_Bill]) -> Iterable[str]:
    if fsum(line.yearly.expected for line in lines):
        yield "Contracts are counted at today's prices, spread evenly over the year. A rise at renewal is not counted."
    if equipment:
        names = listed([bill.item.label for bill in equipment])
        yield f"What goes to {names} every year is for equipment: the replacements counted here stand for it."
