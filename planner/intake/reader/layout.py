"""Layouts: what an import map says about where the rows lie in its tool's tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planner.model.import_map import Layout


def found_by_layout(
    tree: object, layouts: Mapping[str, Layout]
) -> tuple[str, Layout, list[dict[str, Any]]] | None:
    """Return the layout that a tree fits, with the id of its map and the rows; None when none does.

    A tree fits when every path of ``told`` leads somewhere and ``rows`` leads to at least one object. Of
    several the one that is told by most wins.

    Args:
        tree: Objects, lists and plain values.
        layouts: Id of an import map to its layout.
    """
    fitting = [
        (len(layout.told), name, layout)
        for name, layout in layouts.items()
        if all(any(True for _ in _at(tree, path)) for path in layout.told)
    ]
    for _, name, layout in sorted(fitting, key=lambda one: (-one[0], one[1])):
        rows = [row for found in _at(tree, layout.rows) for row in _objects(found)]
        if rows:
            return name, layout, rows
    return None


def _objects(found: object) -> list[dict[str, Any]]:
    items = found if isinstance(found, list) else [found]
    return [item for item in items if isinstance(item, dict) and item]


def _at(node: object, path: str) -> Iterator[object]:
    """Yield what a path leads to; lists on the way are gone through, ``*`` stands for any one key."""
    if not path:
        yield node
    elif isinstance(node, list):
        for item in node:
            yield from _at(item, path)
    elif isinstance(node, dict):
        parts = path.split(".")
        if parts[0] == "*":
            for value in node.values():
                yield from _at(value, ".".join(parts[1:]))
            return
        for count in range(1, len(parts) + 1):  # keys may hold dots of their own
            key = ".".join(parts[:count])
            if key in node:
                yield from _at(node[key], ".".join(parts[count:]))
