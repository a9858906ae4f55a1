"""Every date on one line, worked out again from the other documents (DOMAIN A11)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tests.journeys.reference_budget import BudgetReference
from tests.journeys.reference_fact import Json
from tests.journeys.reference_money import Key

SOON = 90
LONGEST = 3660
"""Days of notice; more is a slip of the hand."""


@dataclass(frozen=True)
class Date:
    """One date, without its words."""

    day: date
    kind: str
    closes: bool
    money: float | None = None
    per_year: bool = False
    notice_of: str | None = None
    records: tuple[Key, ...] = ()
    assumed: bool = False


class TimelineReference:
    """Recomputes one timeline and lists what is different."""

    def __init__(self, budget: BudgetReference, timeline: Json) -> None:
        """Work every date out.

        Args:
            budget: For contracts and replacements.
            timeline: What ``timeline`` prints.
        """
        self.budget, self.shown = budget, timeline
        self.facts, self.show, self.today = budget.facts, budget.show, budget.facts.today
        self.events: Json = {one["id"]: one for one in self.facts.rules["event"]}
        self.late: dict[Key, str] = {}
        """Contract to what its renewal has to say about notice."""
        every = [*self._renewals(), *self._inventory(), *self._planned(), *self._decided()]
        self.dates = [
            one
            for one in every
            if one.day >= self.today - timedelta(days=self.events[one.kind].get("look_back", 0))
        ]

    def differences(self) -> list[str]:
        """Return every difference in words; empty when the program is right."""
        return [*self._set(), *self._each(), *self._sums()]

    def _date(
        self, day: date, kind: str, *records: Key, money: float | None = None, per_year: bool = False,
        notice_of: str | None = None, closes: bool | None = None, assumed: bool = False,
    ) -> Date:  # fmt: skip
        sort = self.events[kind].get("closes", False) if closes is None else closes
        return Date(
            day, kind, sort, None if money is None else round(money, 4), per_year, notice_of, records, assumed
        )

    def _renewals(self) -> Iterator[Date]:
        told: set[tuple[Key, date]] = set()
        inside = {b.key: b.inside.key for b in self.budget.contracts.bills if b.inside is not None}
        for charge in self.facts.rules["charge"]:
            for record in self.facts.live(charge["id"]):
                key, day = (charge["id"], record["id"]), self.facts.day(record, charge["renewal"])
                if day is None or (key in inside and (inside[key], day) in told):
                    continue  # The renewal of the contract it is part of, on the same day, says it.
                told.add((key, day))
                yield from self._renewal(charge, record, key, day)

    def _renewal(self, charge: Json, record: Json, key: Key, day: date) -> Iterator[Date]:
        about = " ".join(self.facts.text(record, f) for f in charge.get("about", []))
        is_insurance = re.search(self.facts.policy["insurance"], about, re.IGNORECASE)
        yearly = self.budget.contracts.yearly(key)
        money = None if yearly is None else yearly[1]
        notice = self.facts.number(record, charge.get("notice", ""))
        closes = None
        if charge.get("notice") and notice is None:
            self.late[key] = "ask how long before"
        if notice is not None and 0 < notice <= LONGEST and day >= self.today:
            last, closes = day - timedelta(days=round(notice)), False
            if last < self.today:
                self.late[key] = "too late to give notice"
            yield self._date(last, "notice", key, money=money, per_year=True, notice_of=str(day))
        yield self._date(
            day, "insurance" if is_insurance else "renewal", key, money=money, per_year=True, closes=closes
        )

    def _inventory(self) -> Iterator[Date]:
        """Yield the dates of records; those of several records of a kind on one day are one date."""
        for spec in self.facts.rules["date"]:
            days: dict[date, list[Key]] = {}
            for record in self.facts.live(spec["of"]):
                day = self.facts.day(record, spec["field"])
                if day is not None:
                    days.setdefault(day, []).append((spec["of"], record["id"]))
            for day, keys in days.items():
                yield self._date(day, spec["event"], *keys)

    def _planned(self) -> Iterator[Date]:
        kinds = {spec["id"]: spec["kind"] for spec in self.facts.rules["equipment"]}
        calendar, refresh = self.budget.calendar, self.budget.refresh
        for quarter, name in dict.fromkeys((one.quarter, one.equipment) for one in refresh):
            batch = [one for one in refresh if (one.quarter, one.equipment) == (quarter, name)]
            yield self._date(
                calendar.begins(quarter), "refresh", *((kinds[name], one.record) for one in batch),
                money=sum(one.cost[1] for one in batch) or None, assumed=any(one.assumed for one in batch),
            )  # fmt: skip
        for work in self.budget.roadmap["initiatives"]:
            if work["quarter"] is not None:
                at = self.budget.index[work["quarter"]]
                start = calendar.begins(at)
                if work["at_once"] and at == 0 and self.facts.today < calendar.begins(1):
                    start = self.facts.today
                machines = [(m["kind"], m["id"]) for one in work["replaces"] for m in one["machines"]]
                kind = "refresh" if machines else "initiative"
                yield self._date(start, kind, *machines, money=work["first_year"])
            # The plan age of a machine is no deadline.
            if work["due"] and not work["replaces"]:
                yield self._date(date.fromisoformat(work["due"][:10]), "due")

    def _decided(self) -> Iterator[Date]:
        for decision in self.show["decisions"].values():
            if decision["choice"] == "defer" and decision["until"]:
                yield self._date(date.fromisoformat(decision["until"][:10]), "deferral")
            if decision["revisit"]:
                yield self._date(date.fromisoformat(decision["revisit"][:10]), "revisit")
        for acceptance in self.show["accepted"].values():
            if acceptance["until"]:
                yield self._date(date.fromisoformat(acceptance["until"][:10]), "acceptance")
        for answer in self.show["answers"].values():
            if answer["follow_up"].strip():
                asked = date.fromisoformat(answer["at"][:10])
                days = timedelta(days=self.facts.policy["follow_up_days"])
                yield self._date(asked + days, "follow_up", assumed=True)

    # Compare -------------------------------------------------------------------------------

    def _set(self) -> Iterator[str]:
        shown = Counter(
            Date(
                date.fromisoformat(one["date"]), one["kind"], one["closes"],
                None if one["money"] is None else round(one["money"], 4), one["per_year"], one["notice_of"],
                tuple((r["kind"], r["id"]) for r in one["records"]), one["assumed"],
            )
            for one in self.shown["dates"]
        )  # fmt: skip
        wanted = Counter(self.dates)
        yield from (f"not told: {one}" for one in wanted - shown)
        yield from (f"told for nothing: {one}" for one in shown - wanted)

    def _each(self) -> Iterator[str]:
        days = [one["date"] for one in self.shown["dates"]]
        if days != sorted(days):
            yield "dates out of order"
        if len({one["id"] for one in self.shown["dates"]}) != len(days):
            yield "two dates have one id"
        for one in self.shown["dates"]:
            ahead = (date.fromisoformat(one["date"]) - self.today).days
            if (one["days"], one["passed"]) != (ahead, ahead < 0):
                yield f"{one['id']}: {ahead} days ahead, shown {one['days']}"
            records = one["records"]
            if one["record"] != (records[0] if len(records) == 1 else None):
                yield f"{one['id']}: record {one['record']} of {records}"
            if one["kind"] in {"renewal", "insurance"}:
                said = self.late.get((records[0]["kind"], records[0]["id"]))
                words = [w for w in ("ask how long before", "too late to give notice") if w in one["title"]]
                if words != ([said] if said else []):
                    yield f"{one['id']}: {said}, shown {one['title']!r}"

    def _sums(self) -> Iterator[str]:
        soon = [one for one in self.dates if 0 <= (one.day - self.today).days <= SOON]
        money = sum(one.money or 0 for one in soon if one.kind == "notice")
        if abs(money - self.shown["notice_money"]) > 1e-3 or self.shown["soon_days"] != SOON:
            yield f"notice closes on {money}, shown {self.shown['notice_money']}"
