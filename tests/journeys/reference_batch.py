"""Equipment that comes of age inside the roadmap, as pieces of work, worked out again (DOMAIN A10, A4, A5).

Which machines other work replaces or keeps comes from the lines ``roadmap --json`` shows of it; those lines are
looked at elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tests.journeys.reference_fact import UNKNOWN, Json, holds, known
from tests.journeys.reference_line import Key
from tests.journeys.reference_money import Facts, Three, plus, times
from tests.journeys.reference_refresh import (
    Calendar,
    Replacement,
    is_held,
    later,
    levelled,
    nearest,
    order,
)


@dataclass(frozen=True)
class Batch:
    """One piece of work that replaces equipment."""

    machines: dict[Key, str]
    """Each with the day it is due."""
    money: Three
    partner: float
    client: float
    not_before: str
    due: str
    duration: int


class Batches:
    """All batches of one roadmap."""

    def __init__(self, facts: Facts, roadmap: Json) -> None:
        """Work them out."""
        self.facts, self.settings = facts, facts.show["settings"]
        quarters = roadmap["quarters"]
        self.calendar = Calendar(quarters[0]["id"], len(quarters), facts.show["client"]["fiscal_year_start"])
        self.caps = [(q["cap"], q["hours_cap"]) for q in quarters]
        self.other = [work for work in roadmap["initiatives"] if not work["replaces"]]
        self.specs: dict[str, Json] = {one["id"]: one for one in facts.rules["equipment"]}
        rate = facts.book or 1.0
        due = [one for spec in self.specs.values() for one in self._of(spec, rate)]
        batches: dict[tuple[int, str], list[Replacement]] = {}
        for one in levelled(sorted(due, key=order), self.calendar, self.settings, self.specs):
            batches.setdefault((one.quarter, self.specs[one.equipment]["batch"]), []).append(one)
        self.found: dict[str, Batch] = {}
        for (quarter, name), items in batches.items():
            if sum(one.cost[1] for one in items) >= facts.policy["batch_least"] * rate - 1e-9:
                key = f"refresh-{name}-{self.calendar.begins(quarter):%Y-%m}"
                self.found[key] = self._batch(items, quarter)

    def _batch(self, items: list[Replacement], quarter: int) -> Batch:
        partner = sum(self.specs[one.equipment]["hours"] for one in items)
        client = sum(self.specs[one.equipment].get("client_hours", 0) for one in items)
        money = sum(one.cost[1] for one in items)
        duration = 1
        for amount, which in ((2 * money, 0), (partner, 1)):
            caps = [pair[which] for pair in self.caps if pair[which]]
            if caps and amount > 0:
                duration = max(duration, math.ceil(amount / min(caps) - 1e-9))
        return Batch(
            {(self.specs[one.equipment]["kind"], one.record): str(one.due) for one in items},
            times(plus(*(one.cost for one in items)), 1.0 if self.facts.book else 0.0),
            partner, client, str(self.calendar.begins(max(0, quarter - duration + 1))),
            str(self.calendar.ends(quarter + min(self._longer(one) for one in items))), duration,
        )  # fmt: skip

    def _longer(self, one: Replacement) -> int:
        """Return for how many quarters a machine may run on: from plan age to end age; not where its system ends."""
        spec = self.specs[one.equipment]
        record = next(r for r in self.facts.live(spec["kind"]) if r["id"] == one.record)
        norm = next(x for x in self.facts.rules["hardware"] if x["id"] == spec["norm"])
        bought = self.facts.day(record, "purchase_date")
        if bought is None or later(bought, norm["plan_years"]) != one.due:
            return 0  # it is the system that ends
        return round(4 * float(norm["end_years"] - norm["plan_years"]))

    def _of(self, spec: Json, rate: float) -> Iterator[Replacement]:
        """Yield what is due of a class and nobody else replaces or updates."""
        price = self.facts.prices.get(spec.get("price", ""))
        if price is None or not spec.get("batch"):
            return
        years = {one["id"]: one["plan_years"] for one in self.facts.rules["hardware"]}.get(spec["norm"])
        dues = {r["id"]: (r["label"], self._due(spec, r, years)) for r in self._records(spec)}
        busy, nameless = self._busy(spec)
        queue = sorted(
            dues, key=lambda key: (dues[key][1] is None, str(dues[key][1] or ""), dues[key][0], key)
        )
        free = [key for key in queue if (spec["kind"], key) not in busy]
        cost = times((price["low"], price["expected"], price["high"]), rate)
        for key in free[nameless:]:
            label, day = dues[key]
            if day is not None and self.calendar.index(day) < self.calendar.count:
                at = self.calendar.index(day)
                yield Replacement(
                    spec["id"], key, label, day, max(0, at), cost, assumed=False, overdue=at < 0
                )

    def _records(self, spec: Json) -> Iterator[Json]:
        for record in self.facts.live(spec["kind"]):
            values = {f: known(record, f, None, self.facts.today) for f in spec["where"]}
            if all(
                values[f] is not UNKNOWN and holds(raw, values[f], self.facts.today) is True
                for f, raw in spec["where"].items()
            ):
                yield record

    def _due(self, spec: Json, record: Json, years: float | None) -> date | None:
        bought = self.facts.day(record, "purchase_date")
        dates = [later(bought, years)] if bought and years is not None else []
        ends = self.facts.day(record, spec.get("ends", ""))
        if ends is not None and is_held(self.facts, record, bought):
            dates.append(ends)
        return min(dates, default=None)

    def _busy(self, spec: Json) -> tuple[set[Key], int]:
        """Return the machines that other work has in hand, and how many more it buys for nobody by name."""
        busy: set[Key] = set()
        nameless = 0
        for work in self.other:
            busy |= {(r["kind"], r["id"]) for x in work["work"] if x["keeps"] for r in x["records"]}
            for line in work["lines"]:
                if line["price"] == spec["price"] and line["timing"] == "once" and not line["optional"]:
                    busy |= {(r["kind"], r["id"]) for r in (*line["records"], *line["maybe"])}
                    number = 0 if line["records"] else line["quantity"]
                    number += 0 if line["maybe"] else self.settings["likely"] * line["possible"]
                    nameless += nearest(number)
        return busy, nameless
