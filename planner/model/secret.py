"""Secrets in texts: how they are told, and what is said about those that were removed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from planner.model.wordlist import WordList


class SecretPattern(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"regex": "re"}):
    """One way in which people write a secret into a text."""

    id: str
    title: str
    """What it is to people, in the singular: ``password``. It stands where the secret stood."""
    regex: str
    """Case-insensitive (``re`` in the template); its one group is the secret."""
    hints: tuple[str, ...] = ()
    """Lower-case texts of which every match has one, ``?`` standing for any letter a-z or digit."""
    unless: tuple[str, ...] = ()
    """What the group may hold without being a secret; ``*`` at an end stands for any text."""
    examples: dict[str, str] = {}
    """A text to the secret that has to be found in it."""
    counterexamples: tuple[str, ...] = ()
    """Texts in which nothing may be found."""

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield from where to where a secret stands, from left to right."""
        harmless = _words(self.unless)
        for match in expression(self.regex).finditer(text):
            if match[1].strip() and not harmless.fits(match[1].strip("\"'.,;:!?()[]{}").casefold()):
                yield match.span(1)


class Removed(msgspec.Struct, frozen=True, kw_only=True):
    """Secrets of one sort that were taken out of texts before anything was stored."""

    what: str
    """The sort, as people call it: ``password``."""
    texts: int
    """In how many texts."""


def removed_in_words(removed: Sequence[Removed]) -> str:
    """Return what was removed, most frequent first: ``password in 3 texts, PIN in 1 text``."""
    ordered = sorted(removed, key=lambda one: (-one.texts, one.what))
    return ", ".join(
        f"{one.what} in {one.texts:,} {'text' if one.texts == 1 else 'texts'}" for one in ordered
    )


@lru_cache(maxsize=512)
def expression(regex: str) -> re.Pattern[str]:
    """Return a pattern's expression, compiled once.

    Raises:
        re.error: It is none.
    """
    return re.compile(regex, re.IGNORECASE)


@lru_cache(maxsize=512)
def _words(words: tuple[str, ...]) -> WordList:
    return WordList(words)
