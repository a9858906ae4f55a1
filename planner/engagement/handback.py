"""What running costs come down by, once seats nobody uses are handed back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import fsum

from planner.engagement.basis import QUARTERS, Basis
from planner.engagement.contract import Contracts
from planner.model.budget import HandedBack
from planner.model.horizon import Horizon, months_after
from planner.model.money import Range
from planner.model.roadmap import UnusedSeats

_MONTHS = 12


def handed_back(basis: Basis, paid: Contracts) -> tuple[HandedBack, ...]:
    """Return what the scheduled work stops paying for, and from which quarter on.

    Work that is done in the quarter of the last day for notice (or of the renewal, without one) is in
    time for that renewal, else for the next one a year later. Money is saved from the first whole
    quarter after the renewal. What is in no line of the running costs is not taken off them, and never
    more than the line comes to.
    """
    worth = {line.record: line.yearly for line in paid.seats}
    left = {(line.kind, line.record): line.yearly.low for line in paid.lines}
    found = []
    for one in basis.roadmap.initiatives:
        finish = basis.roadmap.placements[one.id].finish
        for seats in one.unused:
            line = paid.line(seats.record)
            saved = None if finish is None else saved_from(seats, finish, basis.horizon)
            if line is None or saved is None:
                continue
            start = saved[0]
            key = (line.kind, line.record)
            yearly = min(worth.get(seats.record[1], 0.0), left[key])
            left[key] -= yearly
            if yearly > 0:
                found.append(
                    HandedBack(
                        record=seats.record[1],
                        label=seats.label,
                        seats=seats.seats,
                        yearly=yearly,
                        quarter=start,
                        fee=line.fee,
                    )
                )
    return tuple(found)


def change(found: tuple[HandedBack, ...], quarter: int, *, fee: bool) -> Range:
    """Return what has to be added to a quarter: less than nothing as expected and at best, at worst nothing.

    At worst every seat turns out to be needed.

    Args:
        found: What is handed back.
        quarter: Index of the quarter.
        fee: Of the IT partner's fee, or of the other running costs.
    """
    money = fsum(one.yearly for one in found if one.quarter <= quarter and one.fee == fee) / QUARTERS
    return Range(-money, -money, 0.0)


def saved_from(seats: UnusedSeats, finish: int, horizon: Horizon) -> tuple[int, date] | None:
    """Return the quarter from which seats are saved, and the last day for that renewal.

    None past the horizon, or where no date is known.

    Args:
        seats: The seats.
        finish: Index of the quarter in which the work is done.
        horizon: The quarters.
    """
    for renews, last in _renewals(seats, horizon):
        if finish <= max(horizon.index(last), 0):
            start = horizon.index(renews)
            start += 0 if renews == horizon.begins(start) else 1
            return (max(start, 0), last) if start < horizon.count else None
    return None


def _renewals(seats: UnusedSeats, horizon: Horizon) -> Iterator[tuple[date, date]]:
    """Yield each renewal before the horizon's end with the last day to change it, a year apart."""
    if seats.renews is None or seats.by is None:
        return
    first, last = date.fromisoformat(seats.renews), date.fromisoformat(seats.by)
    notice, renews, years = first - last, first, 0
    while horizon.index(renews) < horizon.count:
        yield renews, renews - notice
        years += 1
        renews = months_after(first, years * _MONTHS)
