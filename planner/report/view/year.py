"""What the first twelve months take and bring."""

from __future__ import annotations

from math import fsum

import msgspec

from planner.model.roadmap import Initiative
from planner.report.figure import Figure, first_year
from planner.report.material import Material
from planner.report.view.word import quarter_name
from planner.writing import whole

QUARTERS = 4


class Year(msgspec.Struct, frozen=True, kw_only=True):
    """The roadmap's first four quarters."""

    begins: str
    ends: str
    figure: Figure
    saving: int
    """What the work of these quarters saves in every later year."""
    own_hours: int
    """Hours of the client's own people."""
    closed: float | None
    """Share of all risk known today that is closed by then; None when none is known."""


def year(material: Material) -> Year | None:
    """Return the first year, or None when the roadmap has no quarters."""
    roadmap = material.roadmap
    first = roadmap.quarters[:QUARTERS]
    if not first:
        return None
    known = fsum(result.risk for result in material.assessment.findings())
    removed = first[0].risk_start - first[-1].risk_end
    return Year(
        begins=quarter_name(first[0].id),
        ends=quarter_name(first[-1].id),
        figure=first_year(roadmap, material.plan.settings.hourly_rate),
        saving=whole(fsum(one.gain for one in roadmap.initiatives if _share(one, material) >= 1)),
        own_hours=whole(fsum(one.client_hours * _share(one, material) for one in roadmap.initiatives)),
        closed=min(1.0, removed / known) if known > 0 else None,
    )


def _share(one: Initiative, material: Material) -> float:
    """Return how much of a piece of work is done in the first year."""
    placement = material.roadmap.placements.get(one.id)
    if placement is None or placement.start is None or placement.finish is None:
        return 0.0
    length = placement.finish - placement.start + 1
    return max(0, min(length, QUARTERS - placement.start)) / length
