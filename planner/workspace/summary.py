"""The few figures the list of plans shows."""

from __future__ import annotations

from planner.model.catalogue import Vocabulary, title_of
from planner.model.finding import Assessment
from planner.model.plan import Plan
from planner.model.summary import Summary


def summarise(plan: Plan, assessment: Assessment, vocabulary: Vocabulary, changed: str) -> Summary:
    """Return what the list of plans shows of a plan.

    Args:
        plan: The plan.
        assessment: The plan assessed at one date.
        vocabulary: The bands of risk and the names of the stages.
        changed: ISO date and time of the save.
    """
    score = assessment.score
    tally, must = assessment.tally(vocabulary.bands), assessment.must
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
        stage_title=title_of(vocabulary.stages, plan.stage),
        archived=plan.archived,
        changed=changed,
        as_of=assessment.today,
    )
