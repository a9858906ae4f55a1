"""Conditions as templates write them, and their three-valued truth.

The grammar, in a template's ``where``, ``that``, ``good`` and ``fair``:

=========================  =====================================================
``true`` / ``false`` / 5   equal to the value
``"laptop"``               equal, ignoring case
``["laptop", "desktop"]``  equal to one of them
``"<=30"`` ``">=1"`` ``">0"`` ``"<5"``  a number so compared
``"2..4"``                 a number from 2 to 4, both ends included
``"set"``                  has a value; an observed "none" is false
``"within 180 days"``      a date no later than so many days after the plan's date
``"beyond 180 days"``      a date later than that
=========================  =====================================================

A missing value makes every condition unknown (None): it is never false and never true.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

import msgspec

from planner.model.fact import Value

RawCondition: TypeAlias = bool | int | float | str | tuple[str, ...]
"""A condition as a template has it."""

_CERTAIN: Mapping[str, Sequence[str]] = MappingProxyType({})
_COMPARE = re.compile(r"(<=|>=|<|>)\s*(-?\d+(?:\.\d+)?)")
_RANGE = re.compile(r"(-?\d+(?:\.\d+)?)\.\.(-?\d+(?:\.\d+)?)")
_WITHIN = re.compile(r"(within|beyond) (\d+) days?")


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """One parsed condition."""

    op: str
    """``eq``, ``in``, ``range``, ``set`` or ``within``."""
    values: tuple[bool | int | float | str, ...] = ()
    low: float = float("-inf")
    high: float = float("inf")
    low_open: bool = False
    high_open: bool = False
    days: int = 0
    beyond: bool = False
    """Of ``within``: the date has to be later than that."""

    def holds(self, value: Value, today: date, one_of: Mapping[str, Sequence[str]] = _CERTAIN) -> bool | None:
        """Return whether ``value`` meets the condition; None when that cannot be known.

        The caller passes None for a missing fact only; a fact observed to be empty is
        passed as the empty tuple.

        Args:
            value: The fact's value.
            today: The plan's date.
            one_of: Values that stand for one of several others (see `planner.model.field.Field`): a
                ``computer`` is certainly a laptop or desktop, but perhaps no laptop.
        """
        if value is None:
            return None
        empty = value in ((), "")
        if self.op == "set":
            return not empty
        if empty:
            return False
        if self.op in ("eq", "in"):
            return self._is_wanted(value) or self._is_one_wanted(value, one_of)
        if self.op == "within":
            try:
                day = date.fromisoformat(str(value)[:10])
            except ValueError:
                return None
            return (day <= today + timedelta(days=self.days)) is not self.beyond
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return self.contains(float(value))

    def _is_wanted(self, value: Value) -> bool:
        return any(_same(value, wanted) for wanted in self.values)

    def _is_one_wanted(self, value: Value, one_of: Mapping[str, Sequence[str]]) -> bool | None:
        """Return whether all, or none, of what a value may be is wanted; None when it is some of it."""
        hits = {self._is_wanted(one) for one in one_of.get(value, ())} if isinstance(value, str) else set()
        return None if len(hits) > 1 else True in hits

    @property
    def has_ceiling(self) -> bool:
        """Whether it sets an upper limit to a number: of what is counted, fewer is better."""
        if self.op == "eq":
            return isinstance(self.values[0], int | float) and not isinstance(self.values[0], bool)
        return self.op == "range" and self.high < float("inf")

    def contains(self, number: float) -> bool:
        """Return whether a number lies in the range (``range`` conditions only)."""
        above = number > self.low if self.low_open else number >= self.low
        below = number < self.high if self.high_open else number <= self.high
        return above and below


def _same(value: Value, wanted: bool | float | str) -> bool:
    if isinstance(value, tuple):
        return any(_same(item, wanted) for item in value)
    if isinstance(value, bool) or isinstance(wanted, bool):
        return value is wanted
    if isinstance(value, str) and isinstance(wanted, str):
        return value.casefold() == wanted.casefold()
    return value == wanted


@lru_cache(maxsize=4096)
def parse_condition(raw: RawCondition) -> Condition:
    """Read a condition.

    Raises:
        ValueError: A text looks like a comparison but is none (``"<= "``, ``"5.."``).
    """
    if isinstance(raw, tuple):
        return Condition(op="in", values=raw)
    if not isinstance(raw, str):
        return Condition(op="eq", values=(raw,))
    text = raw.strip()
    if text == "set":
        return Condition(op="set")
    if match := _WITHIN.fullmatch(text):
        return Condition(op="within", days=int(match[2]), beyond=match[1] == "beyond")
    if match := _COMPARE.fullmatch(text):
        bound = float(match[2])
        if match[1].startswith("<"):
            return Condition(op="range", high=bound, high_open=match[1] == "<")
        return Condition(op="range", low=bound, low_open=match[1] == ">")
    if match := _RANGE.fullmatch(text):
        return Condition(op="range", low=float(match[1]), high=float(match[2]))
    if text[:1] in ("<", ">", "=") or ".." in text:
        raise ValueError(f"{raw!r} is not a condition; write for example '<=30', '2..4' or 'set'")
    return Condition(op="eq", values=(text,))
