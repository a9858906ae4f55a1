"""The bytes of a plan file to its tables: what is read can be worked with, or it is refused in words.

Texts are cleaned here, once for the whole program: a file from elsewhere may hold control codes that
would drive a terminal, and halves of characters that nothing can save. Numbers that are none (``NaN``),
or that no machine computes with, are refused with their place.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any, cast

from planner.model.text import without_controls
from planner.store.jsontext import NotJson, from_json

LARGEST = 2**63
"""Whole numbers from here on are refused: no figure of a client is as large, and databases and other
programs cannot hold it."""

# Everything that cleaning could touch is spelled with one of these, and every number that could be
# refused with one of those. Most files hold neither, and this costs a thousandth of looking at each value.
_TEXTS = re.compile(
    rb"\\[ubfr]|\x7f|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x80-\xbf]|\xe2\x81[\xa0-\xaf]|\xef\xbb\xbf|\xef\xbf|\xf3\xa0"
)
_NUMBERS = re.compile(rb"NaN|Infinity|[eE]\+?\d{3}|\d{19}")


def digest(data: bytes) -> bytes:
    """Return what tells these bytes from others; empty for none."""
    return blake2b(data, digest_size=16).digest() if data else b""


def tables_of(data: bytes) -> dict[str, dict[str, Any]]:
    """Return the tables in the bytes of a TinyDB file, every text in them cleaned.

    Raises:
        NotJson: They are not a JSON object of objects, or hold a number nobody can compute with; the
            message names the place.
    """
    tables = from_json(data)
    if not isinstance(tables, dict):
        raise NotJson("it does not hold tables")
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise NotJson(f"{name!r} is not a table")
    try:
        if _NUMBERS.search(data):
            _require_figures(tables)
        if _TEXTS.search(data):
            tables = _cleaned(tables)
    except RecursionError as error:
        raise NotJson("it is nested too deeply") from error
    return cast("dict[str, dict[str, Any]]", tables)


def _require_figures(tables: object) -> None:
    for place, number in _numbers(tables, ""):
        if isinstance(number, int):
            if abs(number) >= LARGEST:
                raise NotJson(f"{place} is a number of {len(str(abs(number)))} digits")
        elif not math.isfinite(number):
            raise NotJson(f"{place} is {number}, which is not a number")


def _numbers(value: object, place: str) -> Iterator[tuple[str, int | float]]:
    """Yield every number with where it stands: ``records:devices.3.facts.memory_gb.0.value``."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _numbers(inner, f"{place}.{key}" if place else str(key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _numbers(inner, f"{place}.{position}")
    elif isinstance(value, int | float):
        yield place, value


def _cleaned(value: Any) -> Any:
    """Return the same tables, lists, numbers and keys with every text cleaned."""
    if isinstance(value, str):
        return without_controls(value)
    if isinstance(value, dict):
        return {without_controls(key): _cleaned(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_cleaned(inner) for inner in value]
    return value
