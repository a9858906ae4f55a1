"""Word lists of templates: exact words first, then patterns with ``*``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")


@lru_cache(maxsize=512)
def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return one expression that matches any of the words, ``*`` standing for any text."""
    parts = ("".join(".*" if c == "*" else re.escape(c) for c in word.casefold()) for word in words)
    return re.compile("|".join(parts) or r"(?!)", re.DOTALL)


def matches(words: Iterable[str], text: str) -> bool:
    """Return whether a text is one of the words, ignoring case and outer blanks."""
    return pattern(tuple(words)).fullmatch(folded(text)) is not None


def folded(text: str) -> str:
    """Return a text without case and outer blanks, runs of blanks as one; only its first part."""
    return " ".join(text[:1000].casefold().split())


class WordTable(Generic[T]):
    """Looks words up: an exact entry before a pattern, patterns in their order."""

    def __init__(self, entries: Mapping[str, T]) -> None:
        self._exact = {folded(k): v for k, v in entries.items() if "*" not in k}
        self._patterns = [(pattern((k,)), v) for k, v in entries.items() if "*" in k]

    def get(self, text: str) -> T | None:
        """Return what stands for the text, or None."""
        return self.find(folded(text))

    def find(self, word: str) -> T | None:
        """Return what stands for a text that is folded already, or None."""
        if word in self._exact:
            return self._exact[word]
        return next((value for expression, value in self._patterns if expression.fullmatch(word)), None)
