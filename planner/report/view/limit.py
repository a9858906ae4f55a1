"""Which limit holds the plan back."""

from __future__ import annotations

import msgspec

from planner.model.reason import Full, MonthlyFull, Reason, Short
from planner.model.roadmap import QuarterLoad
from planner.report.material import Material
from planner.report.view.word import quarter_name


class Limit(msgspec.Struct, frozen=True, kw_only=True):
    """A limit on what a quarter may take."""

    binds: bool
    """Work stands later because of it, or has no quarter."""
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
    """Return the limits of the roadmap and which of them hold it back: those the reasons of its places name."""
    loads = material.roadmap.quarters
    # When equipment comes of age says nothing about what holds work back.
    places = [material.roadmap.placements[one.id] for one in material.roadmap.initiatives if not one.replaces]
    held = {what for place in places for reason in place.reasons for what in _named(reason)}
    return Limits(
        money=_limit([load.cap for load in loads], stated=True, binds="money" in held),
        hours=_limit(
            [load.hours_cap for load in loads], stated=not _is_usual(material, loads), binds="hours" in held
        ),
        waits=any(place.start for place in places),
        first=quarter_name(loads[0].id) if loads else "",
    )


def _named(reason: Reason) -> tuple[str, ...]:
    """Return the limits that a reason is about."""
    match reason:
        case Full(what=what):
            return what
        case MonthlyFull():
            return ("money",)
        case Short(lacks=lacks):
            return tuple(lack.what for lack in lacks)
        case _:
            return ()


def _limit(quarters: list[float | None], *, stated: bool, binds: bool) -> Limit | None:
    caps = [cap for cap in quarters if cap is not None]
    if not caps or len(caps) < len(quarters):
        return None
    return Limit(binds=binds, stated=stated, first=caps[0], later=caps[-1])


def _is_usual(material: Material, loads: tuple[QuarterLoad, ...]) -> bool:
    """Whether the limit on hours is the one that follows from the head count."""
    defaults = material.catalogue.vocabulary.defaults
    people = material.plan.client.people or 0
    usual = max(defaults.minimum_hours_quarter, defaults.hours_per_person_quarter * people)
    return bool(loads) and loads[-1].hours_cap == usual
