"""From one table of a template file to one struct of the model, or to what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

import msgspec

from planner.standards.key import unknown_key
from planner.standards.toml_file import Raw

T = TypeVar("T", bound=msgspec.Struct)

_AT = re.compile(r"(.*?)(?: - at `\$?(.*)`)?", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(.*)`")
_EXPECTED = re.compile(r"Expected `(.*)`, got `(.*)`")
_WORDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
}


def convert(raw: Raw, kind: type[T]) -> T | tuple[str, str]:
    """Return the struct, or where the table is wrong and why.

    An unknown key is told before anything else, because it usually explains the rest: a
    misspelt key is a missing one too.
    """
    if wrong := unknown_key(kind, raw):
        return wrong
    try:
        return msgspec.convert(raw, kind, strict=True)
    except (ValueError, OverflowError) as error:
        match = _AT.fullmatch(str(error))
        assert match is not None
        return (match[2] or "").lstrip("."), _plainly(match[1])


def without_bad_parts(
    raw: dict[str, Raw], parts: Mapping[str, type[msgspec.Struct]]
) -> tuple[dict[str, Raw], list[tuple[str, str]]]:
    """Return a table without those of its parts that cannot be used.

    Args:
        raw: The table.
        parts: Key of an array of tables to the struct of its items, which are named by ``id``
            where they have one.

    Returns:
        The sound table, and for each part left out where it stood and what was wrong.
    """
    bad: list[tuple[str, str]] = []
    sound = dict(raw)
    for part, kind in parts.items():
        items = raw.get(part)
        if not isinstance(items, list):
            continue
        kept: list[Raw] = []
        seen: set[str] = set()
        for index, item in enumerate(items):
            name = item.get("id") if isinstance(item, dict) else None
            place = f"{part}.{name}" if isinstance(name, str) else f"{part}[{index}]"
            value = convert(item, kind)
            if isinstance(value, tuple):
                bad.append((joined(place, value[0]), value[1]))
            elif isinstance(name, str) and name in seen:
                bad.append((place, f"{name} stands here twice; the first one counts, remove the other"))
            else:
                kept.append(item)
                if isinstance(name, str):
                    seen.add(name)
        sound[part] = kept
    return sound, bad


def joined(*parts: str) -> str:
    """Return the parts of a path that are not empty, with dots between them."""
    return ".".join(part for part in parts if part)


def _plainly(message: str) -> str:
    """Say in plain words what msgspec found wrong."""
    if match := _MISSING.fullmatch(message):
        return f"`{match[1]}` is missing; add it"
    if match := _EXPECTED.fullmatch(message):
        wanted = " or ".join(_WORDS.get(name, name) for name in match[1].split(" | ") if name != "null")
        return f"has to be {wanted}, not {_WORDS.get(match[2], match[2])}"
    return f"{message}; correct it"
