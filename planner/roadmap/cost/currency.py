"""Money in other currencies: converted at a stated rate, or kept apart. Never relabelled."""

from __future__ import annotations

import re
from collections.abc import Iterable

from planner.model.budget_rule import CurrencySign
from planner.model.fact import Observation
from planner.model.inventory import Item
from planner.model.plan import Plan
from planner.roadmap.cost.age import number_of

_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")


class Exchange:
    """Turns what a list says into the plan's currency."""

    def __init__(self, plan: Plan, currencies: Iterable[CurrencySign], book: str) -> None:
        """Read the stated rates and how currencies are written.

        Args:
            plan: The plan, with its rates and the cells of its records.
            currencies: How each is told in a cell.
            book: The price book's currency.
        """
        known = tuple(currencies)
        self._plan = plan
        self._own = plan.client.currency
        self._codes = {one.id for one in known}
        self._signs: dict[str, list[str]] = {}
        for one in known:
            for sign in one.signs:
                self._signs.setdefault(sign, []).append(one.id)
        self.book = plan.price_rate(book)
        """How much of the plan's currency one unit of the price book's buys; None when nobody said."""

    def rate(self, currency: str) -> float | None:
        """Return how much of the plan's currency one unit of a currency buys; None when nobody said."""
        return 1.0 if currency == self._own else self._plan.settings.currency_rates.get(currency)

    def amount(self, item: Item, field: str) -> tuple[float, str] | None:
        """Return the figure of a money field as its source has it, with its currency.

        A cell without a sign or a code is in the plan's own currency.
        """
        number = number_of(item.value(field))
        if number is None:
            return None
        sources = item.facts[field].sources
        record = self._plan.records.get(item.kind, {}).get(item.id)
        seen: Iterable[Observation] = () if record is None else record.facts.get(field, ())
        raws = (one.raw for one in seen if one.source in sources and one.raw)
        return number, next((code for raw in raws if (code := self.currency_of(raw))), self._own)

    def currency_of(self, raw: str) -> str:
        """Return the code of the currency a cell names; empty when it names none."""
        for code in _CODE.findall(raw):
            if code in self._codes:
                return str(code)
        for sign in sorted(self._signs, key=len, reverse=True):
            if sign in raw:
                meant = self._signs[sign]
                return self._own if self._own in meant else meant[0]
        return ""
