"""Columns that hold secrets, told by their header; and headers as they may be shown."""

from __future__ import annotations

import re
from functools import lru_cache

from planner.intake.cell.header import normalised
from planner.model.import_map import ImportMap, ImportWords
from planner.model.wordlist import WordList

_BRACKET = re.compile(r"[\[(]([^\])]*)[\])]?")
_NAME = re.compile(r"[^\W\d_]+(?:[ ._-]?[^\W\d_]+)*")
"""A bracket that says what a column is, not what stands in it."""
_GIVEN = re.compile(r"\s*[:=].*", re.DOTALL)
_CODE = re.compile(r"(?=\S*[\d!@#$%^&*+~])\S{5,}")
_CODED = 4
"""Letters from which on a bracket may be a secret and not just ``(s)``."""
_LONGEST = 500
"""Characters of a header that are looked at."""


class HeaderWords:
    """The words by which a header says that its column holds secrets."""

    def __init__(self, words: ImportWords) -> None:
        """Make the lists ready.

        Args:
            words: The shared vocabulary of the import maps.
        """
        self._secrets = WordList(words.secrets)
        self._harmless = WordList(words.harmless)

    def is_secret(self, header: str) -> bool:
        """Return whether a header says so, whatever reads it; of a path in a tree its last key, too."""
        _, dot, last = header.rpartition(".")
        if dot and self._suspect(normalised(last)):
            return True
        if dot and self._harmless.fits(normalised(last)):
            return self.in_bracket(header)
        return self._suspect(normalised(header)) or self._suspect(_plain(header)) or self.in_bracket(header)

    def in_bracket(self, header: str) -> bool:
        """Return whether a bracket of the header says so: ``Notes (password)`` is no column of notes."""
        if "(" not in header and "[" not in header:
            return False
        return any(self._suspect(_plain(inside)) for inside in _BRACKET.findall(header[:_LONGEST]))

    def shown(self, header: str) -> str:
        """Return the header of a column of secrets without the secret that it may give away itself.

        ``Password (default: Welcome1)`` becomes ``Password (…)``; a bracket that only names the
        secret stays.
        """

        def bracket(match: re.Match[str]) -> str:
            inside = match[1].strip()
            named = _NAME.fullmatch(inside) and (len(inside) < _CODED or self._suspect(_plain(inside)))
            return match[0] if named or not inside else f"{match[0][0]}…{')' if match[0][0] == '(' else ']'}"

        told = _BRACKET.sub(bracket, header[:_LONGEST])
        return _CODE.sub("…", _GIVEN.sub(": …", told))

    def _suspect(self, name: str) -> bool:
        return bool(name) and self._secrets.fits(name) and not self._harmless.fits(name)


def secret_columns(
    headers: tuple[str, ...], chosen: ImportMap, used: frozenset[str], words: HeaderWords
) -> frozenset[int]:
    """Return the positions of the columns to drop.

    Args:
        headers: As the file has them.
        chosen: The import map; it may name secrets of its own.
        used: Normalised headers that the map reads on purpose; they are kept, unless the
            map itself or a bracket of the header calls them secret.
        words: What every header is held against.
    """
    own = {normalised(name) for name in chosen.secrets}
    found = set()
    for position, header in enumerate(headers):
        name = normalised(header)
        if name in own or words.in_bracket(header) or (name not in used and words.is_secret(header)):
            found.add(position)
    return frozenset(found)


def _plain(text: str) -> str:
    return "".join(c for c in text[:_LONGEST].casefold() if c.isalnum())


@lru_cache(maxsize=8)
def _words_of(words: tuple[str, ...], harmless: tuple[str, ...]) -> HeaderWords:
    return HeaderWords(ImportWords(id="words", secrets=words, harmless=harmless))


def header_words(words: ImportWords | None) -> HeaderWords:
    """Return the words of a vocabulary, made ready once."""
    return _words_of(words.secrets, words.harmless) if words else _words_of((), ())
