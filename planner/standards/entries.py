"""From the tables of template files to the model's structs, one entry at a time.

A bad entry never costs more than itself: it is left out and named by one problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from planner.model.problem import Problem
from planner.standards.document import Document, Raw, read_documents
from planner.standards.key import nearest, unknown_key

T = TypeVar("T", bound=msgspec.Struct)

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
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
    "null": "nothing",
}


class Entry(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """One entry with the place it came from."""

    value: T
    file: str
    """Relative to its template folder."""
    path: str
    """Where in the file: ``standard.IAM-01``; empty when the file is the entry."""

    def problem(self, path: str, message: str) -> Problem:
        """Return a problem at ``path`` inside this entry (``rules[0].where.class``)."""
        return Problem(
            file=self.file, path=".".join(part for part in (self.path, path) if part), message=message
        )


def read_entries(
    folders: Sequence[Path], room: str, table: str | None, kind: type[T]
) -> tuple[dict[str, Entry[T]], list[Problem]]:
    """Read every entry of one room.

    Args:
        folders: Template folders; an entry of a later one replaces the entry of the same id
            of an earlier one, and one with ``retired = true`` removes it.
        room: Name of the subfolder; every ``*.toml`` in it is read.
        table: Name of the array of tables that holds the entries, or None when each file is
            one entry whose id is its ``id``.
        kind: The struct to read.

    Returns:
        Id to entry, in order of file and place; and one problem for each unusable file or
        entry. A broken entry of a later folder leaves the earlier one standing.
    """
    documents, problems = read_documents(folders, room)
    if table is not None:
        problems += stray_tables(documents, (table,))
    entries, more = entries_of(documents, table, kind)
    return entries, problems + more


def entries_of(
    documents: Sequence[Document],
    table: str | None,
    kind: type[T],
    *,
    key: str = "id",
    parts: Mapping[str, type[msgspec.Struct]] | None = None,
) -> tuple[dict[str, Entry[T]], list[Problem]]:
    """Read entries from documents that are already read; see `read_entries`.

    Args:
        documents: In order of folder.
        table: Name of the table or array of tables, or None for the whole file.
        kind: The struct to read.
        key: The key that names an entry.
        parts: Arrays of tables inside an entry whose items stand for themselves: a bad one is
            left out with a problem and the entry stays.
    """
    found: dict[str, Entry[T]] = {}
    origin: dict[str, int] = {}
    problems: list[Problem] = []
    for document in documents:
        for place, raw in _tables(document, table):
            if not isinstance(raw, dict):
                problems.append(
                    Problem(file=document.file, path=place, message="has to be a table; write it as one")
                )
                continue
            name = raw.get(key)
            if not isinstance(name, str) or not _ID.fullmatch(name):
                wrong = unknown_key(kind, raw, extra=("retired",)) if name is None else None
                message = (
                    wrong[1] if wrong else f"has no usable `{key}`; letters, digits, '.', '_' and '-' will do"
                )
                problems.append(Problem(file=document.file, path=place, message=message))
                continue
            path = f"{table}.{name}" if table else ""
            if origin.get(name) == document.folder:
                problems.append(
                    Problem(file=document.file, path=path, message=_duplicate(name, found.get(name)))
                )
                continue
            if raw.get("retired") is True:
                origin[name] = document.folder
                if found.pop(name, None) is None:
                    message = (
                        f"retires {name}, which no earlier folder has; correct the id or remove the entry"
                    )
                    problems.append(Problem(file=document.file, path=path, message=message))
                continue
            sound, bad = _sound(raw, parts or {})
            problems += [_problem(document.file, path, at, message) for at, message in bad]
            value = convert(sound, kind)
            if isinstance(value, tuple):
                problems.append(_problem(document.file, path, *value))
                continue
            found[name] = Entry(value=value, file=document.file, path=path)
            origin[name] = document.folder
    return found, problems


def convert(raw: Raw, kind: type[T]) -> T | tuple[str, str]:
    """Return the struct, or where it is wrong and why.

    An unknown key is told before anything else, because it usually explains the rest.
    """
    if isinstance(raw, dict):
        raw = {key: value for key, value in raw.items() if key != "retired"}
    if wrong := unknown_key(kind, raw):
        return wrong
    try:
        return msgspec.convert(raw, kind, strict=True)
    except (msgspec.ValidationError, ValueError, OverflowError) as error:
        match = _AT.fullmatch(str(error))
        assert match is not None
        return (match[2] or "").lstrip("."), _plainly(match[1])


def stray_tables(documents: Sequence[Document], known: Sequence[str]) -> list[Problem]:
    """Return a problem for each top-level key of the documents that nobody reads."""
    return [
        Problem(file=document.file, path=key, message=f"`{key}` is unknown here{nearest(key, known)}")
        for document in documents
        for key in document.data
        if key not in known
    ]


def _tables(document: Document, table: str | None) -> Iterator[tuple[str, Raw]]:
    if table is None:
        yield "", document.data
        return
    value = document.data.get(table, [])
    if isinstance(value, list):
        yield from ((f"{table}[{index}]", item) for index, item in enumerate(value))
    else:
        yield table, value


def _sound(
    raw: dict[str, Raw], parts: Mapping[str, type[msgspec.Struct]]
) -> tuple[dict[str, Raw], list[tuple[str, str]]]:
    """Return the entry without its bad parts, and what was wrong with them."""
    bad: list[tuple[str, str]] = []
    sound = dict(raw)
    for part, kind in parts.items():
        items = raw.get(part)
        if not isinstance(items, list):
            continue
        kept: list[Raw] = []
        for index, item in enumerate(items):
            name = item.get("id") if isinstance(item, dict) else None
            place = f"{part}.{name}" if isinstance(name, str) else f"{part}[{index}]"
            value = convert(item, kind)
            if isinstance(value, tuple):
                bad.append((".".join(p for p in (place, value[0]) if p), value[1]))
            elif isinstance(name, str) and any(isinstance(k, dict) and k.get("id") == name for k in kept):
                bad.append((place, f"{name} stands here twice; the first one counts, remove the other"))
            else:
                kept.append(item)
        sound[part] = kept
    return sound, bad


def _problem(file: str, path: str, at: str, message: str) -> Problem:
    return Problem(file=file, path=".".join(part for part in (path, at) if part), message=message)


def _duplicate(name: str, first: Entry[T] | None) -> str:
    where = f" (first in {first.file})" if first else ""
    return f"{name} stands here a second time{where}; the first one counts, rename or remove this one"


def _plainly(message: str) -> str:
    """Say in plain words what msgspec found wrong."""
    if match := _MISSING.fullmatch(message):
        return f"`{match[1]}` is missing; add it"
    if match := _EXPECTED.fullmatch(message):
        wanted = " or ".join(_WORDS.get(name, name) for name in match[1].split(" | ") if name != "null")
        return f"has to be {wanted}, not {_WORDS.get(match[2], match[2])}"
    return f"{message}; correct it"
