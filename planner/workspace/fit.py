"""What people typed, made fit to keep on its way into a plan."""

from __future__ import annotations

from enum import Enum
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from planner.model.text import without_controls

T = TypeVar("T")


def fit_to_keep(new: T, old: object = None) -> T:
    """Return a value of the model with every text in it fit to keep.

    What a value has in common with the one before is not looked at again: of a plan with two
    thousand devices an answer costs a glance at a few dictionaries.

    Args:
        new: A struct, a mapping, a tuple or a plain value; comes back as it is when nothing is wrong.
        old: The value in whose place it comes, for what did not change; None for all of it.
    """
    return _fit(new, old)  # type: ignore[return-value]  # each branch returns what it was given


def _fit(new: object, old: object) -> object:
    if new is old or isinstance(new, Enum):
        return new
    if isinstance(new, str):
        return without_controls(new)
    if isinstance(new, msgspec.Struct):
        return _struct(new, old)
    if isinstance(new, dict):
        before = old if isinstance(old, dict) else {}
        fit = {key: _fit(value, before.get(key)) for key, value in new.items()}
        return fit if any(fit[key] is not value for key, value in new.items()) else new
    if isinstance(new, tuple):
        known = {id(value) for value in old} if isinstance(old, tuple) else set()
        values = tuple(value if id(value) in known else _fit(value, None) for value in new)
        return values if any(a is not b for a, b in zip(values, new, strict=True)) else new
    return new


def _struct(new: msgspec.Struct, old: object) -> msgspec.Struct:
    alike = type(old) is type(new)
    changed: dict[str, object] = {}
    for name in new.__struct_fields__:
        value = getattr(new, name)
        fit = _fit(value, getattr(old, name) if alike else None)
        if fit is not value:
            changed[name] = fit
    return replace(new, **changed) if changed else new
