"""The whole IT budget, worked out again from ``show``, ``templates list`` and ``roadmap`` (DOMAIN A10)."""

from __future__ import annotations

from collections.abc import Iterator

from tests.journeys.reference_fact import Json
from tests.journeys.reference_money import NOTHING, Contracts, Facts, Three, plus, times
from tests.journeys.reference_refresh import Calendar, Fleet, Replacement, levelled, share_of
from tests.journeys.reference_saving import Returned, returned

FIGURES = ("low", "expected", "high")
PARTS = ("run", "refresh", "projects", "fee", "work")


def same(wanted: Three, shown: Json) -> bool:
    return all(abs(a - shown[f]) <= max(1e-4, 1e-9 * abs(a)) for f, a in zip(FIGURES, wanted, strict=True))


class BudgetReference:
    """Recomputes one budget and lists what is different."""

    def __init__(self, show: Json, templates: Json, roadmap: Json, budget: Json) -> None:
        """Work everything out."""
        self.show, self.templates, self.roadmap, self.shown = show, templates, roadmap, budget
        self.facts = Facts(show, templates)
        settings = show["settings"]
        years = settings["budget_years"] or self.facts.policy["years"]
        month = show["client"]["fiscal_year_start"]
        self.calendar = Calendar(roadmap["quarters"][0]["id"], 4 * years, month)
        self.contracts = Contracts(self.facts)
        self.returned = returned(roadmap, self.contracts, self.calendar)
        self.fleet = Fleet(self.facts, self.calendar, roadmap)
        self.index = {quarter["id"]: at for at, quarter in enumerate(roadmap["quarters"])}
        specs = {one["id"]: one for one in self.facts.rules["equipment"]}
        self.refresh = levelled(self.fleet.items, self.calendar, settings, specs, self._batched(specs))

    def differences(self) -> list[str]:
        """Return every difference in words; empty when the program is right."""
        return [
            *self._quarters(), *self._years(), *self._lines(), *self._seats(), *self._returned(),
            *self._replacements(),
            *self._apart(), *self._stated(), *self._sentences(), *self._owning(),
        ]  # fmt: skip

    # What each quarter takes ---------------------------------------------------------------

    def spend(self, index: int) -> dict[str, Three]:
        """Return the money of one quarter by part."""
        yearly = {True: NOTHING, False: NOTHING}
        for key in self.contracts.lines:
            fee = self.contracts.is_fee(key)
            yearly[fee] = plus(yearly[fee], self.contracts.yearly(key) or NOTHING)
        projects, hours = NOTHING, 0.0
        for work in self.roadmap["initiatives"]:
            money, took = self._share(work, index)
            projects, hours = plus(projects, money), hours + took
        labour = hours * self.show["settings"]["hourly_rate"]
        found = {
            "run": plus(times(yearly[False], 0.25), self._spared(index, fee=False)),
            "fee": plus(times(yearly[True], 0.25), self._spared(index, fee=True)),
            "refresh": plus(*(one.cost for one in self.refresh if one.quarter == index)),
            "projects": projects,
            "work": (labour, labour, labour),
        }
        return {**found, "total": plus(*found.values())}

    def _batched(self, specs: dict[str, Json]) -> dict[tuple[str, int], float]:
        """Return what batches in the roadmap take of each ceiling in each fiscal year."""
        found: dict[tuple[str, int], float] = {}
        for work in self.roadmap["initiatives"]:
            shares = {share_of(one["equipment"], self.show["settings"], specs) for one in work["replaces"]}
            for year in self.calendar.years():
                money = sum(self._share(work, at)[0][1] for at in year)
                for share in shares:
                    key = share, year[0]
                    found[key] = found.get(key, 0.0) + money / len(shares)
        return found

    def _spared(self, index: int, *, fee: bool) -> Three:
        """Return what is no longer paid in one quarter; at worst every seat turns out to be needed."""
        money = sum(one.yearly for one in self.returned if one.fee == fee and one.quarter <= index) / 4
        return -money, -money, 0.0

    def _share(self, work: Json, index: int) -> tuple[Three, float]:
        """Return what one piece of work takes in one quarter: it goes on past the roadmap's end."""
        if work["quarter"] is None:
            return NOTHING, 0.0
        start, finish = self.index[work["quarter"]], self.index[work["finish"]]
        if start <= index <= finish:
            long = finish - start + 1
            low, expected, high = (work["one_time"][f] / long for f in FIGURES)
            return (low, expected, high), work["partner_hours"] / long
        after = 3 if index > finish else 0
        low, expected, high = (work["monthly"][f] * after for f in FIGURES)
        return (low, expected, high), 0.0

    def _quarters(self) -> Iterator[str]:
        if len(self.shown["quarters"]) != self.calendar.count:
            yield f"{len(self.shown['quarters'])} quarters, not {self.calendar.count}"
        for at, shown in enumerate(self.shown["quarters"]):
            days = str(self.calendar.begins(at)), str(self.calendar.ends(at))
            if (self.calendar.name(at), *days) != (shown["id"], shown["starts"], shown["ends"]):
                yield f"{self.calendar.name(at)} {days}, shown {shown['id']} {shown['starts']}"
            for part, wanted in self.spend(at).items():
                if not same(wanted, shown[part]):
                    yield f"{shown['id']}: {part} is {wanted}, shown {shown[part]}"

    def _years(self) -> Iterator[str]:
        spans = [("total", list(range(self.calendar.count)), self.shown["total"])]
        years = self.calendar.years()
        names = [[self.calendar.name(at) for at in year] for year in years]
        if names != [year["quarters"] for year in self.shown["years"]]:
            yield f"years {names}, shown {[year['quarters'] for year in self.shown['years']]}"
        spans += [(y["id"], span, y) for span, y in zip(years, self.shown["years"], strict=False)]
        for name, span, shown in spans:
            for part in (*PARTS, "total"):
                wanted = plus(*(self.spend(at)[part] for at in span))
                if not same(wanted, shown[part]):
                    yield f"{name}: {part} is {wanted}, shown {shown[part]}"

    def _owning(self) -> Iterator[str]:
        """All of IT over three and five years: the budget of so many years, with the roadmap and without."""
        bare = {**self.roadmap, "initiatives": []}
        for shown in self.shown["ownership"]:
            settings = {**self.show["settings"], "budget_years": shown["years"]}
            show = {**self.show, "settings": settings}
            for name, roadmap in (("as_it_stands", bare), ("with_plan", self.roadmap)):
                other = BudgetReference(show, self.templates, roadmap, self.shown)
                spent = [other.spend(at) for at in range(other.calendar.count)]
                for part in (*PARTS, "total"):
                    wanted = plus(*(one[part] for one in spent))
                    if not same(wanted, shown[name][part]):
                        yield f"{shown['years']} years {name}: {part} is {wanted}, shown {shown[name][part]}"
        if [one["years"] for one in self.shown["ownership"]] != [3, 5]:
            yield f"owned over {self.shown['ownership']}"

    # Contracts -----------------------------------------------------------------------------

    def _lines(self) -> Iterator[str]:
        shown = {(one["kind"], one["record"]): one for one in self.shown["lines"]}
        if shown.keys() != self.contracts.lines.keys():
            yield f"contracts {sorted(self.contracts.lines)}, shown {sorted(shown)}"
        for key in shown.keys() & self.contracts.lines.keys():
            bill, wanted = self.contracts.lines[key], self.contracts.yearly(key) or NOTHING
            if not same(wanted, shown[key]["yearly"]):
                yield f"{key}: a year is {wanted}, shown {shown[key]['yearly']}"
            if shown[key]["fee"] != self.contracts.is_fee(key) or shown[key]["covers"] != bill.covers:
                yield f"{key}: fee or covers {bill.covers}, shown {shown[key]}"

    def _seats(self) -> Iterator[str]:
        wanted, shown = self.contracts.seats(), self.shown["unused"]
        if wanted.keys() != {one["record"] for one in shown["lines"]}:
            yield f"unused {sorted(wanted)}, shown {shown['lines']}"
        for name, at in (("seats", 0), ("yearly", 1)):
            total = sum(one[at] for one in wanted.values())
            if abs(total - shown[name]) > 1e-4:
                yield f"unused {name} {total}, shown {shown[name]}"

    def _returned(self) -> Iterator[str]:
        def row(one: Returned) -> tuple[object, ...]:
            return one.record, one.seats, round(one.yearly, 4), self.calendar.name(one.quarter), one.fee

        wanted = [row(one) for one in self.returned]
        shown = [
            (one["record"], one["seats"], round(one["yearly"], 4), one["quarter"], one["fee"])
            for one in self.shown["handed_back"]
        ]
        if wanted != shown:
            yield f"handed back {wanted}, shown {shown}"

    def _apart(self) -> Iterator[str]:
        wanted = {
            (bill.record["label"], bill.currency, True, round(bill.yearly[1], 4))
            for bill in self.contracts.apart
        }
        shown = {
            (x["what"], x["currency"], x["yearly"], round(x["amount"]["expected"], 4))
            for x in self.shown["apart"]
        }
        if self.facts.book is None:
            wanted |= set(self._unconverted())
        if wanted != shown:
            yield f"apart {sorted(wanted - shown)}, shown {sorted(shown - wanted)}"

    def _unconverted(self) -> Iterator[tuple[str, str, bool, float]]:
        book = self.facts.book_currency
        shares = (
            self._share(w, at)[0] for w in self.roadmap["initiatives"] for at in range(self.calendar.count)
        )
        yield "the roadmap's purchases", book, False, round(plus(*shares)[1], 4)
        for spec in self.facts.rules["equipment"]:
            number = sum(one.equipment == spec["id"] for one in self.fleet.items)
            price = self.facts.prices.get(spec.get("price"))
            if number and price is not None:
                yield f"new {spec['plural']}", book, False, round(number * price["expected"], 4)

    # Replacements --------------------------------------------------------------------------

    def _replacements(self) -> Iterator[str]:
        def row(one: Replacement) -> tuple[object, ...]:
            return (
                one.equipment, one.record, str(one.due), self.calendar.name(one.quarter), one.assumed,
                one.overdue, one.kept, *(round(x, 4) for x in one.cost),
            )  # fmt: skip

        names = ("equipment", "record", "due", "quarter", "assumed", "overdue", "kept")
        wanted = [row(one) for one in self.refresh]
        shown = [
            (*(one[name] for name in names), *(round(one["cost"][f], 4) for f in FIGURES))
            for one in self.shown["refresh"]
        ]
        if wanted != shown:
            yield f"replacements {set(wanted) ^ set(shown) or 'in another order'}"
        if self.fleet.bought != self.shown["bought"]:
            yield f"the roadmap buys {self.fleet.bought}, shown {self.shown['bought']}"
        years: dict[str, dict[str, int]] = {}
        for name, at in (*self.fleet.when, *((one.equipment, one.quarter) for one in self.refresh)):
            if at < self.calendar.count:
                year = years.setdefault(self.calendar.name(at)[:4], {})
                year[name] = year.get(name, 0) + 1
        if years != self.shown["replaced"]:
            yield f"replaced by year {years}, shown {self.shown['replaced']}"

    # Beside the totals ---------------------------------------------------------------------

    def _stated(self) -> Iterator[str]:
        years = sorted(
            self.show["records"].get("finance", []), key=lambda record: self.facts.text(record, "year")
        )
        wanted: dict[str, float | str | None] = dict.fromkeys(("year", "budget", "spend", "revenue"))
        if years:
            wanted["year"] = self.facts.text(years[-1], "year") or None
            for name, source in (
                ("budget", "it_budget_year"),
                ("spend", "it_spend_year"),
                ("revenue", "revenue_year"),
            ):
                found = self.facts.money(years[-1], source)
                rate = None if found is None else self.facts.rate(found[1])
                wanted[name] = None if found is None or rate is None else round(found[0] * rate, 6)
        if wanted != self.shown["stated"]:
            yield f"stated {wanted}, shown {self.shown['stated']}"

    def _sentences(self) -> Iterator[str]:
        """Compare what is listed beside the totals: what is not in them, by a word of each sentence."""
        wanted = list(self._unknown())
        shown = self.shown["unknown"]
        missing = [word for word in wanted if not any(word in sentence for sentence in shown)]
        if missing or len(wanted) != len(shown):
            yield f"not in the totals: {wanted}, shown {shown}"
        for word, is_so in (
            ("are handed back", self.returned), ("updated in place", self.fleet.outlived),
            ("The roadmap already buys", self.fleet.bought),
        ):  # fmt: skip
            if any(word in sentence for sentence in self.shown["assumed"]) != bool(is_so):
                yield f"{word}: {is_so or 'no'}, said {self.shown['assumed']}"
        for spec in self.facts.rules["equipment"]:
            if spec["id"] in self.fleet.ageless:
                some, every = self.fleet.ageless[spec["id"]]
                if not any(f"{some} of {every} " in sentence for sentence in self.shown["assumed"]):
                    yield f"of unknown age: {some} of {every} {spec['plural']}, not said"

    def _unknown(self) -> Iterator[str]:
        yield from self._unknown_payments()
        yield from self._unknown_equipment()
        currencies = {bill.currency for bill in self.contracts.apart}
        currencies |= {self.facts.book_currency} if self.facts.book is None else set()
        yield from (f"Money in {currency} is kept apart" for currency in sorted(currencies))
        if any(work["quarter"] is None for work in self.roadmap["initiatives"]):
            yield "no quarter in the roadmap"

    def _unknown_payments(self) -> Iterator[str]:
        if not any(self.contracts.is_fee(key) for key in self.contracts.lines):
            yield "IT partner is paid"
        if self.contracts.priceless:
            yield "paid in a year for "
        for charge in self.facts.rules["charge"]:
            kind = charge["id"]
            if not self.show["records"].get(kind) and not self.show["complete"].get(kind):
                yield f"known about {self.facts.kinds[kind]['title'].lower()} yet"

    def _unknown_equipment(self) -> Iterator[str]:
        for spec in self.fleet.normless:
            yield f"{spec['plural']} serve"
        if self.fleet.priceless():
            yield "What new ones cost"
        for name, number in self.fleet.classless().items():
            kind = self.facts.kinds[name]
            what = f"1 {kind['singular']} is" if number == 1 else f"{number} {kind['title'].lower()} are"
            yield f"{what} of an unknown sort"
