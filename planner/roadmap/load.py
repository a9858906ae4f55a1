"""What each quarter of a schedule carries: money, hours and the risk left."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum

from planner.model.roadmap import QuarterLoad
from planner.roadmap.case import Case
from planner.roadmap.options import Options


def loads(case: Case, starts: Mapping[str, int], options: Options) -> tuple[QuarterLoad, ...]:
    """Return the quarters with what they carry.

    One-time money and hours are spread evenly over the quarters an initiative runs; its monthly
    money counts three times in every quarter after it has finished. The risk left at a quarter's
    end is that of everything not finished by then, what is never scheduled included.
    """
    found = []
    risk_start = fsum(job.risk for job in case.jobs.values())
    for t in range(case.quarters):
        one_time, recurring, hours, left = [], [], [], []
        for key, job in case.jobs.items():
            start = starts.get(key)
            end = None if start is None else start + job.duration
            if start is None or end is None or t < end - 1:
                left.append(job.risk)
            if start is None or end is None or t < start:
                continue
            if t < end:
                one_time.append(job.money)
                hours.append(job.hours)
            else:
                recurring.append(job.recurring)
        risk_end = fsum(left)
        found.append(
            QuarterLoad(
                id=options.quarter_id(t),
                one_time=fsum(one_time),
                recurring=fsum(recurring),
                hours=fsum(hours),
                cap=options.budget_per_quarter,
                hours_cap=options.hours_per_quarter,
                risk_start=risk_start,
                risk_end=risk_end,
            )
        )
        risk_start = risk_end
    return tuple(found)
