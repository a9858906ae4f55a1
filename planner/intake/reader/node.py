"""One object of a tree that knows where it stands in its file."""

from __future__ import annotations

from typing import Any


class Node(dict[str, Any]):
    """The keys and values of an object or element, and the line on which it begins."""

    __slots__ = ("line",)

    def __init__(self, content: dict[str, Any] | None = None, line: int = 0) -> None:
        """Begin with some content.

        Args:
            content: Its keys and values.
            line: Line of the file on which it begins, from 1; 0 when nobody knows.
        """
        super().__init__(content or {})
        self.line = line


def line_of(node: dict[str, Any]) -> int:
    """Return the line on which an object begins; 0 when nobody knows."""
    return node.line if isinstance(node, Node) else 0


def is_list_of_nodes(value: object) -> bool:
    """Return whether a value is a list in which objects stand, or lists of them."""
    return isinstance(value, list) and any(isinstance(item, dict | list) and item for item in value)
