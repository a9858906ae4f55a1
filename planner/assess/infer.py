"""What an answer to one standard says about the records of another."""

from __future__ import annotations

from msgspec.structs import replace

from planner.assess.family.share import part, worth
from planner.assess.interval import of_answer
from planner.model.catalogue import Catalogue
from planner.model.condition import parse_condition
from planner.model.finding import Measure
from planner.model.plan import Plan
from planner.model.standard import Rule, Standard


def inferred(
    standard: Standard, plan: Plan, catalogue: Catalogue, measures: tuple[Measure, ...]
) -> tuple[Measure, ...]:
    """Return the measures with what other answers say of the records nobody knows of.

    Where a standard that the rule names (``unmet_if``) is answered with "not in place", the records in its scope
    that could not be judged do not meet it. What somebody answered about the standard itself comes first.
    """
    own = plan.answers.get(standard.id)
    if own is not None and of_answer(own, standard.answer).seen:
        return measures
    return tuple(
        _unmet(rule, measure) if _is_unmet(rule, plan, catalogue) else measure
        for rule, measure in zip(standard.rules, measures, strict=False)
    )


def _is_unmet(rule: Rule, plan: Plan, catalogue: Catalogue) -> bool:
    for name in rule.unmet_if:
        other = catalogue.standards.get(name)
        if other is not None:
            said = of_answer(plan.answers.get(name), other.answer)
            if said.seen and said.applicable and said.high == 0:
                return True
    return False


def _unmet(rule: Rule, measure: Measure) -> Measure:
    """Return what a share comes to when those in its scope that could not be judged do not meet it."""
    more = measure.unknown - measure.maybe
    if not measure.applicable or not more:
        return measure
    unmet = measure.unmet + more
    good = None if rule.good is None else parse_condition(rule.good)
    low, high = part(measure.met, unmet + measure.maybe), part(measure.met + measure.maybe, unmet)
    return replace(
        measure,
        unmet=unmet,
        unknown=measure.maybe,
        low=low,
        high=high,
        v_low=worth(low, good),
        v_high=worth(high, good),
        affected=(*measure.affected, *measure.unknown_ids[:more]),
        unknown_ids=measure.unknown_ids[more:],
    )
