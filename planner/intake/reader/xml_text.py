"""XML of any tool: repeated elements are rows, attributes and elements inside them columns.

No entity that a file declares is followed, and nothing is fetched from elsewhere.
"""

from __future__ import annotations

import codecs
import re
from typing import Any
from xml.parsers import expat

from planner.intake.reader.encoding import decode
from planner.intake.reader.flat import records_of
from planner.intake.reader.format import Content, Format, Terms
from planner.intake.reader.node import Node
from planner.intake.reader.row import Found
from planner.intake.reader.tree import nests_of
from planner.intake.reader.unreadable import UnreadableFileError

_DEEPEST = 60
"""Elements inside each other; deeper is no export."""
_TEXT = "text"
"""Key for the text of an element that has attributes, too."""
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)[\"']")


def parsed(data: bytes) -> tuple[dict[str, Any], str]:
    """Return the tree of an XML document, its root element under its name, and the encoding for people.

    Names are without their namespaces. An element of text alone is that text; elements of one name side by
    side are a list.

    Raises:
        UnreadableFileError: It is damaged, nested too deeply, or declares entities of its own.
    """
    text, encoding = _decoded(data)
    builder = _Builder()
    try:
        builder.run(text.encode("utf-8", errors="replace"))
    except expat.ExpatError as error:
        raise UnreadableFileError(f"is damaged XML ({error}). Export it again.") from error
    return builder.root, encoding


def _decoded(data: bytes) -> tuple[str, str]:
    declared = _DECLARED.match(data[:200].lstrip())
    if declared is not None:
        try:
            name = codecs.lookup(declared[1].decode("ascii")).name
        except LookupError:
            return decode(data)
        if name not in {"utf-8", "utf-16"}:
            return data.decode(name, errors="replace"), declared[1].decode("ascii")
    return decode(data)


class _Builder:
    """Makes objects of elements as they end."""

    def __init__(self) -> None:
        self.root: dict[str, Any] = Node(line=1)
        self._open: list[tuple[str, Node, list[str]]] = []
        # What the file declares about its encoding does not count: it is decoded already.
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.EntityDeclHandler = self._refuse

    def run(self, data: bytes) -> None:
        self._parser.Parse(data, True)

    @staticmethod
    def _refuse(*_: object) -> None:
        raise UnreadableFileError(
            "declares XML entities of its own, as no export does: such files are made to fill a machine's memory."
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= _DEEPEST:
            raise UnreadableFileError(
                "is XML that is nested too deeply to be a list. Export it again as CSV."
            )
        node = Node(line=self._parser.CurrentLineNumber)
        for key, value in attributes.items():
            if not key.startswith("xmlns"):
                node[_local(key)] = value
        self._open.append((_local(name), node, []))

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1][2].append(text)

    def _end(self, _: str) -> None:
        name, node, texts = self._open.pop()
        text = "".join(texts).strip()
        value: object = node
        if not node:
            value = text
        elif text:
            _add(node, _TEXT, text)
        _add(self._open[-1][1] if self._open else self.root, name, value)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _add(node: dict[str, Any], key: str, value: object) -> None:
    """Put a value under a key; the second of one key makes a list of them."""
    if key not in node:
        node[key] = value
    elif isinstance(node[key], list):
        node[key].append(value)
    else:
        node[key] = [node[key], value]


def _tells(content: Content) -> bool:
    return content.head.startswith(b"<")


def _read(content: Content, terms: Terms) -> Found:
    tree, encoding = parsed(content.data)
    nests = nests_of(tree, terms)
    if not nests:
        raise UnreadableFileError(
            "is XML, but nothing in it repeats as the rows of a list do. See `planner formats` for what is read."
        )
    several = len(nests) > 1
    return Found(
        tables=[
            records_of(
                nest, terms.budget.limits, kind="xml", encoding=encoding, name=nest.path if several else ""
            )
            for nest in nests
        ]
    )


FORMAT = Format(id="xml", title="XML", endings=(".xml",), tells=_tells, read=_read)
