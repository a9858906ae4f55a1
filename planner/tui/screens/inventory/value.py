"""Values and what is known about them, in words."""

from __future__ import annotations

from datetime import date

from planner.model.fact import Value
from planner.model.field import Field, FieldType
from planner.model.inventory import Fact, FactState
from planner.tui.widgets.column import Cell

UNKNOWN = "?"
_SHORT_UNITS = {"years": "y", "days": "d", "hours": "h", "GB": "GB", "%": "%"}
"""Units as tables write them; others stand in the record's sheet only."""
YES, NO, NONE = "✓ yes", "✗ no", "none"


def value_text(field: Field, value: Value, *, currency: str = "", unit: bool = True) -> str:
    """Return a value as people read it.

    Args:
        field: What kind of value it is.
        value: The canonical value; None and the empty tuple are "known to be empty".
        currency: Stands for the unit ``money``.
        unit: Write the unit out behind a figure; else its short sign, if it has one.
    """
    if value is None or value in ((), ""):
        return NONE
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int | float):
        if field.unit == "share":
            return f"{value * 100:,.4g}%"
        told = currency if field.unit == "money" else field.unit
        told = told if unit else _SHORT_UNITS.get(told, "")
        text = f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"
        return f"{text} {told}" if told else text
    if isinstance(value, tuple):
        return "; ".join(value)
    if field.type is FieldType.CHOICE:
        return field.label_of(value)
    if field.type is FieldType.DATE and len(value) >= 16:
        return value[:16].replace("T", " ")
    return value


def input_text(value: Value) -> str:
    """Return what a person would type to enter the value."""
    if value is None or value in ((), ""):
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(value) + ";" * (len(value) == 1) if isinstance(value, tuple) else str(value)


def fact_cell(field: Field, fact: Fact | None, *, currency: str = "") -> Cell:
    """Return what a table shows: ``?`` unknown, ``≠`` contradicting sources, ``~`` too old to count."""
    if fact is None:
        return Cell(UNKNOWN, "muted")
    if fact.state is FactState.CONFLICT:
        return Cell("≠", "warn")
    text = value_text(field, fact.value, currency=currency, unit=False)
    if fact.state is FactState.STALE:
        return Cell(f"{text} ~", "muted")
    return Cell(text, "muted" if text == NONE else "")


def fact_sort(field: Field, fact: Fact | None) -> float | str | None:
    """Return what a column is sorted by, choices as they are read; unknown and contradicted facts come last."""
    if fact is None or fact.value is None or fact.value == ():
        return None
    if isinstance(fact.value, bool):
        return float(fact.value)
    if isinstance(fact.value, str):
        return field.label_of(fact.value) if field.type is FieldType.CHOICE else fact.value
    return "; ".join(fact.value) if isinstance(fact.value, tuple) else fact.value


def state_words(fact: Fact | None) -> str:
    """Return in one or two words whether the fact can be relied on."""
    if fact is None:
        return "unknown"
    if fact.state is FactState.CONFLICT:
        return "sources disagree"
    if fact.state is FactState.STALE:
        return "too old to count"
    return "worked out" if fact.derived_from else "known"


def accepted(field: Field) -> str:
    """Return what can be typed into a field, as a sentence."""
    unit = f" ({field.unit})" if field.unit and field.unit not in {"money", "share"} else ""
    return {
        FieldType.BOOLEAN: "yes or no",
        FieldType.NUMBER: f"a number{unit} such as 12 or 1,250.50",
        FieldType.DATE: "a date such as 2026-11-22 or 22 Nov 2026",
        FieldType.CHOICE: ", ".join(map(field.label_of, field.choices)),
        FieldType.LIST: "several, separated by semicolons",
        FieldType.TEXT: "any text",
    }[field.type]


def ago(observed: str, today: date) -> str:
    """Return how long before today a date is, in words; empty when the text is no date."""
    try:
        days = (today - date.fromisoformat(observed[:10])).days
    except ValueError:
        return ""
    if days < 0:
        return f"in {-days} day{'s' if days < -1 else ''}"
    return "today" if days == 0 else "yesterday" if days == 1 else f"{days:,} days ago"
