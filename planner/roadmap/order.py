"""What starts in the same quarter stands in the planner's order, but for what somebody put in another place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from planner.model.plan import Plan
from planner.model.roadmap import Initiative
from planner.roadmap.cost import change


def ordered(works: Iterable[Initiative], starts: Mapping[str, int], plan: Plan) -> tuple[Initiative, ...]:
    """Return the work by quarter, what has none at the end; in a quarter by value, the best first.

    A place somebody gave a piece of work (1 is the first of its quarter) holds in whatever quarter it starts.

    Args:
        works: All work.
        starts: Index of the quarter each starts in, by id.
        plan: For the places given by hand.
    """

    def quarter(one: Initiative) -> tuple[bool, int]:
        return one.id not in starts, starts.get(one.id, 0)

    found: list[Initiative] = []
    for _, group in groupby(sorted(works, key=lambda one: (*quarter(one), -one.value, one.id)), key=quarter):
        members = tuple(group)
        given = {one.id: change.number(change.changes(plan, one.id), "order", 0) for one in members}
        standing = [one for one in members if not given[one.id]]
        # From the first place on: each is then at its place when the next ones come behind it.
        for one in sorted((one for one in members if given[one.id]), key=lambda one: given[one.id]):
            standing.insert(int(given[one.id]) - 1, one)
        found += standing
    return tuple(found)
