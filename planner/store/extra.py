"""Fields this planner does not know, carried from a file through to the next save.

A newer minor version may have added fields and tables. They are found when a plan is loaded,
remembered by where they stood, and put back at the save wherever that thing still exists.
A list's elements have no place of their own: an observation or change is the same only as
long as it is equal (a re-imported value is a new observation), a goal as long as its text is.
"""

from __future__ import annotations

import typing
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import Any

import msgspec

from planner.model.client import Goal

Place = tuple[str, Hashable]
"""A field, and within a field with many values the key or element."""


class Overlay(msgspec.Struct, frozen=True):
    """What is unknown in one document, and in the documents inside it."""

    fields: dict[str, object]
    inside: dict[Place, Overlay]


def find_extras(
    raw: Mapping[str, object], value: msgspec.Struct, own: frozenset[str] = frozenset()
) -> Overlay | None:
    """Return what ``raw`` holds beyond what was decoded from it, or None when that is nothing.

    Args:
        raw: The document as the file has it.
        value: The struct decoded from it.
        own: Keys of the document that belong to the file's layout.
    """
    known, nested = _shape(type(value))
    fields = {} if raw.keys() <= known else {k: v for k, v in raw.items() if k not in known and k not in own}
    inside: dict[Place, Overlay] = {}
    for name in nested:
        if name not in raw:
            continue
        for place, part, child in _children(name, raw[name], getattr(value, name)):
            if isinstance(part, dict):
                found = find_extras(part, child)
                if found is not None:
                    inside[place] = found
    return Overlay(fields, inside) if fields or inside else None


def all_known(raws: Collection[Mapping[str, object]], struct: type[msgspec.Struct]) -> bool:
    """Return whether no document of a table, nor anything inside one, has an unknown field.

    The common case, settled for a whole table at the speed of set arithmetic.

    Args:
        raws: The documents as the file has them.
        struct: What each of them was decoded to.
    """
    known, nested = _shape(struct)
    if not set().union(*raws) <= known:
        return False
    hints = typing.get_type_hints(struct)
    for name in nested:
        annotation = hints[name]
        values: Iterable[Any] = (raw[name] for raw in raws if name in raw)
        while not isinstance(annotation, type):
            origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
            if origin is dict:
                values, annotation = chain.from_iterable(v.values() for v in values), arguments[1]
            elif origin is tuple:
                values, annotation = chain.from_iterable(values), arguments[0]
            else:
                return False  # not known to be: the thorough way will tell
        if not all_known(list(values), annotation):
            return False
    return True


def put_back(overlay: Overlay, document: dict[str, object], value: msgspec.Struct) -> dict[str, object]:
    """Return ``document`` with the remembered fields wherever what they belonged to still exists.

    Args:
        overlay: What was found when the file was read.
        document: ``value`` as plain dictionaries and lists, made for this call: it is changed.
        value: The struct as it is now.
    """
    _, nested = _shape(type(value))
    for name in nested:
        if name not in document:
            continue
        for place, part, child in _children(name, document[name], getattr(value, name)):
            found = overlay.inside.get(place)
            if found is not None and isinstance(part, dict):
                put_back(found, part, child)
    for key, extra in overlay.fields.items():
        document.setdefault(key, extra)
    return document


def _children(name: str, raw: object, value: object) -> Iterator[tuple[Place, object, msgspec.Struct]]:
    """Yield each struct inside a field's value with its raw counterpart and place."""
    if isinstance(value, msgspec.Struct):
        yield (name, None), raw, value
    elif isinstance(value, Mapping) and isinstance(raw, dict):
        for key, child in value.items():
            if key in raw:
                yield from ((((name, (key, p))), r, v) for (_, p), r, v in _children(name, raw[key], child))
    elif isinstance(value, tuple) and isinstance(raw, list | tuple):
        for part, child in zip(raw, value, strict=False):
            if isinstance(child, msgspec.Struct):
                yield (name, child.text if isinstance(child, Goal) else child), part, child


@lru_cache(maxsize=64)
def _shape(struct: type[msgspec.Struct]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return a struct's fields, and those of them that can hold structs."""
    hints = typing.get_type_hints(struct)
    return frozenset(struct.__struct_fields__), tuple(
        name for name in struct.__struct_fields__ if _holds_struct(hints[name])
    )


def _holds_struct(annotation: object) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        return True
    return any(_holds_struct(a) for a in typing.get_args(annotation))
