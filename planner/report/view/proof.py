"""What can be said without a doubt: each computer encrypted, protected, patched and supported, together."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from planner.model.condition import RawCondition, parse_condition
from planner.model.inventory import Item
from planner.report.material import Material
from planner.report.section import Check, DocumentTemplate, Proof


class CheckView(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that has to hold, over all records."""

    title: str
    met: int
    unmet: int
    unknown: int


class Failing(msgspec.Struct, frozen=True, kw_only=True):
    """One record of which something is known to be wrong."""

    name: str
    lacks: tuple[str, ...]
    """What it lacks, in words."""


class ProofView(msgspec.Struct, frozen=True, kw_only=True):
    """The joint proof."""

    total: int
    proven: int
    """Records that are known to meet every check."""
    failing: tuple[Failing, ...]
    """Those that fail at least one, the ones that fail most first, as many as may be named."""
    failed: int
    """All that fail at least one."""
    unsure: int
    """The others: nothing known to be wrong, something not known."""
    checks: tuple[CheckView, ...]


def proof(material: Material, spec: DocumentTemplate) -> ProofView | None:
    """Return the joint proof, or None when the document asks for none or there is no record.

    A record counts as proven only while every check is known to hold; a fact that is missing, too old
    or in dispute proves nothing.
    """
    wanted = spec.proof
    if wanted is None:
        return None
    items = [
        item for item in material.inventory.of(wanted.of) if _holds(item, wanted.where, material) is True
    ]
    if not items:
        return None
    seen = [[_holds(item, check.that, material) for check in wanted.check] for item in items]
    failing = [
        Failing(name=item.label, lacks=tuple(c.lacks for c, met in _pairs(wanted, marks) if met is False))
        for item, marks in zip(items, seen, strict=True)
        if False in marks
    ]
    failing.sort(key=lambda one: (-len(one.lacks), one.name))
    proven = sum(all(mark is True for mark in marks) for marks in seen)
    return ProofView(
        total=len(items),
        proven=proven,
        failing=tuple(failing[: wanted.names]),
        failed=len(failing),
        unsure=len(items) - proven - len(failing),
        checks=tuple(
            CheckView(
                title=check.title,
                met=sum(marks[at] is True for marks in seen),
                unmet=sum(marks[at] is False for marks in seen),
                unknown=sum(marks[at] is None for marks in seen),
            )
            for at, check in enumerate(wanted.check)
        ),
    )


def _pairs(wanted: Proof, marks: list[bool | None]) -> list[tuple[Check, bool | None]]:
    return list(zip(wanted.check, marks, strict=True))


def _holds(item: Item, conditions: Mapping[str, RawCondition], material: Material) -> bool | None:
    """Return whether all conditions hold: False when one is known not to, else None when one is unknown."""
    found = [parse_condition(raw).holds(item.value(name), material.today) for name, raw in conditions.items()]
    if False in found:
        return False
    return None if None in found else True
