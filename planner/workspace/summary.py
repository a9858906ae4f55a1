"""The few figures the list of plans shows."""

from __future__ import annotations

from planner.model.finding import Assessment, Status
from planner.model.plan import Plan
from planner.model.summary import Summary


def summarise(plan: Plan, assessment: Assessment, changed: str) -> Summary:
    """Return what the list of plans shows of a plan.

    Args:
        plan: The plan.
        assessment: The plan assessed at one date.
        changed: ISO date and time of the save.
    """
    score = assessment.score
    gaps = sum(1 for r in assessment.results.values() if r.status in (Status.GAP, Status.PARTIAL))
    return Summary(
        name=plan.client.name,
        people=plan.client.people,
        score=None if score.point is None else score.point * 100,
        low=score.low * 100,
        high=score.high * 100,
        unknown=score.unknown,
        gaps=gaps,
        stage=plan.stage,
        archived=plan.archived,
        changed=changed,
        as_of=assessment.today,
    )
