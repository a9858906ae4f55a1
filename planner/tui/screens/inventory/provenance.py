"""Where a fact comes from, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from textual.content import Content

from planner.model.fact import Observation
from planner.model.field import Field, FieldType, Kind
from planner.model.inventory import Fact, FactState, Item
from planner.model.plan import Plan
from planner.tui.screens.inventory.value import accepted, ago, fact_cell, state_words, value_text
from planner.tui.text import one_line
from planner.tui.widgets.column import Cell

_Part = str | tuple[str, str]


class FieldRow(NamedTuple):
    """One field of one record."""

    field: Field
    fact: Fact | None
    observations: tuple[Observation, ...]

    @property
    def disputed(self) -> bool:
        """Whether equally good sources disagree on the field itself."""
        fact = self.fact
        return fact is not None and fact.state is FactState.CONFLICT and not fact.derived_from

    @property
    def state(self) -> Cell:
        """Whether it can be relied on, in words."""
        tones = {"unknown": "muted", "sources disagree": "warn", "too old to count": "muted"}
        text = state_words(self.fact)
        return Cell(text, tones.get(text, ""))

    def shown(self, currency: str) -> Cell:
        """Return the value with its unit, and the marks the tables have."""
        fact = self.fact
        if fact is None or (fact.state is FactState.CONFLICT and fact.derived_from):
            return fact_cell(self.field, fact)
        if fact.state is FactState.CONFLICT:
            said = (o.value for o in self.observations if o.source in fact.sources)
            texts = dict.fromkeys(value_text(self.field, value, currency=currency) for value in said)
            return Cell(f"≠ {' or '.join(texts)}", "warn")
        text = value_text(self.field, fact.value, currency=currency)
        return Cell(f"{text} ~", "muted") if fact.state is FactState.STALE else Cell(text)


def field_rows(plan: Plan, kind: Kind, item: Item, *, client_view: bool) -> tuple[FieldRow, ...]:
    """Return the fields of a record: those about which something is known first.

    Args:
        plan: Has what was observed.
        kind: Has the fields.
        item: The record.
        client_view: Leave out internal fields.
    """
    record = plan.records.get(kind.id, {}).get(item.id)
    seen = record.facts if record is not None else {}
    known = {field.id for field in kind.field}
    strangers = [Field(id=f, title=f, type=FieldType.TEXT) for f in seen if f not in known]
    rows = [
        FieldRow(field, item.facts.get(field.id), seen.get(field.id, ()))
        for field in (*kind.field, *strangers)
        if not (client_view and field.internal)
    ]
    return tuple(sorted(rows, key=lambda row: row.fact is None and not row.observations))


def provenance(
    row: FieldRow, plan: Plan, kind: Kind, item: Item, today: date, *, client_view: bool = False
) -> Content:
    """Return who said what about a field and when, and why the value shown is the one that counts."""
    return Content.assemble(*_parts(row, plan, kind, item, today, client_view=client_view))


def _parts(
    row: FieldRow, plan: Plan, kind: Kind, item: Item, today: date, *, client_view: bool
) -> Iterator[_Part]:
    field, fact, currency = row.field, row.fact, plan.client.currency
    yield (one_line(field.title, 80), "bold $primary")
    if fact is None:
        yield ("\nNobody has said yet.\n", "$text-muted")
    elif fact.state is FactState.CONFLICT and not fact.derived_from:
        yield ("\n≠ Equally good sources disagree, so it counts as unknown.\n", "bold $warning")
        yield ("c picks the one that is right.\n", "$text-muted")
    else:
        yield from _value(field, fact, currency, today)
    if fact is not None and fact.derived_from:
        yield from _derived(fact, kind, item, currency)
    elif field.derive is not None:
        origin = next((f.title for f in kind.field if f.id == field.derive.source), field.derive.source)
        yield f"\nFollows from “{one_line(origin, 60)}” once that is known.\n"
    absent = tuple(_absent(row, plan, kind))
    if row.observations or absent:
        yield ("\nWho said so\n", "bold")
        yield from absent
        for observation in sorted(row.observations, key=lambda o: o.observed, reverse=True):
            yield from _observation(observation, row, plan, today, client_view=client_view)
    yield ("\nAccepted: ", "$text-muted")
    yield (f"{one_line(accepted(field), 300)}; - when there is none.", "$text-muted")


def _value(field: Field, fact: Fact, currency: str, today: date) -> Iterator[_Part]:
    text = one_line(value_text(field, fact.value, currency=currency), 2000)
    yield (f"\n{text or '≠'}\n", "bold")
    when = f"true on {fact.observed} ({ago(fact.observed, today)})" if fact.observed else ""
    if fact.state is FactState.STALE:
        limit = f"; it counts for {field.fresh_for} days" if field.fresh_for else ""
        yield (f"~ Too old to count: last {when}{limit}.\n", "$warning")
    elif fact.state is FactState.CONFLICT:
        yield ("≠ What it follows from is disputed.\n", "$warning")
    elif fact.value == ():
        yield f"Known to be empty, {when}.\n"
    else:
        yield f"Known, {when}.\n"


def _absent(row: FieldRow, plan: Plan, kind: Kind) -> Iterator[_Part]:
    """Yield which lists somebody says name all that have it, and that this one is missing from."""
    counted, said = row.fact.sources if row.fact is not None else (), {o.source for o in row.observations}
    for vouch in plan.vouched:
        source = plan.sources.get(vouch.source)
        if source is None or (vouch.kind, vouch.field) != (kind.id, row.field.id):
            continue
        if vouch.source in counted and vouch.source not in said:
            by = f", says {one_line(vouch.by, 60)}" if vouch.by else ""
            yield (" ● ", "$primary")
            yield ("missing from the list", "bold")
            yield f"\n   {one_line(source.title, 120)}"
            yield (f", which names all that have it{by} on {vouch.at[:10]}\n", "$text-muted")


def _derived(fact: Fact, kind: Kind, item: Item, currency: str) -> Iterator[_Part]:
    origin = next((f for f in kind.field if f.id == fact.derived_from), None)
    if origin is None:
        return
    source = item.facts.get(origin.id)
    said = f": {one_line(value_text(origin, source.value, currency=currency), 200)}" if source else ""
    yield f"\nFollows from “{one_line(origin.title, 60)}”{said}\n"


def _observation(
    observation: Observation,
    row: FieldRow,
    plan: Plan,
    today: date,
    *,
    client_view: bool,
) -> Iterator[_Part]:
    source, currency = plan.sources.get(observation.source), plan.client.currency
    counts = row.fact is not None and not row.fact.derived_from and observation.source in row.fact.sources
    value = one_line(value_text(row.field, observation.value, currency=currency), 300)
    yield (" ● " if counts else " ○ ", "$primary" if counts else "$text-muted")
    yield (value, "bold" if counts else "")
    when = f"{observation.observed[:10]} ({ago(observation.observed, today)})"
    if source is None:
        yield (f"\n   from a file that is no longer part of the plan, {when}\n", "$text-muted")
        return
    title = one_line(source.title, 120)
    if source.kind == "person":
        yield f"\n   {title}"
        yield (f", entered {when}", "$text-muted")
    else:
        tool = f" ({one_line(source.tool, 60)})" if source.tool else ""
        line = f", line {observation.row:,}" if observation.row else ""
        yield f"\n   {title}"
        yield (f"{tool}{line}\n   on {when}", "$text-muted")
        if observation.raw is not None:
            yield (f", written “{one_line(observation.raw, 80)}”", "$text-muted")
    if not counts:
        yield ("\n   does not count: another is newer or better", "$text-muted")
    elif not client_view and len(row.observations) > 1:
        yield (f"\n   believed {source.quality} of 100", "$text-muted")
    yield "\n"
