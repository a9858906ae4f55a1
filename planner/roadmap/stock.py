"""The inventory as quantities need it: records by key, and the stand-ins where none are affected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

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


class Stock:
    """Finds and counts records for cost lines."""

    def __init__(self, inventory: Inventory, catalogue: Catalogue, client: Client) -> None:
        self.client = client
        self.catalogue = catalogue
        self.today = date.fromisoformat(inventory.today)
        self._items = {(kind, item.id): item for kind, items in inventory.items.items() for item in items}
        self._per = {kind.id: kind.per for kind in catalogue.kinds.values()}

    def get(self, key: tuple[str, str]) -> Item | None:
        """Return a record by kind and id."""
        return self._items.get(key)

    def fits(self, kind: str, per: str) -> bool:
        """Return whether records of a kind are counted by a line ``per`` something."""
        if per == "admin":
            return kind == "accounts"
        return bool(per) and self._per.get(kind) == per

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

    def heads(self, per: str) -> int:
        """Return how many a whole company of this kind would take, as far as is known; 0 when nothing is.

        Computers, else people, for what is counted by device; people, else staff accounts, by user.
        """
        people = self.client.people or 0
        if per == "device":
            return len(self.meeting(self.all_of("device"), COMPUTERS)) or people
        if per == "user":
            return people or len(self.accounts(STAFF))
        return len(self.accounts(ADMINS) if per == "admin" else self.all_of(per))
