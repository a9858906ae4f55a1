"""From findings to initiatives: what each closes, takes and brings."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import fsum

from msgspec.structs import replace

from planner.model.catalogue import Catalogue
from planner.model.decision import Choice
from planner.model.finding import Assessment, Result
from planner.model.initiative import InitiativeSpec
from planner.model.inventory import Inventory
from planner.model.plan import Plan
from planner.model.quarter import Quarter
from planner.model.roadmap import Initiative
from planner.model.text import one_line
from planner.model.work import OwnWork
from planner.roadmap.cost import change, price, priority
from planner.roadmap.cost.currency import Exchange
from planner.roadmap.cost.due import due_date, is_date, quarter_index
from planner.roadmap.cost.effort import CLIENT, PARTNER, effort
from planner.roadmap.cost.finding import Findings
from planner.roadmap.cost.part import parted
from planner.roadmap.cost.purchase import Purchases
from planner.roadmap.cost.replacement import replaced_lines, replaced_why, replaced_work
from planner.roadmap.cost.saving import unused_seats
from planner.roadmap.cost.stock import Stock
from planner.roadmap.options import Options

_NOTHING_STATED = OwnWork(id="", title="", why="", by="", at="")


def cost(
    plan: Plan,
    catalogue: Catalogue,
    inventory: Inventory,
    assessment: Assessment,
    options: Options | None = None,
) -> tuple[Initiative, ...]:
    """Return the initiatives that close at least one finding known to be wrong, in catalogue order.

    What is only possible adds to such an initiative and makes none, but for work of the first week
    (``at_once``): to look costs an hour, and what it may find does not wait. Nothing at all is
    proposed for a client of whom nothing is known. A finding whose risk was accepted is closed by
    nothing: its risk stays, as decided, until the acceptance ends. A consultant's changes replace what was
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
    own: dict[str, list[Result]] = {}
    for result in assessment.findings():
        standard = catalogue.standards.get(result.standard)
        if standard is not None and result.standard not in accepted:
            own.setdefault(standard.initiative, []).append(result)
    whole = {r.standard: r for results in own.values() for r in results}
    found = {key: Findings.of(results) for key, results in parted(own, catalogue, stock).items()}
    anything = any(one.known for one in found.values())
    closing = {
        spec.id: found.get(spec.id, Findings(known=()))
        for spec in catalogue.initiatives.values()
        if spec.replaces
        or _wanted_anyway(plan, spec.id)
        or (spec.id in found and (found[spec.id].known or (spec.at_once and anything)))
    }
    purchases = Purchases(catalogue.prices.prices, stock)
    costed = {
        key: _costed(catalogue.initiatives[key], closing[key], plan, stock, purchases)
        for key in _in_order(closing, catalogue)
    }
    return _ranked(
        [costed[key] for key in closing], whole, plan, catalogue, first=options.first, today=assessment.today
    )


def _wanted_anyway(plan: Plan, key: str) -> bool:
    """Whether it is the consultant's own work that stands for no finding: nothing has to be wrong for it."""
    return key in plan.work and not (plan.work[key].standards or plan.work[key].records)


def _in_order(closing: Collection[str], catalogue: Catalogue) -> tuple[str, ...]:
    """Return ids of initiatives, each after those it requires, else as the catalogue has them."""
    done: dict[str, None] = {}

    def visit(key: str) -> None:
        if key not in done and key in closing:
            for required in catalogue.initiatives[key].requires:
                visit(required)
            done[key] = None

    for key in closing:
        visit(key)
    return tuple(done)


def _costed(
    spec: InitiativeSpec, findings: Findings, plan: Plan, stock: Stock, purchases: Purchases
) -> Initiative:
    settings = plan.settings
    changed = change.changes(plan, spec.id)
    decision = plan.decisions.get(spec.id)
    declined = decision is not None and decision.choice is Choice.DECLINE
    # Without a rate nothing has a price: the budget and the roadmap say so, an amount is never relabelled.
    rate = plan.price_rate(stock.catalogue.prices.currency) or 0.0
    bill = price.bill(spec, findings, stock, purchases, settings, rate=rate, declined=declined)
    stated = plan.work.get(spec.id, _NOTHING_STATED)
    lines = (*bill.lines, *replaced_lines(spec, stock.catalogue.prices, rate))
    one_time = change.money(changed, "one_time", price.total(lines, price.ONCE) + stated.one_time)
    monthly = change.money(changed, "monthly", price.total(lines, price.MONTHLY) + stated.monthly)
    work = effort(spec, findings, stock, settings.likely)
    worked = (*work.lines, *replaced_work(spec))
    hours_of = {who: fsum(line.hours for line in worked if line.who == who) for who in (PARTNER, CLIENT)}
    derived = hours_of[PARTNER] + stated.partner_hours
    stated_why = f"{stated.partner_hours:g} h stated" if stated.partner_hours else ""
    why = (work.why, replaced_why(spec), stated_why)
    hours, hours_why = change.number(changed, "hours", derived), "; ".join(filter(None, why))
    if "hours" in changed:
        hours_why = (
            f"set to {hours:g} h by {one_line(changed['hours'].by) or 'hand'}; derived: {hours_why or 'none'}"
        )
    exchange = Exchange(plan, stock.catalogue.currencies, stock.catalogue.prices.currency)
    unused = unused_seats(spec, findings, stock, exchange)
    due = change.text(changed, "due", due_date(spec, findings.known, stock, unused))
    effect = change.number(changed, "effect", spec.effect)
    risk_removed = findings.risk * effect
    unverified_removed = findings.unverified_risk * effect
    gain = fsum(one.yearly for one in unused)
    first_year = one_time.expected + price.MONTHS * monthly.expected + hours * settings.hourly_rate
    weight = max(priority.weight(risk_removed, unverified_removed, gain, settings), spec.least_weight)
    return Initiative(
        id=spec.id,
        title=spec.title,
        outcome=spec.outcome,
        findings=tuple(r.standard for r in findings.known),
        unverified=tuple(r.standard for r in findings.open),
        risk_removed=risk_removed,
        unverified_removed=unverified_removed,
        gain=gain,
        unused=unused,
        weight=weight,
        partner_hours=hours,
        client_hours=hours_of[CLIENT] + stated.client_hours,
        one_time=one_time,
        monthly=monthly,
        first_year=first_year,
        value=priority.value(weight, first_year, settings),
        quick_win=priority.is_quick_win(hours, first_year, risk_removed, stock.catalogue.vocabulary),
        priority="",
        requires=spec.requires,
        duration=max(1, round(change.number(changed, "duration", spec.duration))),
        lines=lines,
        work=worked,
        not_bought=bill.not_bought,
        hours_why=hours_why,
        due=due if due is None or is_date(due) else None,
        not_before=spec.not_before or None,
        replaces=spec.replaces,
        pinned=change.text(changed, "pin", None),
        decision=decision,
    )


def _ranked(
    found: Sequence[Initiative],
    whole: Mapping[str, Result],
    plan: Plan,
    catalogue: Catalogue,
    *,
    first: Quarter,
    today: str,
) -> tuple[Initiative, ...]:
    """Return the initiatives with their priorities and with prerequisites that exist here.

    Of a finding two of them share, each has the priority of the whole.
    """
    here = {i.id for i in found}
    month = plan.client.fiscal_year_start
    ranked = []
    for i in found:
        due_quarter = None if i.due is None else quarter_index(i.due, first, month)
        # The plan age of a machine is no deadline: what only replaces old ones is neither urgent nor begun at once.
        routine = bool(i.replaces) and not i.findings
        due_quarter = None if routine else due_quarter
        waits_for_nobody = due_quarter is not None and due_quarter < 0 and str(i.due) >= today
        at_once = catalogue.initiatives[i.id].at_once or waits_for_nobody
        ranked.append(
            replace(
                i,
                at_once=at_once,
                priority=priority.word(i, [whole[name] for name in i.findings], due_quarter, catalogue),
                requires=tuple(r for r in i.requires if r in here),
            )
        )
    return tuple(ranked)
