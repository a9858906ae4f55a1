"""Which records one rule looks at, and what it sees of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from planner.assess import truth
from planner.assess.table import Table
from planner.model.condition import Condition, parse_condition
from planner.model.field import Kind
from planner.model.standard import Rule


class Scope:
    """One rule over the records of its kind.

    A record whose ``where`` is false is out of scope. One whose ``where`` cannot be known is in
    scope as an unknown record: it may or may not count.

    Attributes:
        rule: The rule.
        table: The records of the rule's kind.
        people: The client's head count, or None.
        complete: Whether the list of the kind is known to be complete.
        good: The parsed condition of a measure worth 1.
        fair: The parsed condition of a measure worth 0.5.
    """

    def __init__(
        self, rule: Rule, table: Table, kind: Kind | None, *, people: int | None, complete: bool
    ) -> None:
        self.rule = rule
        self.table = table
        self.kind = kind
        self.people = people
        self.complete = complete
        self.good = _parsed(rule.good)
        self.fair = _parsed(rule.fair)

    @cached_property
    def where(self) -> bytes:
        """For each record of the kind whether it is in scope."""
        return self.table.truth(self.rule.where, self.rule.fresh_for)

    @cached_property
    def that(self) -> bytes:
        """For each record of the kind whether it meets what the rule asks."""
        return self.table.truth(self.rule.that, self.rule.fresh_for)

    @cached_property
    def inside(self) -> list[int]:
        """Indexes of the records in scope, the unknown ones included."""
        return [i for i, t in enumerate(self.where) if t != truth.FALSE]

    def critical_of(self, indexes: Sequence[int]) -> list[int]:
        """Return those of some records that are known to be the rule's weakest links."""
        if not self.rule.critical:
            return []
        found = self.table.truth(self.rule.critical, self.rule.fresh_for)
        return [i for i in indexes if found[i] == truth.TRUE]

    def is_sure(self, index: int) -> bool:
        """Return whether a record is known to be in scope."""
        return self.where[index] == truth.TRUE

    def has_field(self, field: str) -> bool:
        """Return whether the kind has such a field."""
        return self.kind is not None and any(f.id == field for f in self.kind.field)


def _parsed(raw: object) -> Condition | None:
    if raw is None or not isinstance(raw, bool | int | float | str | tuple):
        return None
    return parse_condition(raw)
