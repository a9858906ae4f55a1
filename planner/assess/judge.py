"""Judging: measurements and answers become results, findings and the score band."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from planner.assess import interval
from planner.assess.infer import inferred
from planner.assess.measure import measure
from planner.assess.score import must_haves, score
from planner.assess.tier import standards_in_scope
from planner.model.catalogue import Catalogue
from planner.model.client import Client
from planner.model.finding import Assessment, Basis, Measure, Result
from planner.model.inventory import Inventory
from planner.model.plan import Plan
from planner.model.standard import Standard

HIGHEST_IMPACT = 5


def judge(
    plan: Plan, catalogue: Catalogue, measures: Mapping[str, tuple[Measure, ...]], today: date
) -> Assessment:
    """Return every standard judged, and the score. Fast: called after each answer.

    Args:
        plan: For its answers and the client's traits.
        catalogue: The standards.
        measures: What `planner.assess.measure` returned for the plan's inventory.
        today: The date the measures were taken at.
    """
    standards, beyond = standards_in_scope(plan, catalogue)
    results = {
        standard.id: _result(
            standard, plan, inferred(standard, plan, catalogue, measures.get(standard.id, ()))
        )
        for standard in standards
    }
    by_domain: dict[str, list[Result]] = {domain: [] for domain in catalogue.domains}
    for result in results.values():
        by_domain.setdefault(result.domain, []).append(result)
    return Assessment(
        today=today.isoformat(),
        results=results,
        score=score(results.values()),
        domains={domain: score(found) for domain, found in by_domain.items()},
        must=must_haves(results.values()),
        beyond=beyond,
    )


def assess(plan: Plan, catalogue: Catalogue, inventory: Inventory) -> Assessment:
    """Measure and judge at the inventory's date."""
    measures = measure(inventory, catalogue, plan.client)
    return judge(plan, catalogue, measures, date.fromisoformat(inventory.today))


def _result(standard: Standard, plan: Plan, measures: tuple[Measure, ...]) -> Result:
    measured = interval.of_measures(measures)
    found, basis = interval.settle(measured, plan.answers.get(standard.id), standard.answer)
    if not _concerns(standard, plan.client, measures):
        found, basis = interval.NOT_APPLICABLE, Basis.NOTHING
    impact, raised_by = _impact(standard, plan.client)
    is_measured = measured.seen and measured.applicable
    return Result(
        standard=standard.id,
        domain=standard.domain,
        v_low=found.low if found.applicable else 0.0,
        v_high=found.high if found.applicable else 1.0,
        status=interval.status(found),
        basis=basis,
        impact=impact,
        likelihood=standard.likelihood,
        must=standard.must,
        gain=standard.gain,
        raised_by=raised_by,
        option=_option(standard, plan) if basis in (Basis.ANSWER, Basis.OVERRIDE) else "",
        measures=measures,
        measured_low=measured.low if is_measured else None,
        measured_high=measured.high if is_measured else None,
    )


def _concerns(standard: Standard, client: Client, measures: Sequence[Measure]) -> bool:
    """Return whether a standard concerns the client: its law, and a trait or a record that only some have."""
    if standard.only_currency and client.currency not in standard.only_currency:
        return False
    if not standard.only_if or set(standard.only_if) & set(client.traits):
        return True
    return any(rule.if_any and seen.applicable for rule, seen in zip(standard.rules, measures, strict=False))


def _option(standard: Standard, plan: Plan) -> str:
    answer = plan.answers.get(standard.id)
    return answer.answer if answer is not None and answer.answer in standard.answer.options else ""


def _impact(standard: Standard, client: Client) -> tuple[int, str]:
    """Return the impact, one higher (at most 5) by the client's traits, and the trait that did it."""
    trait = next((t for t in standard.raise_impact_if if t in client.traits), "")
    if not trait or standard.impact >= HIGHEST_IMPACT:
        return standard.impact, ""
    return standard.impact + 1, trait
