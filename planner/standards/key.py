"""Finding keys that a struct does not know, and the one that was probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec
from msgspec import inspect

from planner.standards.toml_file import Raw


def unknown_key(kind: type[msgspec.Struct], raw: Raw, *, extra: Sequence[str] = ()) -> tuple[str, str] | None:
    """Return where the first unknown key stands and what to say about it, or None.

    Args:
        kind: The struct the table is meant to be.
        raw: The table.
        extra: Keys the outermost table may have besides.
    """
    return next(_search(_info(kind), raw, "", tuple(extra)), None)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return ``; did you mean `x`?`` for the nearest known word, else a list of them."""
    words = sorted(known)
    # Two letters the wrong way round are half of a short word.
    close = difflib.get_close_matches(word, words, n=1, cutoff=0.6 if len(word) > 3 else 0.5)
    if close:
        return f"; did you mean `{close[0]}`?"
    shown = ", ".join(f"`{word}`" for word in words[:12])
    return f"; known are {shown}{' …' if len(words) > 12 else ''}" if words else "; remove it"


@lru_cache(maxsize=256)
def _info(kind: type[msgspec.Struct]) -> inspect.Type:
    return inspect.type_info(kind)


def _search(
    info: inspect.Type, raw: Raw, path: str, extra: tuple[str, ...] = ()
) -> Iterator[tuple[str, str]]:
    match info:
        case inspect.StructType() if isinstance(raw, dict):
            known = {field.encode_name: field.type for field in info.fields}
            for key, value in raw.items():
                place = f"{path}.{key}" if path else key
                if key in known:
                    yield from _search(known[key], value, place)
                elif key not in extra:
                    yield place, f"`{key}` is unknown here{nearest(key, known)}"
        case inspect.UnionType():
            for one in info.types:
                yield from _search(one, raw, path)
        case _:
            for place, item, value in _parts(info, raw, path):
                yield from _search(item, value, place)


def _parts(info: inspect.Type, raw: Raw, path: str) -> Iterator[tuple[str, inspect.Type, Raw]]:
    """Yield the members of a list or a free table, each with its place and type."""
    match info:
        case inspect.VarTupleType() | inspect.ListType() if isinstance(raw, list):
            yield from ((f"{path}[{index}]", info.item_type, value) for index, value in enumerate(raw))
        case inspect.DictType() if isinstance(raw, dict):
            yield from ((f"{path}.{key}", info.value_type, value) for key, value in raw.items())
        case _:
            return
