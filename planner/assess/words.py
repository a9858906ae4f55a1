"""Rules and conditions in plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.model.catalogue import Catalogue
from planner.model.condition import Condition, RawCondition, parse_condition
from planner.model.field import Field
from planner.model.standard import Rule
from planner.writing import percent, plain

SHARE = "share"
"""The unit of figures that are shown as percentages."""
_SHARES = ("share", "share_compare")
_WITH_UNIT = ("min", "max", "mean", "median", "value")
"""Measures whose figure has the unit of their field."""
_MEASURES = {
    "share": "share of {scope}{having}",
    "share_compare": "share of {scope} whose “{left}” is at most “{right}”",
    "count": "number of {scope}{having}",
    "exists": "number of {scope}{having}",
    "value": "“{field}” of {scope}",
    "min": "least “{field}” among {scope}",
    "max": "most “{field}” among {scope}",
    "mean": "mean “{field}” of {scope}",
    "median": "median “{field}” of {scope}",
    "distinct": "number of different values of “{field}” among {scope}{scaled}",
    "ratio": "“{field}” per {per} of {scope}",
    "ratio_min": "least “{field}” per {per} among {scope}",
    "ratio_sum": "sum of “{left}” ÷ sum of “{right}” over {scope}",
    "per_head_month": "{scope} of the last 30 days per head",
}


def inline(title: str) -> str:
    """Return a title for the middle of a sentence: ``Disk encrypted`` → ``disk encrypted``.

    A first word with capitals inside (``SaaS``, ``MFA``) stays as it is.
    """
    first = title.split(" ", 1)[0]
    return title if first[1:] != first[1:].lower() else title[:1].lower() + title[1:]


def value_words(value: bool | float | str, field: Field | None = None) -> str:
    """Return one value of a condition in words; of a field with choices, its label."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return plain(value)
    return value if field is None else field.label_of(value)


def bound(condition: Condition, unit: str = "", field: Field | None = None) -> str:
    """Return a condition in words: ``at least 98%``, ``2 to 4``, ``laptop or desktop``.

    Args:
        condition: The condition.
        unit: The unit of its numbers; ``share`` shows them as percentages.
        field: What it is about; None of a measure.
    """
    if condition.op == "set":
        return "recorded"
    if condition.op == "within":
        return f"{'in more than' if condition.beyond else 'within'} {condition.days} days"
    if condition.op in ("eq", "in"):
        return " or ".join(
            value_words(v, field) if isinstance(v, bool | str) else amount(v, unit) for v in condition.values
        )
    low, high = condition.low, condition.high
    if low > float("-inf") and high < float("inf"):
        return f"{amount(low, unit) if unit == SHARE else plain(low)} to {amount(high, unit)}"
    if high < float("inf"):
        return f"{'less than' if condition.high_open else 'at most'} {amount(high, unit)}"
    if unit == SHARE and low == 1:
        return "100%"
    return f"{'more than' if condition.low_open else 'at least'} {amount(low, unit)}"


def conditions(raw: Mapping[str, RawCondition], kind: str, catalogue: Catalogue) -> str:
    """Return conditions on fields in words, joined by "and"."""
    return " and ".join(_condition(field, value, kind, catalogue) for field, value in raw.items())


def field_title(field: str, kind: str, catalogue: Catalogue) -> str:
    """Return a field's title for the middle of a sentence; its id when the catalogue has none."""
    found = catalogue.field(kind, field)
    return inline(found.title) if found is not None else field.replace("_", " ")


def kind_title(kind: str, catalogue: Catalogue) -> str:
    """Return what records of a kind are called, in the plural."""
    return inline(catalogue.kind_title(kind))


def scope_words(rule: Rule, catalogue: Catalogue) -> str:
    """Return which records a rule looks at: ``devices (laptop or desktop, in use)``."""
    records = kind_title(rule.of, catalogue)
    if not rule.where:
        return records
    return f"{records} ({which_words(rule.where, rule.of, catalogue)})"


def which_words(where: Mapping[str, RawCondition], kind: str, catalogue: Catalogue) -> str:
    """Return which records are meant: ``laptop or desktop, in use``."""
    return ", ".join(_narrowed(field, raw, kind, catalogue) for field, raw in where.items())


def figure_unit(rule: Rule, catalogue: Catalogue) -> str:
    """Return the unit of what a rule measures; ``share`` for shares.

    Money divided by money is a share, too, and so are seats used of seats bought.
    """
    sides = {"ratio": (rule.field, str(rule.per or "")), "ratio_sum": (rule.left, rule.right)}
    units = _units(sides.get(rule.measure, ()), rule, catalogue)
    if rule.measure in _SHARES or units in {("money", "money"), ("seats", "seats")}:
        return SHARE
    found = catalogue.field(rule.of, rule.field) if rule.measure in _WITH_UNIT else None
    return found.unit if found is not None else ""


def _units(fields: Sequence[str], rule: Rule, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the units of what a ratio divides, and by what; empty for what has none."""
    found = (catalogue.field(rule.of, field) for field in fields)
    return tuple("" if field is None else field.unit for field in found)


def bounds_words(rule: Rule, catalogue: Catalogue) -> str:
    """Return what is good and fair: ``good is at least 98%``, ``good is at most 0, fair at most 2``.

    What is fair plays no part in a share, which is worth itself below ``good``.
    """
    unit, field = figure_unit(rule, catalogue), catalogue.field(rule.of, rule.field)
    parts = []
    if rule.good is not None:
        parts.append(f"good is {bound(parse_condition(rule.good), unit, field)}")
    if rule.fair is not None and rule.measure not in _SHARES:
        lead = "fair" if parts else "fair is"
        parts.append(f"{lead} {bound(parse_condition(rule.fair), unit, field)}")
    if rule.floor:
        parts.append(f"counts for {percent(rule.floor)} at least")
    return ", ".join(parts)


def measure_words(rule: Rule, catalogue: Catalogue) -> str:
    """Return what a rule measures, without its bounds."""

    def title(field: str) -> str:
        return field_title(field, rule.of, catalogue) if field else ""

    that = conditions(rule.that, rule.of, catalogue)
    return _MEASURES.get(rule.measure, "{measure} of {scope}").format(
        measure=rule.measure,
        scope=scope_words(rule, catalogue),
        having=f" with “{that}”" if that else "",
        field=title(rule.field),
        left=title(rule.left),
        right=title(rule.right),
        per="head" if rule.per == "employees" else f"“{title(str(rule.per or ''))}”",
        scaled=f", for every {rule.per} of them" if isinstance(rule.per, int) else "",
    )


def rule_words(rule: Rule, catalogue: Catalogue) -> str:
    """Return a rule in words, with its scope and its bounds."""
    return "; ".join(part for part in (measure_words(rule, catalogue), bounds_words(rule, catalogue)) if part)


def _condition(field: str, raw: RawCondition, kind: str, catalogue: Catalogue) -> str:
    """Return a condition in words.

    ``disk encrypted``, ``default password: no``, ``critical updates missing: at most 0``,
    ``owner: recorded``, ``sign-in method: strong or weak``.
    """
    condition = parse_condition(raw)
    title = field_title(field, kind, catalogue)
    found = catalogue.field(kind, field)
    unit = found.unit if found is not None else ""
    if condition.op == "eq" and condition.values == (True,):
        return title
    return f"{title}: {bound(condition, unit, found)}"


def _narrowed(field: str, raw: RawCondition, kind: str, catalogue: Catalogue) -> str:
    """Return a condition that says which records are meant.

    A word from a list says it without its field: ``laptop or desktop``.
    """
    condition = parse_condition(raw)
    if condition.op in ("eq", "in") and all(isinstance(v, str) for v in condition.values):
        return bound(condition, field=catalogue.field(kind, field))
    return _condition(field, raw, kind, catalogue)


def amount(number: float, unit: str) -> str:
    """Return a figure with its unit; a share as a percentage, money as a bare figure."""
    if unit == SHARE:
        return f"{plain(number * 100)}%"
    if unit == "%":
        return f"{plain(number)}%"
    return plain(number) if unit in ("", "money") else f"{plain(number)} {unit}"
