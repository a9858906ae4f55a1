"""Conditions and facts, read the way the README says: the first part of somebody else's program."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
"""A parsed JSON document."""

INFINITY = float("inf")

# -- conditions -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Bounds:
    """The numbers a condition such as ``>=0.9`` or ``2..4`` holds for."""

    low: float = -INFINITY
    high: float = INFINITY
    low_open: bool = False
    high_open: bool = False

    def holds(self, x: float) -> bool:
        above = x > self.low if self.low_open else x >= self.low
        return above and (x < self.high if self.high_open else x <= self.high)


def bounds(raw: object) -> Bounds | None:
    """Read a condition on a number; None when it is one on something else."""
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int | float):
        return Bounds(float(raw), float(raw))
    if not isinstance(raw, str):
        return None
    if found := re.fullmatch(r"(-?[\d.]+?)\.\.(-?[\d.]+)", raw):
        return Bounds(float(found[1]), float(found[2]))
    if found := re.fullmatch(r"(<=|>=|<|>)\s*(-?[\d.]+)", raw):
        edge, is_open = float(found[2]), len(found[1]) == 1
        return Bounds(high=edge, high_open=is_open) if raw[0] == "<" else Bounds(low=edge, low_open=is_open)
    return None


def holds(raw: object, value: object, today: date, one_of: Json | None = None) -> bool | None:
    """Return whether a known value meets a condition (None: it cannot be told).

    A value may stand for one of several others: then it is told when all of them meet it, or none.
    """
    said = holds_exactly(raw, value, today)
    meant = (one_of or {}).get(value, []) if isinstance(value, str) and raw != "set" else []
    if said or not meant:
        return said
    verdicts = {holds_exactly(raw, one, today) for one in meant}
    return None if len(verdicts) > 1 else verdicts.pop()


def holds_exactly(raw: object, value: object, today: date) -> bool | None:
    """Return whether a known value meets a condition as it stands."""
    empty = value is None or value in ("", [])
    if raw == "set":
        return not empty
    if empty:
        return False
    if isinstance(raw, list):
        return any(holds_exactly(one, value, today) for one in raw)
    if isinstance(raw, str) and (found := re.fullmatch(r"(within|beyond) (\d+) days?", raw)):
        days = (date.fromisoformat(str(value)[:10]) - today).days
        return days > int(found[2]) if found[1] == "beyond" else days <= int(found[2])
    number = bounds(raw)
    if number is not None and not isinstance(value, list):
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None if isinstance(raw, str) else False
        return number.holds(value)
    values = value if isinstance(value, list) else [value]
    return any(same(raw, one) for one in values)


def same(a: object, b: object) -> bool:
    """Compare the way conditions do: texts without case, yes and no are no numbers."""
    if isinstance(a, str) and isinstance(b, str):
        return a.casefold() == b.casefold()
    return isinstance(a, bool) == isinstance(b, bool) and a == b


# -- facts ----------------------------------------------------------------------------------

UNKNOWN = object()


def known(record: Json, name: str, fresh_for: int | None, today: date) -> object:
    """Return a fact's value, or UNKNOWN when it is missing, too old or contradicted."""
    fact = record["facts"].get(name)
    if fact is None or fact["state"] != "known":
        return UNKNOWN
    if fresh_for is not None and fact["observed"]:
        age = (today - date.fromisoformat(fact["observed"][:10])).days
        if age > fresh_for:
            return UNKNOWN
    return fact["value"]


def in_use(record: Json, kind: Json | None, named: set[str], today: date) -> bool:
    """Return whether a record is live, as far as the fields go that a rule does not name itself.

    What a fact said last counts, however old it is: nothing comes back from retirement by waiting.
    """
    for name, raw in (kind["not_live"] if kind else {}).items():
        fact = record["facts"].get(name)
        if name not in named and fact is not None and fact["value"] is not None:
            value = fact["value"]
            if holds(raw, value, today) is True:
                return False
    return True


def all_hold(
    conditions: Json, record: Json, fresh_for: int | None, today: date, kind: Json | None
) -> bool | None:
    """Return the three-valued "and": one false decides, else one unknown leaves it open."""
    found: set[bool | None] = set()
    one_of = {f["id"]: f["one_of"] for f in kind["field"]} if kind else {}
    for name, raw in conditions.items():
        value = known(record, name, fresh_for, today)
        found.add(None if value is UNKNOWN else holds(raw, value, today, one_of.get(name)))
    return False if False in found else None if None in found else True
