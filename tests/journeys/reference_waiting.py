"""What waiting and owning cost, worked out again from the JSON (DOMAIN A4, A5, A7, A10)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tests.journeys.reference_budget import BudgetReference, same
from tests.journeys.reference_fact import Json
from tests.journeys.reference_money import NOTHING, Three, plus, times
from tests.journeys.reference_refresh import later
from tests.journeys.reference_saving import first_saved

FIGURES = ("low", "expected", "high")


def three(amount: Json) -> Three:
    low, expected, high = (amount[name] for name in FIGURES)
    return low, expected, high


class WaitingReference:
    """Recomputes, for one roadmap, the cost of a quarter's delay and of three and five years."""

    def __init__(self, budget: BudgetReference) -> None:
        """Take what the budget was worked out from."""
        self.budget, self.facts = budget, budget.facts
        self.calendar = budget.calendar
        self.work: dict[str, Json] = {one["id"]: one for one in budget.roadmap["initiatives"]}

    def differences(self) -> list[str]:
        """Return every difference in words."""
        found = [
            x for key, got in self.work.items() for x in (*self._owning(key, got), *self._waiting(key, got))
        ]
        return [*found, *self._together()]

    def _owning(self, key: str, got: Json) -> Iterator[str]:
        rate = self.budget.show["settings"]["hourly_rate"] * got["partner_hours"]
        years = {one["id"]: one["plan_years"] for one in self.facts.rules["hardware"]}
        ages = {one.get("price"): years.get(one["norm"]) for one in self.facts.rules["equipment"]}
        for shown in got["ownership"]:
            span = shown["years"]
            again = NOTHING
            for line in got["lines"]:
                age = ages.get(line["price"])
                if age and line["timing"] == "once" and not line["optional"]:
                    # Bought again each time it comes of age before the span ends.
                    number = sum(1 for n in range(1, 100) if n * age < span)
                    again = plus(again, times(three(line["amount"]), number))
            wanted = {
                "once": plus(three(got["one_time"]), (rate, rate, rate)),
                "monthly": times(three(got["monthly"]), 12 * span),
                "again": again,
            }
            wanted["total"] = plus(*wanted.values())
            for name, amount in wanted.items():
                if not same(amount, shown[name]):
                    yield f"{key}: {name} of {span} years is {amount}, shown {shown[name]}"
            if abs(shown["saved"] - span * got["gain"]) > 1e-4:
                yield f"{key}: saves {span * got['gain']}, shown {shown['saved']}"
        if [one["years"] for one in got["ownership"]] != [3, 5]:
            yield f"{key}: over {got['ownership']}"

    def _waiting(self, key: str, got: Json) -> Iterator[str]:
        shown = got["waiting"]
        if got["finish"] is None:
            if shown is not None:
                yield f"{key}: waits for nothing, shown {shown}"
            return
        finish = self.budget.index[got["finish"]]
        moved = self._moved(key)
        saving, missed = self._unsaved(got, finish)
        due = None if got["due"] is None else max(0, self.calendar.index(date.fromisoformat(got["due"][:10])))
        late = 0 if due is None else max(0, finish + 1 - due)
        for name, wanted in (
            ("risk", got["risk_removed"]), ("possible", got["unverified_removed"]),
            ("held", sum(self.work[x]["risk_removed"] for x in moved)), ("saving", saving), ("late", late),
            ("spared", 3 * got["monthly"]["expected"]),
        ):  # fmt: skip
            if abs(wanted - shown[name]) > 1e-4:
                yield f"{key}: waiting, {name} is {wanted}, shown {shown[name]}"
        if moved != set(shown["holds_up"]):
            yield f"{key}: holds up {moved}, shown {shown['holds_up']}"
        told = sorted((x["label"], x["day"], round(x["yearly"], 4)) for x in shown["missed"])
        if missed != told:
            yield f"{key}: misses {missed}, shown {told}"
        ends, shown_ends = self._ends(got, finish + 1), {x["happens"]: x["records"] for x in shown["endings"]}
        ended: dict[str, list[str]] = {}
        for x in shown["endings"]:
            ended.setdefault(x["happens"], []).extend(x["records"])
        if {k: sorted(v) for k, v in ends.items()} != {k: sorted(v) for k, v in ended.items()}:
            yield f"{key}: ends meanwhile {ends}, shown {shown_ends}"

    def _moved(self, key: str) -> set[str]:
        """Return what has to move when one piece of work ends a quarter later, through everything that waits."""
        moved, queue = set[str](), [key]
        while queue:
            at = queue.pop()
            end = self.budget.index[self.work[at]["finish"]] + 1
            for name, other in self.work.items():
                starts = other["quarter"] is not None and self.budget.index[other["quarter"]]
                if at in other["requires"] and starts is not False and starts < end and name not in moved:
                    moved.add(name)
                    queue.append(name)
        return moved - {key}

    def _unsaved(self, got: Json, finish: int) -> tuple[float, list[tuple[str, str, float]]]:
        far = replace(self.calendar, count=self.calendar.count + 8)
        saving, missed = 0.0, []
        for seats in got["unused"]:
            now, then = (first_saved(seats, at, far) for at in (finish, finish + 1))
            if now is None or then is None or then <= now:
                continue
            saving += seats["yearly"] / 4 * (then - now)
            renews, by = (date.fromisoformat(seats[name]) for name in ("renews", "by"))
            notice, years = renews - by, 0
            while max(far.index(later(renews, years) - notice), 0) < finish:
                years += 1
            missed.append((seats["label"], str(later(renews, years) - notice), round(seats["yearly"], 4)))
        return saving, sorted(missed)

    def _ends(self, got: Json, quarter: int) -> dict[str, list[str]]:
        prices = {one.get("price", "") for one in self.facts.rules["equipment"]} - {""}
        bought = [
            x for x in got["lines"] if x["price"] in prices and x["timing"] == "once" and not x["optional"]
        ]
        kept = [x for x in got["work"] if x["keeps"]]
        keys = {(r["kind"], r["id"]) for x in (*bought, *kept) for r in x["records"]}
        found: dict[str, list[str]] = {}
        for spec in self.facts.rules["date"]:
            for record in (
                self.facts.live(spec["of"]) if spec["event"] in {"support", "service", "warranty"} else ()
            ):
                day = self.facts.day(record, spec["field"])
                if day and (spec["of"], record["id"]) in keys and self.calendar.index(day) == quarter:
                    found.setdefault(spec["happens"], []).append(record["label"])
        return found

    def _together(self) -> Iterator[str]:
        shown = self.budget.roadmap["waiting"]
        placed = [got for got in self.work.values() if got["finish"] is not None]
        for name, wanted in (
            ("risk", sum(got["risk_removed"] for got in placed)),
            ("saving", sum(self._unsaved(got, self.budget.index[got["finish"]])[0] for got in placed)),
            ("spared", 3 * sum(got["monthly"]["expected"] for got in placed)),
        ):
            if not math.isclose(wanted, shown[name], abs_tol=1e-3):
                yield f"waiting with everything: {name} is {wanted}, shown {shown[name]}"
