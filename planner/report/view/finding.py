"""Findings by domain, each with what was seen, why it matters and what to do."""

from __future__ import annotations

import msgspec

from planner.assess.said import said
from planner.assess.sentence import sentence
from planner.assess.words import amount, figure_unit
from planner.model.answer import Answer, Verdict
from planner.model.finding import Basis, Measure, Result, Status
from planner.model.roadmap import Initiative
from planner.model.standard import Rule, Standard
from planner.report.material import Material
from planner.report.section import DocumentTemplate
from planner.report.view.overview import TOP, ScoreView, score_view
from planner.report.view.word import band_of, first_sentence, initiative_title, labels, starts, told, unnamed


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What one rule saw."""

    text: str
    """The rule in words."""
    share: bool
    """Whether it counts records that meet something; else it is one figure."""
    met: int
    unmet: int
    unknown: int
    low: float | None
    """Worst case of the figure, None when there is none."""
    figure: str
    """What was measured, in words with its unit; empty for a share of records."""
    names: tuple[str, ...]
    """A few of the records that do not meet it."""
    more: int
    """How many more there are."""
    sources: tuple[str, ...]
    """Titles of the files or names of the people the facts came from."""
    observed: str
    """ISO date of the newest fact."""
    applicable: bool

    @property
    def known(self) -> bool:
        """Whether it could judge anything."""
        return self.met + self.unmet > 0 or (self.low is not None and not self.share)

    @property
    def total(self) -> int:
        """Records in scope."""
        return self.met + self.unmet + self.unknown


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What a person answered."""

    answer: str
    """In words; empty when the catalogue no longer has the standard."""
    known: bool
    """It is another answer than "not known"."""
    note: str
    evidence: str
    follow_up: str
    owner: str
    by: str
    at: str
    """ISO date."""
    overrides: bool
    """It stands in for a measurement."""


class FindingView(msgspec.Struct, frozen=True, kw_only=True):
    """One finding."""

    standard: str
    title: str
    """Good practice."""
    sentence: str
    """What is wrong here, or not known."""
    brief: str
    """The same without the records it names."""
    known: bool
    """Something is known to be wrong; else something only may be."""
    gain: bool
    """It is about money or time, not about risk."""
    first: bool
    """It is one of the gravest things, told on page one."""
    weight: float
    """Its weight times what is missing of it: what a gain is ordered by."""
    tell: str
    """``full``, ``work``, ``line`` or ``count``: how much an owner is told."""
    target: str
    why: str
    reason: str
    """The first sentence of why."""
    ask: str
    status: str
    risk: float
    unverified: float
    band: str
    seen: tuple[Seen, ...]
    said: Said | None
    work: str
    """Title of the work that closes it."""
    outcome: str
    quarter: str
    """When the work starts; empty when it is not scheduled."""
    choice: str
    """What was decided about the work: ``approve``, ``defer``, ``decline`` or empty."""
    accepted: str
    """Who accepts the risk today; empty when nobody does, or no longer."""


class Chapter(msgspec.Struct, frozen=True, kw_only=True):
    """The findings of one domain."""

    title: str
    question: str
    score: ScoreView
    findings: tuple[FindingView, ...]
    """Of which something is known, worst first."""
    open: tuple[FindingView, ...]
    """Of which nothing is known."""
    met: tuple[str, ...]
    """Titles of the standards that are met."""
    told: tuple[FindingView, ...]
    """What the owner reads: all that is critical or high, and of the rest as much as there is room for."""
    untold: int
    """How many findings known to be wrong the owner does not read here."""


def chapters(material: Material, spec: DocumentTemplate) -> tuple[Chapter, ...]:
    """Return the domains that have at least one finding, in catalogue order."""
    found: dict[str, list[Result]] = {}
    for result in material.assessment.findings():
        found.setdefault(result.domain, []).append(result)
    met: dict[str, list[str]] = {}
    for result in material.assessment.results.values():
        standard = material.catalogue.standards.get(result.standard)
        if result.status is Status.MET and standard is not None:
            met.setdefault(result.domain, []).append(standard.title)
    chapters: list[Chapter] = []
    for name, domain in material.catalogue.domains.items():
        views = [_finding(result, material, spec) for result in found.get(name, ())]
        score = material.assessment.domains.get(name)
        if not views or score is None:
            continue
        wrong = [view for view in views if view.known and not view.gain]
        told_here = _told(wrong, spec.lines)
        chapters.append(
            Chapter(
                title=domain.title,
                question=domain.question,
                score=score_view(score),
                findings=tuple(view for view in views if view.status != Status.OPEN),
                open=tuple(view for view in views if view.status == Status.OPEN),
                met=tuple(met.get(name, ())),
                told=told_here,
                untold=len(wrong) - len(told_here),
            )
        )
    return tuple(chapters)


def _told(wrong: list[FindingView], lines: int) -> tuple[FindingView, ...]:
    """Return what an owner reads of a chapter; the worst stand first already."""
    always = [view for view in wrong if view.tell in ("full", "work")]
    rest = [view for view in wrong if view.tell == "line"]
    return (*always, *rest[: max(0, lines - len(always))])


def seen(measure: Measure, material: Material, names: int) -> Seen:
    """Return what a rule saw, with at most so many names of affected records."""
    standard, _, index = measure.rule.rpartition(".")
    spec = material.catalogue.standards.get(standard)
    rules = spec.rules if spec else ()
    number = int(index) if index.isdecimal() else 0
    rule = rules[number - 1] if 0 < number <= len(rules) else None
    kind = rule.measure if rule is not None else ""
    sources = (material.plan.sources.get(name) for name in measure.sources)
    return Seen(
        text=measure.text,
        share=kind.startswith("share"),
        met=measure.met,
        unmet=measure.unmet,
        unknown=measure.unknown,
        low=measure.low,
        figure="" if rule is None or kind.startswith("share") else _figure(measure, rule, material),
        names=labels(measure.affected[:names], measure.of, material.inventory),
        more=max(0, len(measure.affected) - names),
        sources=tuple(source.title for source in sources if source is not None),
        observed=measure.observed,
        applicable=measure.applicable,
    )


def _figure(measure: Measure, rule: Rule, material: Material) -> str:
    if measure.low is None:
        return ""
    unit = figure_unit(rule, material.catalogue)
    low = amount(measure.low, unit)
    if measure.high is None or measure.high == measure.low:
        return low
    return f"between {low} and {amount(measure.high, unit)}"


def said_view(answer: Answer | None, result: Result | None, standard: Standard | None) -> Said | None:
    """Return what was answered, or None when nobody answered."""
    if answer is None:
        return None
    return Said(
        answer="" if standard is None else said(answer, standard),
        known=answer.answer != Verdict.UNKNOWN,
        note=answer.note,
        evidence=answer.evidence,
        follow_up=answer.follow_up,
        owner=answer.owner,
        by=answer.by,
        at=answer.at[:10],
        overrides=result is not None and result.basis is Basis.OVERRIDE,
    )


def _finding(result: Result, material: Material, spec: DocumentTemplate) -> FindingView:
    catalogue, roadmap = material.catalogue, material.roadmap
    standard = catalogue.standards.get(result.standard)
    wanted = standard.initiative if standard else ""
    work: Initiative | None = next((one for one in roadmap.initiatives if one.id == wanted), None)
    told_first = material.assessment.gravest(material.plan.accepted_on(material.assessment.today), TOP)
    told_as = sentence(result, catalogue, material.inventory)
    decision = material.plan.decisions.get(wanted)
    acceptance = material.plan.accepted_on(material.assessment.today).get(result.standard)
    entry = catalogue.initiatives.get(wanted)
    return FindingView(
        standard=result.standard,
        title=standard.title if standard else result.standard,
        sentence=told_as,
        brief=unnamed(told_as, _names(result, material)),
        known=result.v_high < 1,
        gain=result.gain,
        weight=result.weight * (1 - result.v_high),
        first=any(one.standard == result.standard for one in told_first),
        tell=told(result.risk, catalogue),
        target=standard.answer.target if standard else "",
        why=standard.why if standard else "",
        reason=first_sentence(standard.why) if standard else "",
        ask=standard.ask if standard else "",
        status=result.status.value,
        risk=result.risk,
        unverified=result.unverified_risk,
        band=band_of(result.risk or result.unverified_risk, catalogue),
        seen=tuple(seen(measure, material, spec.names) for measure in result.measures),
        said=said_view(material.plan.answers.get(result.standard), result, standard),
        work=initiative_title(wanted, roadmap, catalogue) if wanted else "",
        outcome=work.outcome if work else entry.outcome if entry else "",
        quarter=starts(wanted, roadmap),
        choice=decision.choice.value if decision else "",
        accepted=acceptance.by if acceptance else "",
    )


def _names(result: Result, material: Material) -> list[str]:
    """Return what the records are called that a sentence about a result may name."""
    return [
        name
        for measure in result.measures
        for name in labels((*measure.affected, *measure.unknown_ids), measure.of, material.inventory)
    ]
