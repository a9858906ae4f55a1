"""What was decided, and what the client chose to live with."""

from __future__ import annotations

import msgspec

from planner.assess.sentence import sentence
from planner.model.decision import Decision
from planner.model.roadmap import Initiative
from planner.report.material import Material
from planner.report.view.delay import Delay, delay
from planner.report.view.start import pending, soon_until
from planner.report.view.word import band_of, initiative_title, standard_title, starts


class DecisionView(msgspec.Struct, frozen=True, kw_only=True):
    """One decision about one piece of work."""

    title: str
    choice: str
    by: str
    why: str
    at: str
    """ISO date."""
    until: str
    risk: float
    """Risk the work would remove."""
    findings: tuple[str, ...]
    """What stays wrong without it, a sentence each."""


class AcceptedView(msgspec.Struct, frozen=True, kw_only=True):
    """One accepted risk."""

    title: str
    by: str
    why: str
    at: str
    until: str
    lapsed: bool
    """Its last day has passed: the risk counts again."""
    risk: float
    unverified: float
    band: str


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of work a decision is asked for."""

    title: str
    one_time: float
    monthly: float
    hours: float
    quarter: str
    delay: Delay | None
    """What it costs to wait, where that is money or a date."""


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """All decisions."""

    taken: tuple[DecisionView, ...]
    """Approved and deferred work."""
    declined: tuple[DecisionView, ...]
    accepted: tuple[AcceptedView, ...]
    approved: int
    """How many pieces of work are approved."""
    asked: tuple[Asked, ...]
    """Work that starts soon and waits for a decision."""
    asked_until: str
    """The last quarter in which it starts."""
    later: int
    """How many pieces of work that wait for a decision start after that, or have no place yet."""


def decided(material: Material) -> Decided:
    """Return the decisions in order of date."""
    decisions = sorted(material.plan.decisions.items(), key=lambda item: (item[1].at, item[0]))
    asked = pending(material)
    views = [_decision(name, decision, material) for name, decision in decisions]
    return Decided(
        taken=tuple(view for view in views if view.choice != "decline"),
        declined=tuple(view for view in views if view.choice == "decline"),
        accepted=_accepted(material),
        approved=sum(1 for view in views if view.choice == "approve"),
        asked=tuple(_asked(one, material) for one in asked),
        asked_until=soon_until(material),
        later=sum(1 for one in material.roadmap.initiatives if one.decision is None) - len(asked),
    )


def _asked(one: Initiative, material: Material) -> Asked:
    return Asked(
        title=one.title,
        one_time=one.one_time.expected,
        monthly=one.monthly.expected,
        hours=one.partner_hours,
        quarter=starts(one.id, material.roadmap),
        delay=delay(one.id, material),
    )


def _decision(name: str, decision: Decision, material: Material) -> DecisionView:
    work = next((one for one in material.roadmap.initiatives if one.id == name), None)
    return DecisionView(
        title=initiative_title(name, material.roadmap, material.catalogue),
        choice=decision.choice.value,
        by=decision.by,
        why=decision.why,
        at=decision.at[:10],
        until=decision.until or "",
        risk=work.risk_removed if work else 0.0,
        findings=_stays(work.findings, material) if work else (),
    )


def _stays(standards: tuple[str, ...], material: Material) -> tuple[str, ...]:
    results = (material.assessment.results.get(name) for name in standards)
    return tuple(sentence(r, material.catalogue, material.inventory) for r in results if r is not None)


def _accepted(material: Material) -> tuple[AcceptedView, ...]:
    views: list[AcceptedView] = []
    for name, acceptance in sorted(material.plan.accepted.items(), key=lambda item: (item[1].at, item[0])):
        result = material.assessment.results.get(name)
        risk = result.risk if result else 0.0
        unverified = result.unverified_risk if result else 0.0
        views.append(
            AcceptedView(
                title=standard_title(name, material.catalogue),
                by=acceptance.by,
                why=acceptance.why,
                at=acceptance.at[:10],
                until=acceptance.until or "",
                lapsed=not acceptance.in_force(material.assessment.today),
                risk=risk,
                unverified=unverified,
                band=band_of(risk or unverified, material.catalogue),
            )
        )
    return tuple(views)
