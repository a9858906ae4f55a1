"""From a plan and its assessment to its roadmap in one step."""

from __future__ import annotations

from msgspec.structs import replace

from planner.model.catalogue import Catalogue
from planner.model.finding import Assessment
from planner.model.inventory import Inventory
from planner.model.plan import Plan
from planner.model.roadmap import Roadmap
from planner.roadmap.cost import cost
from planner.roadmap.options import Options
from planner.roadmap.schedule import schedule

_UNPRICED = "Nothing has a price yet: the prices are in {book}. State how many {own} one {book} buys, with the client."


def build(
    plan: Plan,
    catalogue: Catalogue,
    inventory: Inventory,
    assessment: Assessment,
    options: Options | None = None,
) -> Roadmap:
    """Return the roadmap of a plan, under its own settings unless ``options`` are given.

    Raises:
        OptionsError: The start is no quarter or the roadmap has none.
    """
    options = Options.of(plan) if options is None else options
    found = schedule(cost(plan, catalogue, inventory, assessment, options), options, plan)
    book = catalogue.prices.currency
    if plan.price_rate(book) is not None:
        return found
    return replace(found, problems=(_UNPRICED.format(book=book, own=plan.client.currency), *found.problems))
