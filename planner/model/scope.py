"""Whether a record meets the conditions that a template or a declaration sets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from planner.model.condition import RawCondition, parse_condition
from planner.model.field import Kind
from planner.model.inventory import Item


def meets(item: Item, conditions: Mapping[str, RawCondition], kind: Kind | None, today: date) -> bool | None:
    """Return whether a record meets all conditions; None when that cannot be known.

    Args:
        item: The record.
        conditions: Field to condition.
        kind: The record's kind, for what its choices stand for.
        today: The plan's date.
    """
    one_of = {field.id: field.one_of for field in kind.field if field.one_of} if kind is not None else {}
    found = [
        parse_condition(raw).holds(item.value(field), today, one_of.get(field, {}))
        for field, raw in conditions.items()
    ]
    if False in found:
        return False
    return None if None in found else True
