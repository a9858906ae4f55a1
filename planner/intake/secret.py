"""Columns that hold secrets: told by their header, dropped before anything reads them."""

from __future__ import annotations

from planner.intake.header import normalised
from planner.intake.pattern import pattern
from planner.model.import_map import ImportMap


def secret_columns(headers: tuple[str, ...], chosen: ImportMap, used: frozenset[str]) -> frozenset[int]:
    """Return the positions of the columns to drop.

    Args:
        headers: As the file has them.
        chosen: The import map; it may name secrets of its own.
        used: Normalised headers that the map reads on purpose; they are kept, unless the
            map itself calls them secret.
    """
    own = {normalised(name) for name in chosen.secrets}
    words = chosen.words
    secrets = pattern(words.secrets if words else ())
    harmless = pattern(words.harmless if words else ())
    found = set()
    for position, header in enumerate(headers):
        name = normalised(header)
        # The inside of brackets counts too: `Initial password [passwordProfile]`.
        whole = "".join(c for c in header.casefold()[:500] if c.isalnum())
        suspect = any(secrets.fullmatch(text) and not harmless.fullmatch(text) for text in (name, whole))
        if name in own or (suspect and name not in used):
            found.add(position)
    return frozenset(found)
