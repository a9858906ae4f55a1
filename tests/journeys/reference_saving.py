"""Seats nobody uses, worked out again: until when they can be handed back, and what that saves (DOMAIN A4, A10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tests.journeys.reference_fact import Json, all_hold, in_use, known
from tests.journeys.reference_money import Contracts, Facts, Key, is_same, words
from tests.journeys.reference_refresh import Calendar, later

LONGEST = 3660
"""Days of notice; more is a slip of the hand."""


@dataclass(frozen=True)
class Seats:
    """Seats of one product that are paid for and that nobody uses."""

    record: Key
    label: str
    supplier: str
    seats: float
    bought: float
    yearly: float
    renews: date | None
    by: date | None
    notice: bool


class Saving:
    """What one piece of work stops paying for."""

    def __init__(self, show: Json, templates: Json, saving: Json) -> None:
        """Take the records and where to look.

        Args:
            show: What ``show`` prints.
            templates: What ``templates list`` prints.
            saving: The work's own ``saving`` there.
        """
        self.show, self.kinds, self.spec = show, templates["kinds"], saving
        self.facts = Facts(show, templates)
        self.today = date.fromisoformat(show["generated_at"])

    def seats(self) -> list[Seats]:
        """Return them, what closes first in front, then the dearest."""
        found = [one for record in self._live(self.spec["of"]) for one in self._unused(record)]
        return sorted(found, key=lambda one: (one.by or date.max, -one.yearly, one.label))

    def _unused(self, record: Json) -> Iterator[Seats]:
        bought, used = (self._number(record, self.spec[f]) for f in ("bought", "used"))
        paid = self.facts.money(record, self.spec["price"])
        rate = None if paid is None else self.facts.rate(paid[1])
        price = None if paid is None or rate is None else paid[0] * rate
        if bought is None or used is None or price is None or bought <= used or price <= 0:
            return
        contract = self._contract(record)
        renews, days = self._day(record, self.spec["renews"]), 0
        terms = self.spec["contract"]
        if contract is not None and (its := self._day(contract, terms["renews"])) is not None:
            notice = self._number(contract, terms["notice"])
            renews, days = its, round(notice) if notice is not None and 0 < notice <= LONGEST else 0
        if renews is not None:
            renews = self._next(renews, timedelta(days=days))
        by = None if renews is None else renews - timedelta(days=days)
        yield Seats(
            (self.spec["of"], record["id"]), record["label"], contract["label"] if contract else "",
            bought - used, bought, (bought - used) * price * 12, renews, by, days > 0,
        )  # fmt: skip

    def _next(self, renews: date, notice: timedelta) -> date:
        """Return the first yearly renewal that can still be stopped today."""
        years = 0
        while later(renews, years) - notice < self.today:
            years += 1
        return later(renews, years)

    def _contract(self, record: Json) -> Json | None:
        """Return what pays for a product: its maker's contract, else its seller's who does not sell on."""
        terms = self.spec["contract"]
        if not terms:
            return None
        every = list(self._live(terms["of"]))
        kind = self.kinds[terms["of"]]
        own = [c for c in every if all_hold(terms["reseller"], c, None, self.today, kind) is not True]
        for fields, usable in ((terms["makers"], every), (terms["sellers"], own)):
            names = {words(name) for f in fields if isinstance(name := self._value(record, f), str)} - {""}
            for contract in usable:
                label = words(contract["label"])
                if label and any(is_same(name, label) for name in names):
                    return contract
        return None

    def _live(self, kind: str) -> Iterator[Json]:
        for record in self.show["records"].get(kind, []):
            if in_use(record, self.kinds.get(kind), set(), self.today):
                yield record

    def _value(self, record: Json, name: str) -> object:
        return known(record, name, None, self.today)

    def _number(self, record: Json, name: str) -> float | None:
        value = self._value(record, name)
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

    def _day(self, record: Json, name: str) -> date | None:
        value = self._value(record, name)
        return date.fromisoformat(value[:10]) if isinstance(value, str) and value else None


def other_seats(work: str, wanted: list[Seats], shown: list[Json]) -> Iterator[str]:
    """Yield what is different about the seats that a piece of work stops paying for."""
    mine = [
        {
            **vars(one), "record": [*one.record], "yearly": round(one.yearly, 4),
            "renews": one.renews and str(one.renews), "by": one.by and str(one.by),
        }
        for one in wanted
    ]  # fmt: skip
    theirs = [{**one, "yearly": round(one["yearly"], 4)} for one in shown]
    if mine != theirs:
        yield f"{work}: pays for nothing {mine}, shown {theirs}"


@dataclass(frozen=True)
class Returned:
    """Seats that are paid for no longer."""

    record: str
    seats: float
    yearly: float
    quarter: int
    fee: bool


def returned(roadmap: Json, contracts: Contracts, calendar: Calendar) -> list[Returned]:
    """Return what the scheduled work stops paying for, and from which quarter on.

    It comes off the line that holds the money, the record's own or that of the contract it is part of, and
    never more than the line comes to.
    """
    index = {quarter["id"]: at for at, quarter in enumerate(roadmap["quarters"])}
    lines = {bill.key: (bill.inside or bill).key for bill in contracts.bills}
    worth = contracts.seats()
    left = {key: (contracts.yearly(key) or (0.0,))[0] for key in contracts.lines}
    found = []
    for work in roadmap["initiatives"]:
        for one in work["unused"] if work["finish"] else []:
            kind, record = one["record"]
            line = lines.get((kind, record))
            start = first_saved(one, index[work["finish"]], calendar)
            if line not in left or start is None:
                continue
            yearly = min(worth.get(record, (0.0, 0.0))[1], left[line])
            left[line] -= yearly
            if yearly > 0:
                found.append(Returned(record, one["seats"], yearly, start, contracts.is_fee(line)))
    return found


def first_saved(seats: Json, finish: int, calendar: Calendar) -> int | None:
    """Return the first whole quarter after the renewal that the work is in time for; None after the last one.

    It is in time when it is done in the quarter of the last day to say so; what closes before the first
    quarter is work of the day of the meeting.
    """
    if seats["renews"] is None:
        return None
    renews = date.fromisoformat(seats["renews"])
    notice = renews - date.fromisoformat(seats["by"])
    years = 0
    while max(calendar.index(later(renews, years) - notice), 0) < finish:
        years += 1
    day = later(renews, years)
    whole = [at for at in range(calendar.count) if calendar.begins(at) >= day]
    return whole[0] if whole else None
