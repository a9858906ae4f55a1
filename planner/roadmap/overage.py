"""Machines that run beyond their plan age because their replacement waits."""

from __future__ import annotations

import msgspec

from planner.model.quarter import Quarter
from planner.model.roadmap import Roadmap
from planner.roadmap.cost.due import quarter_index


class Overage(msgspec.Struct, frozen=True, kw_only=True):
    """What of one piece of work is replaced after it is due."""

    machines: int
    quarters: int
    """By how many quarters the one that waits longest is late; counted up to the roadmap's end where it has no place."""


def overage(found: Roadmap, fiscal_year_start: int) -> dict[str, Overage]:
    """Return for each piece of work with machines that wait how many, and for how long at most.

    Args:
        found: The roadmap.
        fiscal_year_start: The month the client's year begins in.
    """
    first = Quarter.parse(found.quarters[0].id)
    waiting = {}
    for one in found.initiatives:
        finish = found.placements[one.id].finish
        done = len(found.quarters) if finish is None else finish
        late = [
            done - at
            for machine in one.machines
            if (at := quarter_index(machine.due, first, fiscal_year_start)) < done
        ]
        if late:
            waiting[one.id] = Overage(machines=len(late), quarters=max(late))
    return waiting
