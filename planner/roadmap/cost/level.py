"""Replacements under a yearly ceiling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from msgspec.structs import replace

from planner.model.budget import RefreshItem
from planner.model.budget_rule import Equipment
from planner.model.horizon import Horizon
from planner.model.settings import Settings

SLACK = 1e-9
"""How far over the ceiling still counts as on it: rounding of sums, relative to the ceiling."""
REST = ""
"""The share of all batches that have no ceiling of their own."""


class Ceilings(msgspec.Struct, frozen=True, kw_only=True):
    """What replacements may take in a fiscal year: one figure for all, and own ones of some batches."""

    all: float | None = None
    own: Mapping[str, float | None] = {}
    groups: Mapping[str, str] = {}
    """Class to its batch."""

    @classmethod
    def of(cls, settings: Settings, equipment: Sequence[Equipment]) -> Ceilings:
        """Return the ceilings of a plan."""
        groups = {one.id: one.group for one in equipment}
        return cls(all=settings.refresh_per_year, own=settings.refresh_ceilings, groups=groups)

    def share(self, equipment: str) -> str:
        """Return which ceiling a class is held against: that of its batch, or `REST`."""
        group = self.groups.get(equipment, equipment)
        return group if group in self.own else REST

    def figure(self, share: str) -> float | None:
        """Return the ceiling of a share; None keeps its batches together."""
        return self.own.get(share, self.all)

    @property
    def any(self) -> bool:
        """Whether anything is levelled at all."""
        return any(one is not None for one in (self.all, *self.own.values()))


def levelled(
    items: Sequence[RefreshItem],
    horizon: Horizon,
    ceilings: Ceilings,
    taken: Mapping[tuple[str, int], float] | None = None,
) -> tuple[RefreshItem, ...]:
    """Return the replacements, each share of them under its ceiling.

    Args:
        items: The replacements.
        horizon: The quarters.
        ceilings: The ceilings.
        taken: Share and first quarter of a fiscal year to money that is spent already.
    """
    shares: dict[str, list[RefreshItem]] = {}
    for one in items:
        shares.setdefault(ceilings.share(one.equipment), []).append(one)
    found: list[RefreshItem] = []
    for share, mine in shares.items():
        ceiling = ceilings.figure(share)
        spent = {start: money for (name, start), money in (taken or {}).items() if name == share}
        found += mine if ceiling is None else level(mine, horizon, ceiling, spent)
    return tuple(sorted(found, key=order))


def level(
    items: Sequence[RefreshItem], horizon: Horizon, ceiling: float, taken: Mapping[int, float] | None = None
) -> tuple[RefreshItem, ...]:
    """Return the replacements with those over the ceiling of a fiscal year moved to the next.

    What is due first is bought first; what does not fit waits for the first quarter of the next
    year. A single replacement dearer than the ceiling is bought alone. What is still left in the
    last year stays there, over the ceiling: nothing drops out, so that the totals stay.

    Args:
        items: The replacements.
        horizon: The quarters.
        ceiling: Expected money of a fiscal year.
        taken: First quarter of a fiscal year to money that is spent already.
    """
    years = horizon.years()
    placed: list[RefreshItem] = []
    waiting: list[RefreshItem] = []
    for at, year in enumerate(years):
        own = sorted((one for one in items if one.quarter in year), key=order)
        pool = [*(replace(one, quarter=year.start) for one in waiting), *own]
        waiting, spent = [], (taken or {}).get(year.start, 0.0)
        for one in pool:
            fits = spent + one.cost.expected <= ceiling * (1 + SLACK) or spent == 0
            if fits or at == len(years) - 1:
                placed.append(one)
                spent += one.cost.expected
            else:
                waiting.append(one)
    return tuple(sorted(placed, key=order))


def order(one: RefreshItem) -> tuple[int, str, str, str]:
    """Return what replacements are sorted by: quarter, then the day they are due."""
    return one.quarter, one.due, one.label, one.record
