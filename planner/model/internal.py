"""What only the consultant reads: marked where it is declared, taken out in one place.

A field of the model is marked by its type (`Internal`, or any type ``Annotated`` with `MARK`), a field of a
record by ``internal = true`` in ``templates/inventory``. Whatever is marked is covered: nobody who shows
or exports something keeps a list of his own.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from functools import cache
from typing import Annotated, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from planner.model.field import Kind

MARK = msgspec.Meta(extra={"internal": True})
"""Marks a field of a struct, of any type: ``margin: Annotated[float, MARK] = 0``."""
Internal: TypeAlias = Annotated[str, MARK]
"""A text that the client never sees."""

T = TypeVar("T")


@cache
def internal_fields(of: type[msgspec.Struct]) -> frozenset[str]:
    """Return the names of the fields of a struct that are marked internal."""
    hints = get_type_hints(of, include_extras=True)
    return frozenset(name for name in of.__struct_fields__ if _is_marked(hints[name]))


def without_internal(value: T) -> T:
    """Return a value in which nothing is left that its types mark as internal.

    A marked field becomes its default, or an empty text where it has none. Structs, tuples and the
    values of dictionaries are looked into; a part in which nothing changes keeps its identity.

    Raises:
        TypeError: A marked field that is no text has no default to fall back to.
    """
    return _open(value)  # type: ignore[return-value]  # a struct stays a struct, a tuple a tuple


def hidden_fields(kinds: Mapping[str, Kind]) -> dict[str, frozenset[str]]:
    """Return for each kind of record the ids of its internal fields."""
    return {kind.id: frozenset(field.id for field in kind.field if field.internal) for kind in kinds.values()}


def _is_marked(hint: object) -> bool:
    if get_origin(hint) is Annotated:
        return any(isinstance(m, msgspec.Meta) and m.extra == MARK.extra for m in get_args(hint)[1:])
    return get_origin(hint) in (Union, types.UnionType) and any(map(_is_marked, get_args(hint)))


def _open(value: object) -> object:
    if isinstance(value, msgspec.Struct):
        return _open_struct(value) if _may_hold(type(value)) else value
    if isinstance(value, tuple):
        parts = tuple(map(_open, value))
        return value if all(a is b for a, b in zip(parts, value, strict=True)) else parts
    if isinstance(value, dict):
        entries = {key: _open(part) for key, part in value.items()}
        return value if all(entries[key] is part for key, part in value.items()) else entries
    return value


def _open_struct(value: msgspec.Struct) -> msgspec.Struct:
    kind = type(value)
    marked = internal_fields(kind)
    changed: dict[str, object] = {}
    for field in msgspec.structs.fields(kind):
        old = getattr(value, field.name)
        new = _blank(kind, field) if field.name in marked else _open(old)
        if new is not old:
            changed[field.name] = new
    return msgspec.structs.replace(value, **changed) if changed else value


def _blank(of: type, field: msgspec.structs.FieldInfo) -> object:
    if field.default is not msgspec.NODEFAULT:
        return field.default
    if field.default_factory is not msgspec.NODEFAULT:
        return field.default_factory()
    if field.type == Internal:
        return ""
    raise TypeError(f"{of.__name__}.{field.name} is marked internal, so it needs a default.")


@cache
def _may_hold(kind: type) -> bool:
    """Return whether a struct of a type can hold anything that is marked, however deep.

    Tens of thousands of facts cannot, and are not looked at one by one.
    """
    return any(bool(internal_fields(part)) for part in structs_within(kind))


@cache
def structs_within(kind: type) -> frozenset[type[msgspec.Struct]]:
    """Return the struct types of which a value of a type can be made, itself included."""
    found: set[type[msgspec.Struct]] = set()
    waiting: list[object] = [kind]
    while waiting:
        hint = waiting.pop()
        if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
            if hint not in found:
                found.add(hint)
                waiting += get_type_hints(hint, include_extras=True).values()
        else:
            waiting += get_args(hint)
    return frozenset(found)
