"""Money of the whole budget, worked out again: currencies, contracts, seats nobody uses (DOMAIN A10).

Facts come from ``show --json``, what to look for from the files of ``templates/budget``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeAlias

from tests.journeys.reference_fact import UNKNOWN, Json, in_use, known

TEMPLATES = Path(__file__).parents[2] / "templates"
Three: TypeAlias = tuple[float, float, float]
"""Low, expected, high."""
NOTHING: Three = (0.0, 0.0, 0.0)
Key: TypeAlias = tuple[str, str]
"""Kind and id of a record."""


def rules() -> Json:
    """Return the tables of ``templates/budget`` as they are written, and how long hardware serves."""
    found: Json = {}
    for path in (*sorted((TEMPLATES / "budget").glob("*.toml")), TEMPLATES / "lifecycle" / "hardware.toml"):
        for table, entries in tomllib.loads(path.read_text("utf-8")).items():
            found.setdefault(table, []).extend(entries)
    return found


def plus(*amounts: Three) -> Three:
    low, expected, high = (sum(figures) for figures in zip(NOTHING, *amounts, strict=True))
    return low, expected, high


def times(amount: Three, factor: float) -> Three:
    return amount[0] * factor, amount[1] * factor, amount[2] * factor


class Facts:
    """The records a budget looks at, their texts, numbers and dates."""

    def __init__(self, show: Json, templates: Json) -> None:
        """Read the settings that money depends on."""
        self.show, self.kinds, self.rules = show, templates["kinds"], rules()
        self.policy: Json = self.rules["policy"][0]
        self.today = date.fromisoformat(show["generated_at"])
        self.own: str = show["client"]["currency"]
        self._rates: dict[str, float] = show["settings"]["currency_rates"]
        self.prices: Json = templates["rates"]["prices"]
        self.book_currency: str = templates["rates"]["currency"]
        stated = show["settings"]["exchange_rate"]
        same = 1.0 if self.own == self.book_currency else self._rates.get(self.book_currency)
        self.book: float | None = same if stated is None else stated
        """What one unit of the price book's money is worth in the plan's; None when nobody said."""

    def live(self, kind: str) -> Iterator[Json]:
        """Yield the records that are in use and the company's own."""
        strangers = {
            f: v for one in self.rules["left_out"] if one["id"] == kind for f, v in one["values"].items()
        }
        for record in self.show["records"].get(kind, []):
            away = any(known(record, f, None, self.today) in v for f, v in strangers.items())
            if not away and in_use(record, self.kinds.get(kind), set(), self.today):
                yield record

    def text(self, record: Json, name: str) -> str:
        value = known(record, name, None, self.today) if name else ""
        return value.strip() if isinstance(value, str) else ""

    def number(self, record: Json, name: str) -> float | None:
        value = known(record, name, None, self.today) if name else UNKNOWN
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

    def day(self, record: Json, name: str) -> date | None:
        text = self.text(record, name)[:10]
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None

    def rate(self, currency: str) -> float | None:
        """Return what one unit of a currency is worth in the plan's; None when nobody said."""
        return 1.0 if currency == self.own else self._rates.get(currency)

    def money(self, record: Json, name: str) -> tuple[float, str] | None:
        """Return a figure as it was written, with the currency its cell names."""
        amount = self.number(record, name)
        if amount is None:
            return None
        named = (self._currency(cell) for cell in record["facts"][name].get("cells", []))
        return amount, next((code for code in named if code), self.own)

    def _currency(self, cell: str) -> str:
        codes = {one["id"] for one in self.rules["currency"]}
        for word in re.findall(r"[A-Za-z]+", cell):
            if word in codes:
                return str(word)
        signs = {sign for one in self.rules["currency"] for sign in one.get("signs", []) if sign in cell}
        if not signs:
            return ""
        longest = max(signs, key=len)
        meant = [one["id"] for one in self.rules["currency"] if longest in one.get("signs", [])]
        return self.own if self.own in meant else str(meant[0])


@dataclass
class Bill:
    """One record that says what is paid."""

    rank: int
    charge: Json
    record: Json
    amount: float | None
    currency: str
    names: set[str]
    service: str
    inside: Bill | None = None
    covers: list[str] = field(default_factory=list)
    details: dict[int, float] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        return self.charge["id"], self.record["id"]

    @property
    def yearly(self) -> Three:
        """Return a year's money: the high figure is the details' where they come to more."""
        amount = self.amount or 0.0
        return amount, amount, max([amount, *self.details.values()])


class Contracts:
    """What is paid every year: each contract once."""

    def __init__(self, facts: Facts) -> None:
        """Read the bills and put each under the contract it is part of."""
        self.facts = facts
        self.bills = [
            self._bill(rank, charge, record)
            for rank, charge in enumerate(facts.rules["charge"])
            for record in facts.live(charge["id"])
        ]
        for at, bill in enumerate(self.bills):
            self._cover(bill, self.bills[:at])
        top = [bill for bill in self.bills if bill.inside is None]
        self.priceless = [bill for bill in top if bill.amount is None]
        paid = [
            bill
            for bill in top
            if bill.amount is not None and bill.service not in facts.policy["purchase_services"]
        ]
        self.apart = [bill for bill in paid if facts.rate(bill.currency) is None]
        self.lines = {bill.key: bill for bill in paid if facts.rate(bill.currency) is not None}

    def yearly(self, key: Key) -> Three | None:
        bill = self.lines.get(key)
        return None if bill is None else times(bill.yearly, self.facts.rate(bill.currency) or 0.0)

    def is_fee(self, key: Key) -> bool:
        return self.lines[key].service in self.facts.policy["fee_services"]

    def seats(self) -> dict[str, tuple[float, float]]:
        """Return licence to seats nobody uses and what they cost a year."""
        found = {}
        for charge in self.facts.rules["charge"]:
            if not charge.get("used"):
                continue
            for record in self.facts.live(charge["id"]):
                bought, used = (self.facts.number(record, charge[f]) for f in ("count", "used"))
                price = self.facts.money(record, charge["monthly"])
                rate = None if price is None else self.facts.rate(price[1])
                if bought is not None and used is not None and price is not None and rate is not None:
                    found[record["id"]] = (bought - used, (bought - used) * price[0] * rate * 12)
        return {key: one for key, one in found.items() if one[0] > 0}

    def _bill(self, rank: int, charge: Json, record: Json) -> Bill:
        facts = self.facts
        written = facts.money(record, charge.get("yearly") or charge["monthly"])
        units = facts.number(record, charge["count"]) if charge.get("count") else 1.0
        amount = None
        if written is not None and units is not None:
            amount = written[0] * units * (1 if charge.get("yearly") else 12)
        sellers = {words(facts.text(record, f)) for f in charge.get("sellers", [])} - self._resellers()
        makers = {words(facts.text(record, f)) for f in charge.get("makers", [])}
        return Bill(
            rank, charge, record, amount, written[1] if written else "", (sellers | makers) - {""},
            facts.text(record, charge.get("service", "")),
        )  # fmt: skip

    def _resellers(self) -> set[str]:
        """Return the names of those who sell what others make."""
        return {
            words(self.facts.text(record, "name"))
            for record in self.facts.show["records"].get("vendors", [])
            if self.facts.text(record, "service") in self.facts.policy["reseller_services"]
        }

    @staticmethod
    def _cover(bill: Bill, earlier: list[Bill]) -> None:
        for other in earlier:
            usable = other.rank < bill.rank and other.inside is None and other.amount is not None
            if usable and any(is_same(a, b) for a in bill.names for b in other.names):
                bill.inside = other
                other.covers.append(bill.record["label"])
                if bill.amount is not None and bill.currency == other.currency:
                    other.details[bill.rank] = other.details.get(bill.rank, 0.0) + bill.amount
                return


def words(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))


def is_same(a: str, b: str) -> bool:
    """Return whether one name has all the words of the other first."""
    first, second = a.split(), b.split()
    return first[: len(second)] == second or second[: len(first)] == first
