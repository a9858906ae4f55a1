"""Short lists and default figures, read from ``templates/vocabulary``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from planner.model.catalogue import Band, Defaults, InterviewPath, Term, Vocabulary
from planner.model.problem import Problem
from planner.standards.convert import convert
from planner.standards.entries import entries_of, stray_tables
from planner.standards.toml_file import Raw, TomlFile, read_files, stray_files

T = TypeVar("T", bound=msgspec.Struct)

ROOM = "vocabulary"
_TERMS = {"client.toml": ("industry", "trait", "stage"), "risk.toml": ("tier", "impact", "likelihood")}
_LEAST = {"quarters": 1, "point": 0.01}
_MOST = {"likely": 1}
_LARGEST = 1_000_000
_SCALE = 5
"""Impact and likelihood go from 1 to 5."""


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """The vocabulary, and what somebody may rightly refer to: also the broken and the retired."""

    vocabulary: Vocabulary
    seen_tiers: frozenset[str]
    seen_traits: frozenset[str]


def read_vocabulary(folders: Sequence[Path]) -> tuple[Terms, list[Problem]]:
    """Read ``client.toml``, ``risk.toml``, ``interview.toml`` and ``defaults.toml``.

    Entries override by id; of the defaults a later file replaces just the lines it has. Where
    no folder has a usable default, it is 0 and a problem says so.
    """
    reader = _Lists(folders)
    terms = {table: reader.read(file, table, Term) for file, tables in _TERMS.items() for table in tables}
    bands = reader.read("risk.toml", "band", Band)
    paths = reader.read("interview.toml", "path", InterviewPath)
    defaults, bad = _read_defaults(reader.files("defaults.toml"))
    problems = [*reader.problems(), *bad]
    for table in ("impact", "likelihood"):
        wanted = {str(step) for step in range(1, _SCALE + 1)}
        if {term.id for term in terms[table]} != wanted:
            message = f"needs the ids 1 to {_SCALE}, no more and no fewer; complete it"
            problems.append(Problem(file=f"{ROOM}/risk.toml", path=table, message=message))
    vocabulary = Vocabulary(
        industries=terms["industry"],
        traits=terms["trait"],
        stages=terms["stage"],
        tiers=terms["tier"],
        impacts=terms["impact"],
        likelihoods=terms["likelihood"],
        bands=tuple(sorted(bands, key=lambda band: -band.at_least)),
        paths=paths,
        defaults=defaults,
    )
    problems += stray_files(folders, ROOM, (*_TERMS, "interview.toml", "defaults.toml"))
    seen = reader.seen
    return Terms(vocabulary=vocabulary, seen_tiers=seen["tier"], seen_traits=seen["trait"]), problems


class _Lists:
    """Reads tables of the room's files and keeps what was wrong."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.seen: dict[str, frozenset[str]] = {}
        self._folders = folders
        self._files: dict[str, list[TomlFile]] = {}
        self._tables: dict[str, list[str]] = {}
        self._problems: list[Problem] = []

    def files(self, name: str) -> list[TomlFile]:
        """Return the files of one name, read once."""
        if name not in self._files:
            self._files[name], bad = read_files(self._folders, ROOM, name)
            self._problems += bad
        return self._files[name]

    def read(self, file: str, table: str, kind: type[T]) -> tuple[T, ...]:
        """Return the entries of one table."""
        reading = entries_of(self.files(file), table, kind)
        self.seen[table] = reading.seen
        self._tables.setdefault(file, []).append(table)
        self._problems += reading.problems
        if not reading.seen and not reading.problems:
            message = f"holds no usable [[{table}]]; add some"
            self._problems.append(Problem(file=f"{ROOM}/{file}", path=table, message=message))
        return tuple(entry.value for entry in reading.entries.values())

    def problems(self) -> list[Problem]:
        """Return what was wrong with the tables read so far."""
        stray = [stray_tables(self._files[file], tables) for file, tables in self._tables.items()]
        return [*self._problems, *(problem for part in stray for problem in part)]


def _read_defaults(files: Sequence[TomlFile]) -> tuple[Defaults, list[Problem]]:
    names = [field.name for field in msgspec.structs.fields(Defaults)]
    sound: dict[str, Raw] = {name: _LEAST.get(name, 0) for name in names}
    missing = set(names)
    problems = stray_tables(files, names)
    for file in files:
        for name in (name for name in names if name in file.data):
            value = file.data[name]
            least, most = _LEAST.get(name, 0), _MOST.get(name, _LARGEST)
            wrong = convert({**sound, name: value}, Defaults)
            if isinstance(wrong, tuple):
                problems.append(Problem(file=file.file, path=wrong[0], message=wrong[1]))
            elif not isinstance(value, int | float) or not least <= value <= most:
                message = f"has to be {least} to {most}"
                problems.append(Problem(file=file.file, path=name, message=message))
            else:
                sound[name] = value
            missing.discard(name)
    if missing:
        message = f"says nothing about {', '.join(sorted(missing))}; add it"
        problems.append(Problem(file=f"{ROOM}/defaults.toml", path="", message=message))
    defaults = convert(sound, Defaults)
    assert isinstance(defaults, Defaults)
    return defaults, problems
