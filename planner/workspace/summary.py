"""The few figures the list of plans shows."""

from __future__ import annotations

from collections.abc import Sequence

from planner.model.catalogue import Band
from planner.model.finding import Assessment
from planner.model.plan import Plan
from planner.model.summary import Summary


def summarise(plan: Plan, assessment: Assessment, bands: Sequence[Band], changed: str) -> Summary:
    """Return what the list of plans shows of a plan.

    Args:
        plan: The plan.
        assessment: The plan assessed at one date.
        bands: The bands of risk, highest first.
        changed: ISO date and time of the save.
    """
    score = assessment.score
    tally, must = assessment.tally(bands), assessment.must
    return Summary(
        name=plan.client.name,
        people=plan.client.people,
        score=None if score.shown is None else score.shown * 100,
        low=score.low * 100,
        high=score.high * 100,
        unknown=score.unknown,
        must_met=must.met,
        must_missing=must.missing,
        must_unknown=must.unknown,
        gaps=tally.critical + tally.high + tally.rest,
        gaps_critical=tally.critical,
        gaps_high=tally.high,
        stage=plan.stage,
        archived=plan.archived,
        changed=changed,
        as_of=assessment.today,
    )
