"""What the roadmap does to equipment already: what it replaces, and what it updates and so keeps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from planner.engagement.basis import Basis
from planner.model.budget_rule import Equipment
from planner.model.horizon import months_after
from planner.model.inventory import Item
from planner.writing import whole

Key = tuple[str, str]
"""Kind and id of a record."""
_MONTHS = 12


class Planned(msgspec.Struct, frozen=True, kw_only=True):
    """What the scheduled roadmap does to the records of one class."""

    bought: dict[Key, int]
    """Records that are replaced, to the index of the quarter the new one is there by."""
    kept: dict[Key, date]
    """Records whose system is updated in place, to the day until which they stay."""
    unplaced: dict[Key, date]
    """Records that were to be replaced by work without a place, to the day on which that comes up again."""


class _Purchases(msgspec.Struct, kw_only=True):
    """What is bought, with the quarter it is there by."""

    named: dict[Key, int] = {}
    """For certain."""
    maybe: dict[Key, int] = {}
    """Perhaps."""
    unnamed: list[int] = []
    """Units that are bought for no record by name."""


def planned(equipment: Equipment, basis: Basis, order: Sequence[Item]) -> Planned:
    """Return what the scheduled roadmap replaces and keeps of one class of equipment.

    Replaced are the records something is bought for; of those it may be bought for the likely share,
    and for units bought for nobody by name as many others, those due first in front.

    Args:
        equipment: The class.
        basis: The roadmap.
        order: All records of the class, those due first in front.
    """
    likely, bought = basis.plan.settings.likely, _purchases(equipment, basis)
    keys = [(item.kind, item.id) for item in order]
    found = {key: bought.named[key] for key in keys if key in bought.named}
    perhaps = [key for key in keys if key in bought.maybe and key not in found]
    found |= {key: bought.maybe[key] for key in perhaps[: whole(likely * len(perhaps))]}
    left = [key for key in keys if key not in found]
    found |= dict(zip(left, sorted(bought.unnamed), strict=False))
    return Planned(bought=found, kept=_kept(basis), unplaced=_unplaced(basis))


def _purchases(equipment: Equipment, basis: Basis) -> _Purchases:
    found, likely = _Purchases(), basis.plan.settings.likely
    for one in basis.roadmap.initiatives:
        finish = basis.roadmap.placements[one.id].finish
        if finish is None or not equipment.price:
            continue
        for line in one.lines:
            if line.price != equipment.price or line.timing != "once" or line.optional:
                continue
            for key in line.records:
                found.named[key] = min(finish, found.named.get(key, finish))
            for key in line.maybe:
                found.maybe[key] = min(finish, found.maybe.get(key, finish))
            known = 0.0 if line.records else line.quantity
            possible = 0.0 if line.maybe else line.possible
            found.unnamed += [finish] * whole(known + likely * possible)
    return found


def _unplaced(basis: Basis) -> dict[Key, date]:
    """Return the machines of batches that were declined or found no room: what nobody buys is in no total."""
    after = basis.horizon.begins(len(basis.roadmap.quarters))
    return {
        machine.key: after
        for one in basis.roadmap.initiatives
        if basis.roadmap.placements[one.id].finish is None
        for machine in one.machines
    }


def _kept(basis: Basis) -> dict[Key, date]:
    months = round(basis.rules.policy.kept_years * _MONTHS)
    found: dict[Key, date] = {}
    for one in basis.roadmap.initiatives:
        finish = basis.roadmap.placements[one.id].finish
        if finish is not None:
            until = months_after(basis.horizon.begins(finish + 1), months)
            keys = (key for line in one.work if line.keeps for key in line.records)
            found |= {key: max(until, found.get(key, until)) for key in keys}
    return found
