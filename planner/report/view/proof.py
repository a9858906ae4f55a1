"""What can be said without a doubt: each computer encrypted, protected, patched and supported, together."""

from __future__ import annotations

from datetime import date

import msgspec

from planner.model.field import Kind
from planner.model.inventory import Item
from planner.model.scope import meets
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
    kind, today = material.catalogue.kinds.get(wanted.of), material.today
    items = [item for item in material.inventory.live(wanted.of) if meets(item, wanted.where, kind, today)]
    if not items:
        return None
    seen = [[_mark(item, check, kind, today) for check in wanted.check] for item in items]
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


def _mark(item: Item, check: Check, kind: Kind | None, today: date) -> bool | None:
    if any(meets(item, {field: raw}, kind, today) for field, raw in check.unless.items()):
        return False
    return meets(item, check.that, kind, today)


def _pairs(wanted: Proof, marks: list[bool | None]) -> list[tuple[Check, bool | None]]:
    return list(zip(wanted.check, marks, strict=True))
