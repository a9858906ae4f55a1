"""The JSON documents other programs read. Their names are a contract, documented in the README."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from planner.model.catalogue import Catalogue
from planner.model.fact import Observation
from planner.model.finding import Result, Score
from planner.model.intake import FileReport
from planner.model.inventory import Fact, FactState, Item
from planner.model.money import Range
from planner.model.roadmap import Roadmap
from planner.model.summary import Summary
from planner.model.waiting import Waiting
from planner.roadmap.overage import overage
from planner.workspace import Session

Json: TypeAlias = dict[str, object]
_PLACES = 6
"""Digits after the point: enough to recompute, without the noise of binary fractions."""


def number(exact: float | None) -> float | None:
    """Return a figure as the documents have it; None stays None."""
    return None if exact is None else round(exact, _PLACES)


def head(session: Session) -> Json:
    """Return what every document starts with: the plan and the date it was derived at."""
    return {"plan": session.slug, "generated_at": session.today.isoformat()}


# -- list -----------------------------------------------------------------------------------


def row(slug: str, summary: Summary, problem: str) -> Json:
    """Return what the list shows of one plan.

    Args:
        slug: The plan.
        summary: Its figures.
        problem: Why it cannot be read; empty when it can.
    """
    figures = {"score": number(summary.score), "low": number(summary.low), "high": number(summary.high)}
    return {"plan": slug, **full(summary), **figures, "problem": problem}


# -- score and gaps -------------------------------------------------------------------------


def _band(score: Score) -> Json:
    point = None if score.point is None else number(score.point * 100)
    return {"score": point, "low": number(score.low * 100), "high": number(score.high * 100)}


def score(session: Session) -> Json:
    """Return the score band, overall and per domain (0 to 100)."""
    found, catalogue = session.assessment, session.knowledge.catalogue
    domains = [
        {"id": key, "title": catalogue.domains[key].title, **_band(part), "answered": part.answered,
         "unknown": part.unknown, "not_applicable": part.not_applicable}
        for key, part in found.domains.items()
    ]  # fmt: skip
    counts = {
        "answered": found.score.answered,
        "unknown": found.score.unknown,
        "not_applicable": found.score.not_applicable,
    }
    questions = [r.standard for r in found.next_questions()[:10]]
    bands = catalogue.vocabulary.bands
    return {
        **head(session),
        **_band(found.score),
        **counts,
        "must": full(found.must),
        "known_wrong": full(found.tally(bands)),
        "domains": domains,
        "next_questions": questions,
        "beyond": list(found.beyond),
    }


def scope(session: Session) -> Json:
    """Return which standards fit the client's size, and which are beyond it."""
    settings = session.plan.settings
    return {
        **head(session),
        "scope": settings.scope,
        "tiers": list(session.tiers),
        "taken_in": list(settings.taken_in),
        "beyond": list(session.assessment.beyond),
    }


def gaps(session: Session) -> Json:
    """Return every finding, worst first."""
    return {**head(session), "findings": [_finding(session, r) for r in session.assessment.findings()]}


def _finding(session: Session, result: Result) -> Json:
    plan, standard = session.plan, session.catalogue.standards[result.standard]
    answer, acceptance = plan.answers.get(result.standard), session.accepted.get(result.standard)
    measures = [
        {"rule": m.rule, "text": m.text, "of": m.of, "met": m.met, "unmet": m.unmet, "unknown": m.unknown,
         "v_low": number(m.v_low), "v_high": number(m.v_high), "applicable": m.applicable,
         "critical": list(m.weakest), "critical_unknown": list(m.weakest_unknown)}
        for m in result.measures
    ]  # fmt: skip
    labels = {(i.kind, i.id): i.label for kind in session.inventory.items.values() for i in kind}
    affected = dict.fromkeys((m.of, record) for m in result.measures for record in m.affected)
    sources = dict.fromkeys(s for m in result.measures for s in m.sources)
    evidence = [plan.sources[s].title for s in sources if s in plan.sources]
    if answer is not None and answer.evidence:
        evidence.append(answer.evidence)
    return {
        "standard": result.standard,
        "title": standard.title,
        "sentence": session.sentence(result.standard),
        "must": standard.must,
        "gain": standard.gain,
        "domain": result.domain,
        "status": result.status.value,
        "basis": result.basis.value,
        "v_low": number(result.v_low),
        "v_high": number(result.v_high),
        "risk": number(result.risk),
        "unverified_risk": number(result.unverified_risk),
        "impact": result.impact,
        "likelihood": result.likelihood,
        "raised_by": result.raised_by or None,
        "measures": measures,
        "evidence": evidence,
        "affected": [
            {"kind": kind, "id": record, "label": labels.get((kind, record), record)}
            for kind, record in affected
        ],
        "doubtful": [
            {"kind": kind, "id": record, "label": labels.get((kind, record), record)}
            for kind, record in dict.fromkeys((m.of, x) for m in result.measures for x in m.unknown_ids)
        ],
        "initiative": standard.initiative,
        "frameworks": standard.frameworks,
        "accepted": None if acceptance is None else msgspec.to_builtins(acceptance),
        "why": list(session.explain(result.standard)),
    }


# -- roadmap --------------------------------------------------------------------------------


def _keys(records: tuple[tuple[str, str], ...]) -> list[Json]:
    return [{"kind": kind, "id": record} for kind, record in records]


def _waiting(one: Waiting) -> Json:
    figures = {name: number(getattr(one, name)) for name in ("risk", "possible", "held", "saving", "spared")}
    return {
        **full(one),
        **figures,
        "missed": [{**full(x), "yearly": number(x.yearly)} for x in one.missed],
        "endings": [full(x) for x in one.endings],
    }


def amounts(amount: Range) -> Json:
    """Return the three figures of an amount."""
    return {"low": number(amount.low), "expected": number(amount.expected), "high": number(amount.high)}


def roadmap(session: Session, found: Roadmap) -> Json:
    """Return a roadmap: what each quarter carries and where each initiative stands."""
    quarters = [
        {"id": q.id, "starts": q.starts, "ends": q.ends, "one_time": number(q.one_time), "recurring": number(q.recurring), "hours": number(q.hours),
         "cap": q.cap, "hours_cap": q.hours_cap, "risk_start": number(q.risk_start), "risk_end": number(q.risk_end)}
        for q in found.quarters
    ]  # fmt: skip
    waits = session.waits(found)
    words, late = session.words(found), overage(found, session.plan.client.fiscal_year_start)
    initiatives = []
    for item in found.initiatives:
        placement = found.placements[item.id]
        decision = item.decision
        initiatives.append(
            {
                "id": item.id,
                "title": item.title,
                "findings": list(item.findings),
                "unverified": list(item.unverified),
                "risk_removed": number(item.risk_removed),
                "unverified_removed": number(item.unverified_removed),
                "gain": number(item.gain),
                "unused": [{**full(x), "yearly": number(x.yearly)} for x in item.unused],
                "weight": number(item.weight),
                "hours": number(item.partner_hours),
                "partner_hours": number(item.partner_hours),
                "client_hours": number(item.client_hours),
                "one_time": amounts(item.one_time),
                "monthly": amounts(item.monthly),
                "first_year": number(item.first_year),
                "value": number(item.value),
                "quick_win": item.quick_win,
                "at_once": item.at_once,
                "priority": item.priority,
                "requires": list(item.requires),
                "duration": item.duration,
                "due": item.due,
                "not_before": item.not_before,
                "pinned": item.pinned,
                "decision": None if decision is None else msgspec.to_builtins(decision),
                "quarter": None if placement.start is None else found.quarters[placement.start].id,
                "finish": None if placement.finish is None else found.quarters[placement.finish].id,
                "late": placement.late,
                "lateness": placement.lateness,
                "reason": words.place(item.id),
                "lines": [
                    {"item": x.item, "price": x.price, "timing": x.timing, "per": x.per, "quantity": number(x.quantity),
                     "possible": number(x.possible), "counted": x.counted, "amount": amounts(x.amount), "optional": x.optional,
                     "unit": amounts(x.unit), "records": _keys(x.records), "maybe": _keys(x.maybe)}
                    for x in item.lines
                ],
                "work": [
                    {"standards": list(x.standards), "who": x.who, "hours": number(x.hours), "keeps": x.keeps,
                     "records": _keys(x.records)}
                    for x in item.work
                ],
                "not_bought": list(item.not_bought),
                "replaces": [
                    {"equipment": x.equipment, "title": x.counted, "machines": [full(m) for m in x.machines]}
                    for x in item.replaces
                ],
                "waiting": _waiting(waits.each[item.id]) if item.id in waits.each else None,
                "ownership": [
                    {"years": x.years, "once": amounts(x.once), "monthly": amounts(x.monthly), "again": amounts(x.again),
                     "total": amounts(x.total), "saved": number(x.saved)}
                    for x in waits.lifetimes[item.id]
                ],
                "beyond": None if item.id not in late else full(late[item.id]),
            }
        )  # fmt: skip
    return {
        **head(session),
        "quarters": quarters,
        "initiatives": initiatives,
        "point": session.plan.settings.point,
        "likely": session.plan.settings.likely,
        "risk_carried": number(found.risk_carried),
        "lateness": number(found.lateness),
        "carried": number(found.carried),
        "bound": number(found.bound),
        "gap": number(found.gap),
        "seconds": round(found.seconds, 3),
        "waiting": _waiting(waits.together),
        "problems": list(words.problems()),
    }


# -- show -----------------------------------------------------------------------------------


def show(session: Session) -> Json:
    """Return every fact the results depend on, settled at the plan's date, to recompute them from."""
    plan, inventory = session.plan, session.inventory
    records = {
        kind: [_record(item, plan.records[kind][item.id].facts, session) for item in items]
        for kind, items in inventory.items.items()
    }
    return {
        **head(session),
        "client": full(plan.client),
        "stage": plan.stage,
        "records": records,
        "complete": {kind: list(sources) for kind, sources in plan.complete.items()},
        "vouched": [full(vouch) for vouch in plan.vouched],
        "sources": {key: full(source) for key, source in plan.sources.items()},
        "answers": {key: full(answer) for key, answer in plan.answers.items()},
        "decisions": {key: full(decision) for key, decision in plan.decisions.items()},
        "changes": {key: [full(c) for c in changes] for key, changes in plan.changes.items()},
        "accepted": {key: full(acceptance) for key, acceptance in plan.accepted.items()},
        "work": work(session),
        "scenarios": {key: full(one) for key, one in plan.scenarios.items()},
        "settings": full(plan.settings),
    }


def work(session: Session) -> Json:
    """Return the consultant's own work by id."""
    return {key: full(one) for key, one in session.plan.work.items()}


def full(struct: msgspec.Struct) -> Json:
    """Return a struct's fields, those at their default included."""
    return {name: msgspec.to_builtins(getattr(struct, name)) for name in struct.__struct_fields__}


def _record(item: Item, observed: dict[str, tuple[Observation, ...]], session: Session) -> Json:
    facts = {name: _fact(item.kind, name, fact, observed, session) for name, fact in item.facts.items()}
    # Who lists it at all: what a source that lists everything does not list is not so.
    sources = dict.fromkeys(o.source for seen in observed.values() for o in seen)
    return {"id": item.id, "label": item.label, "sources": list(sources), "facts": facts}


def _fact(
    kind: str, name: str, fact: Fact, observed: dict[str, tuple[Observation, ...]], session: Session
) -> Json:
    field = session.knowledge.catalogue.field(kind, name)
    shape: Json = {"value": fact.value, "observed": fact.observed, "sources": list(fact.sources)}
    shape["state"] = fact.state.value
    shape["fresh_for"] = field.fresh_for if field is not None else 90
    if fact.derived_from:
        shape["derived_from"] = fact.derived_from
    seen = observed.get(name, ())
    cells = [o.raw for o in seen if o.raw and o.source in fact.sources]
    if cells and isinstance(fact.value, int | float):
        # An amount is of the currency its cell names: nobody could recompute a budget without.
        shape["cells"] = cells
    if len(seen) > 1 or fact.state is FactState.CONFLICT:
        shape["observations"] = [
            {"value": o.value, "source": o.source, "observed": o.observed, "row": o.row} for o in seen
        ]
    return shape


# -- import, catalogue ----------------------------------------------------------------------


def files(reports: tuple[FileReport, ...]) -> list[Json]:
    """Return what was read from each file."""
    return [full(report) for report in reports]


def catalogue(loaded: Catalogue) -> Json:
    """Return the catalogue as loaded: weights, rules, initiatives, prices, the inventory's fields."""
    return {
        "domains": [full(d) for d in loaded.domains.values()],
        "standards": [
            {**full(s), "answer": full(s.answer), "rules": [{"id": f"{s.id}.{n}", **full(r)} for n, r in enumerate(s.rules, 1)]}
            for s in loaded.standards.values()
        ],
        "initiatives": [
            {**full(i), "line": [full(x) for x in i.line], "hours": [full(x) for x in i.hours],
             "first_steps": [full(x) for x in i.first_steps], "takes": [full(x) for x in i.takes],
             "saving": None if i.saving is None else full(i.saving)}
            for i in loaded.initiatives.values()
        ],
        "rates": {**full(loaded.prices), "prices": {k: full(p) for k, p in loaded.prices.prices.items()}},
        "kinds": {
            k: {**full(v), "field": [full(f) for f in v.field]} for k, v in loaded.kinds.items()
        },
        "benchmarks": {k: full(b) for k, b in loaded.benchmarks.items()},
        "citations": {k: full(c) for k, c in loaded.citations.items()},
        "vocabulary": msgspec.to_builtins(loaded.vocabulary),
        "frameworks": {k: {"title": f.title, "version": f.version} for k, f in loaded.frameworks.items()},
    }  # fmt: skip
