"""The environment in figures: how many of what, how it divides, and what is covered."""

from __future__ import annotations

import msgspec

from planner.model.condition import parse_condition
from planner.model.fact import Value
from planner.model.field import FieldType
from planner.model.inventory import Item
from planner.model.scope import meets
from planner.report.material import Material
from planner.report.section import DocumentTemplate, Spread


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """How many records of a kind there are."""

    title: str
    count: int
    complete: bool
    """Whether somebody vouched that the list is complete."""
    told: bool
    """Whether the owner reads it."""


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a spread."""

    title: str
    """Empty for the records of which the field is not known."""
    count: int


class SpreadView(msgspec.Struct, frozen=True, kw_only=True):
    """How records divide."""

    title: str
    total: int
    groups: tuple[Group, ...]


class CoverageView(msgspec.Struct, frozen=True, kw_only=True):
    """How many records meet something."""

    title: str
    met: int
    unmet: int
    unknown: int

    @property
    def total(self) -> int:
        """All records it is asked of."""
        return self.met + self.unmet + self.unknown

    @property
    def low(self) -> float:
        """The share that is known to meet it."""
        return self.met / self.total

    @property
    def high(self) -> float:
        """The share that meets it if every unknown one does."""
        return (self.met + self.unknown) / self.total


class Environment(msgspec.Struct, frozen=True, kw_only=True):
    """All figures about the environment; each list is empty when there is nothing to say."""

    counts: tuple[Count, ...]
    spreads: tuple[SpreadView, ...]
    coverage: tuple[CoverageView, ...]
    sources: tuple[tuple[str, str, str], ...]
    """Title, tool and ISO date of each file that was read."""


def environment(material: Material, spec: DocumentTemplate) -> Environment:
    """Return the figures the document template asks for, as far as there are records."""
    inventory = material.inventory
    counts = tuple(
        Count(
            title=kind.title,
            count=len(items),
            complete=kind.id in inventory.complete,
            told=kind.id in spec.counted,
        )
        for kind in material.catalogue.kinds.values()
        if (items := inventory.live(kind.id))
    )
    spreads = (_spread(one, material) for one in spec.spread)
    return Environment(
        counts=counts,
        spreads=tuple(one for one in spreads if one is not None),
        coverage=_coverage(material, spec),
        sources=tuple(
            (source.title, source.tool, source.at[:10])
            for source in material.plan.sources.values()
            if source.kind == "file"
        ),
    )


def _coverage(material: Material, spec: DocumentTemplate) -> tuple[CoverageView, ...]:
    measures = {m.rule: m for result in material.assessment.results.values() for m in result.measures}
    found = (
        CoverageView(title=one.title, met=m.met, unmet=m.unmet, unknown=m.unknown)
        for one in spec.coverage
        if (m := measures.get(one.rule)) is not None
    )
    return tuple(view for view in found if view.total)


def _spread(spread: Spread, material: Material) -> SpreadView | None:
    """Return a spread, or None without records or when the field is unknown to the catalogue."""
    field = material.catalogue.field(spread.of, spread.by)
    if field is None:
        return None
    items = [item for item in material.inventory.live(spread.of) if _in_scope(item, spread, material)]
    if not items:
        return None
    values = [item.value(spread.by) for item in items]
    counted: dict[str, int] = dict.fromkeys(spread.groups, 0)
    for value in values:
        title = _group(value, spread, material)
        if field.type is FieldType.CHOICE and title not in spread.groups:
            title = field.label_of(title)
            title = title[:1].upper() + title[1:]
        counted[title] = counted.get(title, 0) + 1
    unknown = counted.pop("", 0)
    groups = [Group(title=title, count=count) for title, count in counted.items() if count]
    if not spread.groups:
        groups.sort(key=lambda group: (-group.count, group.title))
    if unknown:
        groups.append(Group(title="", count=unknown))
    return SpreadView(title=spread.title, total=len(items), groups=tuple(groups))


def _in_scope(item: Item, spread: Spread, material: Material) -> bool:
    return meets(item, spread.where, material.catalogue.kinds.get(spread.of), material.today) is True


def _group(value: Value, spread: Spread, material: Material) -> str:
    if value is None or value == ():
        return ""
    for title, raw in spread.groups.items():
        if parse_condition(raw).holds(value, material.today):
            return title
    return ", ".join(value) if isinstance(value, tuple) else str(value)
