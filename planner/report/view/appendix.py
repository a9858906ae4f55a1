"""Where every number comes from."""

from __future__ import annotations

import re

import msgspec

from planner.model.finding import Result, Status
from planner.model.rate import Citation
from planner.model.roadmap import CostedLine, Initiative
from planner.report.material import Material
from planner.report.section import DocumentTemplate
from planner.report.view.finding import Said, Seen, said_view, seen
from planner.report.view.schedule import WorkView, work_view
from planner.report.view.word import initiative_title
from planner.writing import half_up

_CITED = re.compile(r"\[([A-Z]+\d+)\]")


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One standard with what it rests on."""

    standard: str
    title: str
    domain: str
    status: str
    basis: str
    """``answer``, ``measured``, ``override`` or ``nothing``."""
    said: Said | None
    seen: tuple[Seen, ...]
    impact: int
    likelihood: int
    weight: int
    raised: bool
    """Whether a fact of the client raised the impact."""
    low: float
    high: float
    risk: float
    unverified: float
    because: str
    points: float
    """How much of the score's band, in points of 100, hangs on it."""
    ask: str


class LineView(msgspec.Struct, frozen=True, kw_only=True):
    """One line of money: quantity × price."""

    work: str
    item: str
    monthly: bool
    quantity: float
    """How many are known to be needed."""
    possible: float
    """How many more may be needed."""
    counted: str
    unit: float
    """Expected price of one, in the plan's currency; per month for a monthly line."""
    expected: float
    low: float
    high: float
    optional: bool
    price: str
    """Title of the price in the price book."""
    grade: str
    source: str


class ChangeView(msgspec.Struct, frozen=True, kw_only=True):
    """One figure changed by hand."""

    work: str
    field: str
    value: str
    original: str
    why: str
    by: str
    at: str


class WorkFigures(msgspec.Struct, frozen=True, kw_only=True):
    """How the figures of one piece of work come about."""

    work: WorkView
    hours_why: str
    first_year: float


class Appendix(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that answers "why"."""

    answers: tuple[Row, ...]
    """Standards somebody answered."""
    measured: tuple[Row, ...]
    """Standards with a measurement."""
    risks: tuple[Row, ...]
    """Findings, worst first."""
    questions: tuple[Row, ...]
    """Open ones that would narrow the band most."""
    unsettled: int
    """All of those."""
    weight: int
    """Sum of the weights of all applicable standards."""
    weight_low: float
    """Sum of weight × v_low."""
    weight_high: float
    work: tuple[WorkFigures, ...]
    lines: tuple[LineView, ...]
    changes: tuple[ChangeView, ...]
    citations: tuple[Citation, ...]
    hourly_rate: float
    exchange_rate: float | None
    likely: float
    """How much of what is not known to be wrong is expected to be, 0 to 1."""
    point: float
    """Money one point of risk is worth."""
    price_book: str
    price_currency: str
    price_date: str
    gap: float | None
    """How much better another order could be at most, as a share; None when nothing is proven."""


def appendix(material: Material, spec: DocumentTemplate) -> Appendix:
    """Return the appendix."""
    catalogue, plan, roadmap = material.catalogue, material.plan, material.roadmap
    results = material.assessment.results
    applicable = [r for r in results.values() if r.status is not Status.NOT_APPLICABLE]
    weight = sum(r.weight for r in applicable)
    rows = {name: _row(result, material, spec, weight) for name, result in results.items()}
    findings = material.assessment.findings()
    open_results = material.assessment.next_questions()
    return Appendix(
        answers=tuple(row for row in rows.values() if row.said is not None),
        measured=tuple(row for row in rows.values() if row.seen),
        risks=tuple(rows[result.standard] for result in findings),
        questions=tuple(rows[result.standard] for result in open_results[: spec.questions]),
        unsettled=len(open_results),
        weight=weight,
        weight_low=sum(r.weight * r.v_low for r in applicable),
        weight_high=sum(r.weight * r.v_high for r in applicable),
        work=tuple(
            WorkFigures(work=work_view(one, material), hours_why=one.hours_why, first_year=one.first_year)
            for one in roadmap.initiatives
        ),
        lines=tuple(_line(one, line, material) for one in roadmap.initiatives for line in one.lines),
        changes=_changes(material),
        citations=_citations(material, findings),
        hourly_rate=plan.settings.hourly_rate,
        exchange_rate=plan.price_rate(catalogue.prices.currency),
        likely=plan.settings.likely,
        point=plan.settings.point,
        price_book=catalogue.prices.title,
        price_currency=catalogue.prices.currency,
        price_date=catalogue.prices.date,
        gap=roadmap.gap if roadmap.bound > 0 else None,
    )


def _row(result: Result, material: Material, spec: DocumentTemplate, weight: int) -> Row:
    standard = material.catalogue.standards.get(result.standard)
    domain = material.catalogue.domains.get(result.domain)
    return Row(
        standard=result.standard,
        title=standard.title if standard else result.standard,
        domain=domain.title if domain else result.domain,
        status=result.status.value,
        basis=result.basis.value,
        said=said_view(material.plan.answers.get(result.standard), result, standard),
        seen=tuple(seen(measure, material, spec.names) for measure in result.measures),
        impact=result.impact,
        likelihood=result.likelihood,
        weight=result.weight,
        raised=bool(result.raised_by),
        low=result.v_low,
        high=result.v_high,
        risk=result.risk,
        unverified=result.unverified_risk,
        because=standard.because if standard else "",
        points=100 * result.doubt / weight if weight else 0.0,
        ask=standard.ask if standard else "",
    )


def _line(one: Initiative, line: CostedLine, material: Material) -> LineView:
    price = material.catalogue.prices.prices.get(line.price)
    # An optional line counts in the high figure only: that is the one its unit price explains.
    likely = 1.0 if line.optional else material.plan.settings.likely
    amount = line.amount.high if line.optional else line.amount.expected
    reckoned = line.quantity + likely * line.possible
    return LineView(
        work=one.title,
        item=line.item,
        monthly=line.timing == "monthly",
        quantity=line.quantity,
        possible=line.possible,
        counted=line.counted,
        unit=amount / reckoned if reckoned else 0.0,
        expected=line.amount.expected,
        low=line.amount.low,
        high=line.amount.high,
        optional=line.optional,
        price=price.title if price else line.price,
        grade=price.grade if price else "",
        source=price.source if price else "",
    )


def _changes(material: Material) -> tuple[ChangeView, ...]:
    return tuple(
        ChangeView(
            work=initiative_title(name, material.roadmap, material.catalogue),
            field=change.field,
            value="" if change.value is None else _plain(change.value),
            original="" if change.original is None else _plain(change.original),
            why=change.why,
            by=change.by,
            at=change.at[:10],
        )
        for name, changes in sorted(material.plan.changes.items())
        for change in changes
    )


def _plain(value: float | str) -> str:
    return value if isinstance(value, str) else f"{half_up(value, 2):,}".removesuffix(".00")


def _citations(material: Material, findings: tuple[Result, ...]) -> tuple[Citation, ...]:
    """Return the sources the printed reasons refer to, in the catalogue's order."""
    standards = (material.catalogue.standards.get(result.standard) for result in findings)
    cited = {
        name
        for standard in standards
        if standard is not None
        for name in _CITED.findall(f"{standard.because} {standard.why}")
    }
    return tuple(citation for name, citation in material.catalogue.citations.items() if name in cited)
