"""Measuring: every rule of the catalogue over the records of an inventory."""

from __future__ import annotations

import math
from datetime import date

from planner.assess.family import FAMILIES
from planner.assess.scope import Scope
from planner.assess.table import Table
from planner.assess.words import rule_words
from planner.model.catalogue import Catalogue
from planner.model.client import Client
from planner.model.finding import Measure
from planner.model.inventory import Inventory
from planner.model.standard import Rule


def measure(inventory: Inventory, catalogue: Catalogue, client: Client) -> dict[str, tuple[Measure, ...]]:
    """Return what every rule saw, by standard id; standards without rules are left out.

    Depends on the records, the catalogue and the client's head count only, not on answers. This
    is the slow part of an assessment.

    Args:
        inventory: The records with their facts settled at one date.
        catalogue: The standards with their rules.
        client: For the head count some rules divide by.
    """
    today = date.fromisoformat(inventory.today)
    tables: dict[tuple[str, frozenset[str]], Table] = {}
    found: dict[str, tuple[Measure, ...]] = {}
    for standard in catalogue.standards.values():
        measures = []
        for number, rule in enumerate(standard.rules, 1):
            if rule.measure not in FAMILIES:
                continue
            kind = catalogue.kinds.get(rule.of)
            named = frozenset(_fields(rule)).intersection(kind.not_live if kind is not None else ())
            table = tables.get((rule.of, named))
            if table is None:
                # Records that are not in use are in no scope, except of a rule that asks about just that.
                items = [item for item in inventory.of(rule.of) if named.issuperset(item.idle)]
                table = tables[rule.of, named] = Table(items, today, kind)
            scope = Scope(
                rule,
                table,
                kind,
                people=client.people,
                complete=rule.of in inventory.complete,
            )
            measures.append(_measured(f"{standard.id}.{number}", scope, catalogue))
        if measures:
            found[standard.id] = tuple(measures)
    return found


def _measured(name: str, scope: Scope, catalogue: Catalogue) -> Measure:
    reading = FAMILIES[scope.rule.measure](scope)
    # What saw nothing has no worth yet that a floor could lift.
    floor = scope.rule.floor if reading.met + reading.unmet else 0.0
    sources, observed = _provenance(scope)
    return Measure(
        rule=name,
        text=rule_words(scope.rule, catalogue),
        of=scope.rule.of,
        met=reading.met,
        unmet=reading.unmet,
        unknown=reading.unknown,
        maybe=reading.maybe,
        low=_finite(reading.low),
        high=_finite(reading.high),
        v_low=max(floor, reading.v_low),
        v_high=max(floor, reading.v_high),
        applicable=reading.applicable,
        silent=reading.silent,
        affected=reading.affected,
        unknown_ids=reading.unknown_ids,
        weakest=reading.weakest,
        weakest_unknown=reading.weakest_unknown,
        sources=sources,
        observed=observed,
    )


def _provenance(scope: Scope) -> tuple[tuple[str, ...], str]:
    """Return the sources of the known facts the rule used, and the date of the newest."""
    rule = scope.rule
    # A count without ``that`` looks at every record of the kind: those it does not count matter too.
    everyone = rule.measure == "count" and not rule.that
    indexes = range(len(scope.table)) if everyone else scope.inside
    sources: dict[str, None] = {}
    newest = ""
    for field in _fields(rule):
        facts = scope.table.column(field, rule.fresh_for).facts
        seen: set[tuple[tuple[str, ...], str]] = set()
        for i in indexes:
            fact = facts[i]
            if fact is not None:
                seen.add((fact.sources, fact.observed))
        for names, observed in sorted(seen):
            sources.update(dict.fromkeys(names))
            newest = max(newest, observed)
    return tuple(sorted(sources)), newest[:10]


def _fields(rule: Rule) -> dict[str, None]:
    named = [*rule.where, *rule.that, *rule.critical, rule.field, rule.left, rule.right]
    if isinstance(rule.per, str):
        named.append(rule.per)
    return dict.fromkeys(field for field in named if field)


def _finite(number: float | None) -> float | None:
    return number if number is not None and math.isfinite(number) else None
