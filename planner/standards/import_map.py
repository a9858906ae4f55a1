"""Import maps from ``templates/imports``: one file a format, checked against the inventory's fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from planner.model.field import FieldType, Kind
from planner.model.import_map import CONVERTERS, FILES, Column, ImportMap, ImportWords
from planner.model.problem import Problem
from planner.standards.entries import read_entries, without_flawed
from planner.standards.key import nearest

_ROOM = "imports"
_WORDS = "imports/common"


def read_import_maps(
    folders: Sequence[Path], kinds: Mapping[str, Kind]
) -> tuple[dict[str, ImportMap], tuple[Problem, ...]]:
    """Read every import map, with the shared words filled in.

    Args:
        folders: Template folders; a map of a later one replaces the one of the same id.
        kinds: The inventory's kinds; a map that names an unknown kind, field, converter or
            value yields one problem and is left out.
    """
    words, problems = read_entries(folders, _WORDS, None, ImportWords)
    found, more = read_entries(folders, _ROOM, None, ImportMap)
    sound, flaws = without_flawed(found, lambda value: next(_flaws(value, kinds), None))
    shared = words["words"].value if "words" in words else None
    maps = {name: replace(entry.value, words=shared) for name, entry in sound.items()}
    return maps, (*problems, *more, *flaws)


def _flaws(value: ImportMap, kinds: Mapping[str, Kind]) -> Iterator[tuple[str, str]]:
    """Yield where something is wrong and what."""
    if value.refuse:
        if not (value.recognise.required or value.recognise.any):
            yield "recognise", "is missing: say by which headers the refused format is told"
        return
    if value.kind not in kinds:
        yield "kind", f"`{value.kind}` is no kind of record{nearest(value.kind, kinds)}"
        return
    yield from _own_flaws(value)
    yield from _route_flaws(value, kinds)
    targets = (value.kind, *(route.kind for route in value.route))
    for index, column in enumerate(value.column):
        yield from (
            (f"column[{index}].{place}", said) for place, said in _column_flaws(column, targets, kinds)
        )
    for field in value.constants:
        if not any(_field(kinds, kind, field) for kind in targets):
            yield f"constants.{field}", f"`{field}` is no field of {value.kind}"
    yield from _group_flaws(value, kinds)


def _own_flaws(value: ImportMap) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the map itself, whatever the inventory looks like."""
    for index, name in enumerate(value.files):
        if name not in FILES:
            yield f"files[{index}]", f"`{name}` is no kind of file{nearest(name, FILES)}"
    if value.date_order not in ("", "dmy", "mdy"):
        yield "date_order", f"`{value.date_order}` has to be dmy or mdy"
    if not value.column:
        yield "column", "is missing: a map needs at least one [[column]]"
    told = value.recognise.required or value.recognise.at_least or value.layout
    if not value.generic and not told:
        yield "recognise", "is missing: say by which headers the format is told, or set generic = true"
    if value.layout is not None and not value.layout.told:
        yield "layout.told", "is missing: name the paths by which the tree is told"
    if not 0 <= value.quality <= 100:
        yield "quality", f"{value.quality} has to be 0 to 100"


def _route_flaws(value: ImportMap, kinds: Mapping[str, Kind]) -> Iterator[tuple[str, str]]:
    for index, route in enumerate(value.route):
        if route.kind not in kinds:
            yield f"route[{index}].kind", f"`{route.kind}` is no kind of record{nearest(route.kind, kinds)}"
            continue
        for field in route.set:
            if not _field(kinds, route.kind, field):
                yield f"route[{index}].set.{field}", f"`{field}` is no field of {route.kind}"


def _column_flaws(
    column: Column, targets: Sequence[str], kinds: Mapping[str, Kind]
) -> Iterator[tuple[str, str]]:
    if not column.names and not column.join:
        yield "from", "is missing: name the headers, best first"
    if column.convert and column.convert not in CONVERTERS:
        yield "convert", f"`{column.convert}` is no converter{nearest(column.convert, CONVERTERS)}"
    for kind in column.only:
        if kind not in kinds:
            yield "only", f"`{kind}` is no kind of record{nearest(kind, kinds)}"
    having = [kind for kind in column.only or targets if _field(kinds, kind, column.to)]
    if not having:
        fields = [field.id for kind in targets if kind in kinds for field in kinds[kind].field]
        yield (
            "to",
            f"`{column.to}` is no field of {' or '.join(dict.fromkeys(targets))}{nearest(column.to, fields)}",
        )
        return
    for word, meant in column.values.items():
        if meant != "" and not any(_takes(kinds, kind, column.to, meant) for kind in having):
            yield f"values.{word}", f"`{meant}` is no value of `{column.to}`"
    if column.blank is not None and not any(_takes(kinds, kind, column.to, column.blank) for kind in having):
        yield "blank", f"`{column.blank}` is no value of `{column.to}`"


def _group_flaws(value: ImportMap, kinds: Mapping[str, Kind]) -> Iterator[tuple[str, str]]:
    if value.group is None:
        return
    newest = [(f"newest[{i}]", n) for i, n in enumerate(value.group.newest)]
    named = [(f"by[{i}]", name) for i, name in enumerate(value.group.by)]
    named += [("order", value.group.order)]
    named += [(f"{place}.{key}", getattr(n, key)) for place, n in newest for key in ("to", "of", "where")]
    for place, field in named:
        if not _field(kinds, value.kind, field):
            yield f"group.{place}", f"`{field}` is no field of {value.kind}"


def _field(kinds: Mapping[str, Kind], kind: str, field: str) -> bool:
    return kind in kinds and any(f.id == field for f in kinds[kind].field)


def _takes(kinds: Mapping[str, Kind], kind: str, field: str, meant: str | bool | float) -> bool:
    found = next(f for f in kinds[kind].field if f.id == field)
    match found.type:
        case FieldType.CHOICE:
            return meant in found.choices
        case FieldType.BOOLEAN:
            return isinstance(meant, bool)
        case FieldType.NUMBER:
            return isinstance(meant, int | float) and not isinstance(meant, bool)
        case _:
            return isinstance(meant, str)
