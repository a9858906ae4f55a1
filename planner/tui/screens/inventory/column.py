"""The columns of a kind's table."""

from __future__ import annotations

from planner.model.field import Field, FieldType, Kind
from planner.model.inventory import Item
from planner.tui.screens.inventory.value import UNKNOWN, fact_cell, fact_sort
from planner.tui.widgets.column import Cell, Column

_NAME, _TEXT = 14, 9
"""Terminal columns below which a name and any other text are no longer worth showing."""
_LONGEST = 34
"""More than this a text does not get: the name takes the rest."""
_WIDTHS = {FieldType.BOOLEAN: (7, 11), FieldType.NUMBER: (7, 12), FieldType.DATE: (10, 12)}
"""Least and greatest width by type, between which the heading decides."""


def columns(kind: Kind, *, currency: str, client_view: bool, width: int) -> tuple[Column[Item], ...]:
    """Return the columns of a kind: its name first, then the fields marked for the table.

    On a narrow terminal the last ones are left out; the record's sheet has them all.

    Args:
        kind: The kind.
        currency: The client's, for amounts.
        client_view: Leave out internal fields.
        width: Terminal columns there are.
    """
    fields = [f for f in kind.field if f.column and not (client_view and f.internal)]
    # The field the records are called by most readily, so that heading and label agree.
    name = next((f for wanted in kind.label for f in fields if f.id == wanted), None)
    shown, spare = _fitting([f for f in fields if f is not name], width - _NAME - 2)
    texts = sum(1 for f in shown if not _width(f))
    more = max(spare, 0) * 2 // (3 + 2 * texts)
    return (
        Column(
            id=name.id if name else "label",
            title=name.title if name else "Name",
            text=lambda item: _label(item, name),
            sort=lambda item: item.label,
        ),
        *(_column(f, _width(f) or min(_TEXT + more, _LONGEST), currency) for f in shown),
    )


def _fitting(fields: list[Field], room: int) -> tuple[list[Field], int]:
    """Return the first fields that find room, and what is left of it."""
    shown = []
    for field in fields:
        needed = (_width(field) or _TEXT) + 1
        if needed > room:
            break
        shown.append(field)
        room -= needed
    return shown, room


def _label(item: Item, name: Field | None) -> Cell:
    fact = item.facts.get(name.id) if name else None
    return Cell(item.label or UNKNOWN, "" if fact is not None or name is None else "muted")


def _width(field: Field) -> int:
    """Return the width of a field's column; 0 for texts, which share what is left."""
    if field.type is FieldType.CHOICE:
        longest = max((len(field.label_of(choice)) for choice in field.choices), default=0)
        return min(max(longest, len(field.title)), 12)
    if field.type not in _WIDTHS:
        return 0
    least, most = _WIDTHS[field.type]
    return max(least, min(len(field.title), most))


def _column(field: Field, width: int, currency: str) -> Column[Item]:
    return Column(
        id=field.id,
        title=field.title,
        text=lambda item: fact_cell(field, item.facts.get(field.id), currency=currency),
        sort=lambda item: fact_sort(field, item.facts.get(field.id)),
        width=width,
        right=field.type is FieldType.NUMBER,
    )
