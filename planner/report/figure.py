"""The money and hours of a roadmap as they are printed.

People add up what they see. So the smallest printed amounts are rounded to whole units of the
currency once (the one-time and the recurring money of a quarter, halves upwards), hours to
tenths, and every total is the sum of the printed amounts above it, never a rounded exact total.
Screens that show the same totals take them from here.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from planner.model.quarter import Quarter
from planner.model.roadmap import QuarterLoad, Roadmap
from planner.writing import half_up, whole


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """Printed money and hours of a quarter, a year or the whole roadmap."""

    id: str
    """Quarter id, the fiscal year as four digits, or ``total``."""
    quarters: tuple[str, ...]
    """Ids of the quarters it covers."""
    one_time: int
    recurring: int
    hours: float
    """In tenths of an hour."""
    labour: int
    """Hours × hourly rate; not part of the money the cap is about."""
    cap: int | None = None
    """Cap on one-time plus recurring money, or None."""
    hours_cap: float | None = None

    @property
    def money(self) -> int:
        """One-time plus recurring."""
        return self.one_time + self.recurring

    @property
    def everything(self) -> int:
        """One-time, recurring and labour."""
        return self.money + self.labour

    @property
    def over(self) -> bool:
        """Whether the money is over the cap."""
        return self.cap is not None and self.money > self.cap


def quarter_figures(roadmap: Roadmap, hourly_rate: float) -> tuple[Figure, ...]:
    """Return one figure a quarter, in order."""
    return tuple(_quarter(load, hourly_rate) for load in roadmap.quarters)


def year_figures(roadmap: Roadmap, hourly_rate: float) -> tuple[Figure, ...]:
    """Return one figure a fiscal year the roadmap touches, in order: the sums of its quarters."""
    years: dict[str, list[Figure]] = {}
    for figure in quarter_figures(roadmap, hourly_rate):
        years.setdefault(str(Quarter.parse(figure.id).year), []).append(figure)
    return tuple(total(year, figures) for year, figures in years.items())


def total_figure(roadmap: Roadmap, hourly_rate: float) -> Figure:
    """Return the sum of all quarters."""
    return total("total", quarter_figures(roadmap, hourly_rate))


def first_year(roadmap: Roadmap, hourly_rate: float) -> Figure:
    """Return the sum of the roadmap's first four quarters: what the first twelve months take."""
    return total("first", quarter_figures(roadmap, hourly_rate)[:4])


def total(name: str, figures: Iterable[Figure]) -> Figure:
    """Return the sum of printed figures; the sum has a cap only where each of them has one."""
    parts = tuple(figures)
    caps = [part.cap for part in parts if part.cap is not None]
    hours_caps = [part.hours_cap for part in parts if part.hours_cap is not None]
    return Figure(
        id=name,
        quarters=tuple(quarter for part in parts for quarter in part.quarters),
        one_time=sum(part.one_time for part in parts),
        recurring=sum(part.recurring for part in parts),
        hours=float(half_up(sum(part.hours for part in parts), 1)),
        labour=sum(part.labour for part in parts),
        cap=sum(caps) if parts and len(caps) == len(parts) else None,
        hours_cap=sum(hours_caps) if parts and len(hours_caps) == len(parts) else None,
    )


def _quarter(load: QuarterLoad, hourly_rate: float) -> Figure:
    hours = float(half_up(load.hours, 1))
    return Figure(
        id=load.id,
        quarters=(load.id,),
        one_time=whole(load.one_time),
        recurring=whole(load.recurring),
        hours=hours,
        labour=whole(hours * hourly_rate),
        cap=None if load.cap is None else whole(load.cap),
        hours_cap=load.hours_cap,
    )
