"""What it costs when work is done a quarter later, in the client's own figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from math import fsum

import msgspec

from planner.engagement.basis import Basis, day_of
from planner.engagement.handback import saved_from
from planner.model.horizon import Horizon
from planner.model.roadmap import Initiative, Roadmap
from planner.model.waiting import Ending, Missed, Waiting
from planner.roadmap.cost.due import quarter_index

_ENDS = ("support", "service", "warranty")
"""The sorts of dates that end something for a record."""
_FURTHER = 8
"""Quarters past the budget in which a later renewal is still found."""
_QUARTERS, _MONTHS = 4, 3


def waiting(basis: Basis) -> dict[str, Waiting]:
    """Return for each scheduled piece of work what finishing it one quarter later costs.

    Risk and what may be stay open for the quarter, with that of the work that has to move with it.
    Seats that could have been handed back are paid for until the renewal after; support and
    warranties of the machines it replaces or updates end meanwhile. What nobody knows is said, not guessed.
    """
    found = {}
    for one in basis.roadmap.initiatives:
        finish = basis.roadmap.placements[one.id].finish
        if finish is not None:
            found[one.id] = _waiting(basis, one, finish)
    return found


def together(each: Mapping[str, Waiting]) -> Waiting:
    """Return what it costs when everything `waiting` tells of is done one quarter later."""
    return Waiting(
        risk=fsum(one.risk for one in each.values()),
        possible=fsum(one.possible for one in each.values()),
        saving=fsum(one.saving for one in each.values()),
        missed=tuple(
            sorted((m for one in each.values() for m in one.missed), key=lambda m: (m.day, m.label))
        ),
        spared=fsum(one.spared for one in each.values()),
        unknown=tuple(
            dict.fromkeys(
                (
                    *(sentence for one in each.values() for sentence in one.unknown),
                    *(["What an incident in that time would cost is not known."] if each else []),
                )
            )
        ),
    )


def _waiting(basis: Basis, one: Initiative, finish: int) -> Waiting:
    roadmap, month = basis.roadmap, basis.plan.client.fiscal_year_start
    holds_up = _holds_up(roadmap, one.id)
    works = {work.id: work for work in roadmap.initiatives}
    further = msgspec.structs.replace(basis.horizon, count=basis.horizon.count + _FURTHER)
    saving, missed, unknown = 0.0, [], []
    for seats in one.unused:
        now, then = (saved_from(seats, at, further) for at in (finish, finish + 1))
        if now is None or then is None:
            unknown.append(f"When {seats.label} renews is not known, nor what waiting costs there.")
        elif then[0] > now[0]:
            saving += seats.yearly * (then[0] - now[0]) / _QUARTERS
            missed.append(Missed(label=seats.label, day=now[1].isoformat(), yearly=seats.yearly))
    due = None if one.due is None else max(0, quarter_index(one.due, basis.horizon.first, month))
    return Waiting(
        risk=one.risk_removed,
        possible=one.unverified_removed,
        holds_up=holds_up,
        held=fsum(works[key].risk_removed for key in holds_up),
        saving=saving,
        missed=tuple(sorted(missed, key=lambda m: (m.day, m.label))),
        endings=tuple(_endings(basis, one, finish + 1, basis.horizon)),
        late=0 if due is None else max(0, finish + 1 - due),
        spared=_MONTHS * one.monthly.expected,
        unknown=tuple(unknown),
    )


def _holds_up(roadmap: Roadmap, key: str) -> tuple[str, ...]:
    """Return the work that cannot stay where it is when one piece is finished a quarter later."""
    moved: dict[str, None] = {key: None}
    changed = True
    while changed:
        changed = False
        for other in roadmap.initiatives:
            start = roadmap.placements[other.id].start
            if other.id in moved or start is None:
                continue
            ends = [roadmap.placements[r].finish for r in other.requires if r in moved]
            if any(end is not None and start < end + 1 for end in ends):
                moved[other.id] = None
                changed = True
    return tuple(name for name in moved if name != key)


def _endings(basis: Basis, one: Initiative, quarter: int, horizon: Horizon) -> Iterator[Ending]:
    """Yield what ends in a quarter for the machines a piece of work replaces or updates."""
    prices = {equipment.price for equipment in basis.rules.equipment if equipment.price}
    bought = (
        line for line in one.lines if line.price in prices and line.timing == "once" and not line.optional
    )
    keys = {record for line in bought for record in line.records}
    keys |= {record for line in one.work if line.keeps for record in line.records}
    for spec in basis.rules.dates:
        if spec.event not in _ENDS:
            continue
        found: list[tuple[date, str]] = []
        for item in basis.live(spec.of):
            day = day_of(item.value(spec.field))
            if day is not None and (item.kind, item.id) in keys and horizon.index(day) == quarter:
                found.append((day, item.label))
        if found:
            found.sort()
            labels = tuple(label for _, label in found)
            yield Ending(sort=spec.event, happens=spec.happens, day=found[0][0].isoformat(), records=labels)
