"""The inventory as quantities need it: records by key, and the stand-ins where none are affected."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from math import fsum

from planner.model.catalogue import Catalogue
from planner.model.client import Client
from planner.model.condition import RawCondition
from planner.model.inventory import Inventory, Item
from planner.model.scope import meets

COMPUTERS: Mapping[str, RawCondition] = {"class": ("laptop", "desktop")}
"""Which devices stand for "all computers"."""
ADMINS: Mapping[str, RawCondition] = {"is_admin": True, "enabled": True}
STAFF: Mapping[str, RawCondition] = {"kind": "person", "enabled": True}
USUAL_ADMINS = 2
"""How many administrators a company is taken to have when nobody knows."""
_LICENCES, _IN_USE, _SERVES = "licences", "active", "serves"
_SORT = "class"


class Stock:
    """Finds and counts records for cost lines."""

    def __init__(self, inventory: Inventory, catalogue: Catalogue, client: Client) -> None:
        self.client = client
        self.catalogue = catalogue
        self.today = date.fromisoformat(inventory.today)
        self._items = {(kind, item.id): item for kind, items in inventory.items.items() for item in items}
        self._per = {kind.id: kind.per for kind in catalogue.kinds.values()}
        self._complete = inventory.complete

    def get(self, key: tuple[str, str]) -> Item | None:
        """Return a record by kind and id."""
        return self._items.get(key)

    def fits(self, kind: str, per: str) -> bool:
        """Return whether records of a kind are counted by a line ``per`` something."""
        if per == "admin":
            return kind == "accounts"
        return bool(per) and self._per.get(kind) == per

    def meant(self, key: tuple[str, str], per: str) -> list[Item] | None:
        """Return the records counted ``per`` something that a record is, or names.

        A backup names the servers it copies: its kind says where to look (``stands_for``). None where the
        record has nothing to do with what is counted; empty where it names none that is known.
        """
        item = self.get(key)
        if item is None:
            return None
        if self.fits(item.kind, per):
            return [item]
        kind = self.catalogue.kinds.get(item.kind)
        other = kind.stands_for if kind is not None else None
        if other is None or not self.fits(other.kind, per):
            return None
        texts = [str(value).casefold() for field in other.by if (value := item.value(field)) is not None]
        return [one for one in self.of(other.kind) if any(_names(text, one.label) for text in texts)]

    def measured(self, standard: str, per: str) -> bool:
        """Return whether a standard is about records that a line ``per`` something counts."""
        known = self.catalogue.standards.get(standard)
        return known is not None and any(self.fits(rule.of, per) for rule in known.rules)

    def alike(self, where: Mapping[str, RawCondition]) -> int:
        """Return how many devices in use may be of the class that a line's conditions name."""
        sort = {_SORT: where[_SORT]} if _SORT in where else {}
        return sum(self.meets(item, sort) is not False for item in self.all_of("device"))

    def listed(self, sort: Mapping[str, RawCondition]) -> bool:
        """Return whether somebody has listed the devices among which those of a sort would be.

        That is when a kind that has the sort among its classes has records or a complete list, or when
        none of them has such a class.
        """
        wanted = sort.get(_SORT)
        classes = {wanted} if isinstance(wanted, str) else set(wanted if isinstance(wanted, tuple) else ())
        holding = [
            kind.id
            for kind in self.catalogue.kinds.values()
            if kind.per == "device" and any(f.id == _SORT and classes & set(f.choices) for f in kind.field)
        ]
        return not holding or any(self.of(kind) or kind in self._complete for kind in holding)

    def closed(self, per: str) -> bool:
        """Return whether the list of everything counted ``per`` something is known to be complete."""
        kinds = [kind for kind, unit in self._per.items() if unit == per]
        return bool(kinds) and all(kind in self._complete for kind in kinds)

    def seats(self, of: str) -> float | None:
        """Return the seats in use of all licences that serve as something (``cloud_office``).

        None unless the list of licences is complete, names such a licence, and says of each how many
        seats are in use.
        """
        if not of or _LICENCES not in self._complete:
            return None
        used = [item.value(_IN_USE) for item in self.of(_LICENCES) if item.value(_SERVES) == of]
        numbers = [float(x) for x in used if isinstance(x, int | float) and not isinstance(x, bool)]
        return fsum(numbers) if numbers and len(numbers) == len(used) else None

    def all_of(self, per: str) -> list[Item]:
        """Return every record in use that a line ``per`` something could count."""
        return [item for (kind, _), item in self._items.items() if self.fits(kind, per) and not item.idle]

    def meets(self, item: Item, where: Mapping[str, RawCondition]) -> bool | None:
        """Return whether a record meets all conditions; None when that cannot be known."""
        return meets(item, where, self.catalogue.kinds.get(item.kind), self.today)

    def meeting(self, items: Iterable[Item], where: Mapping[str, RawCondition]) -> list[Item]:
        """Return the records known to meet all conditions."""
        return [item for item in items if self.meets(item, where)]

    def accounts(self, where: Mapping[str, RawCondition]) -> list[Item]:
        """Return the accounts known to meet all conditions."""
        return self.meeting(
            (i for (kind, _), i in self._items.items() if kind == "accounts" and not i.idle), where
        )

    def of(self, kind: str) -> list[Item]:
        """Return every record of one kind."""
        return [item for (one, _), item in self._items.items() if one == kind and not item.idle]

    def heads(self, per: str, seat_of: str = "") -> float:
        """Return how many a whole company of this kind would take, as far as is known; 0 when nothing is.

        Computers, else people, for what is counted by device; by user the seats in use the product goes
        with (``seat_of``), else people, else staff accounts.
        """
        people = self.client.people or 0
        if per == "user" and (seats := self.seats(seat_of)) is not None:
            return seats
        if per == "device":
            return len(self.meeting(self.all_of("device"), COMPUTERS)) or people
        if per == "user":
            return people or len(self.accounts(STAFF))
        return len(self.accounts(ADMINS) if per == "admin" else self.all_of(per))


def _names(text: str, label: str) -> bool:
    """Return whether a text in small letters names a record by its label, or by the first part of it."""
    for name in {label.casefold(), label.casefold().partition(".")[0]}:
        if name and name in text and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text):
            return True
    return False
