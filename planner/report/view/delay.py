"""What it costs an owner to wait with a decision."""

from __future__ import annotations

import msgspec

from planner.report.material import Material
from planner.writing import whole

_GRAVE = ("support", "service")
"""Sorts of dates that end something an owner has to know of."""


class Ends(msgspec.Struct, frozen=True, kw_only=True):
    """Something that ends for machines meanwhile."""

    happens: str
    count: int
    name: str
    """The one it is, or the first."""
    day: str
    """ISO date of the first."""


class Delay(msgspec.Struct, frozen=True, kw_only=True):
    """What happens when work is done one quarter later."""

    saving: int
    """Money that is paid for nothing."""
    what: str
    """What can then not be changed for another year."""
    day: str
    """ISO date of the last day for that."""
    ends: tuple[Ends, ...]


def delay(work: str, material: Material) -> Delay | None:
    """Return what waiting a quarter costs in money and dates; None when it costs neither.

    Args:
        work: Id of the work.
        material: What the document is made from.
    """
    found = material.waiting.get(work)
    if found is None:
        return None
    ends = tuple(
        Ends(happens=one.happens, count=len(one.records), name=one.records[0], day=one.day)
        for one in found.endings
        if one.sort in _GRAVE
    )
    if not (whole(found.saving) or ends):
        return None
    first = found.missed[0] if found.missed else None
    return Delay(
        saving=whole(found.saving),
        what="" if first is None else first.label,
        day="" if first is None else first.day,
        ends=ends,
    )
