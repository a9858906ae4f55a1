"""Trees (JSON, XML): where the rows lie in one, and each row as columns named by their paths.

Which of the lists in a tree is the list is told by an import map's layout; without one by the names of wrappers
that tools use, by the keys that import maps know, and by what repeats.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import msgspec

from planner.intake.cell.header import normalised
from planner.intake.reader.format import Terms
from planner.intake.reader.layout import found_by_layout
from planner.intake.reader.node import Node, is_list_of_nodes, line_of

Branch: TypeAlias = dict[str, Any]
_DEEPEST = 8
"""Levels of wrappers around a list."""
_OWN = 2
"""Keys that import maps know make an object a record; one alone is chance."""
_FEWEST = 2
"""Values of an object that is a record on its own."""
_ENTRY = ("name", "key", "entry")
"""Column for the key of a map of records: the first that the records do not have."""


class Nest(msgspec.Struct, frozen=True, kw_only=True):
    """The rows that lie together in a tree."""

    rows: list[Branch]
    path: str = ""
    """The keys on the way to them, joined by dots."""
    layout: str = ""
    """Id of the import map that named the path."""
    page: bool = False
    """They are one page of a longer answer."""

    @property
    def lined(self) -> bool:
        """Whether each row knows the line of the file on which it begins."""
        return all(line_of(row) for row in self.rows)


def nests_of(tree: object, terms: Terms) -> list[Nest]:
    """Return the lists of records in a tree; empty when there is none.

    Args:
        tree: Objects, lists and plain values.
        terms: For the layouts of import maps, the names of wrappers, and the headers that are known.
    """
    told = found_by_layout(tree, terms.layouts)
    if told is not None:
        name, layout, rows = told
        return [Nest(rows=rows, path=layout.rows, layout=name, page=_Search(terms).is_page(tree, len(rows)))]
    return _Search(terms).nests(tree, "", 0)


class _Search:
    def __init__(self, terms: Terms) -> None:
        self._known = terms.known
        self._wrappers = frozenset(terms.words.wrappers)
        self._envelopes = frozenset(terms.words.envelopes)
        self._pages = frozenset(terms.words.pages)
        self._totals = frozenset(terms.words.totals)

    def nests(self, node: object, path: str, depth: int) -> list[Nest]:
        if depth > _DEEPEST:
            return []
        if isinstance(node, list):
            return self._in_list(node, path, depth)
        return self._in_object(node, path, depth) if isinstance(node, dict) and node else []

    def _in_list(self, items: list[Any], path: str, depth: int) -> list[Nest]:
        objects = [item for item in items if isinstance(item, dict) and item]
        if not objects:
            inner = [one for item in items if isinstance(item, list) for one in item]
            return self.nests(inner, path, depth + 1) if inner else []
        tables = [_columns_and_rows(item) for item in objects]
        if all(tables):
            return [Nest(rows=table, path=_below(path, "rows")) for table in tables]
        pages = [self._wrapped(item) for item in objects]
        if all(page is not None for page in pages):
            rows = [row for page in pages if page is not None for row in page[1] if isinstance(row, dict)]
            if rows:
                last = self.is_page(objects[-1], len(rows))
                return [Nest(rows=self._opened(rows), path=_below(path, "*"), page=last)]
        return [Nest(rows=self._opened(objects), path=path)]

    def _in_object(self, node: Branch, path: str, depth: int) -> list[Nest]:
        table = _columns_and_rows(node)
        if table:
            return [Nest(rows=table, path=_below(path, "rows"), page=self.is_page(node, len(table)))]
        wrapped = self._wrapped(node)
        if wrapped is not None:
            key, items = wrapped
            found = self.nests(items, _below(path, key), depth + 1)
            return [msgspec.structs.replace(n, page=n.page or self.is_page(node, len(n.rows))) for n in found]
        lists = {key: value for key, value in node.items() if is_list_of_nodes(value)}
        inner = {key: value for key, value in node.items() if isinstance(value, dict) and value}
        if self._hits(node) >= _OWN:
            return [Nest(rows=self._opened([node]), path=path)]
        if lists:
            return self._among(node, lists, path, depth)
        if _is_map(node, inner):
            return [Nest(rows=_with_keys(inner), path=_below(path, "*"))]
        # A single branch, and nothing known beside it, is one more wrapper.
        if len(inner) == 1 and not any(isinstance(value, list) and value for value in node.values()):
            key, value = next(iter(inner.items()))
            if self._hits(value) or not any(_says(one) for name, one in node.items() if name != key):
                return self.nests(value, _below(path, key), depth + 1)
        if sum(1 for _ in _scalars(node, 3)) < _FEWEST:
            return []
        return [Nest(rows=self._opened([node]), path=path)]

    def _among(self, node: Branch, lists: dict[str, Any], path: str, depth: int) -> list[Nest]:
        """Choose among the lists of an object that is no record by its own keys."""
        best = {key: max(self._hits(item) for item in value[:20]) for key, value in lists.items()}
        most = max(best.values())
        branches = [value for value in node.values() if isinstance(value, dict)]
        if len(lists) > 1 and most < _OWN:
            return [Nest(rows=self._opened([node]), path=path)]
        if sum(map(self._hits, branches)) >= max(most, _OWN):
            # Hardware here, system there, and a list of drives beside them: one machine.
            return [Nest(rows=self._opened([node]), path=path)]
        chosen = [key for key, hits in best.items() if hits >= _OWN] or list(lists)
        found = [nest for key in chosen for nest in self.nests(lists[key], _below(path, key), depth + 1)]
        return [msgspec.structs.replace(n, page=n.page or self.is_page(node, len(n.rows))) for n in found]

    def _wrapped(self, node: Branch) -> tuple[str, list[Any]] | None:
        """Return the list that an object is nothing but the wrapping of, with its key."""
        for key, value in node.items():
            if not isinstance(value, list) or normalised(key) not in self._wrappers:
                continue
            if is_list_of_nodes(value) and self._hits(node) < _OWN:
                return key, value
        return None

    def _opened(self, rows: list[Branch]) -> list[Branch]:
        """Return rows without the envelope that each of them is in: ``{id, type, attributes: {…}}``."""
        keys = [key for key, value in rows[0].items() if isinstance(value, dict) and key in self._envelopes]
        for key in keys:
            if all(isinstance(row.get(key), dict) for row in rows):
                return [
                    Node({**{k: v for k, v in row.items() if k != key}, **row[key]}, line_of(row))
                    for row in rows
                ]
        return rows

    def _hits(self, node: object) -> int:
        """Return how many keys of an object import maps know; of anything else none."""
        if not isinstance(node, dict):
            return 0
        return len({
            name for key, value in node.items()
            if not isinstance(value, dict) and not is_list_of_nodes(value)
            and (name := normalised(key)) in self._known
        })  # fmt: skip

    def is_page(self, node: object, rows: int) -> bool:
        """Return whether an object says that more rows follow elsewhere."""
        if not isinstance(node, dict):
            return False
        for key, value in _scalars(node, 2):
            name = normalised(key)
            if name in self._pages and value not in (None, "", False, 0, "false", "null"):
                return True
            if (
                name in self._totals
                and isinstance(value, int)
                and not isinstance(value, bool)
                and value > rows
            ):
                return True
        return False


def _scalars(node: Branch, depth: int, prefix: str = "") -> Iterator[tuple[str, object]]:
    for key, value in node.items():
        if isinstance(value, dict) and depth > 0:
            yield from _scalars(value, depth - 1, f"{prefix}{key}.")
        elif not isinstance(value, list):
            yield f"{prefix}{key}", value


def _says(value: object) -> bool:
    return value not in (None, "", [], {})


def _below(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _is_map(node: Branch, inner: Mapping[str, Branch]) -> bool:
    """Return whether an object is records by their names: all alike, and nothing else in it."""
    if len(inner) < 2 or len(inner) != len(node):
        return False
    keys = [frozenset(value) for value in inner.values()]
    common = frozenset.intersection(*keys[:200])
    return len(common) * 2 >= max(map(len, keys[:200])) and len(common) >= 2


def _with_keys(inner: Mapping[str, Branch]) -> list[Branch]:
    taken = {key.casefold() for value in inner.values() for key in value}
    column = next((name for name in _ENTRY if name not in taken), "")
    return [
        Node({**({column: key} if column else {}), **value}, line_of(value)) for key, value in inner.items()
    ]


def _columns_and_rows(node: Branch) -> list[Branch]:
    """Return the records of an answer that names its columns once and gives its rows as plain lists."""
    columns, rows = node.get("columns"), node.get("rows")
    if not (isinstance(columns, list) and isinstance(rows, list) and rows):
        return []
    found = [column.get("name") if isinstance(column, dict) else column for column in columns]
    names = [name for name in found if isinstance(name, str)]
    if len(names) < len(columns) or not all(isinstance(row, list) and len(row) == len(names) for row in rows):
        return []
    return [dict(zip(names, row, strict=True)) for row in rows]
