"""From a plan and its assessment to its roadmap in one step, or step by step while it gets better."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from planner.model.catalogue import Catalogue
from planner.model.finding import Assessment
from planner.model.inventory import Inventory
from planner.model.plan import Plan
from planner.model.reason import Unpriced
from planner.model.roadmap import Initiative, Roadmap
from planner.roadmap.cost import cost
from planner.roadmap.keep import recall
from planner.roadmap.options import Options
from planner.roadmap.place import placed
from planner.roadmap.pose import pose
from planner.roadmap.schedule import QUICK, Limit, solve


def build(
    plan: Plan,
    catalogue: Catalogue,
    inventory: Inventory,
    assessment: Assessment,
    options: Options | None = None,
    *,
    limit: Limit = QUICK,
) -> Roadmap:
    """Return the roadmap of a plan, under its own settings unless ``options`` are given.

    Raises:
        OptionsError: The start is no quarter or the roadmap has none.
    """
    *_, last = stages(plan, catalogue, inventory, assessment, options, limit=limit)
    return last


def stages(
    plan: Plan,
    catalogue: Catalogue,
    inventory: Inventory,
    assessment: Assessment,
    options: Options | None = None,
    *,
    limit: Limit,
    again: bool = False,
) -> Iterator[Roadmap]:
    """Yield the roadmap of a plan as it gets better; the kept one alone while it answers the plan's problem.

    Args:
        plan: The plan, with the schedule that was kept with it.
        catalogue: Initiatives and prices.
        inventory: What the quantities count.
        assessment: The findings.
        options: Caps, length and first quarter; the plan's own when None.
        limit: How long to look.
        again: Go on looking although a schedule is kept; only what is better than that one follows it.

    Raises:
        OptionsError: The start is no quarter or the roadmap has none.
    """
    options = Options.of(plan) if options is None else options
    initiatives = cost(plan, catalogue, inventory, assessment, options)
    problem = pose(initiatives, options, plan.client.fiscal_year_start)
    kept = recall(problem, plan.schedule)
    if kept is None:
        for found in improving(initiatives, options, plan, limit):
            yield _priced(found, plan, catalogue)
        return
    found = replace(placed(initiatives, problem, kept, options, plan=plan, seconds=0.0), kept=True)
    yield _priced(found, plan, catalogue)
    if again:
        for other in improving(initiatives, options, plan, limit):
            before, found = found, _better(found, other)
            if found != before:
                yield _priced(found, plan, catalogue)


def arrange(initiatives: Sequence[Initiative], options: Options, plan: Plan, limit: Limit = QUICK) -> Roadmap:
    """Return the best roadmap found within a limit.

    Constraints: one-time plus recurring money and hours of a quarter stay under their caps (expected
    figures); an initiative starts no sooner than the quarter in which those it requires finish, and
    only when they are scheduled; a declined one is never scheduled, a deferred one not before its
    date; a pinned one stands where it was pinned even over a cap, and then a problem says so.
    Approved ones and due dates come first; what they cannot have is said in ``problems``.

    Args:
        initiatives: What `planner.roadmap.cost` returned.
        options: Caps, length and first quarter.
        plan: For the client's fiscal year and the names behind pins.
        limit: How long to look. The same limit in counts gives the same roadmap.
    """
    *_, last = improving(initiatives, options, plan, limit)
    return last


def improving(
    initiatives: Sequence[Initiative], options: Options, plan: Plan, limit: Limit
) -> Iterator[Roadmap]:
    """Yield roadmaps, each better than the one before: the first at once, the last the best found.

    Args:
        initiatives: What `planner.roadmap.cost` returned.
        options: Caps, length and first quarter.
        plan: For the client's fiscal year and the names behind pins.
        limit: How long to look.
    """
    began = time.perf_counter()
    problem = pose(initiatives, options, plan.client.fiscal_year_start)
    for solution in solve(problem, limit):
        yield placed(initiatives, problem, solution, options, plan=plan, seconds=time.perf_counter() - began)


def _better(one: Roadmap, other: Roadmap) -> Roadmap:
    """Return the better of two roadmaps of one problem, with the higher of their bounds: both are proven."""
    best = other if (other.lateness, other.carried) < (one.lateness, one.carried) else one
    bound = min(max(one.bound, other.bound), best.carried)
    schedule = None if best.schedule is None else replace(best.schedule, bound=bound)
    return replace(best, bound=bound, schedule=schedule)


def _priced(found: Roadmap, plan: Plan, catalogue: Catalogue) -> Roadmap:
    """Return a roadmap that says so when nothing in it has a price."""
    book = catalogue.prices.currency
    if plan.price_rate(book) is not None:
        return found
    return replace(found, problems=(Unpriced(book=book, own=plan.client.currency), *found.problems))
