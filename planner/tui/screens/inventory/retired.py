"""Records that were taken out of the inventory, as far as a table needs them."""

from __future__ import annotations

from planner.model.fact import Observation, Source, Value
from planner.model.field import Kind
from planner.model.inventory import Fact, FactState, Item
from planner.model.plan import Plan
from planner.model.record import Record


def retired_items(plan: Plan, kind: Kind) -> tuple[Item, ...]:
    """Return the retired records of a kind with what the best source said last about each field."""
    records = plan.records.get(kind.id, {}).values()
    return tuple(_item(record, kind, plan.sources) for record in records if record.retired)


def _item(record: Record, kind: Kind, sources: dict[str, Source]) -> Item:
    facts = {}
    for field, observations in record.facts.items():
        known = [o for o in observations if o.source in sources]
        if known:
            facts[field] = _fact(max(known, key=lambda o: (sources[o.source].quality, o.observed)))
    label = next((str(f.value) for key in kind.label if (f := facts.get(key)) and f.value != ()), record.id)
    return Item(id=record.id, kind=kind.id, label=label, facts=facts)


def _fact(observation: Observation) -> Fact:
    value: Value = () if observation.value is None else observation.value
    return Fact(
        value=value, state=FactState.KNOWN, observed=observation.observed[:10], sources=(observation.source,)
    )
