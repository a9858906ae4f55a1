"""The inventory at one date: each fact settled or known to be unknown."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from planner.model.fact import Value


class FactState(StrEnum):
    """Whether a fact can be relied on."""

    KNOWN = "known"
    STALE = "stale"
    CONFLICT = "conflict"


class Fact(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What is believed about one field at the plan's date.

    It holds only texts, numbers and tuples of texts, so that no reference cycle can run through
    it: the garbage collector need not look at the tens of thousands of them.
    """

    value: Value
    """The value; None when the sources contradict each other. The empty tuple is a value that is
    known to be empty."""
    state: FactState
    observed: str
    """ISO date at which the value was true."""
    sources: tuple[str, ...]
    """Ids of the sources that agree on it (of all that contradict each other in a conflict)."""
    derived_from: str = ""
    """The field it follows from, for a derived field."""


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One record with its facts settled. A field without an entry is missing."""

    id: str
    kind: str
    label: str
    """What people call it."""
    facts: dict[str, Fact]
    idle: tuple[str, ...] = ()
    """The fields that say it is not in use (see ``not_live`` of its kind); empty for a live record."""

    def value(self, field: str) -> Value:
        """Return the value when it is known, else None."""
        fact = self.facts.get(field)
        return fact.value if fact is not None and fact.state is FactState.KNOWN else None


class Inventory(msgspec.Struct, frozen=True, kw_only=True):
    """All records that are not retired, settled at ``today``."""

    today: str
    """ISO date."""
    items: dict[str, tuple[Item, ...]]
    """Kind to its items."""
    complete: frozenset[str] = frozenset()
    """Kinds whose list is known to be complete."""

    def live(self, kind: str) -> tuple[Item, ...]:
        """Return the items of one kind that are in use: what rules, quantities and counts are about."""
        return tuple([item for item in self.of(kind) if not item.idle])

    def of(self, kind: str) -> tuple[Item, ...]:
        """Return all items of one kind, those not in use included."""
        return self.items.get(kind, ())
