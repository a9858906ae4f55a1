"""A canary in every place that is declared internal, wherever the model or the inventory declares it.

The places are found, not listed: whoever marks a field has it planted and looked for.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

import planner.model
from planner.model.catalogue import Catalogue
from planner.model.fact import Observation, Source, Value
from planner.model.field import Field, FieldType
from planner.model.internal import internal_fields
from planner.model.plan import Plan
from planner.model.record import Record

CANARY = "Kanari"
FIGURE = 98765431
"""The canary among figures: no other figure has its digits."""

Place = tuple[str, str]
"""A struct's name and a field, or a kind of record and a field."""


class Planted(NamedTuple):
    """A value with canaries, and the places they sit in."""

    value: object
    places: frozenset[Place]


def marked() -> frozenset[Place]:
    """Return every field of the model that is marked internal."""
    for module in pkgutil.iter_modules(planner.model.__path__, "planner.model."):
        import_module(module.name)
    return frozenset(
        (struct.__name__, field)
        for struct in _subclasses(msgspec.Struct)
        if struct.__module__.startswith("planner.")
        for field in internal_fields(struct)
    )


def planted(value: object) -> Planted:
    """Return a value of the model with a canary in whatever its types mark as internal."""
    places: set[Place] = set()
    return Planted(_plant(value, places), frozenset(places))


def planted_plan(plan: Plan, catalogue: Catalogue) -> Planted:
    """Return a plan with a canary in every marked field of it and in every internal field of its records.

    A kind of which the plan has no record gets one, so that no internal field is left out.
    """
    source = Source(id="s-canary", title="canary.csv", kind="file", quality=100)
    records = dict(plan.records)
    places: set[Place] = set()
    for kind in catalogue.kinds.values():
        hidden = [field for field in kind.field if field.internal]
        if not hidden:
            continue
        seen = {
            f.id: Observation(value=canary(f), source=source.id, observed="2026-11-22", raw=CANARY)
            for f in hidden
        }
        own = records.get(kind.id) or {"only": Record(id="only", kind=kind.id)}
        records[kind.id] = {key: record.with_observations(seen) for key, record in own.items()}
        places |= {(kind.id, field.id) for field in hidden}
    told = planted(replace(plan, records=records, sources={**plan.sources, source.id: source}))
    return Planted(told.value, told.places | places)


def canary(field: Field) -> Value:
    """Return what is planted into a field of a record; a yes or no cannot be told from any other."""
    assert field.type is not FieldType.BOOLEAN, f"{field.id}: no canary looks like a yes"
    if field.type is FieldType.NUMBER:
        return FIGURE
    return (CANARY,) if field.type is FieldType.LIST else CANARY


def seen(text: str) -> bool:
    """Return whether a canary is to be read in a text."""
    digits = "".join(c for c in text if c not in ",.'’ \u00a0\u202f")
    return CANARY in text or str(FIGURE) in digits


def _plant(value: object, places: set[Place]) -> object:
    if isinstance(value, msgspec.Struct):
        kind = type(value)
        changed: dict[str, object] = {}
        for field in kind.__struct_fields__:
            old = getattr(value, field)
            if field in internal_fields(kind):
                places.add((kind.__name__, field))
                changed[field] = _bird(old, (kind.__name__, field))
            elif (new := _plant(old, places)) is not old:
                changed[field] = new
        return replace(value, **changed) if changed else value
    if isinstance(value, tuple):
        parts = tuple(_plant(part, places) for part in value)
        return parts if any(a is not b for a, b in zip(parts, value, strict=True)) else value
    if isinstance(value, dict):
        entries = {key: _plant(part, places) for key, part in value.items()}
        return entries if any(entries[key] is not value[key] for key in value) else value
    return value


def _bird(old: object, place: Place) -> object:
    """Return the canary for a marked field, by what stands there."""
    assert not isinstance(old, bool), f"{place}: no canary looks like a yes"
    if isinstance(old, int | float):
        return FIGURE
    assert isinstance(old, str), f"{place}: teach this test how a canary looks in it"
    return f"{CANARY} {old}".strip()


def _subclasses(of: type[msgspec.Struct]) -> set[type[msgspec.Struct]]:
    return {sub for direct in of.__subclasses__() for sub in (direct, *_subclasses(direct))}
