"""When devices, servers and network equipment are replaced, and what that costs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from planner.engagement.basis import QUARTERS, Basis, day_of, text_of
from planner.engagement.currency import Exchange
from planner.engagement.horizon import Horizon, months_after
from planner.engagement.words import counted, listed
from planner.model.budget import RefreshItem
from planner.model.budget_rule import Equipment
from planner.model.condition import parse_condition
from planner.model.inventory import Item
from planner.model.lifecycle import HardwareNorm
from planner.model.money import Range

_MONTHS = 12
_SYSTEM = ("os_name", "os_edition", "os_version", "os_build", "model")


class Refresh(msgspec.Struct, frozen=True, kw_only=True):
    """All replacements inside a horizon."""

    items: tuple[RefreshItem, ...] = ()
    bought: dict[str, int] = {}
    """Class to how many replacements the roadmap buys already."""
    apart: dict[str, Range] = {}
    """Title of a class to its money in the price book's currency, where no rate is stated."""
    unknown: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()


class _Aging(msgspec.Struct, frozen=True, kw_only=True):
    """One record with the day its replacement is due; None when nothing says so."""

    item: Item
    due: date | None
    held: str = ""


def refresh(basis: Basis, exchange: Exchange) -> Refresh:
    """Return the replacements of every class of equipment, in order of quarter.

    A record is due at the earlier of purchase + plan age and the end of support of a system its
    hardware cannot leave. Records of unknown age are spread evenly over the plan age. What is
    replaced comes due again after the plan age. What the roadmap buys replaces the records of that
    class that are due first, and is not counted here.
    """
    classes = [
        one for one in (_of_class(e, basis, exchange) for e in basis.rules.equipment) if one is not None
    ]
    items = [item for one in classes for item in one.items]
    items.sort(key=lambda one: (one.quarter, one.due, one.label, one.record))
    return Refresh(
        items=tuple(items),
        bought={one.equipment.id: one.bought for one in classes if one.bought},
        apart={one.equipment.plural: one.apart for one in classes if one.apart is not None},
        unknown=(*_unknown(classes), *_classless(basis)),
        assumed=tuple(_assumed(classes)),
    )


class _Class(msgspec.Struct, frozen=True, kw_only=True):
    """One class of equipment: its replacements and what has to be said about them."""

    equipment: Equipment
    items: tuple[RefreshItem, ...] = ()
    records: int
    bought: int = 0
    apart: Range | None = None
    years: float | None = None
    """Its plan age; None when no norm is known."""
    ageless: int = 0
    """Records of unknown age."""
    priceless: int = 0
    """Records a new one of which has no price."""
    paid: int = 0
    """Records counted at what was paid the last time."""

    def counted(self, number: int) -> str:
        """Return a number of them in words."""
        return counted(number, self.equipment.title, self.equipment.plural)


def _of_class(equipment: Equipment, basis: Basis, exchange: Exchange) -> _Class | None:
    """Return the replacements of one class; None when there is nothing of it."""
    norm = basis.hardware.get(equipment.norm)
    found = [_aging(item, equipment, norm, basis) for item in _records(equipment, basis)]
    if not found or norm is None:
        return _Class(equipment=equipment, records=len(found)) if found else None
    buys = _purchases(equipment, basis)[: len(found)]
    prices = _Prices(equipment, basis, exchange)
    made = _replacements(found, norm, buys, equipment, basis.horizon)
    items = tuple(msgspec.structs.replace(one, cost=prices.cost(one)) for one in made)
    return _Class(
        equipment=equipment,
        items=items,
        records=len(found),
        bought=len(buys),
        apart=prices.apart.times(len(items)) if prices.apart is not None and items else None,
        years=norm.plan_years,
        ageless=sum(1 for one in found if one.due is None),
        priceless=prices.none,
        paid=prices.own,
    )


def _unknown(classes: Sequence[_Class]) -> Iterator[str]:
    for one in classes:
        if one.years is None:
            yield f"How long {one.equipment.plural} serve is not known: none is replaced here."
    priceless = [one.counted(one.priceless) for one in classes if one.priceless]
    if priceless:
        yield f"What new ones cost is not known for {', '.join(priceless)}."


def _assumed(classes: Sequence[_Class]) -> Iterator[str]:
    aged = [one for one in classes if one.ageless]
    ageless = [f"{one.ageless} of {one.counted(one.records)} (over {one.years:g} years)" for one in aged]
    if ageless:
        yield f"Of unknown age and therefore spread evenly: {', '.join(ageless)}."
    paid = [one.counted(one.paid) for one in classes if one.paid]
    if paid:
        yield f"Counted at what was paid the last time: {', '.join(paid)}."


def _records(equipment: Equipment, basis: Basis) -> Iterator[Item]:
    conditions = [(field, parse_condition(raw)) for field, raw in equipment.where.items()]
    for item in basis.live(equipment.kind):
        if all(condition.holds(item.value(field), basis.today) for field, condition in conditions):
            yield item


def _aging(item: Item, equipment: Equipment, norm: HardwareNorm | None, basis: Basis) -> _Aging:
    bought = day_of(item.value("purchase_date"))
    aged = None
    if bought is not None and norm is not None:
        aged = months_after(bought, round(norm.plan_years * _MONTHS))
    ends, why = None, ""
    if equipment.ends:
        system = " ".join(text for field in _SYSTEM if (text := text_of(item.value(field))))
        for held in basis.rules.held:
            late = held.bought_before and (bought is None or bought.isoformat() >= held.bought_before)
            if not late and re.search(held.system, system, re.IGNORECASE):
                ends, why = day_of(item.value(equipment.ends)), held.why
                break
    if ends is not None and (aged is None or ends < aged):
        return _Aging(item=item, due=ends, held=why)
    return _Aging(item=item, due=aged)


def _purchases(equipment: Equipment, basis: Basis) -> list[int]:
    """Return for each unit the scheduled roadmap buys the index of the quarter it is there by, in order."""
    found: list[int] = []
    for one in basis.roadmap.initiatives:
        finish = basis.roadmap.placements[one.id].finish
        if finish is None or not equipment.price:
            continue
        units = sum(
            line.quantity
            for line in one.lines
            if line.price == equipment.price and line.timing == "once" and not line.optional
        )
        found += [finish] * round(units)
    return sorted(found)


def _replacements(
    found: Sequence[_Aging], norm: HardwareNorm, buys: Sequence[int], equipment: Equipment, horizon: Horizon
) -> Iterator[RefreshItem]:
    life = round(norm.plan_years * _MONTHS)
    dated = sorted(
        (one for one in found if one.due is not None), key=lambda one: (str(one.due), one.item.label)
    )
    unaged = sorted((one for one in found if one.due is None), key=lambda one: (one.item.label, one.item.id))
    spread = round(norm.plan_years * QUARTERS)
    dues = [(one, one.due or horizon.begins(0), False) for one in dated]
    for at, one in enumerate(unaged):
        dues.append((one, horizon.begins((2 * at + 1) * spread // (2 * len(unaged))), True))
    for at, (one, first, assumed) in enumerate(dues):
        due, held = first, one.held
        if at < len(buys):
            due, held = months_after(horizon.begins(buys[at] + 1), life), ""
        while (index := horizon.index(due)) < horizon.count:
            yield RefreshItem(
                kind=one.item.kind,
                record=one.item.id,
                label=one.item.label,
                equipment=equipment.id,
                due=due.isoformat(),
                quarter=max(index, 0),
                cost=Range(),
                assumed=assumed,
                overdue=index < 0,
                held=held,
            )
            due, held = months_after(max(due, horizon.begins(0)), life), ""


class _Prices:
    """What replacing one record costs, and what has to be said about it."""

    def __init__(self, equipment: Equipment, basis: Basis, exchange: Exchange) -> None:
        self._price = basis.catalogue.prices.prices.get(equipment.price)
        self._rate = exchange.book
        self._exchange = exchange
        self._items = {item.id: item for item in basis.inventory.of(equipment.kind)}
        self._own: set[str] = set()
        self._none: set[str] = set()
        self.apart: Range | None = None
        if self._price is not None and self._rate is None:
            self.apart = Range(self._price.low, self._price.expected, self._price.high)

    def cost(self, one: RefreshItem) -> Range:
        """Return the price of the book, else what the record itself cost, else nothing."""
        if self._price is not None:
            book = Range(self._price.low, self._price.expected, self._price.high)
            return Range() if self._rate is None else book.times(self._rate)
        paid = self._exchange.amount(self._items[one.record], "cost")
        rate = None if paid is None else self._exchange.rate(paid[1])
        if paid is None or rate is None:
            self._none.add(one.record)
            return Range()
        self._own.add(one.record)
        return Range(paid[0], paid[0], paid[0]).times(rate)

    @property
    def none(self) -> int:
        """How many records have no price."""
        return len(self._none)

    @property
    def own(self) -> int:
        """How many records are counted at what was paid the last time."""
        return len(self._own)


def _classless(basis: Basis) -> Iterator[str]:
    """Say which records no class of equipment can be told of, because the deciding fact is unknown."""
    kinds = dict.fromkeys(one.kind for one in basis.rules.equipment)
    for name in kinds:
        kind = basis.catalogue.kinds.get(name)
        fields = {field for one in basis.rules.equipment if one.kind == name for field in one.where}
        lost = [i.label for i in basis.live(name) if any(i.value(field) is None for field in fields)]
        if kind is not None and lost:
            what = counted(len(lost), kind.singular, kind.title.lower())
            verb = "is" if len(lost) == 1 else "are"
            yield f"{what} {verb} of an unknown sort and not among the replacements: {listed(lost)}."
