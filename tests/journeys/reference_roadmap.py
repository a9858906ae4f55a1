"""The same stranger's view of ``roadmap --json``: every figure computed again, every constraint looked at.

Work on the findings comes from `Reference`, which knows only the facts; which records a finding affects comes from
``gaps --json``. Nothing of the planner is imported.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import date

from tests.journeys.reference import Reference
from tests.journeys.reference_batch import Batches
from tests.journeys.reference_cost import Cost
from tests.journeys.reference_fact import UNKNOWN, Json, all_hold, known
from tests.journeys.reference_money import Facts
from tests.journeys.reference_part import Parts
from tests.journeys.reference_saving import Saving, Seats, other_seats

CENT = 0.011
"""Sums of rounded figures may differ by this."""


def near(a: float, b: float) -> bool:
    return abs(a - b) <= max(CENT, 1e-6 * max(abs(a), abs(b)))


def keys(records: list[Json]) -> set[tuple[str, str]]:
    return {(record["kind"], record["id"]) for record in records}


class RoadmapReference:
    """Recomputes one roadmap and lists what is different or not allowed."""

    def __init__(self, reference: Reference, gaps: Json, roadmap: Json) -> None:
        self.reference, self.roadmap = reference, roadmap
        self.show, self.today = reference.show, reference.today
        self.findings: dict[str, Json] = {f["standard"]: f for f in gaps["findings"]}
        self.specs: dict[str, Json] = {i["id"]: i for i in reference.templates["initiatives"]}
        self.prices: Json = reference.templates["rates"]["prices"]
        self.index = {q["id"]: n for n, q in enumerate(roadmap["quarters"])}
        self.work: dict[str, Json] = {i["id"]: i for i in roadmap["initiatives"]}
        self.parts = Parts(reference, gaps, {key: self.named(key) for key in self.specs})
        own = {key: self.own(key) for key in self.specs}
        wrong = {key for key, found in own.items() if any(self._wrong(s, key) for s in found)}
        # Work of the first week is there for what is only possible, too, once anything at all is wrong.
        week = {key for key, found in own.items() if found and wrong and self.specs[key].get("at_once")}
        self.members = wrong | week
        closing = {key: own[key] for key in self.specs if key in self.members}
        self.cost = Cost(reference, gaps, closing, self.parts)
        self.batches = Batches(Facts(self.show, reference.templates), roadmap).found

    def differences(self) -> list[str]:
        """Return every difference in words; empty when the program is right."""
        return [
            *self._members(),
            *self._figures(),
            *self._batches(),
            *self._constraints(),
            *self._quarters(),
            *self._sums(),
        ]

    # A4 ------------------------------------------------------------------------------------

    def _wrong(self, standard: str, initiative: str) -> bool:
        known, _ = self.parts.share(initiative, standard)
        return bool(self.reference.judged[standard].high < 1 and known)

    def own(self, initiative: str) -> list[str]:
        """Return the findings of this work, those it closes in part among them."""
        return [s for s in self.reference.judged if self.parts.has(initiative, s)]

    def named(self, initiative: str) -> list[str]:
        """Return the findings of the standards that name this work and that nobody accepted."""
        return [
            key
            for key, j in self.reference.judged.items()
            if j.standard["initiative"] == initiative and not j.na and j.low < 1 and not self._accepted(key)
        ]

    def _accepted(self, standard: str) -> bool:
        """Whether somebody lives with the risk and the date until which has not passed."""
        accepted = self.show["accepted"].get(standard)
        return accepted is not None and (accepted["until"] or "9999") >= self.show["generated_at"]

    def closed(self, initiative: str) -> list[str]:
        """Return those known to be wrong."""
        return [key for key in self.own(initiative) if self._wrong(key, initiative)]

    def changed(self, initiative: str, field: str) -> float | str | None:
        found = [c["value"] for c in self.show["changes"].get(initiative, []) if c["field"] == field]
        return found[-1] if found else None

    def _figure(self, initiative: str, field: str, derived: float) -> float:
        changed = self.changed(initiative, field)
        return derived if changed is None else float(changed)

    def _members(self) -> Iterator[str]:
        wanted = self.members | self.batches.keys()
        for key in wanted - set(self.work):
            yield f"{key} closes {self.closed(key)} but is not in the roadmap"
        for key in set(self.work) - wanted:
            yield f"{key} is in the roadmap and closes nothing"

    def _figures(self) -> Iterator[str]:
        rate = self.show["settings"]["hourly_rate"]
        for key, got in self.work.items():
            if key not in self.members:
                continue
            closed = self.closed(key)
            if sorted(got["findings"]) != sorted(closed):
                yield f"{key}: findings {got['findings']}, not {closed}"
            yield from self._ranges(key, got)
            effect = self._figure(key, "effect", self.specs[key]["effect"])
            judged = self.reference.judged
            share = self.parts.share
            risk = sum(judged[s].risk * share(key, s)[0] for s in closed) * effect
            unverified = sum(judged[s].unverified_risk * share(key, s)[1] for s in self.own(key)) * effect
            yield from self._line_problems(key, got)
            yield from self._worked(key, got)
            yield from other_seats(key, self.unused(key), got["unused"])
            money = {
                timing: self._figure(
                    key, "one_time" if timing == "once" else "monthly", self._expected(got, timing)
                )
                for timing in ("once", "monthly")
            }
            hours = self._figure(key, "hours", self.cost.hours(key, "partner"))
            first_year = money["once"] + 12 * money["monthly"] + hours * rate
            settings = self.show["settings"]
            gain = sum(one.yearly for one in self.unused(key))
            weight = risk + settings["likely"] * unverified + gain / settings["point"]
            value = weight / (1 + first_year / settings["point"])
            for name, wanted, shown in (
                ("risk_removed", risk, got["risk_removed"]),
                ("one_time", money["once"], got["one_time"]["expected"]),
                ("monthly", money["monthly"], got["monthly"]["expected"]),
                ("unverified_removed", unverified, got["unverified_removed"]),
                ("gain", gain, got["gain"]),
                ("weight", weight, got["weight"]),
                ("hours", hours, got["hours"]),
                ("partner_hours", hours, got["partner_hours"]),
                ("client_hours", self.cost.hours(key, "client"), got["client_hours"]),
                ("first_year", first_year, got["first_year"]),
                ("value", value, got["value"]),
                ("duration", self._duration(key, got), got["duration"]),
            ):
                if not near(wanted, shown):
                    yield f"{key}: {name} is {wanted}, shown {shown}"
            yield from self._given(key, got)
            quick = hours <= 8 and first_year <= 1000 and risk >= 6
            if quick != got["quick_win"]:
                yield f"{key}: quick win {quick}, shown {got['quick_win']}"
            yield from self._priority(key, got)

    def _batches(self) -> Iterator[str]:
        """Look at the work that replaces equipment because it is old: it closes nothing, and is no deadline."""
        rate, point = self.show["settings"]["hourly_rate"], self.show["settings"]["point"]
        for key in self.batches.keys() & self.work.keys():
            mine, got = self.batches[key], self.work[key]
            machines = {(m["kind"], m["id"]): m["due"] for one in got["replaces"] for m in one["machines"]}
            money = [self._figure(key, "one_time", x) for x in mine.money]
            monthly, hours = (self._figure(key, *x) for x in (("monthly", 0), ("hours", mine.partner)))
            first_year = money[1] + 12 * monthly + hours * rate
            duration = self._spread(int(self._figure(key, "duration", mine.duration)), got)
            due = self.changed(key, "due") if self.changed(key, "due") is not None else mine.due
            for name, wanted, shown in (
                ("machines", mine.machines, machines), ("due", due or None, got["due"]),
                ("priority", "P4", got["priority"]), ("findings", [], got["findings"]), ("weight", 0.1, got["weight"]), ("not before", mine.not_before, got["not_before"]),
                ("duration", duration, got["duration"]), ("at once", False, got["at_once"]),
                ("quick win", False, got["quick_win"]), ("requires", [], got["requires"]),
            ):  # fmt: skip
                if wanted != shown:
                    yield f"{key}: {name} is {wanted}, shown {shown}"
            for name, figure, shown in (
                *zip(("low", "expected", "high"), money, got["one_time"].values(), strict=True),
                ("hours", hours, got["partner_hours"]), ("client_hours", mine.client, got["client_hours"]),
                ("first_year", first_year, got["first_year"]), ("value", 0.1 / (1 + first_year / point), got["value"]),
            ):  # fmt: skip
                if not near(figure, shown):
                    yield f"{key}: {name} is {figure}, shown {shown}"

    def unused(self, key: str) -> list[Seats]:
        """Return the seats that work stops paying for, once something is known to be wrong."""
        saving = self.specs[key]["saving"]
        if not saving or not set(saving["standards"]) & set(self.closed(key)):
            return []
        return Saving(self.show, self.reference.templates, saving).seats()

    def _worked(self, key: str, got: Json) -> Iterator[str]:
        """Look at each line of hours: whose they are, on which records, and whether those stay."""
        wanted, shown = self.cost.work(key), got["work"]
        for mine, line in zip(wanted, shown, strict=False):
            same = (mine.who, mine.keeps, mine.records) == (line["who"], line["keeps"], keys(line["records"]))
            if not same or not near(mine.hours, line["hours"]):
                yield f"{key}: {mine}, shown {line}"
        if len(wanted) != len(shown):
            yield f"{key}: {len(wanted)} lines of hours, shown {len(shown)}"

    def _given(self, key: str, got: Json) -> Iterator[str]:
        """What is no figure: findings that may be, prerequisites, the due date, pins and decisions."""
        decision = self.show["decisions"].get(key)
        for name, wanted in (
            ("unverified", sorted(s for s in self.own(key) if not self._wrong(s, key))),
            ("requires", [r for r in self.specs[key]["requires"] if r in self.work]),
            ("due", self._due(key)),
            ("pinned", self.changed(key, "pin") or None),
            ("decision", decision and {k: v for k, v in decision.items() if v is not None}),
        ):
            shown = sorted(got[name]) if name == "unverified" else got[name]
            if wanted != shown:
                yield f"{key}: {name} is {wanted}, shown {shown}"

    def _due(self, key: str) -> str | None:
        """Return the earliest day, past or to come, on which something happens to a record that does not meet it.

        What saves money is due by the first day on which it still can.
        """
        if any(c["field"] == "due" for c in self.show["changes"].get(key, [])):
            return str(self.changed(key, "due") or "") or None
        field, where = self.specs[key]["due_field"], self.specs[key]["due_where"]
        kinds = self.reference.templates["kinds"]
        named = {(x["kind"], x["id"]) for s in self.closed(key) for x in self.findings[s]["affected"]}
        days = [
            str(known(record, field, None, self.today))[:10]
            for kind, records in self.show["records"].items()
            for record in records
            if field
            and (kind, record["id"]) in named
            and known(record, field, None, self.today) not in (UNKNOWN, [])
            and all_hold(where, record, None, self.today, kinds[kind]) is True
        ]
        days += [str(one.by) for one in self.unused(key) if one.by is not None]
        return min(days, default=None)

    def _ranges(self, key: str, got: Json) -> Iterator[str]:
        """An optional line counts in the high figure only."""
        for name, timing in (("one_time", "once"), ("monthly", "monthly")):
            if self.changed(key, name) is not None:
                continue
            lines = [x for x in got["lines"] if x["timing"] == timing]
            low = sum(x["amount"]["low"] for x in lines if not x["optional"])
            high = sum(x["amount"]["high"] for x in lines)
            if not (near(low, got[name]["low"]) and near(high, got[name]["high"])):
                yield f"{key}: {name} from {low} to {high}, shown {got[name]}"

    def _priority(self, key: str, got: Json) -> Iterator[str]:
        worst = max((self.reference.judged[s].risk for s in got["findings"]), default=0)
        must = any(self.reference.judged[s].standard["must"] for s in got["findings"])
        near_due = got["due"] is not None and self._quarter_of(got["due"]) < 2
        wanted = (
            "P1"
            if must or near_due or worst >= 15 or self.specs[key].get("at_once")
            else "P2"
            if worst >= 8
            else "P3"
            if worst >= 4
            else "P4"
        )
        if wanted in {"P3", "P4"} and got["gain"] > 0 and got["gain"] >= got["first_year"]:
            wanted = "P2"
        if wanted != got["priority"]:
            yield f"{key}: is {wanted}, shown {got['priority']}"

    def _expected(self, got: Json, timing: str) -> float:
        return sum(
            float(x["amount"]["expected"])
            for x in got["lines"]
            if x["timing"] == timing and not x["optional"]
        )

    def _line_problems(self, key: str, got: Json) -> Iterator[str]:
        """Look at each line's quantity and price."""
        wanted, shown = self.cost.lines[key], {x["item"]: x for x in got["lines"]}
        if wanted.keys() != shown.keys():
            yield f"{key}: lines {sorted(wanted)}, shown {sorted(shown)}"
        for item in wanted.keys() & shown.keys():
            line = shown[item]
            mine = wanted[item]
            if not (near(mine.sure, line["quantity"]) and near(mine.possible, line["possible"])):
                yield f"{key}: {item!r} counts {mine}, shown {line['quantity']} and {line['possible']}"
            if (mine.records, mine.maybe) != (keys(line["records"]), keys(line["maybe"])):
                yield f"{key}: {item!r} is for {mine}, shown {line['records']} and {line['maybe']}"
            for edge, amount in zip(("low", "expected", "high"), mine.money, strict=True):
                if not near(amount, line["amount"][edge]):
                    yield f"{key}: {item!r} {edge} is {amount}, shown {line['amount'][edge]}"

    # A5 ------------------------------------------------------------------------------------

    def _duration(self, key: str, got: Json) -> int:
        """Return the larger of the stated duration and what the smallest caps spread the work over."""
        return self._spread(int(self._figure(key, "duration", self.specs[key]["duration"])), got)

    def _spread(self, stated: int, got: Json) -> int:
        for amount, name in ((got["hours"], "hours_cap"), (got["one_time"]["expected"], "cap")):
            caps = [q[name] for q in self.roadmap["quarters"] if q[name]]
            if caps and amount > 0:
                stated = max(stated, math.ceil(amount / min(caps) - 1e-6))
        return stated

    def _lateness(self, got: Json) -> int:
        """Return by how many quarters a due date is passed; one that is past counts as due in the first."""
        if got["due"] is None:
            return 0
        due = max(self._quarter_of(got["due"]), 0)
        finish = len(self.index) if got["finish"] is None else self.index[got["finish"]]
        return max(0, finish - due)

    def _quarter_of(self, day: str) -> int:
        """Return the index of the quarter that holds a day; negative before the roadmap."""
        first = next(iter(self.index))
        found = re.fullmatch(r"(\d{4})-Q([1-4])", first)
        assert found is not None
        starts = int(self.show["client"]["fiscal_year_start"])
        when = date.fromisoformat(day[:10])
        months = when.month - starts
        year = when.year + (1 if months >= 0 and starts > 1 else 0)
        return (year - int(found[1])) * 4 + months % 12 // 3 + 1 - int(found[2])

    def _constraints(self) -> Iterator[str]:
        for key, got in self.work.items():
            if got["lateness"] != self._lateness(got):
                yield f"{key}: {self._lateness(got)} quarters late, shown {got['lateness']}"
            if got["quarter"] is None:
                yield from self._left_out(key, got)
            else:
                start, finish = self.index[got["quarter"]], self.index[got["finish"]]
                yield from self._placed(key, got, start, finish)
                yield from self._decided(key, got, start)
                for before in self.specs[key]["requires"] if key in self.specs else []:
                    yield from self._waits(key, before, start)
            if not got["reason"]:
                yield f"{key}: no reason"

    def _told(self, got: Json, word: str = "") -> bool:
        """Return whether a problem about this work, with this word in it, is listed."""
        return any(got["title"] in p and word in p for p in self.roadmap["problems"])

    def _left_out(self, key: str, got: Json) -> Iterator[str]:
        if (got["decision"] or {}).get("choice") == "approve" and not self._told(got):
            yield f"{key}: approved, left out, and no problem says so"
        if got["finish"] is not None:
            yield f"{key}: finishes without a start"

    def _placed(self, key: str, got: Json, start: int, finish: int) -> Iterator[str]:
        if finish != start + got["duration"] - 1 or finish >= len(self.index):
            yield f"{key}: {got['quarter']} to {got['finish']} is not {got['duration']} quarters"
        if got["pinned"] is not None and got["pinned"] != got["quarter"]:
            yield f"{key}: pinned to {got['pinned']} but in {got['quarter']}"
        late = self._lateness(got) > 0
        if late != got["late"]:
            yield f"{key}: late {late}, shown {got['late']}"
        if late and not self._told(got, "to be done by"):
            yield f"{key}: late, and no problem says so"

    def _decided(self, key: str, got: Json, start: int) -> Iterator[str]:
        decision = got["decision"] or {}
        # What a cap spreads over more quarters than are left starts sooner; a pin outranks everything.
        free = got["not_before"] and got["pinned"] is None and start + got["duration"] < len(self.index)
        if free and start < self._quarter_of(got["not_before"]):
            yield f"{key}: in {got['quarter']}, not before {got['not_before']}"
        if decision.get("choice") == "decline":
            yield f"{key}: declined but in {got['quarter']}"
        until = decision.get("until")
        early = until is None or start < self._quarter_of(until)
        # A pin by hand outranks an earlier deferral, and the program says so.
        allowed = got["pinned"] is not None and self._told(got, "deferred")
        if decision.get("choice") == "defer" and early and not allowed:
            yield f"{key}: deferred until {until} but in {got['quarter']}"

    def _waits(self, key: str, before: str, start: int) -> Iterator[str]:
        if before not in self.work:
            return
        finish = self.work[before]["finish"]
        told = any(self.work[key]["title"] in p for p in self.roadmap["problems"])
        if (finish is None or start < self.index[finish]) and not told:
            yield f"{key}: starts {self.work[key]['quarter']} before {before} is done ({finish})"

    def _loads(self) -> list[tuple[float, float, float]]:
        loads = [[0.0, 0.0, 0.0] for _ in self.index]
        for got in self.work.values():
            if got["quarter"] is None:
                continue
            start, finish = self.index[got["quarter"]], self.index[got["finish"]]
            for t in range(start, finish + 1):
                loads[t][0] += got["one_time"]["expected"] / got["duration"]
                loads[t][2] += got["hours"] / got["duration"]
            for t in range(finish + 1, len(loads)):
                loads[t][1] += 3 * got["monthly"]["expected"]
        return [(a, b, c) for a, b, c in loads]

    def _left(self, end: int, figure: str = "risk_removed") -> float:
        """Return the risk, or the weight, left after a quarter (−1: at the start)."""
        return sum(
            float(got[figure])
            for got in self.work.values()
            if got["finish"] is None or self.index[got["finish"]] > end
        )

    def _quarters(self) -> Iterator[str]:
        for t, (quarter, load) in enumerate(zip(self.roadmap["quarters"], self._loads(), strict=True)):
            shown = (quarter["one_time"], quarter["recurring"], quarter["hours"])
            if not all(near(a, b) for a, b in zip(load, shown, strict=True)):
                yield f"{quarter['id']}: carries {load}, shown {shown}"
            for name, wanted in (("risk_start", self._left(t - 1)), ("risk_end", self._left(t))):
                if not near(wanted, quarter[name]):
                    yield f"{quarter['id']}: {name} is {wanted}, shown {quarter[name]}"
            told = any(quarter["id"] in p for p in self.roadmap["problems"])
            if quarter["cap"] is not None and load[0] + load[1] > quarter["cap"] + CENT and not told:
                yield f"{quarter['id']}: {load[0] + load[1]} over the cap of {quarter['cap']}"
            if quarter["hours_cap"] is not None and load[2] > quarter["hours_cap"] + CENT and not told:
                yield f"{quarter['id']}: {load[2]} hours over the cap of {quarter['hours_cap']}"

    def _sums(self) -> Iterator[str]:
        for name, figure in (("risk_carried", "risk_removed"), ("carried", "weight")):
            total = sum(self._left(t, figure) for t in range(len(self.index)))
            if not near(total, self.roadmap[name]):
                yield f"{name} is {total}, shown {self.roadmap[name]}"
        late = sum(self._lateness(got) * got["weight"] for got in self.work.values())
        if not near(late, self.roadmap["lateness"]):
            yield f"lateness is {late}, shown {self.roadmap['lateness']}"
        shown, bound = self.roadmap["carried"], self.roadmap["bound"]
        if bound > shown + CENT:
            yield f"bound {bound} above what is carried, {shown}"
        gap = (shown - bound) / max(bound, 1.0)
        if abs(gap - self.roadmap["gap"]) > 1e-4:
            yield f"gap is {gap}, shown {self.roadmap['gap']}"
