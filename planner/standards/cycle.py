"""Circles among prerequisites."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def closing_edges(graph: Mapping[str, Sequence[str]]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the edges that close a circle, each with its circle.

    Without these edges the graph has no circle. Which edges they are depends on the order of
    the graph only: the search goes through the nodes and their edges as they stand.

    Args:
        graph: Node to the nodes it needs; names that are no nodes are passed over.

    Returns:
        ``(node, needed)`` to the circle ``needed, …, node, needed``.
    """
    closing: dict[tuple[str, str], tuple[str, ...]] = {}
    done: set[str] = set()
    for root in graph:
        if root in done:
            continue
        path = [root]
        on_path = {root}
        edges = [iter(graph[root])]
        while path:
            needed = next(edges[-1], None)
            if needed is None:
                edges.pop()
                node = path.pop()
                on_path.discard(node)
                done.add(node)
            elif needed in on_path:
                circle = path[path.index(needed) :]
                closing[path[-1], needed] = (*circle, needed)
            elif needed in graph and needed not in done:
                path.append(needed)
                on_path.add(needed)
                edges.append(iter(graph[needed]))
    return closing
