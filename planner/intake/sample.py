"""Telling a person what an import would do: a few lines, and the contradictions it meets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec.structs import replace

from planner.intake.cell.value import shown
from planner.intake.settle.matcher import Ref
from planner.intake.settle.reconcile import Outcome
from planner.intake.settle.truth import conflicts, settle
from planner.model.catalogue import Catalogue
from planner.model.fact import Value
from planner.model.field import Field, FieldType
from planner.model.intake import Conflict
from planner.model.lifecycle import Lifecycle
from planner.model.plan import Plan
from planner.model.record import Record
from planner.model.text import one_line

_LINES = 5
"""Lines of each sort."""


def samples(before: Plan, outcome: Outcome, catalogue: Catalogue) -> tuple[str, ...]:
    """Return a few lines that say what is new and what changed."""
    lines = []
    for kind, name in outcome.created[:_LINES]:
        record = outcome.plan.records[kind][name]
        entry = catalogue.kinds.get(kind)
        fields = entry.field if entry else ()
        shown_fields = [
            f
            for f in fields
            if f.column
            and not f.internal
            and f.type is not FieldType.BOOLEAN
            and f.id not in _labels(kind, catalogue)
        ]
        extra = [_value(record, f.id, f) for f in shown_fields]
        detail = ", ".join(text for text in extra if text)
        singular = entry.singular if entry else kind
        lines.append(
            one_line(f"new {singular}: {_label(record, catalogue)}{f' ({detail})' if detail else ''}", 160)
        )
    for kind, name in outcome.updated[:_LINES]:
        old, new = before.records[kind][name], outcome.plan.records[kind][name]
        changes = "; ".join(_changes(old, new, outcome.source, catalogue)[:3])
        lines.append(one_line(f"changed: {_label(new, catalogue)}: {changes}", 160))
    return tuple(lines)


def conflicts_of(before: Plan, outcome: Outcome, catalogue: Catalogue, today: date) -> tuple[Conflict, ...]:
    """Return the facts that became contradictory through a file, or whose contradiction it changed."""
    new = frozenset(outcome.created)  # of which only one source speaks
    now = _contradicted(outcome.plan, (r for r in outcome.touched if r not in new), catalogue, today)
    if not now:
        return ()
    refs = [(c.kind, c.record) for c in now]
    old = {(c.kind, c.record, c.field): c for c in _contradicted(before, refs, catalogue, today)}
    return tuple(c for c in now if old.get((c.kind, c.record, c.field)) != c)


def _contradicted(plan: Plan, refs: Iterable[Ref], catalogue: Catalogue, today: date) -> tuple[Conflict, ...]:
    """Return the contradictions on some records; only what several sources say is looked at."""
    records: dict[str, dict[str, Record]] = {}
    for kind, name in refs:
        record = plan.records[kind][name]
        if all(len(seen) < 2 for seen in record.facts.values()):
            continue
        labels = _labels(kind, catalogue)
        facts = {f: seen for f, seen in record.facts.items() if len(seen) > 1 or f in labels}
        records.setdefault(kind, {})[name] = replace(record, facts=facts)
    if not records:
        return ()
    small = replace(plan, records=records)
    return conflicts(small, catalogue, settle(small, catalogue, Lifecycle(), today))


def _labels(kind: str, catalogue: Catalogue) -> tuple[str, ...]:
    entry = catalogue.kinds.get(kind)
    return entry.label if entry else ()


def _label(record: Record, catalogue: Catalogue) -> str:
    found = (_value(record, field) for field in _labels(record.kind, catalogue))
    return next((text for text in found if text), record.id)


def _value(record: Record, field: str, entry: Field | None = None) -> str:
    seen = record.facts.get(field, ())
    return shown(seen[-1].value, entry) if seen and seen[-1].value not in (None, "", ()) else ""


def _changes(old: Record, new: Record, source: str, catalogue: Catalogue) -> list[str]:
    lines = []
    for field in dict.fromkeys((*new.facts, *old.facts)):
        was, now = _by(old, field, source), _by(new, field, source)
        if was == now:
            continue
        entry = catalogue.field(new.kind, field)
        title = entry.title if entry else field
        if entry is not None and entry.internal:
            # A client may look on; who wants to see the value opens the record.
            lines.append(f"{title} {'changed' if was is not _MISSING else 'added'}")
            continue
        lines.append(
            f"{title} {_text(was, entry)} -> {_text(now, entry)}"
            if was is not _MISSING
            else f"{title} {_text(now, entry)}"
        )
    return lines


_MISSING = "\0"


def _by(record: Record, field: str, source: str) -> Value:
    return next((o.value for o in record.facts.get(field, ()) if o.source == source), _MISSING)


def _text(value: Value, field: Field | None) -> str:
    return "unknown" if value is _MISSING else shown(value, field)
