"""Nothing is bought twice: what earlier lines buy and what the client pays for already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf

import msgspec
from msgspec.structs import replace

from planner.model.inventory import Item
from planner.model.rate import Price
from planner.model.text import one_line
from planner.roadmap.cost.finding import Key
from planner.roadmap.cost.quantity import COUNTED, Quantity
from planner.roadmap.cost.stock import Stock

_LICENCES, _CONTRACTS = "licences", "vendors"
_NAMED = 60
"""Characters of a client's own name for a product that are repeated."""


class Rest(msgspec.Struct, frozen=True, kw_only=True):
    """What is left to buy of a quantity."""

    quantity: Quantity
    spared: str = ""
    """Why less is bought than needed, in words; empty when it is not."""


class Purchases:
    """Goes along while lines are costed, in the order in which they would be paid.

    Products are told apart by their price; one covers what it ``includes``. What is counted once
    whatever the size of the company (a legal review) is different each time and never covered.
    """

    def __init__(self, prices: Mapping[str, Price], stock: Stock) -> None:
        self._stock = stock
        self._covering = {name: tuple(_covering(name, prices)) for name in prices}
        self._prices = prices
        self._records: dict[str, set[Key]] = {}
        self._possible: dict[str, set[Key]] = {}
        self._everyone: dict[tuple[str, str], str] = {}

    def left(self, price: str, per: str, wanted: Quantity) -> Rest:
        """Return what a line still has to buy.

        Args:
            price: Id of the product's price.
            per: What it is counted by.
            wanted: What it needs.
        """
        if not wanted:
            return Rest(quantity=wanted)
        if per not in COUNTED:
            _, name = self._owned(price)
            spared = f"paid for already: {name}" if name else ""
            return Rest(quantity=_nothing(wanted) if name else wanted, spared=spared)
        for product in self._covering[price]:
            # A suite for everybody also covers their computers.
            units = {per} if product == price else {per, "user"}
            title = next((t for unit in units if (t := self._everyone.get((product, unit)))), "")
            if title:
                return Rest(quantity=_nothing(wanted), spared=f"bought with {title}")
        known, possible = wanted.known_keys, wanted.possible_keys
        bought, perhaps = (
            {key for product in self._covering[price] for key in part.get(product, ())}
            for part in (self._records, self._possible)
        )
        known, possible = known & bought, possible & (bought | perhaps)
        fewer = len(known) + len(possible)
        if fewer:
            wanted = replace(
                wanted,
                known=wanted.known - len(known),
                possible=wanted.possible - len(possible),
                known_keys=wanted.known_keys - known,
                possible_keys=wanted.possible_keys - possible,
                counted=f"{wanted.counted}; {fewer} bought with other work",
            )
        rest = self._less_owned(price, per, wanted)
        if fewer and not rest.quantity and not rest.spared:
            return Rest(quantity=rest.quantity, spared="bought with other work")
        return rest

    def add(self, price: str, per: str, wanted: Quantity, title: str) -> None:
        """Remember what a line needed, bought or paid for already.

        Args:
            price: Id of the product's price.
            per: What it is counted by.
            wanted: What the line needed.
            title: Of the work that buys it.
        """
        self._records.setdefault(price, set()).update(wanted.known_keys)
        self._possible.setdefault(price, set()).update(wanted.possible_keys)
        if wanted.known and not wanted.known_keys:
            self._everyone.setdefault((price, per), title)

    def _less_owned(self, price: str, per: str, wanted: Quantity) -> Rest:
        """Take off what seats are left for: those the client pays for beyond what already uses them."""
        seats, name = self._owned(price)
        total = wanted.known + wanted.possible
        if not seats or not total:
            return Rest(quantity=wanted)
        rest = min(total, max(0.0, max(total, self._stock.heads(per, self._prices[price].seat_of)) - seats))
        if rest >= total:
            return Rest(quantity=wanted)
        known = min(wanted.known, rest)
        fewer = replace(
            wanted,
            known=known,
            possible=rest - known,
            # Which of them the seats are for is not said.
            known_keys=wanted.known_keys if known == wanted.known else frozenset(),
            possible_keys=frozenset(),
            counted=f"{wanted.counted}; {total - rest:g} paid for already ({name})",
        )
        return Rest(quantity=fewer, spared="" if rest else f"paid for already: {name}")

    def _owned(self, price: str) -> tuple[float, str]:
        """Return for how many the client pays already, by which product; a contract without seats serves all."""
        words = tuple(
            word.casefold() for product in self._covering[price] for word in self._prices[product].known_as
        )
        if not words:
            return 0.0, ""
        seats, name = 0.0, ""
        for item in self._named(_LICENCES, words):
            bought = item.value("bought")
            seats += float(bought) if isinstance(bought, int | float) else inf
            name = name or str(item.value("product"))
        if not seats:
            name = next((str(item.value("product")) for item in self._named(_CONTRACTS, words)), "")
            seats = inf if name else 0.0
        return seats, one_line(name, _NAMED)

    def _named(self, kind: str, words: tuple[str, ...]) -> Iterator[Item]:
        for item in self._stock.of(kind):
            product = item.value("product")
            if isinstance(product, str) and any(word in product.casefold() for word in words):
                yield item


def _nothing(wanted: Quantity) -> Quantity:
    return replace(wanted, known=0.0, possible=0.0)


def _covering(name: str, prices: Mapping[str, Price]) -> Iterator[str]:
    """Yield a product and all that include it, directly or through others."""
    found = [name]
    for product in found:
        yield product
        found += [key for key, price in prices.items() if product in price.includes and key not in found]
