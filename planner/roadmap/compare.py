"""What one roadmap does otherwise than another: what moved, fell out or came in, risk and money."""

from __future__ import annotations

from math import fsum

import msgspec

from planner.model.roadmap import Roadmap


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of work that starts in another quarter."""

    initiative: str
    before: str | None
    """Quarter id; None when it had no quarter."""
    after: str | None
    """Quarter id; None when it has none now."""


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two roadmaps of one plan, the second seen from the first."""

    moved: tuple[Move, ...]
    """Work that has a quarter in both, and not the same one."""
    fell_out: tuple[str, ...]
    """Work that had a quarter and has none."""
    came_in: tuple[str, ...]
    """Work that had none and has one."""
    risk_left: tuple[float, float]
    """Known risk at the end of the last quarter, before and after."""
    risk_carried: tuple[float, float]
    """Σ over the quarters of the risk left at their end, before and after."""
    money: dict[str, tuple[float, float]]
    """Fiscal year to one-time and recurring money, before and after."""
    hours: dict[str, tuple[float, float]]
    """Fiscal year to hours of work, before and after."""

    @property
    def same(self) -> bool:
        """Whether every piece of work stands where it stood."""
        return not (self.moved or self.fell_out or self.came_in)


def compare(before: Roadmap, after: Roadmap) -> Comparison:
    """Return what the second roadmap does otherwise than the first.

    Quarters are compared by name, so that roadmaps of different length and start can be compared.
    Work that is in one of them alone had, or has, no quarter in the other.
    """
    starts, ends = _starts(before), _starts(after)
    everything = dict.fromkeys((*starts, *ends))
    moves = [Move(initiative=key, before=starts.get(key), after=ends.get(key)) for key in everything]
    return Comparison(
        moved=tuple(m for m in moves if m.before and m.after and m.before != m.after),
        fell_out=tuple(m.initiative for m in moves if m.before and not m.after),
        came_in=tuple(m.initiative for m in moves if m.after and not m.before),
        risk_left=(_left(before), _left(after)),
        risk_carried=(before.risk_carried, after.risk_carried),
        money=_years(before, after, "money"),
        hours=_years(before, after, "hours"),
    )


def _starts(roadmap: Roadmap) -> dict[str, str]:
    return {
        key: roadmap.quarters[place.start].id
        for key, place in roadmap.placements.items()
        if place.start is not None
    }


def _left(roadmap: Roadmap) -> float:
    return roadmap.quarters[-1].risk_end if roadmap.quarters else 0.0


def _years(before: Roadmap, after: Roadmap, what: str) -> dict[str, tuple[float, float]]:
    one, other = _sums(before, what), _sums(after, what)
    return {year: (one.get(year, 0.0), other.get(year, 0.0)) for year in sorted({*one, *other})}


def _sums(roadmap: Roadmap, what: str) -> dict[str, float]:
    found: dict[str, list[float]] = {}
    for quarter in roadmap.quarters:
        amount = quarter.hours if what == "hours" else quarter.one_time + quarter.recurring
        found.setdefault(quarter.id[:4], []).append(amount)
    return {year: fsum(amounts) for year, amounts in found.items()}
