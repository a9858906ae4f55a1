"""Placing initiatives in quarters under the caps."""

from __future__ import annotations

import time
from collections.abc import Sequence
from math import fsum

from planner.model.plan import Plan
from planner.model.roadmap import Initiative, Placement, Roadmap
from planner.roadmap.bound import lower_bound
from planner.roadmap.case import Case
from planner.roadmap.job import jobs
from planner.roadmap.load import loads
from planner.roadmap.options import Options
from planner.roadmap.problem import is_late, problems
from planner.roadmap.reason import Reasons
from planner.roadmap.search import search


def schedule(initiatives: Sequence[Initiative], options: Options, plan: Plan) -> Roadmap:
    """Return a roadmap that carries little risk and keeps every constraint.

    Constraints: one-time plus recurring money and hours of a quarter stay under their caps (expected
    figures); an initiative starts no sooner than the quarter in which those it requires finish, and
    only when they are scheduled; a declined one is never scheduled, a deferred one not before its
    date; a pinned one stands where it was pinned even over a cap, and then a problem says so.
    Approved ones and due dates come first; what they cannot have is said in ``problems``.

    The schedule comes from a deterministic heuristic: the same input gives the same roadmap.
    ``bound`` is proven, so that ``gap`` says how much better any schedule could be at most.

    Args:
        initiatives: What `planner.roadmap.cost` returned.
        options: Caps, length and first quarter.
        plan: For the client's fiscal year and the names behind pins.
    """
    began = time.perf_counter()
    found = jobs(initiatives, options.first, options.quarters, plan.client.fiscal_year_start)
    case = Case(found, options.quarters, options.budget_per_quarter, options.hours_per_quarter)
    bound = lower_bound(case)
    starts = search(case, bound).starts
    quarters = loads(case, starts, options)
    reasons = Reasons(case, starts, initiatives, options, plan)
    placements = {}
    for initiative in initiatives:
        start = starts.get(initiative.id)
        placements[initiative.id] = Placement(
            initiative=initiative.id,
            start=start,
            finish=None if start is None else start + initiative.duration - 1,
            reason=reasons.of(initiative.id),
            late=is_late(case, initiative.id, start),
        )
    carried = fsum(
        job.weight * (case.quarters if (start := starts.get(key)) is None else start + job.duration - 1)
        for key, job in case.jobs.items()
    )
    return Roadmap(
        quarters=quarters,
        initiatives=tuple(sorted(initiatives, key=lambda i: _place(i, starts.get(i.id)))),
        placements=placements,
        risk_carried=fsum(q.risk_end for q in quarters),
        carried=carried,
        # Rounding must not lift the bound over what it bounds.
        bound=min(bound, carried),
        seconds=time.perf_counter() - began,
        problems=tuple(problems(case, starts, initiatives, quarters, reasons)),
    )


def _place(initiative: Initiative, start: int | None) -> tuple[bool, int, float, str]:
    return start is None, start or 0, -initiative.value, initiative.id
