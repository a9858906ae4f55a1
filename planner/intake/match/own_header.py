"""Our own headers: a list whose columns are called as on our own screens can be read back."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from planner.intake.cell.header import normalised
from planner.model.field import Field, FieldType, Kind
from planner.model.import_map import Column, ImportMap

_SHAPES = ("gb", "maker", "serial", "mac", "os_name", "os_version", "user", "domain")
"""Converters that fit a value of ours as well as a tool's."""


def own_titles(kind: Kind) -> dict[str, str]:
    """Return the normalised title of every field of a kind to the field's id."""
    return {normalised(field.title): field.id for field in kind.field}


def own_headers(kind: Kind) -> dict[str, str]:
    """Return every normalised header of a kind's own to its field: all titles, and the ids besides.

    Where the id of one field is the title of another, the title counts.
    """
    return {**{normalised(field.id): field.id for field in kind.field}, **own_titles(kind)}


def with_own_headers(maps: Mapping[str, ImportMap], kinds: Mapping[str, Kind]) -> dict[str, ImportMap]:
    """Return the maps, with those for any tool made to read each field's title and id too.

    Words that a map has for such a column keep their meaning; our own words come first, but
    for a column that stands ``ahead``.
    """
    return {
        name: _completed(chosen, kinds[chosen.kind]) if chosen.generic and chosen.kind in kinds else chosen
        for name, chosen in maps.items()
    }


def _completed(chosen: ImportMap, kind: Kind) -> ImportMap:
    own = own_headers(kind)
    meant: dict[str, set[str]] = {}
    for column in chosen.column:
        for name in (*column.names, *column.join):
            meant.setdefault(normalised(name), set()).add(column.to)
    added = (_own_column(field, _names(field, own, meant), chosen, meant) for field in kind.field)
    ahead = (column for column in chosen.column if column.ahead)
    rest = (column for column in chosen.column if not column.ahead)
    return replace(chosen, column=(*ahead, *(one for one in added if one is not None), *rest))


def _names(field: Field, own: Mapping[str, str], meant: Mapping[str, set[str]]) -> tuple[str, ...]:
    """Return the field's title, and its id unless that means another field already."""
    key = normalised(field.id)
    clear = own[key] == field.id and meant.get(key, {field.id}) >= {field.id}
    return tuple(dict.fromkeys((field.title, field.id))) if clear else (field.title,)


def _own_column(
    field: Field, names: tuple[str, ...], chosen: ImportMap, meant: Mapping[str, set[str]]
) -> Column | None:
    """Return the column that reads a field under its own names, or None when the map does already."""
    claimed = any(field.id in meant.get(normalised(name), ()) for name in names)
    if field.type is FieldType.CHOICE:
        # "none" and "not evaluated" are values here, no blanks.
        words: dict[str, str | bool | float] = {}
        for choice in field.choices:
            words |= {choice: choice, choice.replace("_", " "): choice, field.label_of(choice): choice}
        return Column(to=field.id, names=names, values=words, partial=claimed)
    if field.type is FieldType.BOOLEAN:
        return Column(to=field.id, names=names, partial=claimed)
    names = tuple(name for name in names if field.id not in meant.get(normalised(name), ()))
    shapes = (c.convert for c in chosen.column if c.to == field.id and c.convert in _SHAPES)
    return Column(to=field.id, names=names, convert=next(shapes, "")) if names else None
