"""Recognising: which import map a table belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatch

from planner.intake.cell.header import normalised
from planner.intake.match.mapper import named_headers
from planner.intake.match.own_header import own_titles
from planner.model.catalogue import Catalogue
from planner.model.import_map import ImportMap

_GENERIC_COLUMNS = 2
"""Columns that a map for any tool has to understand before it takes a file."""
_OWN_COLUMNS = 3
"""Columns of a table that is told by bearing our own titles only."""


def known_headers(maps: Mapping[str, ImportMap]) -> frozenset[str]:
    """Return every normalised header that some map reads or is told by."""
    found: set[str] = set()
    for chosen in maps.values():
        told = chosen.recognise
        wanted = [name for group in told.required for name in group.split("|")]
        names = (*named_headers(chosen), *wanted, *told.any, *chosen.secrets)
        found.update(normalised(name) for name in names)
    return frozenset(found - {""})


def recognise(
    names: tuple[str, ...], maps: Mapping[str, ImportMap], catalogue: Catalogue, *, file: str
) -> ImportMap | None:
    """Return the map that fits a table best, or None.

    A map for one tool fits when all its required headers are there, enough of its typical
    ones, and none of the forbidden; the one that understands the most columns wins. Only
    when none fits are the maps for any tool tried: they have to understand what names the
    record and at least one column more. A table all of whose headers are titles of one kind's
    fields, as our own screens show them, is a list of that kind.

    Args:
        names: Normalised headers.
        maps: The import maps.
        catalogue: Knows which fields name a record of each kind.
        file: The file's name; some maps know how their files are called.
    """
    present = frozenset(names) - {""}
    scored = [
        (_score(chosen, present, file), chosen)
        for chosen in maps.values()
        if fits(chosen, present, catalogue)
    ]
    ours = [chosen for chosen in maps.values() if _is_ours(chosen, present, catalogue)]
    tools = [item for item in scored if not item[1].generic]
    if not tools and len(ours) == 1:
        return ours[0]
    fitting = tools or [item for item in scored if item[1] in ours] or scored
    return max(fitting, key=lambda item: (item[0], item[1].quality, item[1].id))[1] if fitting else None


def fits(chosen: ImportMap, present: frozenset[str], catalogue: Catalogue) -> bool:
    """Return whether a table with these normalised headers can be one of the map's."""
    told = chosen.recognise
    if not (chosen.generic or told.required or told.at_least):
        return False  # it is told by its tree alone
    if any(normalised(name) in present for name in told.forbidden):
        return False
    if not all(any(normalised(one) in present for one in name.split("|")) for name in told.required):
        return False
    if sum(normalised(name) in present for name in told.any) < told.at_least:
        return False
    if chosen.generic:
        return names_records(chosen, present, catalogue) and _understood(chosen, present) >= _GENERIC_COLUMNS
    return True


def _is_ours(chosen: ImportMap, present: frozenset[str], catalogue: Catalogue) -> bool:
    """Return whether every header is one that our own screens show for the map's kind."""
    kind = catalogue.kinds.get(chosen.kind)
    if not chosen.generic or kind is None or len(present) < _OWN_COLUMNS:
        return False
    return present <= own_titles(kind).keys() and names_records(chosen, present, catalogue)


def names_records(chosen: ImportMap, present: frozenset[str], catalogue: Catalogue) -> bool:
    """Return whether some column of the table feeds a field by which records are told apart."""
    kind = catalogue.kinds.get(chosen.kind)
    telling = {*(kind.label if kind else ()), "serial", "login", "email", "item", "job"}
    return any(
        column.to in telling and any(normalised(n) in present for n in (*column.names, *column.join))
        for column in chosen.column
    )


def _understood(chosen: ImportMap, present: frozenset[str]) -> int:
    fields = {
        column.to
        for column in chosen.column
        if any(normalised(name) in present for name in (*column.names, *column.join))
    }
    return len(fields)


def _score(chosen: ImportMap, present: frozenset[str], file: str) -> int:
    told = chosen.recognise
    score = _understood(chosen, present)
    score += 2 * sum(normalised(name) in present for name in told.any)
    score += 2 * len(told.required)
    if any(fnmatch(file.casefold(), name.casefold()) for name in told.file):
        score += 4
    return score
