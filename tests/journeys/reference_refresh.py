"""When equipment is replaced and what that costs, worked out again (DOMAIN A10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from tests.journeys.reference_fact import UNKNOWN, Json, holds, known
from tests.journeys.reference_money import NOTHING, Facts, Three, times


@dataclass(frozen=True)
class Calendar:
    """The quarters of a budget, counted from 0."""

    first: str
    """``YYYY-Qn``; a fiscal year is named by the calendar year it ends in."""
    count: int
    month: int
    """Month in which the fiscal year starts."""

    def begins(self, index: int) -> date:
        """Return the first day of a quarter, inside or outside."""
        year, number = int(self.first[:4]) - (self.month > 1), int(self.first[-1]) - 1 + index
        month = self.month - 1 + 3 * number
        return date(year + month // 12, month % 12 + 1, 1)

    def ends(self, index: int) -> date:
        return self.begins(index + 1) - timedelta(days=1)

    def name(self, index: int) -> str:
        number = int(self.first[:4]) * 4 + int(self.first[-1]) - 1 + index
        return f"{number // 4}-Q{number % 4 + 1}"

    def index(self, day: date) -> int:
        """Return the quarter of a day: negative before the first."""
        start = self.begins(0)
        return ((day.year - start.year) * 12 + day.month - start.month) // 3

    def years(self) -> list[list[int]]:
        """Return the quarters of each fiscal year."""
        found: dict[str, list[int]] = {}
        for index in range(self.count):
            found.setdefault(self.name(index)[:4], []).append(index)
        return list(found.values())


def later(day: date, years: float) -> date:
    """Return the day so many years later: the month's last where it has no such day."""
    month = day.month - 1 + round(years * 12)
    for number in (day.day, 30, 29, 28):
        try:
            return date(day.year + month // 12, month % 12 + 1, number)
        except ValueError:
            continue
    raise AssertionError(day)


@dataclass(frozen=True)
class Replacement:
    """One replacement of one record."""

    equipment: str
    record: str
    label: str
    due: date
    quarter: int
    cost: Three
    assumed: bool
    overdue: bool
    kept: bool = False
    """It waited, because its system was updated in place."""


class Fleet:
    """All equipment with its replacements."""

    def __init__(self, facts: Facts, calendar: Calendar, roadmap: Json) -> None:
        """Work out every class."""
        self.facts, self.calendar, self.roadmap = facts, calendar, roadmap
        self.index = {quarter["id"]: at for at, quarter in enumerate(roadmap["quarters"])}
        self.likely: float = facts.show["settings"]["likely"]
        self.norms = {one["id"]: one["plan_years"] for one in facts.rules["hardware"]}
        self.bought: dict[str, int] = {}
        self.when: list[tuple[str, int]] = []
        """Class and quarter of each of those."""
        self.outlived: set[str] = set()
        """Labels of what would be due by its age or system, and is kept because it is updated."""
        self.normless: list[Json] = []
        self.ageless: dict[str, tuple[int, int]] = {}
        """Class to how many of unknown age there are, and of how many."""
        found = [one for spec in facts.rules["equipment"] for one in self._of(spec)]
        self.items = sorted(found, key=order)

    def _of(self, spec: Json) -> Iterator[Replacement]:
        records = [r for r in self.facts.live(spec["kind"]) if self._is(spec, r)]
        years = self.norms.get(spec["norm"])
        if years is None:
            self.normless += [spec] if records else []
            return
        due = {r["id"]: self._due(spec, r, years) for r in records}
        aged = sorted(
            (r for r in records if due[r["id"]]), key=lambda r: (str(due[r["id"]]), r["label"], r["id"])
        )
        unknown = sorted((r for r in records if not due[r["id"]]), key=lambda r: (r["label"], r["id"]))
        if unknown:
            self.ageless[spec["id"]] = len(unknown), len(records)
        # Spread evenly over the plan age: each in the middle of its share.
        for at, record in enumerate(unknown):
            share = Fraction(2 * at + 1, 2 * len(unknown))
            due[record["id"]] = self.calendar.begins(int(share * round(4 * years)))
        left = self._left(spec)
        bought, stays = self._bought(spec, [r["id"] for r in [*aged, *unknown]]), self._stays(spec)
        if bought:
            self.bought[spec["id"]] = len(bought)
            self.when += [(spec["id"], at) for at in bought.values()]
        for record in [*aged, *unknown]:
            key, first, kept = record["id"], due[record["id"]], False
            assert first is not None
            if key not in bought and key in left:  # Nobody buys it before the roadmap ends.
                first = max(first, left[key])
            if key in bought:  # The roadmap replaces it; the new one grows old from then on.
                first = later(self.calendar.begins(bought[key] + 1), years)
            elif key in stays and stays[key] > first:
                if record in aged and self.calendar.index(first) < self.calendar.count:
                    self.outlived.add(record["label"])
                first, kept = stays[key], True
            yield from self._again(spec, record, first, years, assumed=record in unknown, kept=kept)

    def _again(
        self, spec: Json, record: Json, due: date, years: float, *, assumed: bool, kept: bool
    ) -> Iterator[Replacement]:
        start = self.calendar.begins(0)
        while self.calendar.index(due) < self.calendar.count:
            at = self.calendar.index(due)
            yield Replacement(
                spec["id"], record["id"], record["label"], due, max(0, at), self._cost(spec, record),
                assumed, at < 0, kept,
            )  # fmt: skip
            due, kept = later(max(due, start), years), False

    def _is(self, spec: Json, record: Json) -> bool:
        values = {f: known(record, f, None, self.facts.today) for f in spec["where"]}
        return all(
            values[f] is not UNKNOWN and holds(raw, values[f], self.facts.today) is True
            for f, raw in spec["where"].items()
        )

    def _due(self, spec: Json, record: Json, years: float) -> date | None:
        """Return the earlier of plan age and the end of a system that its hardware cannot leave."""
        bought = self.facts.day(record, "purchase_date")
        dates = [later(bought, years)] if bought else []
        ends = self.facts.day(record, spec.get("ends", ""))
        if ends is not None and is_held(self.facts, record, bought):
            dates.append(ends)
        return min(dates, default=None)

    def _bought(self, spec: Json, order: list[str]) -> dict[str, int]:
        """Return the records the roadmap buys new ones for, with the quarter in which those are there.

        For certain those that are named; then, of those that may need one, the likely share; then as many
        more as are bought for nobody by name: in each case those due first.

        Args:
            spec: The class.
            order: Its records, those due first in front.
        """
        sure: dict[str, int] = {}
        perhaps: dict[str, int] = {}
        nameless: list[int] = []
        for work, at in self._done():
            for line in work["lines"]:
                if line["price"] != spec.get("price") or line["timing"] != "once" or line["optional"]:
                    continue
                for record in line["records"]:
                    sure[record["id"]] = min(at, sure.get(record["id"], at))
                for record in line["maybe"]:
                    perhaps[record["id"]] = min(at, perhaps.get(record["id"], at))
                number = 0 if line["records"] else line["quantity"]
                number += 0 if line["maybe"] else self.likely * line["possible"]
                nameless += [at] * nearest(number)
        found = {key: sure[key] for key in order if key in sure}
        open_ones = [key for key in order if key in perhaps and key not in found]
        found |= {key: perhaps[key] for key in open_ones[: nearest(self.likely * len(open_ones))]}
        rest = [key for key in order if key not in found]
        return found | dict(zip(rest, sorted(nameless), strict=False))

    def _left(self, spec: Json) -> dict[str, date]:
        """Return the machines of batches without a place: they come up again when the roadmap ends."""
        after = self.calendar.begins(len(self.index))
        return {
            machine["id"]: after
            for work in self.roadmap["initiatives"]
            if work["finish"] is None
            for one in work["replaces"]
            for machine in one["machines"]
            if machine["kind"] == spec["kind"]
        }

    def _stays(self, spec: Json) -> dict[str, date]:
        """Return the records that are updated in place, with the day until which they are not replaced."""
        found: dict[str, date] = {}
        for work, at in self._done():
            until = later(self.calendar.begins(at + 1), self.facts.policy["kept_years"])
            for line in work["work"]:
                for record in line["records"] if line["keeps"] else []:
                    if record["kind"] == spec["kind"]:
                        found[record["id"]] = max(until, found.get(record["id"], until))
        return found

    def _done(self) -> Iterator[tuple[Json, int]]:
        """Yield the work that has a place, with the quarter in which it is done."""
        for work in self.roadmap["initiatives"]:
            if work["finish"] is not None:
                yield work, self.index[work["finish"]]

    def _cost(self, spec: Json, record: Json) -> Three:
        price = self.facts.prices.get(spec.get("price", ""))
        if price is not None:
            return times((price["low"], price["expected"], price["high"]), self.facts.book or 0.0)
        paid = self.facts.money(record, "cost")
        return NOTHING if paid is None else times((paid[0],) * 3, self.facts.rate(paid[1]) or 0.0)

    def priceless(self) -> bool:
        """Return whether something is replaced of which nobody knows what a new one costs."""
        for one in self.items:
            spec = next(s for s in self.facts.rules["equipment"] if s["id"] == one.equipment)
            record = next(r for r in self.facts.live(spec["kind"]) if r["id"] == one.record)
            paid = self.facts.money(record, "cost")
            if spec.get("price") not in self.facts.prices and (
                paid is None or self.facts.rate(paid[1]) is None
            ):
                return True
        return False

    def classless(self) -> dict[str, int]:
        """Return kind to how many records there are of which nobody can tell what they are."""
        found = {}
        for kind in dict.fromkeys(spec["kind"] for spec in self.facts.rules["equipment"]):
            fields = {f for s in self.facts.rules["equipment"] if s["kind"] == kind for f in s["where"]}
            found[kind] = sum(
                any(known(record, f, None, self.facts.today) is UNKNOWN for f in fields)
                for record in self.facts.live(kind)
            )
        return {kind: number for kind, number in found.items() if number}


def nearest(number: float) -> int:
    """Return the whole number next to it; a half goes up, a hair below a half is one."""
    return int(number + 0.5 + 1e-9)


def order(one: Replacement) -> tuple[int, date, str, str]:
    return one.quarter, one.due, one.label, one.record


def is_held(facts: Facts, record: Json, bought: date | None) -> bool:
    """Return whether a record's hardware cannot leave the system it runs."""
    parts = ("os_name", "os_edition", "os_version", "os_build", "model")
    system = " ".join(text for part in parts if (text := facts.text(record, part)))
    for one in facts.rules["held"]:
        old = "bought_before" not in one or (bought is not None and str(bought) < one["bought_before"])
        if old and re.search(one["system"], system, re.IGNORECASE):
            return True
    return False


def share_of(equipment: str, settings: Json, specs: dict[str, Json]) -> str:
    """Return the ceiling a class is held against: its batch's own, else the common one (empty)."""
    batch = str(specs[equipment].get("batch") or equipment)
    return batch if batch in settings["refresh_ceilings"] else ""


def levelled(
    items: list[Replacement],
    calendar: Calendar,
    settings: Json,
    specs: dict[str, Json],
    taken: dict[tuple[str, int], float] | None = None,
) -> list[Replacement]:
    """Return the replacements with what is over a year's ceiling moved to the next year's first quarter."""
    done: list[Replacement] = []
    for share in {share_of(one.equipment, settings, specs) for one in items}:
        mine = [one for one in items if share_of(one.equipment, settings, specs) == share]
        ceiling = settings["refresh_ceilings"][share] if share else settings["refresh_per_year"]
        done += mine if ceiling is None else _under(mine, calendar, ceiling, share, taken or {})
    return sorted(done, key=order)


def _under(
    items: list[Replacement],
    calendar: Calendar,
    ceiling: float,
    share: str,
    taken: dict[tuple[str, int], float],
) -> Iterator[Replacement]:
    waiting: list[Replacement] = []
    *years, last = calendar.years()
    for year in years:
        spent, queue = (
            taken.get((share, year[0]), 0.0),
            waiting + [one for one in items if one.quarter in year],
        )
        waiting = []
        for one in (replace(one, quarter=max(one.quarter, year[0])) for one in queue):
            if spent and spent + one.cost[1] > ceiling * (1 + 1e-9):
                waiting.append(one)
            else:
                spent += one.cost[1]
                yield one
    yield from (replace(one, quarter=max(one.quarter, last[0])) for one in waiting)
    yield from (one for one in items if one.quarter in last)
