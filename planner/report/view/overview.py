"""The page an owner with four minutes reads."""

from __future__ import annotations

import msgspec

from planner.assess.sentence import sentence
from planner.model.finding import Result, Score
from planner.model.roadmap import Initiative
from planner.model.standing import must_words, tally_words
from planner.report.material import Material
from planner.report.view.delay import Delay, delay
from planner.report.view.must import MustHaves, must_haves
from planner.report.view.start import first_step
from planner.report.view.word import band_of, first_sentence, points, starts
from planner.report.view.year import Year, year

TOP = 3


class ScoreView(msgspec.Struct, frozen=True, kw_only=True):
    """A score in whole points of 100, with its band."""

    point: int | None
    """None when nothing is known."""
    low: int
    high: int
    answered: int
    unknown: int
    not_applicable: int


class DomainScore(msgspec.Struct, frozen=True, kw_only=True):
    """The score of one chapter."""

    title: str
    question: str
    score: ScoreView


class Risk(msgspec.Struct, frozen=True, kw_only=True):
    """One of the top risks."""

    standard: str
    title: str
    """The good practice that is missing."""
    sentence: str
    """What is wrong here, or not known."""
    reason: str
    """Why that matters, in a sentence."""
    step: str
    """The first thing that is done about it; empty when the catalogue names none."""
    status: str
    risk: float
    """What is known to be wrong, 0 to 25."""
    unverified: float
    """What may be wrong besides, 0 to 25."""
    band: str
    initiative: str
    """Title of the work that closes it; empty when the roadmap has none."""
    quarter: str
    """When that work starts; empty when it is not scheduled."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A decision the client is asked for."""

    title: str
    outcome: str
    risk_removed: float
    one_time: float
    monthly: float
    hours: float
    first_year: float
    """Purchases, twelve months of what is paid monthly, and the work."""
    quarter: str
    """When it would start; empty when there is no room for it yet."""
    quick_win: bool
    delay: Delay | None
    """What it costs to wait, where that is money or a date; None where it is neither."""


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """The one page."""

    must: str
    """How the must-haves stand; empty when none applies."""
    must_haves: MustHaves
    """Those that are not in place for certain."""
    tally: str
    """What is known to be wrong, counted."""
    score: ScoreView
    domains: tuple[DomainScore, ...]
    """Chapters with at least one applicable standard."""
    gaps: int
    """Findings of which something is known to be wrong."""
    unsure: int
    """Findings of which nothing is known to be wrong, but something may be."""
    risks: tuple[Risk, ...]
    wanted: tuple[Wanted, ...]
    undecided: int
    """All pieces of work nobody has decided about."""
    year: Year | None
    """The first four quarters; None without a roadmap."""


def score_view(score: Score) -> ScoreView:
    """Return a score in whole points."""
    point, low, high = points(score)
    return ScoreView(
        point=point,
        low=low,
        high=high,
        answered=score.answered,
        unknown=score.unknown,
        not_applicable=score.not_applicable,
    )


def overview(material: Material) -> Overview:
    """Return the one page."""
    roadmap, catalogue = material.roadmap, material.catalogue
    findings = material.assessment.findings()
    gravest = material.assessment.gravest(material.plan.accepted_on(material.assessment.today), TOP)
    wanted = roadmap.wanted([result.standard for result in gravest])
    return Overview(
        must=must_words(material.assessment.must),
        must_haves=must_haves(material),
        tally=tally_words(material.assessment.tally(catalogue.vocabulary.bands)),
        score=score_view(material.assessment.score),
        domains=tuple(
            DomainScore(title=domain.title, question=domain.question, score=score_view(score))
            for name, domain in catalogue.domains.items()
            if (score := material.assessment.domains.get(name)) is not None
            and score.answered + score.unknown > 0
        ),
        gaps=sum(1 for result in findings if result.risk > 0),
        unsure=sum(1 for result in findings if result.risk == 0),
        risks=tuple(_risk(result, material) for result in gravest),
        wanted=tuple(_wanted(one, material) for one in wanted[:TOP]),
        undecided=len(wanted),
        year=year(material),
    )


def _risk(result: Result, material: Material) -> Risk:
    standard = material.catalogue.standards.get(result.standard)
    work = next(
        (
            one
            for one in material.roadmap.initiatives
            if result.standard in one.findings or result.standard in one.unverified
        ),
        None,
    )
    return Risk(
        standard=result.standard,
        title=standard.title if standard else result.standard,
        sentence=sentence(result, material.catalogue, material.inventory),
        reason=first_sentence(standard.why) if standard else "",
        step=first_step(work.id, result.standard, material) if work else "",
        status=result.status.value,
        risk=result.risk,
        unverified=result.unverified_risk,
        band=band_of(result.risk or result.unverified_risk, material.catalogue),
        initiative=work.title if work else "",
        quarter=starts(work.id, material.roadmap) if work else "",
    )


def _wanted(one: Initiative, material: Material) -> Wanted:
    return Wanted(
        title=one.title,
        outcome=one.outcome,
        risk_removed=one.risk_removed,
        one_time=one.one_time.expected,
        monthly=one.monthly.expected,
        hours=one.partner_hours,
        first_year=one.first_year,
        quarter=starts(one.id, material.roadmap),
        quick_win=one.quick_win,
        delay=delay(one.id, material),
    )
