"""The money and hours of a roadmap as they are printed.

People add up what they see: every total is the sum of the printed amounts above it, and those come about
in one way (`planner.report.rounded`), money in whole units of the currency, hours in tenths. Screens that
show the same totals take them from here.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from planner.model.quarter import Quarter
from planner.model.roadmap import QuarterLoad, Roadmap
from planner.report.rounded import amounts, labour, tenths
from planner.writing import half_up, whole

_SLACK = 1e-6
"""Money over a limit below which it is noise of the calculation."""


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
    over: bool = False
    """Whether the exact money of one of its quarters is over that quarter's cap."""

    @property
    def money(self) -> int:
        """One-time plus recurring."""
        return self.one_time + self.recurring

    @property
    def everything(self) -> int:
        """One-time, recurring and labour."""
        return self.money + self.labour


def quarter_figures(roadmap: Roadmap, hourly_rate: float) -> tuple[Figure, ...]:
    """Return one figure a quarter, in order."""
    loads, ids = roadmap.quarters, [load.id for load in roadmap.quarters]
    # The whole budget knows the two kinds of money only together: that sum is what both have to agree on.
    money = amounts(ids, [load.one_time + load.recurring for load in loads])
    once = amounts(ids, [load.one_time for load in loads])
    hours = [load.hours for load in loads]
    rows = zip(loads, once, money, tenths(ids, hours), labour(ids, hours, hourly_rate), strict=True)
    return tuple(
        Figure(
            id=load.id,
            quarters=(load.id,),
            one_time=one_time,
            recurring=together - one_time,
            hours=shown,
            labour=paid,
            cap=None if load.cap is None else whole(load.cap),
            hours_cap=load.hours_cap,
            over=_is_over(load),
        )
        for load, one_time, together, shown, paid in rows
    )


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
        over=any(part.over for part in parts),
    )


def _is_over(load: QuarterLoad) -> bool:
    return load.cap is not None and load.one_time + load.recurring > load.cap + _SLACK * max(1.0, load.cap)
