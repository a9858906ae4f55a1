"""Total cost of ownership: all of IT, and each piece of work, over three and five years."""

from __future__ import annotations

from functools import reduce
from math import ceil

from msgspec.structs import replace

from planner.engagement.basis import Basis
from planner.engagement.budget import budget
from planner.model.money import Range
from planner.model.ownership import Lifetime, Ownership
from planner.model.roadmap import Initiative

SPANS = (3, 5)
"""Years."""
_MONTHS = 12


def ownership(basis: Basis) -> tuple[Ownership, ...]:
    """Return what all of IT costs over each span: the budget of so many years, with the plan and without.

    Without it no work is done: contracts go on at today's prices, unused seats are paid for, and
    equipment is replaced when it is due. Nothing is put on for what goes wrong meanwhile.
    """
    nothing = replace(basis.roadmap, initiatives=(), placements={})
    found = []
    for years in SPANS:
        settings = replace(basis.plan.settings, budget_years=years)
        whole = replace(basis, plan=replace(basis.plan, settings=settings))
        as_it_stands, with_plan = (budget(one) for one in (replace(whole, roadmap=nothing), whole))
        found.append(Ownership(years=years, as_it_stands=as_it_stands, with_plan=with_plan))
    return tuple(found)


def lifetimes(basis: Basis) -> dict[str, tuple[Lifetime, ...]]:
    """Return what each piece of work costs over each span from the day it is done."""
    return {
        one.id: tuple(_lifetime(basis, one, years) for years in SPANS) for one in basis.roadmap.initiatives
    }


def _lifetime(basis: Basis, one: Initiative, years: int) -> Lifetime:
    labour = one.partner_hours * basis.plan.settings.hourly_rate
    return Lifetime(
        years=years,
        once=one.one_time + Range(labour, labour, labour),
        monthly=one.monthly.times(_MONTHS * years),
        again=_again(basis, one, years),
        saved=one.gain * years,
    )


def _again(basis: Basis, one: Initiative, years: int) -> Range:
    """Return what comes of age within the span: so many times what was bought, at the plan age of its class."""
    ages = {
        equipment.price: norm.plan_years
        for equipment in basis.rules.equipment
        if equipment.price and (norm := basis.hardware.get(equipment.norm)) is not None
    }
    amounts = (
        line.amount.times(ceil(years / ages[line.price]) - 1)
        for line in one.lines
        if line.timing == "once" and not line.optional and line.price in ages
    )
    return reduce(Range.__add__, amounts, Range())
