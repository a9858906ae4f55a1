"""Which limit holds the plan back."""

from __future__ import annotations

from math import fsum

import msgspec

from planner.model.roadmap import QuarterLoad
from planner.report.material import Material
from planner.report.view.word import quarter_name

_TIGHT = 0.75
"""A limit of which so much is used while work still waits is one that holds it back."""


class Limit(msgspec.Struct, frozen=True, kw_only=True):
    """A limit on what a quarter may take."""

    binds: bool
    """Work waits because of it."""
    stated: bool
    """Somebody set it; else the planner reckons with it by itself."""
    first: float
    """In the first quarter."""
    later: float
    """In the others."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """The limits on money and hours, None where there is none."""

    money: Limit | None
    hours: Limit | None
    waits: bool
    """Whether anything starts after the first quarter at all."""
    first: str
    """Name of the first quarter."""


def limits(material: Material) -> Limits:
    """Return the limits of the roadmap and which of them hold it back.

    A limit holds it back when most of it is used in the quarters before the last piece of work starts.
    """
    loads = material.roadmap.quarters
    # When equipment comes of age says nothing about what holds work back.
    placed = (
        material.roadmap.placements[one.id].start for one in material.roadmap.initiatives if not one.replaces
    )
    last = max((start for start in placed if start is not None), default=0)
    money = [(load.cap, load.one_time + load.recurring) for load in loads]
    hours = [(load.hours_cap, load.hours) for load in loads]
    return Limits(
        money=_limit(money, last, stated=True),
        hours=_limit(hours, last, stated=not _is_usual(material, loads)),
        waits=last > 0,
        first=quarter_name(loads[0].id) if loads else "",
    )


def _limit(quarters: list[tuple[float | None, float]], last: int, *, stated: bool) -> Limit | None:
    caps = [cap for cap, _ in quarters if cap is not None]
    if not quarters or len(caps) < len(quarters):
        return None
    room, used = fsum(caps[:last]), fsum(amount for _, amount in quarters[:last])
    return Limit(binds=room > 0 and used / room >= _TIGHT, stated=stated, first=caps[0], later=caps[-1])


def _is_usual(material: Material, loads: tuple[QuarterLoad, ...]) -> bool:
    """Whether the limit on hours is the one that follows from the head count."""
    defaults = material.catalogue.vocabulary.defaults
    people = material.plan.client.people or 0
    usual = max(defaults.minimum_hours_quarter, defaults.hours_per_person_quarter * people)
    return bool(loads) and loads[-1].hours_cap == usual
