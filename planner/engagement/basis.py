"""Everything budget and timeline are derived from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from planner.model.budget_rule import BudgetRules
from planner.model.catalogue import Catalogue
from planner.model.horizon import Horizon
from planner.model.inventory import Inventory, Item
from planner.model.lifecycle import HardwareNorm
from planner.model.plan import Plan
from planner.model.roadmap import Roadmap
from planner.roadmap.cost.age import Fleet, day_of, number_of, text_of
from planner.roadmap.cost.currency import Exchange

__all__ = ["QUARTERS", "Basis", "day_of", "number_of", "text_of"]

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
        return self.fleet.live(kind)

    @property
    def exchange(self) -> Exchange:
        """What turns money of lists into the plan's currency."""
        return Exchange(self.plan, self.rules.currencies, self.catalogue.prices.currency)

    @property
    def fleet(self) -> Fleet:
        """All equipment."""
        return Fleet(rules=self.rules, hardware=self.hardware, inventory=self.inventory)
