"""What can be wrong with a measurement: kinds, fields, conditions and what a measure needs."""

from __future__ import annotations

from collections.abc import Mapping

from planner.model.condition import Condition, RawCondition, parse_condition
from planner.model.field import Field, FieldType, Kind
from planner.model.standard import Rule
from planner.standards.entries import Flaw
from planner.standards.key import nearest

NEEDS: dict[str, tuple[str, ...]] = {
    "share": ("that",),
    "count": (),
    "exists": (),
    "value": ("field",),
    "min": ("field",),
    "max": ("field",),
    "mean": ("field",),
    "median": ("field",),
    "distinct": ("field",),
    "ratio": ("field", "per"),
    "ratio_min": ("field", "per"),
    "ratio_sum": ("left", "right"),
    "share_compare": ("left", "right"),
    "per_head_month": ("per",),
}
"""Measure to the keys without which it measures nothing."""

MOST_DAYS = 36_500
"""A hundred years: more days than any fact or date needs."""

_NOT_NUMERIC = ("value", "distinct")
EMPLOYEES = "employees"
"""What ``per`` may name besides a field: the client's head count."""


def rule_flaw(rule: Rule, kinds: Mapping[str, Kind]) -> Flaw | None:
    """Return what is wrong with a rule, or None."""
    if rule.measure not in NEEDS:
        return "measure", f"`{rule.measure}` is no measure{nearest(rule.measure, NEEDS)}"
    kind = kinds.get(rule.of)
    if kind is None:
        return "of", f"`{rule.of}` is no kind of the inventory{nearest(rule.of, kinds)}"
    for key in NEEDS[rule.measure]:
        if not getattr(rule, key):
            return key, f"`{rule.measure}` needs `{key}`; add it"
    if rule.critical and not rule.measure.startswith("share"):
        return "critical", "only a share has a weakest link; leave it out"
    if rule.fresh_for is not None and not 1 <= rule.fresh_for <= MOST_DAYS:
        return "fresh_for", f"has to be 1 to {MOST_DAYS} days"
    if not 0 <= rule.floor < 1:
        return "floor", f"is {rule.floor:g}; it goes from 0 to less than 1"
    return (
        conditions_flaw("where", rule.where, fields_of(kind))
        or conditions_flaw("that", rule.that, fields_of(kind))
        or conditions_flaw("critical", rule.critical, fields_of(kind))
        or _field_flaw(rule, fields_of(kind))
        or _bounds_flaw(rule, fields_of(kind))
        or _trouble_flaw(rule)
    )


def fields_of(*kinds: Kind) -> dict[str, tuple[Field, ...]]:
    """Return every field of some kinds by its id."""
    found: dict[str, tuple[Field, ...]] = {}
    for kind in kinds:
        for field in kind.field:
            found[field.id] = (*found.get(field.id, ()), field)
    return found


def conditions_flaw(
    key: str, conditions: Mapping[str, RawCondition], fields: Mapping[str, tuple[Field, ...]]
) -> Flaw | None:
    """Return the first condition that names no field, cannot be read or can never hold."""
    for name, raw in conditions.items():
        path = f"{key}.{name}"
        if name not in fields:
            return path, f"`{name}` is no field of this kind{nearest(name, fields)}"
        try:
            condition = parse_condition(raw)
        except ValueError as error:
            return path, str(error)
        wrong = [_mismatch(condition, field) for field in fields[name]]
        if all(wrong):
            return path, wrong[0] or ""
    return None


def bound_flaw(key: str, raw: RawCondition | None) -> Flaw | None:
    """Return what is wrong with a bound on a number (``good`` or ``fair``)."""
    if raw is None or raw == "":
        return None
    try:
        condition = parse_condition(raw)
    except ValueError as error:
        return key, str(error)
    if isinstance(raw, bool) or not (condition.op == "range" or _is_number(raw)):
        return key, f"{raw!r} is no bound on a number; write for example '>=0.9' or '2..4'"
    return None


def _field_flaw(rule: Rule, fields: Mapping[str, tuple[Field, ...]]) -> Flaw | None:
    """Return the first of field, left, right and per that names nothing or no number."""
    for key in ("field", "left", "right", "per"):
        name = getattr(rule, key)
        if not name or (key == "per" and name == EMPLOYEES):
            continue
        if not isinstance(name, str):
            if rule.measure != "distinct" or name < 1:
                return key, "a number of records belongs to `distinct` and is at least 1; name a field here"
            continue
        if name not in fields:
            return key, f"`{name}` is no field of `{rule.of}`{nearest(name, fields)}"
        if rule.measure not in _NOT_NUMERIC and fields[name][0].type is not FieldType.NUMBER:
            return key, f"`{name}` is no number, and `{rule.measure}` needs one"
    return None


def _bounds_flaw(rule: Rule, fields: Mapping[str, tuple[Field, ...]]) -> Flaw | None:
    if rule.good is None and rule.fair is None:
        return "good", f"without `good` or `fair` nothing says what the {rule.measure} is worth; add one"
    for key, raw in (("good", rule.good), ("fair", rule.fair)):
        if raw is None:
            continue
        if rule.measure != "value":
            wrong = bound_flaw(key, raw)
        else:
            wrong = conditions_flaw(key, {rule.field: raw}, fields)
            wrong = (key, wrong[1]) if wrong else None
        if wrong:
            return wrong
    return None


def _trouble_flaw(rule: Rule) -> Flaw | None:
    """Return what a count of what should not be lacks: without ``that`` no records would do as well as good ones."""
    raw = rule.good if rule.good is not None else rule.fair
    if rule.measure != "count" or rule.that or raw is None or not parse_condition(raw).has_ceiling:
        return None
    return "that", "a `count` where fewer is better needs `that`: what is wrong with them; add it"


def _mismatch(condition: Condition, field: Field) -> str | None:
    """Return why a condition can never hold for a field, or None when it can."""
    match condition.op:
        case "set":
            return None
        case "within" if condition.days > MOST_DAYS:
            return f"looks further ahead than {MOST_DAYS} days"
        case "within":
            return None if field.type is FieldType.DATE else f"`{field.id}` is no date; 'within' needs one"
        case "range":
            return None if field.type is FieldType.NUMBER else f"`{field.id}` is no number; compare a number"
        case "in" if not condition.values:
            return "an empty list is met by nothing; list the values"
    return next((wrong for value in condition.values if (wrong := _odd(value, field))), None)


def _odd(value: bool | float | str, field: Field) -> str | None:
    """Return why a field never has this value, or None when it may."""
    match field.type:
        case FieldType.BOOLEAN if not isinstance(value, bool):
            return f"`{field.id}` is true or false, not {value!r}"
        case FieldType.NUMBER if not _is_number(value):
            return f"`{field.id}` is a number, not {value!r}"
        case FieldType.TEXT | FieldType.LIST if not isinstance(value, str):
            return f"`{field.id}` is text, not {value!r}"
        case FieldType.CHOICE if value not in field.choices:
            return f"{value!r} is no choice of `{field.id}`{nearest(str(value), field.choices)}"
        case _:
            return None


def _is_number(value: RawCondition) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
