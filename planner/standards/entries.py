"""From template files to the model's structs, one entry at a time.

A bad entry never costs more than itself: it is left out and named by one problem.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from planner.model.problem import Problem
from planner.standards.convert import convert, joined, without_bad_parts
from planner.standards.key import nearest, unknown_key
from planner.standards.toml_file import Raw, TomlFile, read_files

T = TypeVar("T", bound=msgspec.Struct)
Flaw = tuple[str, str]
"""Where inside an entry something is wrong, and what is wrong and what to do."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


class Entry(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """One entry with the place it came from."""

    value: T
    file: str
    """Relative to its template folder."""
    path: str
    """Where in the file: ``standard.IAM-01``; empty when the file is the entry."""
    under: Entry[T] | None = None
    """The entry of an earlier folder that this one replaces."""

    def problem(self, flaw: Flaw) -> Problem:
        """Return the problem of a flaw inside this entry."""
        return Problem(file=self.file, path=joined(self.path, flaw[0]), message=flaw[1])


class Reading(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """The entries of some files."""

    entries: dict[str, Entry[T]]
    """In order of first appearance."""
    problems: list[Problem]
    seen: frozenset[str]
    """Ids of all entries, also of the broken and the retired: who refers to one of those
    has made no mistake."""


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
    files, problems = read_files(folders, room)
    if table is not None:
        problems += stray_tables(files, (table,))
    reading = entries_of(files, table, kind)
    return reading.entries, problems + reading.problems


def entries_of(
    files: Sequence[TomlFile],
    table: str | None,
    kind: type[T],
    *,
    key: str = "id",
    parts: Mapping[str, type[msgspec.Struct]] | None = None,
) -> Reading[T]:
    """Read entries from files that are already read; see `read_entries`.

    Args:
        files: In order of folder.
        table: Name of the table or array of tables, or None for the whole file.
        kind: The struct to read.
        key: The key that names an entry.
        parts: Arrays of tables inside an entry whose items stand for themselves: a bad one is
            left out with a problem and the entry stays.
    """
    reader = _Reader(table, kind, key, parts or {})
    for file in files:
        for place, raw in _tables(file, table):
            reader.read(file, place, raw)
    return Reading(entries=reader.found, problems=reader.problems, seen=frozenset(reader.folder_of))


def without_flawed(
    entries: Mapping[str, Entry[T]], flaw: Callable[[T], Flaw | None]
) -> tuple[dict[str, Entry[T]], list[Problem]]:
    """Return the entries without a flaw, and a problem for each other one.

    A flawed entry gives way to the one of the earlier folder that it replaces.
    """
    sound: dict[str, Entry[T]] = {}
    problems: list[Problem] = []
    for name, first in entries.items():
        entry: Entry[T] | None = first
        while entry is not None:
            wrong = flaw(entry.value)
            if wrong is None:
                sound[name] = entry
                break
            problems.append(entry.problem(wrong))
            entry = entry.under
    return sound, problems


def stray_tables(files: Sequence[TomlFile], known: Sequence[str]) -> list[Problem]:
    """Return a problem for each top-level key of the files that nobody reads."""
    return [
        Problem(file=file.file, path=key, message=f"`{key}` is unknown here{nearest(key, known)}")
        for file in files
        for key in file.data
        if key not in known
    ]


class _Reader(Generic[T]):
    """Reads entries one after the other and remembers which ids were taken where."""

    def __init__(
        self, table: str | None, kind: type[T], key: str, parts: Mapping[str, type[msgspec.Struct]]
    ) -> None:
        self.found: dict[str, Entry[T]] = {}
        self.problems: list[Problem] = []
        self.folder_of: dict[str, int] = {}
        self._table = table
        self._kind = kind
        self._key = key
        self._parts = parts

    def read(self, file: TomlFile, place: str, raw: Raw) -> None:
        """Read one entry, which stands at ``place``."""
        if not isinstance(raw, dict):
            self._blame(file, place, "has to be a table; write it as one")
            return
        name = raw.get(self._key)
        if not isinstance(name, str) or not _ID.fullmatch(name):
            self._blame(file, *self._nameless(place, raw))
            return
        path = f"{self._table}.{name}" if self._table else ""
        before = self.found.get(name)
        if before is not None and self.folder_of[name] == file.folder:
            first = f"{name} stands a second time (first in {before.file})"
            self._blame(file, path, f"{first}; the first one counts, rename or remove this one")
            return
        if raw.get("retired") is True:
            self._retire(file, path, name)
            return
        sound, bad = without_bad_parts(raw, self._parts)
        for where, message in bad:
            self._blame(file, joined(path, where), message)
        sound.pop("retired", None)
        value = convert(sound, self._kind)
        if isinstance(value, tuple):
            self._blame(file, joined(path, value[0]), value[1])
            self.folder_of.setdefault(name, -1)
            return
        self.found[name] = Entry(value=value, file=file.file, path=path, under=before)
        self.folder_of[name] = file.folder

    def _retire(self, file: TomlFile, path: str, name: str) -> None:
        if name not in self.folder_of:
            self._blame(file, path, f"retires {name}, which no earlier folder has; correct or remove it")
        self.folder_of[name] = file.folder
        self.found.pop(name, None)

    def _nameless(self, place: str, raw: dict[str, Raw]) -> Flaw:
        """Return what to say about an entry that has no usable id: most often the key is misspelt."""
        wrong = unknown_key(self._kind, raw, extra=("retired",)) if self._key not in raw else None
        if wrong is not None:
            return joined(place, wrong[0]), wrong[1]
        wanted = "write one of letters, digits, '.', '_' and '-'"
        return joined(place, self._key), f"has no usable `{self._key}`; {wanted}"

    def _blame(self, file: TomlFile, path: str, message: str) -> None:
        self.problems.append(Problem(file=file.file, path=path, message=message))


def _tables(file: TomlFile, table: str | None) -> Iterator[tuple[str, Raw]]:
    if table is None:
        yield "", file.data
        return
    value = file.data.get(table, [])
    if isinstance(value, list):
        yield from ((f"{table}[{index}]", item) for index, item in enumerate(value))
    else:
        yield table, value
