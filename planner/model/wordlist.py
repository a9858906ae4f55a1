"""Lists of words with ``*`` at their ends, looked up without an expression."""

from __future__ import annotations

import re
from collections.abc import Iterable


class WordList:
    """Tells whether a text is one of some words, ``*`` standing for any text.

    Nearly every word is whole, a beginning, an end or an inside: those cost one search in C
    each, so that a hundred of them can be asked about three hundred thousand headers.
    """

    def __init__(self, words: Iterable[str]) -> None:
        """Sort the words by what they ask.

        Args:
            words: In any case.
        """
        whole: set[str] = set()
        starts: list[str] = []
        ends: list[str] = []
        insides: list[str] = []
        self._others: list[re.Pattern[str]] = []
        for word in (w.casefold() for w in words):
            bare = word.strip("*")
            if "*" in bare:
                parts = map(re.escape, word.split("*"))
                self._others.append(re.compile(".*".join(parts), re.DOTALL))
            elif word.startswith("*") and word.endswith("*"):
                insides.append(bare)
            elif word.startswith("*"):
                ends.append(bare)
            elif word.endswith("*"):
                starts.append(bare)
            else:
                whole.add(word)
        self._inside = re.compile("|".join(map(re.escape, insides)) or r"(?!)")
        self._whole, self._starts, self._ends = frozenset(whole), tuple(starts), tuple(ends)

    def fits(self, text: str) -> bool:
        """Return whether a text, in lower case already, is one of the words."""
        return (
            text in self._whole
            or text.startswith(self._starts)
            or text.endswith(self._ends)
            or self._inside.search(text) is not None
            or any(other.fullmatch(text) for other in self._others)
        )
