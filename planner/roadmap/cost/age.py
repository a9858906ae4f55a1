"""The equipment a company has, and when each piece of it is due to be replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from planner.model.budget_rule import BudgetRules, Equipment
from planner.model.condition import parse_condition
from planner.model.fact import Value
from planner.model.horizon import months_after
from planner.model.inventory import Inventory, Item
from planner.model.lifecycle import HardwareNorm

_MONTHS = 12
_SYSTEM = ("os_name", "os_edition", "os_version", "os_build", "model")


class Aging(msgspec.Struct, frozen=True, kw_only=True):
    """One record with the day its replacement is due; None when nothing says so."""

    item: Item
    due: date | None
    held: str = ""
    """Why the end of its system is the end of it; empty when its age decides."""

    @property
    def key(self) -> tuple[str, str]:
        """Kind and id."""
        return self.item.kind, self.item.id


class Fleet(msgspec.Struct, frozen=True, kw_only=True):
    """All equipment, with the rules that say how long it serves."""

    rules: BudgetRules
    hardware: dict[str, HardwareNorm]
    """How long a class of hardware serves, by id."""
    inventory: Inventory

    @property
    def today(self) -> date:
        """The date everything is derived at."""
        return date.fromisoformat(self.inventory.today)

    def live(self, kind: str) -> Iterator[Item]:
        """Yield the records of a kind that are in use and the company's own.

        What is in use is told as everywhere else, by the inventory (``not_live``), and once retired stays so.
        """
        left_out = next((one.values for one in self.rules.left_out if one.id == kind), {})
        for item in self.inventory.of(kind):
            if not item.idle and not any(item.value(field) in values for field, values in left_out.items()):
                yield item

    def aging(self, equipment: Equipment) -> tuple[Aging, ...]:
        """Return the records of a class, each with the day it is due.

        That is the earlier of purchase + plan age and the end of support of a system its hardware cannot leave.
        """
        norm = self.hardware.get(equipment.norm)
        conditions = [(field, parse_condition(raw)) for field, raw in equipment.where.items()]
        return tuple(
            self._aging(item, equipment, norm)
            for item in self.live(equipment.kind)
            if all(condition.holds(item.value(field), self.today) for field, condition in conditions)
        )

    def _aging(self, item: Item, equipment: Equipment, norm: HardwareNorm | None) -> Aging:
        bought = day_of(item.value("purchase_date"))
        aged = None
        if bought is not None and norm is not None:
            aged = months_after(bought, round(norm.plan_years * _MONTHS))
        ends, why = None, ""
        if equipment.ends:
            system = " ".join(text for field in _SYSTEM if (text := text_of(item.value(field))))
            for held in self.rules.held:
                late = held.bought_before and (bought is None or bought.isoformat() >= held.bought_before)
                if not late and re.search(held.system, system, re.IGNORECASE):
                    ends, why = day_of(item.value(equipment.ends)), held.why
                    break
        if ends is not None and (aged is None or ends < aged):
            return Aging(item=item, due=ends, held=why)
        return Aging(item=item, due=aged)


def in_order(found: Sequence[Aging]) -> list[Aging]:
    """Return records by the day they are due, those of unknown age last."""
    return sorted(found, key=lambda o: (o.due is None, str(o.due or ""), o.item.label, o.item.id))


def text_of(value: Value) -> str:
    """Return a text, or nothing for what is none."""
    return value.strip() if isinstance(value, str) else ""


def number_of(value: Value) -> float | None:
    """Return a number, or None for what is none."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def day_of(value: Value) -> date | None:
    """Return the day of an ISO date, with or without a time; None for what is none."""
    try:
        return date.fromisoformat(text_of(value)[:10])
    except ValueError:
        return None
