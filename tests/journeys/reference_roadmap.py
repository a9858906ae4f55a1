"""The same stranger's view of ``roadmap --json``: every figure computed again, every constraint looked at.

Work on the findings comes from `Reference`, which knows only the facts; which records a finding affects comes from
``gaps --json``. Nothing of the planner is imported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from tests.journeys.reference import Reference
from tests.journeys.reference_fact import Json, all_hold, in_use

CENT = 0.011
"""Sums of rounded figures may differ by this."""


def near(a: float, b: float) -> bool:
    return abs(a - b) <= max(CENT, 1e-6 * max(abs(a), abs(b)))


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

    def differences(self) -> list[str]:
        """Return every difference in words; empty when the program is right."""
        return [
            *self._members(),
            *self._figures(),
            *self._order(),
            *self._constraints(),
            *self._quarters(),
            *self._sums(),
        ]

    def _order(self) -> Iterator[str]:
        """The rest is ranked by value: no P3 is worth more than a P2."""
        ranks = {
            name: [i["value"] for i in self.work.values() if i["priority"] == name]
            for name in ("P2", "P3", "P4")
        }
        for better, worse in (("P2", "P3"), ("P3", "P4"), ("P2", "P4")):
            if ranks[better] and ranks[worse] and min(ranks[better]) < max(ranks[worse]) - 1e-6:
                yield f"a {worse} is worth more than a {better}"
        sizes = [len(found) for found in ranks.values()]
        if max(sizes) - min(sizes) > 1:
            yield f"terciles of {sizes}"

    # A4 ------------------------------------------------------------------------------------

    def closed(self, initiative: str) -> list[str]:
        """Return the standards with known risk that nobody accepted and this work closes."""
        return [
            key
            for key, j in self.reference.judged.items()
            if j.standard["initiative"] == initiative and not j.na and j.risk > 0 and not self._accepted(key)
        ]

    def _accepted(self, standard: str) -> bool:
        """Whether somebody lives with the risk and the date until which has not passed."""
        accepted = self.show["accepted"].get(standard)
        return accepted is not None and (accepted["until"] or "9999") >= self.show["generated_at"]

    def changed(self, initiative: str, field: str) -> float | str | None:
        found = [c["value"] for c in self.show["changes"].get(initiative, []) if c["field"] == field]
        return found[-1] if found else None

    def _figure(self, initiative: str, field: str, derived: float) -> float:
        changed = self.changed(initiative, field)
        return derived if changed is None else float(changed)

    def _members(self) -> Iterator[str]:
        wanted = {key for key in self.specs if self.closed(key)}
        for key in wanted - set(self.work):
            yield f"{key} closes {self.closed(key)} but is not in the roadmap"
        for key in set(self.work) - wanted:
            yield f"{key} is in the roadmap and closes nothing"

    def hours(self, initiative: str) -> float:
        """Fixed hours plus hours for each affected record, up to a limit, for each finding closed."""
        total = 0.0
        for line in self.specs[initiative]["hours"]:
            if line["standard"] in self.closed(initiative):
                hours = line["fixed"] + line["per_item"] * self._items(line["standard"])
                total += hours if line["at_most"] is None else min(hours, line["at_most"])
        return total

    def _items(self, standard: str) -> int:
        return len(self._affected(standard))

    def _affected(self, standard: str) -> list[Json]:
        found = self.findings.get(standard)
        return [] if found is None else list(found["affected"])

    def _figures(self) -> Iterator[str]:
        rate = self.show["settings"]["hourly_rate"]
        for key, got in self.work.items():
            if key not in self.specs:
                continue
            closed = self.closed(key)
            if sorted(got["findings"]) != sorted(closed):
                yield f"{key}: findings {got['findings']}, not {closed}"
            yield from self._ranges(key, got)
            risk = sum(self.reference.judged[s].risk for s in closed)
            risk *= self._figure(key, "effect", self.specs[key]["effect"])
            yield from self._line_problems(key, got)
            money = {
                timing: self._figure(
                    key, "one_time" if timing == "once" else "monthly", self._expected(got, timing)
                )
                for timing in ("once", "monthly")
            }
            hours = self._figure(key, "hours", self.hours(key))
            first_year = money["once"] + 12 * money["monthly"] + hours * rate
            value = risk / (1 + first_year / 1000)
            for name, wanted, shown in (
                ("risk_removed", risk, got["risk_removed"]),
                ("one_time", money["once"], got["one_time"]["expected"]),
                ("monthly", money["monthly"], got["monthly"]["expected"]),
                ("hours", hours, got["hours"]),
                ("first_year", first_year, got["first_year"]),
                ("value", value, got["value"]),
                ("duration", self._figure(key, "duration", self.specs[key]["duration"]), got["duration"]),
            ):
                if not near(wanted, shown):
                    yield f"{key}: {name} is {wanted}, shown {shown}"
            quick = hours <= 8 and first_year <= 1000 and risk >= 6
            if quick != got["quick_win"]:
                yield f"{key}: quick win {quick}, shown {got['quick_win']}"
            yield from self._priority(key, got)

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
        critical = any(self.reference.judged[s].risk >= 15 for s in got["findings"])
        near_due = got["due"] is not None and self._quarter_of(got["due"]) < 2
        if critical and got["priority"] != "P1":
            yield f"{key}: closes a critical finding but is {got['priority']}"
        if got["priority"] == "P1" and not critical and not near_due:
            yield f"{key}: P1 without a critical finding or a due date at hand ({got['due']})"

    def _expected(self, got: Json, timing: str) -> float:
        return sum(
            float(x["amount"]["expected"])
            for x in got["lines"]
            if x["timing"] == timing and not x["optional"]
        )

    def _line_problems(self, key: str, got: Json) -> Iterator[str]:
        """Look at each line's quantity and price."""
        specs = {x["item"]: x for x in self.specs[key]["line"]}
        due = {item for item, x in specs.items() if set(x["standards"]) & set(got["findings"])}
        shown = {x["item"] for x in got["lines"]}
        for item in shown - due:
            yield f"{key}: line {item!r} is for none of {got['findings']}"
        for item in due - shown:
            if self.quantity(specs[item], got["findings"]) != 0:
                yield f"{key}: line {item!r} is missing"
        exchange = self.show["settings"]["exchange_rate"]
        for line in got["lines"]:
            price = self.prices[line["price"]]
            share = (
                1 / 12 if price["unit"].endswith("_year") and line["timing"] == "monthly" else 1
            ) * exchange
            for edge in ("low", "expected", "high"):
                amount = price[edge] * line["quantity"] * share
                if not near(amount, line["amount"][edge]):
                    yield f"{key}: {line['item']!r} {edge} is {amount}, shown {line['amount'][edge]}"
            quantity = self.quantity(specs[line["item"]], got["findings"]) if line["item"] in specs else None
            if quantity is not None and quantity != line["quantity"]:
                yield f"{key}: {line['item']!r} counts {quantity}, shown {line['quantity']} ({line['counted']})"

    def quantity(self, line: Json, closed: list[str]) -> float:
        """Count the different records, of the kinds a line is priced by, that the findings affect."""
        if line["per"] not in {"user", "device", "server", "site", "admin"}:
            return 1
        per = {kind: k["per"] for kind, k in self.reference.templates["kinds"].items()}
        unit = "user" if line["per"] == "admin" else line["per"]
        keys = {
            (a["kind"], a["id"])
            for s in line["standards"]
            if s in closed
            for a in self._affected(s)
            if per[a["kind"]] == unit
        }
        found = [r for kind, key in keys for r in self.show["records"][kind] if r["id"] == key]
        if line["per"] == "admin":
            found = [r for r in found if self._holds({"is_admin": True}, r)]
        if not found:
            return self._stand_in(line["per"], line["where"])
        return sum(self._holds(line["where"], r) for r in found)

    def _holds(self, conditions: Json, record: Json) -> bool:
        kinds = self.reference.templates["kinds"]
        return any(
            all_hold(conditions, record, None, self.today, kinds.get(kind)) is True
            for kind, found in self.show["records"].items()
            if any(r is record for r in found)
        )

    def _stand_in(self, per: str, where: Json) -> float:
        """Count all there are when the findings name none, because they rest on an answer."""
        people = self.show["client"]["people"] or 0
        everything = self._all_of("user" if per == "admin" else per)
        if where and everything and per != "admin":
            return sum(self._holds(where, r) for r in everything)
        enabled = [r for r in self._live("accounts") if self._holds({"enabled": True}, r)]
        if per == "admin":
            return sum(self._holds({"is_admin": True}, r) for r in enabled) or 2
        if per == "user":
            return people or sum(self._holds({"kind": "person"}, r) for r in enabled) or 1
        if per == "device":
            computers = [r for r in everything if self._holds({"class": ["laptop", "desktop"]}, r)]
            return len(computers) or self._unknown_devices(where, people)
        return len(everything) or 1

    def _live(self, kind: str) -> list[Json]:
        spec = self.reference.templates["kinds"][kind]
        return [r for r in self.show["records"].get(kind, []) if in_use(r, spec, set(), self.today)]

    def _all_of(self, unit: str) -> list[Json]:
        kinds = self.reference.templates["kinds"]
        return [r for kind in self.show["records"] if kinds[kind]["per"] == unit for r in self._live(kind)]

    @staticmethod
    def _unknown_devices(where: Json, people: int) -> float:
        """One laptop a head as long as no computer is known, and one of anything else."""
        wanted = where.get("class", ["laptop"])
        if "laptop" in wanted:
            return people or 1
        return 0 if "desktop" in wanted else 1

    # A5 ------------------------------------------------------------------------------------

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
            if got["quarter"] is None:
                yield from self._left_out(key, got)
            else:
                start, finish = self.index[got["quarter"]], self.index[got["finish"]]
                yield from self._placed(key, got, start, finish)
                yield from self._decided(key, got, start)
                for before in self.specs[key]["requires"]:
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
        late = got["due"] is not None and finish > self._quarter_of(got["due"])
        if late != got["late"]:
            yield f"{key}: late {late}, shown {got['late']}"
        if late and not self._told(got, "due"):
            yield f"{key}: late, and no problem says so"

    def _decided(self, key: str, got: Json, start: int) -> Iterator[str]:
        decision = got["decision"] or {}
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

    def _left(self, end: int) -> float:
        """Return the risk left after a quarter (−1: at the start)."""
        return sum(
            float(got["risk_removed"])
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
        carried = sum(self._left(t) for t in range(len(self.index)))
        shown, bound = self.roadmap["risk_carried"], self.roadmap["bound"]
        if not near(carried, shown):
            yield f"risk_carried is {carried}, shown {shown}"
        if bound > shown + CENT:
            yield f"bound {bound} above what is carried, {shown}"
        gap = (shown - bound) / max(bound, 1.0)
        if abs(gap - self.roadmap["gap"]) > 1e-4:
            yield f"gap is {gap}, shown {self.roadmap['gap']}"
