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
    """Records that are known to lack the same."""

    lacks: tuple[str, ...]
    """What they lack, in words."""
    names: tuple[str, ...]
    """As many as may be named."""
    count: int


class ProofView(msgspec.Struct, frozen=True, kw_only=True):
    """The joint proof."""

    total: int
    proven: int
    """Records that are known to meet every check."""
    failing: tuple[Failing, ...]
    """Those that fail at least one, by what they lack; the ones that lack most first."""
    failed: int
    """All that fail at least one."""
    unsure: int
    """The others: nothing known to be wrong, something not known."""
    checks: tuple[CheckView, ...]
    beside: str
    """What is said of records that do not belong to it; empty without any."""


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
    failing: dict[tuple[str, ...], list[str]] = {}
    for item, marks in zip(items, seen, strict=True):
        if lacks := tuple(check.lacks for check, met in _pairs(wanted, marks) if met is False):
            failing.setdefault(lacks, []).append(item.label)
    failed = sum(len(names) for names in failing.values())
    proven = sum(all(mark is True for mark in marks) for marks in seen)
    return ProofView(
        total=len(items),
        proven=proven,
        failing=_groups(failing, wanted.names),
        failed=failed,
        unsure=len(items) - proven - failed,
        beside=_beside(wanted, material),
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


def _groups(failing: dict[tuple[str, ...], list[str]], names: int) -> tuple[Failing, ...]:
    """Return the groups, with so many names in all and at least one in each."""
    found: list[Failing] = []
    for lacks, who in sorted(failing.items(), key=lambda pair: (-len(pair[0]), -len(pair[1]), pair[0])):
        shown = tuple(sorted(who)[: max(1, names)])
        names -= len(shown)
        found.append(Failing(lacks=lacks, names=shown, count=len(who)))
    return tuple(found)


def _beside(wanted: Proof, material: Material) -> str:
    """Return what is said of records that do not belong to the proof; empty without any."""
    told, kind = wanted.beside, material.catalogue.kinds.get(wanted.of)
    if told is None:
        return ""
    items = material.inventory.live(wanted.of)
    count = sum(1 for item in items if meets(item, told.where, kind, material.today) is True)
    return "" if not count else told.one if count == 1 else told.many.replace("{count}", str(count))


def _mark(item: Item, check: Check, kind: Kind | None, today: date) -> bool | None:
    if any(meets(item, {field: raw}, kind, today) for field, raw in check.unless.items()):
        return False
    return meets(item, check.that, kind, today)


def _pairs(wanted: Proof, marks: list[bool | None]) -> list[tuple[Check, bool | None]]:
    return list(zip(wanted.check, marks, strict=True))
