"""What an audience may see.

A client's document is made from a copy of the material in which nothing internal is left, so
that no template, however it is written, can print it.
"""

from __future__ import annotations

from msgspec.structs import replace

from planner.model.catalogue import Catalogue
from planner.model.field import Kind
from planner.model.finding import Assessment, Result
from planner.model.internal import hidden_fields, without_internal
from planner.model.inventory import Inventory, Item
from planner.model.standard import Rule
from planner.report.material import INTERNAL, Material


def redact(material: Material) -> Material:
    """Return the material as its audience may see it.

    For the client these are gone: whatever the model marks as internal (`planner.model.internal`),
    every internal field of the inventory with its facts, names of records that would be taken from
    such a field, and measurements that read one. The raw observations and the mistakes in the
    templates go as well: no document for a client needs them.
    """
    if material.audience == INTERNAL:
        return material
    hidden = hidden_fields(material.catalogue.kinds)
    told = replace(
        material,
        plan=replace(material.plan, records={}),
        catalogue=_catalogue(material.catalogue),
        inventory=_inventory(material.inventory, material.catalogue, hidden),
        assessment=_assessment(material.assessment, material.catalogue, hidden),
    )
    return without_internal(told)


def open_inventory(inventory: Inventory, catalogue: Catalogue) -> Inventory:
    """Return the inventory without anything in it that is marked as internal."""
    return _inventory(inventory, catalogue, hidden_fields(catalogue.kinds))


def _catalogue(catalogue: Catalogue) -> Catalogue:
    kinds = {
        name: replace(kind, field=tuple(field for field in kind.field if not field.internal))
        for name, kind in catalogue.kinds.items()
    }
    return replace(catalogue, kinds=kinds, problems=())


def _inventory(inventory: Inventory, catalogue: Catalogue, hidden: dict[str, frozenset[str]]) -> Inventory:
    items = {
        name: tuple(_item(item, catalogue.kinds.get(name), hidden[name]) for item in found)
        if hidden.get(name)
        else found
        for name, found in inventory.items.items()
    }
    return replace(inventory, items=items)


def _item(item: Item, kind: Kind | None, hidden: frozenset[str]) -> Item:
    facts = {
        name: fact
        for name, fact in item.facts.items()
        if name not in hidden and fact.derived_from not in hidden
    }
    open_item = replace(item, facts=facts)
    names = kind.label if kind else ()
    if not any(name in hidden for name in names):
        return open_item
    known = (open_item.value(name) for name in names)
    label = next((str(value) for value in known if value not in (None, "", ())), "(name withheld)")
    return replace(open_item, label=label)


def _assessment(
    assessment: Assessment, catalogue: Catalogue, hidden: dict[str, frozenset[str]]
) -> Assessment:
    results = {name: _result(result, catalogue, hidden) for name, result in assessment.results.items()}
    return replace(assessment, results=results)


def _result(result: Result, catalogue: Catalogue, hidden: dict[str, frozenset[str]]) -> Result:
    standard = catalogue.standards.get(result.standard)
    rules = standard.rules if standard else ()
    secret = {
        f"{result.standard}.{index}" for index, rule in enumerate(rules, 1) if _reads(rule, hidden, catalogue)
    }
    if not secret:
        return result
    return replace(result, measures=tuple(m for m in result.measures if m.rule not in secret))


def _reads(rule: Rule, hidden: dict[str, frozenset[str]], catalogue: Catalogue) -> bool:
    """Return whether a rule reads an internal field, directly or through a derived one."""
    names = {*rule.where, *rule.that, rule.field, rule.left, rule.right, str(rule.per or "")}
    kind = catalogue.kinds.get(rule.of)
    for field in kind.field if kind else ():
        if field.id in names and field.derive is not None:
            names.add(field.derive.source)
    return bool(names & hidden.get(rule.of, frozenset()))
