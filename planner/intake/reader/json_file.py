"""JSON exports that are a list of flat things: Graph answers and arrays of objects."""

from __future__ import annotations

import msgspec

from planner.intake.reader.budget import refuse_columns, refuse_grid
from planner.intake.reader.encoding import decode
from planner.intake.reader.row import Records, Row
from planner.intake.reader.unreadable import UnreadableFileError
from planner.model.limits import Limits

_PAGE = "@odata.nextLink"


def read_json(data: bytes, limits: Limits) -> Records:
    """Read a list of objects, or an object whose ``value`` is one.

    Nested objects become ``outer.inner`` columns; a list becomes one text joined by ``;``.

    Raises:
        UnreadableFileError: It is damaged, no list of objects, or its objects have too many different keys.
    """
    text, encoding = decode(data)
    try:
        content: object = msgspec.json.decode(text.encode("utf-8", errors="replace"))
    except (msgspec.DecodeError, RecursionError) as error:
        raise UnreadableFileError(f"is damaged JSON ({error}). Export it again.") from error
    if isinstance(content, dict) and "meta" in content and "_default" not in content and "sources" in content:
        raise UnreadableFileError("is a saved plan, not an export. Add it on the list of plans instead.")
    page = isinstance(content, dict) and _PAGE in content
    items = content.get("value") if isinstance(content, dict) else content
    things = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    if not things:
        raise UnreadableFileError(
            "is JSON, but no list of records that is known. See `planner formats` for what is read; "
            "most tools can export the same report as CSV."
        )
    flat = [dict(_flat(thing, "")) for thing in things]
    headers = list(dict.fromkeys(key for thing in flat for key in thing))
    # Objects share their keys in an honest export; where each has its own, the table is their product.
    if len(headers) > limits.columns:
        refuse_columns(len(headers), limits)
    if len(headers) * len(flat) > limits.grid:
        refuse_grid(sum(map(len, flat)), len(flat), len(headers), limits)
    rows = [Row(0, headers)]
    rows += [Row(number, [thing.get(h, "") for h in headers]) for number, thing in enumerate(flat, 1)]
    warnings = ("It is one page of a longer answer: the rest is missing.",) if page else ()
    return Records(rows=rows, encoding=encoding, kind="json", warnings=warnings)


def _flat(thing: dict[object, object], prefix: str, depth: int = 0) -> list[tuple[str, str]]:
    found = []
    for key, value in thing.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and depth < 4:
            found += _flat(value, f"{name}.", depth + 1)
        elif isinstance(value, list):
            plain = all(not isinstance(item, dict | list) for item in value)
            # An empty list is a fact ("none"), unlike an empty text; it keeps its own spelling.
            joined = ";".join(_text(item) for item in value)
            found.append((name, joined if value and plain else "[]" if not value else ""))
        else:
            found.append((name, _text(value)))
    return found


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
