"""What a schedule could not meet, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from planner.model.decision import Choice
from planner.model.roadmap import Initiative, QuarterLoad
from planner.model.text import one_line
from planner.roadmap.case import Case
from planner.roadmap.ledger import SLACK
from planner.roadmap.reason import Reasons
from planner.writing import half_up, whole


def problems(
    case: Case,
    starts: Mapping[str, int],
    initiatives: Sequence[Initiative],
    quarters: Sequence[QuarterLoad],
    reasons: Reasons,
) -> Iterator[str]:
    """Yield every wish that the schedule does not meet and what would meet it.

    Pins that go over a cap or stand before what they wait for, pins and approvals of initiatives
    that cannot be placed, due dates missed.
    """
    titles = {i.id: i.title for i in initiatives}
    for initiative in initiatives:
        job, start = case.jobs[initiative.id], starts.get(initiative.id)
        name = initiative.title
        if start is None:
            if job.approved:
                yield f"{name} is approved but has no quarter: {_why(reasons.of(job.id))}."
            if initiative.pinned is not None:
                yield f"{name} is pinned to {initiative.pinned} but has no quarter: {_why(reasons.of(job.id))}."
        elif job.pinned is not None:
            for required in job.requires:
                other = starts.get(required)
                if other is None or other + case.jobs[required].duration - 1 > start:
                    yield (
                        f"{name} is pinned to {quarters[start].id}, before {titles[required]} "
                        f"can be finished, which it needs."
                    )
            decision = initiative.decision
            if decision is not None and decision.choice is Choice.DEFER:
                yield f"{name} is pinned to {quarters[start].id} although {one_line(decision.by)} deferred it."
        yield from _late(case, initiative, start, quarters)
    yield from _over(quarters)


def is_late(case: Case, key: str, start: int | None) -> bool:
    """Return whether a placed initiative finishes after its due date."""
    job = case.jobs[key]
    return start is not None and job.due is not None and start + job.duration - 1 > job.due


def _late(
    case: Case, initiative: Initiative, start: int | None, quarters: Sequence[QuarterLoad]
) -> Iterator[str]:
    job = case.jobs[initiative.id]
    if job.due is None or job.never:
        return
    if start is None:
        if job.due < case.quarters:
            yield f"{initiative.title} is due {initiative.due} but has no quarter."
    elif is_late(case, job.id, start):
        finish = quarters[start + job.duration - 1].id
        yield f"{initiative.title} is due {initiative.due} but finishes in {finish}."


def _over(quarters: Sequence[QuarterLoad]) -> Iterator[str]:
    for quarter in quarters:
        money = quarter.one_time + quarter.recurring
        if quarter.cap is not None and money > quarter.cap + SLACK * max(1.0, quarter.cap) * 2:
            yield f"{quarter.id} is {whole(money - quarter.cap):,} over the money cap because of what is pinned."
        cap = quarter.hours_cap
        if cap is not None and quarter.hours > cap + SLACK * max(1.0, cap) * 2:
            yield f"{quarter.id} is {half_up(quarter.hours - cap, 1):,} h over the hours cap because of what is pinned."


def _why(reason: str) -> str:
    return reason.removeprefix("unscheduled: ")
