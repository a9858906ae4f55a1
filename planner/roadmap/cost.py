"""From findings to initiatives: what each closes, takes and brings."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from msgspec.structs import replace

from planner.model.catalogue import Catalogue
from planner.model.finding import Assessment, Result, Status
from planner.model.initiative import InitiativeSpec
from planner.model.inventory import Inventory
from planner.model.plan import Plan
from planner.model.quarter import Quarter
from planner.model.roadmap import Initiative
from planner.model.text import one_line
from planner.roadmap import change, effort, price, priority
from planner.roadmap.due import due_date, is_date, quarter_index
from planner.roadmap.options import Options
from planner.roadmap.stock import Stock


def cost(
    plan: Plan,
    catalogue: Catalogue,
    inventory: Inventory,
    assessment: Assessment,
    options: Options | None = None,
) -> tuple[Initiative, ...]:
    """Return the initiatives that close at least one finding with known risk, in catalogue order.

    A finding whose risk was accepted is closed by nothing: its risk stays, as decided, until the
    acceptance ends. Figures: risk removed = Σ risk of the findings × effect; first year = one-time
    + 12 × monthly + hours × hourly rate (expected figures). A consultant's changes replace what was
    derived, and everything that follows from it is computed with them.

    Args:
        plan: For settings, changes, decisions and accepted risks.
        catalogue: Initiatives and prices.
        inventory: What the quantities count.
        assessment: The findings.
        options: For the roadmap's first quarter, from which "due soon" counts; the plan's own
            when None.
    """
    options = Options.of(plan) if options is None else options
    accepted = plan.accepted_on(assessment.today)
    stock = Stock(inventory, catalogue, plan.client)
    closing: dict[str, list[Result]] = {}
    unverified: dict[str, list[Result]] = {}
    for result in assessment.findings():
        standard = catalogue.standards.get(result.standard)
        if standard is None or result.standard in accepted:
            continue
        if result.risk > 0:
            closing.setdefault(standard.initiative, []).append(result)
        elif result.status in (Status.UNVERIFIED, Status.OPEN):
            unverified.setdefault(standard.initiative, []).append(result)
    found = [
        _costed(spec, closing[spec.id], unverified.get(spec.id, ()), plan, stock)
        for spec in catalogue.initiatives.values()
        if spec.id in closing
    ]
    return _ranked(found, closing, plan, catalogue, options.first)


def _costed(
    spec: InitiativeSpec,
    closed: Sequence[Result],
    unverified: Sequence[Result],
    plan: Plan,
    stock: Stock,
) -> Initiative:
    changed = change.changes(plan, spec.id)
    lines = price.lines(spec, closed, stock, plan.settings.exchange_rate)
    one_time = change.money(changed, "one_time", price.total(lines, price.ONCE))
    monthly = change.money(changed, "monthly", price.total(lines, price.MONTHLY))
    derived_hours, hours_why = effort.hours(spec, closed)
    hours = change.number(changed, "hours", derived_hours)
    if "hours" in changed:
        hours_why = (
            f"set to {hours:g} h by {one_line(changed['hours'].by) or 'hand'}; derived: {hours_why or 'none'}"
        )
    due = change.text(changed, "due", due_date(spec, closed, stock))
    effect = change.number(changed, "effect", spec.effect)
    risk_removed = fsum(r.risk for r in closed) * effect
    first_year = one_time.expected + price.MONTHS * monthly.expected + hours * plan.settings.hourly_rate
    return Initiative(
        id=spec.id,
        title=spec.title,
        outcome=spec.outcome,
        findings=tuple(r.standard for r in closed),
        unverified=tuple(r.standard for r in unverified),
        risk_removed=risk_removed,
        hours=hours,
        one_time=one_time,
        monthly=monthly,
        first_year=first_year,
        value=priority.value(risk_removed, first_year),
        quick_win=priority.is_quick_win(hours, first_year, risk_removed, stock.catalogue.vocabulary),
        priority="",
        requires=spec.requires,
        duration=max(1, round(change.number(changed, "duration", spec.duration))),
        lines=lines,
        hours_why=hours_why,
        due=due if due is None or is_date(due) else None,
        pinned=change.text(changed, "pin", None),
        decision=plan.decisions.get(spec.id),
    )


def _ranked(
    found: Sequence[Initiative],
    closing: dict[str, list[Result]],
    plan: Plan,
    catalogue: Catalogue,
    first: Quarter,
) -> tuple[Initiative, ...]:
    """Return the initiatives with their priorities and with prerequisites that exist here."""
    here = {i.id for i in found}
    month = plan.client.fiscal_year_start
    urgent = {
        i.id
        for i in found
        if priority.is_urgent(
            closing[i.id],
            None if i.due is None else quarter_index(i.due, first, month),
            catalogue.vocabulary,
        )
    }
    rest = priority.by_value([(i.id, i.value) for i in found if i.id not in urgent])
    return tuple(
        replace(
            i,
            priority="P1" if i.id in urgent else rest[i.id],
            requires=tuple(r for r in i.requires if r in here),
        )
        for i in found
    )
