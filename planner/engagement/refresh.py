"""When devices, servers and network equipment are replaced, and what that costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from planner.engagement.basis import QUARTERS, Basis
from planner.engagement.planned import Planned, planned
from planner.engagement.words import counted, listed
from planner.model.budget import RefreshItem
from planner.model.budget_rule import Equipment
from planner.model.horizon import Horizon, months_after
from planner.model.lifecycle import HardwareNorm
from planner.model.money import Range
from planner.roadmap.cost.age import Aging, in_order
from planner.roadmap.cost.currency import Exchange

_MONTHS = 12


class Refresh(msgspec.Struct, frozen=True, kw_only=True):
    """All replacements inside a horizon."""

    items: tuple[RefreshItem, ...] = ()
    bought: dict[str, int] = {}
    """Class to how many replacements the roadmap buys already."""
    when: tuple[tuple[str, int], ...] = ()
    """Class and quarter of each of those, in order."""
    apart: dict[str, Range] = {}
    """Title of a class to its money in the price book's currency, where no rate is stated."""
    unknown: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()


def refresh(basis: Basis, exchange: Exchange) -> Refresh:
    """Return the replacements of every class of equipment, in order of quarter.

    A record is due at the earlier of purchase + plan age and the end of support of a system its
    hardware cannot leave. Records of unknown age are spread evenly over the plan age. What is
    replaced comes due again after the plan age. What the roadmap buys is not counted here: it
    replaces the records it is bought for, of those it may be bought for the likely share, and where
    it names none the records of the class that are due first. What it was to replace by age and has no
    place for, or somebody declined, comes due again when the roadmap ends. What the roadmap updates in place is
    kept for some years more (``kept_years`` of the policy), however old it is.
    """
    classes = [
        one for one in (_of_class(e, basis, exchange) for e in basis.rules.equipment) if one is not None
    ]
    items = [item for one in classes for item in one.items]
    items.sort(key=lambda one: (one.quarter, one.due, one.label, one.record))
    return Refresh(
        items=tuple(items),
        bought={one.equipment.id: len(one.bought) for one in classes if one.bought},
        when=tuple((one.equipment.id, quarter) for one in classes for quarter in sorted(one.bought)),
        apart={one.equipment.plural: one.apart for one in classes if one.apart is not None},
        unknown=(*_unknown(classes), *_classless(basis)),
        assumed=tuple(_assumed(classes, basis.rules.policy.kept_years)),
    )


class _Class(msgspec.Struct, frozen=True, kw_only=True):
    """One class of equipment: its replacements and what has to be said about them."""

    equipment: Equipment
    items: tuple[RefreshItem, ...] = ()
    records: int
    bought: tuple[int, ...] = ()
    """The quarters in which the roadmap replaces some of them."""
    apart: Range | None = None
    years: float | None = None
    """Its plan age; None when no norm is known."""
    kept: tuple[str, ...] = ()
    """Labels of records that are kept although they are past their age."""
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
    found = basis.fleet.aging(equipment)
    if not found or norm is None:
        return _Class(equipment=equipment, records=len(found)) if found else None
    already = planned(equipment, basis, [one.item for one in in_order(found)])
    prices = _Prices(equipment, basis, exchange)
    made = _replacements(found, norm, already, equipment, basis.horizon)
    items = tuple(msgspec.structs.replace(one, cost=prices.cost(one)) for one in made)
    return _Class(
        equipment=equipment,
        items=items,
        records=len(found),
        bought=tuple(already.bought.values()),
        apart=prices.apart.times(len(items)) if prices.apart is not None and items else None,
        years=norm.plan_years,
        kept=tuple(_past_age(found, already, basis.horizon)),
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


def _assumed(classes: Sequence[_Class], kept_years: float) -> Iterator[str]:
    kept = [label for one in classes for label in one.kept]
    if kept:
        yield (
            f"Past their age, but kept for {kept_years:g} years after their system is updated in place: "
            f"{listed(kept)}."
        )
    aged = [one for one in classes if one.ageless]
    ageless = [f"{one.ageless} of {one.counted(one.records)} (over {one.years:g} years)" for one in aged]
    if ageless:
        yield f"Of unknown age and therefore spread evenly: {', '.join(ageless)}."
    paid = [one.counted(one.paid) for one in classes if one.paid]
    if paid:
        yield f"Counted at what was paid the last time: {', '.join(paid)}."


def _past_age(found: Sequence[Aging], already: Planned, horizon: Horizon) -> Iterator[str]:
    """Yield the labels of what would be due, but is kept because its system is updated."""
    for one in found:
        key = one.key
        stays = already.kept.get(key)
        due = one.due is not None and horizon.index(one.due) < horizon.count
        if (
            stays is not None
            and one.due is not None
            and due
            and one.due < stays
            and key not in already.bought
        ):
            yield one.item.label


def _replacements(
    found: Sequence[Aging],
    norm: HardwareNorm,
    already: Planned,
    equipment: Equipment,
    horizon: Horizon,
) -> Iterator[RefreshItem]:
    life = round(norm.plan_years * _MONTHS)
    for one, first, assumed in _dues(found, norm, horizon):
        due, held = first, one.held
        key = one.key
        stays = already.kept.get(key)
        longer = stays is not None and stays > due
        if key in already.bought:
            due, held, longer = months_after(horizon.begins(already.bought[key] + 1), life), "", False
        elif key in already.unplaced:
            due = max(due, already.unplaced[key])
        elif stays is not None and longer:
            due, held = stays, ""
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
                kept=longer,
            )
            due, held, longer = months_after(max(due, horizon.begins(0)), life), "", False


def _dues(found: Sequence[Aging], norm: HardwareNorm, horizon: Horizon) -> Iterator[tuple[Aging, date, bool]]:
    """Yield each record with the day it is due, and whether that is one of an even spread."""
    unaged = sorted((one for one in found if one.due is None), key=lambda one: (one.item.label, one.item.id))
    spread = round(norm.plan_years * QUARTERS)
    for one in found:
        if one.due is not None:
            yield one, one.due, False
    for at, one in enumerate(unaged):
        yield one, horizon.begins((2 * at + 1) * spread // (2 * len(unaged))), True


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
