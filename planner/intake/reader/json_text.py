"""JSON in all its forms: objects, lists, wrapped lists, one object a line, pages one after the other."""

from __future__ import annotations

import json
from collections.abc import Iterator

import msgspec

from planner.intake.reader.encoding import decode
from planner.intake.reader.flat import records_of
from planner.intake.reader.format import Content, Format, Terms
from planner.intake.reader.node import Node
from planner.intake.reader.row import Found
from planner.intake.reader.tree import nests_of
from planner.intake.reader.unreadable import UnreadableFileError

_BLANK = " \t\r\n\x1e,"
"""What may stand between two documents of one file; the record separator of RFC 7464, too."""


def _tells(content: Content) -> bool:
    return content.head.startswith((b"{", b"["))


def _read(content: Content, terms: Terms) -> Found:
    text, encoding = decode(content.data)
    tree = _tree(text)
    if isinstance(tree, dict) and "meta" in tree and "_default" not in tree and "sources" in tree:
        raise UnreadableFileError("is a saved plan, not an export. Add it on the list of plans instead.")
    nests = nests_of(tree, terms)
    if not nests:
        raise UnreadableFileError(
            "is JSON, but no list of records that is known. See `planner formats` for what is read; "
            "most tools can export the same report as CSV."
        )
    several = len(nests) > 1
    return Found(
        tables=[
            records_of(
                nest, terms.budget.limits, kind="json", encoding=encoding, name=nest.path if several else ""
            )
            for nest in nests
        ]
    )


def _tree(text: str) -> object:
    """Return what a text holds; of several documents a list of them, each object with its line."""
    try:
        # JSON of other programs may hold a broken pair of surrogates; it is text all the same.
        return msgspec.json.decode(text.encode("utf-8", errors="replace"))
    except RecursionError:
        raise UnreadableFileError(_TOO_DEEP) from None
    except msgspec.DecodeError as error:
        damage = error
    try:
        documents = list(_documents(text))
    except RecursionError:
        raise UnreadableFileError(_TOO_DEEP) from None
    except ValueError:
        documents = []
    if len(documents) < 2:
        raise UnreadableFileError(f"is damaged JSON ({damage}). Export it again.") from damage
    return documents


_TOO_DEEP = "is nested too deeply to be a list. Export it again as CSV or as an Excel workbook."


def _documents(text: str) -> Iterator[object]:
    """Yield the documents of a text one after the other.

    Raises:
        ValueError: One of them is damaged.
    """
    parse = json.JSONDecoder(parse_constant=lambda _: None).raw_decode
    at, line, counted = 0, 1, 0
    while True:
        while at < len(text) and text[at] in _BLANK:
            at += 1
        if at >= len(text):
            return
        line += text.count("\n", counted, at)
        counted = at
        found, at = parse(text, at)
        yield Node(found, line) if isinstance(found, dict) else found


FORMAT = Format(id="json", title="JSON", endings=(".json", ".jsonl", ".ndjson"), tells=_tells, read=_read)
