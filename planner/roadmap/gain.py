"""What an initiative saves each year, as far as the inventory shows it."""

from __future__ import annotations

from math import fsum

from planner.model.initiative import InitiativeSpec
from planner.model.inventory import Item
from planner.roadmap.finding import Findings
from planner.roadmap.stock import Stock

MONTHS = 12


def yearly_gain(spec: InitiativeSpec, findings: Findings, stock: Stock) -> float:
    """Return the money a year that is paid for what nobody uses; 0 when nothing is known of any.

    Args:
        spec: The initiative, which says where its saving is read.
        findings: Its findings: without a known one there is nothing to save.
        stock: The inventory.
    """
    saving = spec.saving
    if saving is None or not findings.about(saving.standards).known:
        return 0.0
    unused = []
    for item in stock.of(saving.of):
        bought, used, price = (_number(item, field) for field in (saving.bought, saving.used, saving.price))
        if bought is not None and used is not None and price is not None:
            unused.append(max(0.0, bought - used) * max(0.0, price) * MONTHS)
    return fsum(unused)


def _number(item: Item, field: str) -> float | None:
    value = item.value(field)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
