"""Everything budget and timeline are derived from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from planner.engagement.horizon import Horizon
from planner.model.budget_rule import BudgetRules
from planner.model.catalogue import Catalogue
from planner.model.fact import Value
from planner.model.inventory import Inventory, Item
from planner.model.lifecycle import HardwareNorm
from planner.model.plan import Plan
from planner.model.roadmap import Roadmap

QUARTERS = 4


class Basis(msgspec.Struct, frozen=True, kw_only=True):
    """A plan with its results, and what to look for in them."""

    plan: Plan
    catalogue: Catalogue
    rules: BudgetRules
    hardware: dict[str, HardwareNorm]
    """How long a class of hardware serves, by id."""
    inventory: Inventory
    roadmap: Roadmap
    today: date

    @property
    def horizon(self) -> Horizon:
        """The quarters of the budget: from the roadmap's first, for the stated years."""
        years = self.plan.settings.budget_years or self.rules.policy.years
        return Horizon.of(self.roadmap.quarters[0].id, years * QUARTERS, self.plan.client.fiscal_year_start)

    def live(self, kind: str) -> Iterator[Item]:
        """Yield the records of a kind that are in use and the company's own.

        What is in use is told as everywhere else, by the inventory (``not_live``), and once retired stays so.
        """
        left_out = next((one.values for one in self.rules.left_out if one.id == kind), {})
        for item in self.inventory.of(kind):
            if not item.idle and not any(item.value(field) in values for field, values in left_out.items()):
                yield item


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
