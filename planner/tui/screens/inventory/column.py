"""The columns of a kind's table."""

from __future__ import annotations

from collections.abc import Iterator

from planner.model.field import Field, FieldType, Kind
from planner.model.inventory import Item
from planner.tui.screens.inventory.value import UNKNOWN, fact_cell, fact_sort
from planner.tui.widgets.column import Cell, Column

_NOMINAL = 11
"""Terminal columns below which a text is no longer worth showing."""
_WIDTHS = {FieldType.BOOLEAN: (7, 11), FieldType.NUMBER: (7, 12), FieldType.DATE: (10, 12)}
"""Least and greatest width by type, between which the heading decides; texts share what is left."""


def columns(kind: Kind, *, currency: str, client_view: bool) -> tuple[Column[Item], ...]:
    """Return the columns of a kind: its name first, then the fields marked for the table.

    On a narrow terminal the last ones are left out; the record's sheet has them all.

    Args:
        kind: The kind.
        currency: The client's, for amounts.
        client_view: Leave out internal fields.
    """
    return tuple(_columns(kind, currency, client_view))


def _columns(kind: Kind, currency: str, client_view: bool) -> Iterator[Column[Item]]:
    fields = [f for f in kind.field if f.column and not (client_view and f.internal)]
    name = next((f for f in fields if f.id in kind.label), None)
    yield Column(
        id=name.id if name else "label",
        title=name.title if name else "Name",
        text=lambda item: _label(item, name),
        sort=lambda item: item.label,
    )
    used = _NOMINAL + 5
    for field in fields:
        if field is not name:
            width = _width(field)
            used += (width or _NOMINAL) + 1
            yield _column(field, width, used + 2, currency)


def _label(item: Item, name: Field | None) -> Cell:
    fact = item.facts.get(name.id) if name else None
    return Cell(item.label or UNKNOWN, "" if fact is not None or name is None else "muted")


def _width(field: Field) -> int:
    if field.type is FieldType.CHOICE:
        longest = max((len(choice) for choice in field.choices), default=0)
        return min(max(longest, len(field.title)), 12)
    if field.type not in _WIDTHS:
        return 0
    least, most = _WIDTHS[field.type]
    return max(least, min(len(_title(field)), most))


def _title(field: Field) -> str:
    return f"{field.title}, {field.unit}" if field.unit in {"years", "days", "hours", "GB"} else field.title


def _column(field: Field, width: int, least: int, currency: str) -> Column[Item]:
    return Column(
        id=field.id,
        title=_title(field),
        text=lambda item: fact_cell(field, item.facts.get(field.id), currency=currency),
        sort=lambda item: fact_sort(item.facts.get(field.id)),
        width=width,
        least=least,
        right=field.type is FieldType.NUMBER,
    )
