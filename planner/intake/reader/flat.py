"""Rows of a tree as a table: one column for each path."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from planner.intake.reader.budget import refuse_columns, refuse_grid
from planner.intake.reader.node import line_of
from planner.intake.reader.row import Records, Row
from planner.intake.reader.tree import Nest
from planner.model.limits import Limits

_DEEPEST = 6
"""Levels of a row below which nothing is looked at."""
_ITEMS = 100
"""Objects in a list within a row that are put together in one cell."""
_BAG_NAME = ("Name", "name", "Key", "key")
_BAG_VALUE = ("text", "Value", "value")


def records_of(nest: Nest, limits: Limits, *, kind: str, encoding: str, name: str = "") -> Records:
    """Return rows of a tree as rows of texts.

    Nested objects become ``outer.inner`` columns; a list becomes one text joined by ``;``, a list of objects
    one such text for each of their keys, and a list of names and values a column for each name.

    Args:
        nest: The rows.
        limits: What a table may be.
        kind: Id of the format.
        encoding: How the text was encoded, for people.
        name: What the list is called, where there are several.

    Raises:
        UnreadableFileError: The rows have too many different keys.
    """
    several: set[str] = set()
    flat = [dict(_flat(row, "", 0, several)) for row in nest.rows]
    headers = list(dict.fromkeys(chain.from_iterable(flat)))
    # Objects share their keys in an honest export; where each has its own, the table is their product.
    if len(headers) > limits.columns:
        refuse_columns(len(headers), limits)
    if len(headers) * len(flat) > limits.grid:
        refuse_grid(sum(map(len, flat)), len(flat), len(headers), limits)
    lined = nest.lined
    rows = [Row(0, headers)]
    for number, (row, cells) in enumerate(zip(nest.rows, flat, strict=True), 1):
        rows.append(Row(line_of(row) if lined else number, [cells.get(h, "") for h in headers]))
    warnings = ("It is one page of a longer answer: the rest is missing.",) if nest.page else ()
    return Records(
        rows=rows,
        name=name,
        encoding=encoding,
        kind=kind,
        headed=True,
        path="" if lined else nest.path,
        layout=nest.layout,
        tails=() if nest.layout else _tails(headers, several),
        warnings=warnings,
    )


def _tails(headers: list[str], several: set[str]) -> tuple[str, ...]:
    """Return for each path its last key, where that is clear: of several such paths the one with the fewest keys.

    What stands in a list says nothing about the row as a whole, and is called by its path only.
    """
    single = [header for header in headers if header not in several]
    keys = {header: header.rpartition(".")[2] for header in single}
    depths: dict[str, list[int]] = {}
    for header, key in keys.items():
        depths.setdefault(key, []).append(header.count("."))
    clear = {
        header: key
        for header, key in keys.items()
        if header.count(".") == min(depths[key]) and depths[key].count(min(depths[key])) == 1
    }
    return tuple(clear.get(header, "") for header in headers)


def _flat(thing: dict[str, Any], prefix: str, depth: int, several: set[str]) -> Iterator[tuple[str, str]]:
    """Yield path and text of what an object holds; paths that lie in lists of objects go into ``several``."""
    for key, value in thing.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            if depth < _DEEPEST:
                yield from _flat(value, f"{name}.", depth + 1, several)
        elif isinstance(value, list):
            yield from _list(name, value, depth, several)
        else:
            yield name, _text(value)


def _list(name: str, items: list[Any], depth: int, several: set[str]) -> Iterator[tuple[str, str]]:
    objects = [item for item in items[:_ITEMS] if isinstance(item, dict)]
    if not objects:
        # An empty list is a fact ("none"), unlike an empty text; it keeps its own spelling.
        plain = [_text(item) for item in items if not isinstance(item, list)]
        yield name, ";".join(plain) if items else "[]"
        return
    bag = _bag(objects)
    if bag is not None:
        yield from _flat(bag, f"{name}.", depth + 1, several)
        return
    if depth >= _DEEPEST:
        return
    joined: dict[str, list[str]] = {}
    for item in objects:
        for key, text in _flat(item, f"{name}.", depth + 1, several):
            joined.setdefault(key, []).append(text)
    several.update(joined)
    for key, texts in joined.items():
        yield key, ";".join(text for text in texts if text)


def _bag(objects: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return a list of names and values as one object; None when it is none."""
    first = objects[0]
    named = next((key for key in _BAG_NAME if isinstance(first.get(key), str)), "")
    valued = next((key for key in _BAG_VALUE if key in first), "")
    if not named or not valued or len(objects) < 2:
        return None
    if any(
        set(one) - {named, valued, "Type", "type"} or not isinstance(one.get(named), str) for one in objects
    ):
        return None
    return {one[named]: one.get(valued) for one in objects}


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
