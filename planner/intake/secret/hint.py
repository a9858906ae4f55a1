"""Telling cheaply in which of many texts a pattern could find anything at all."""

from __future__ import annotations

import string
from collections.abc import Collection, Iterator

from planner.model.secret import SecretPattern

_LETTERS = str.maketrans(dict.fromkeys(string.ascii_lowercase + string.digits, "?"))
"""Turns a text into its shape, as hints with ``?`` spell it."""
_DIGITS = str.maketrans(dict.fromkeys(string.digits, "0"))
"""Makes ``PC-0001`` and ``PC-0002`` one text: a long column is a few of them."""


class Hints:
    """Looks for the hints of all patterns in all texts of a column together.

    A text costs a few nanoseconds unless a hint is in it, and an import of a hundred thousand
    rows is hardly slower for it.
    """

    def __init__(self, patterns: tuple[SecretPattern, ...]) -> None:
        """Sort the hints of the patterns.

        Args:
            patterns: In the order in which they are tried.
        """
        self._patterns: dict[str, set[int]] = {}
        for at, pattern in enumerate(patterns):
            for hint in pattern.hints:
                self._patterns.setdefault(hint, set()).add(at)
        self._all = patterns
        # A column without "pass" need not be asked about "passphrase".
        stems = [h for h in self._patterns if not any(o != h and o in h for o in self._patterns)]
        self._plain = tuple((s, d := s.translate(_DIGITS), frozenset(d)) for s in stems if "?" not in s)
        self._shaped = tuple(s for s in stems if "?" in s)

    def possible(self, texts: Collection[str]) -> Iterator[str]:
        """Yield each text in which something may be found."""
        lows = [text.casefold() for text in texts]
        joined = "\n".join(lows)
        shape = joined.translate(_LETTERS)
        alike = "\n".join(set(joined.translate(_DIGITS).split("\n")))
        letters = set(alike)  # a column of hardware addresses has hardly any
        plain = [stem for stem, digits, own in self._plain if own <= letters and digits in alike]
        shaped = [stem for stem in self._shaped if stem in shape]
        if not plain and not shaped:
            return
        for text, low in zip(texts, lows, strict=True):
            like = low.translate(_LETTERS) if shaped else ""
            if any(stem in low for stem in plain) or any(stem in like for stem in shaped):
                yield text

    def of(self, low: str) -> tuple[SecretPattern, ...]:
        """Return the patterns to try on one text, which is in lower case already."""
        shape = low.translate(_LETTERS)
        found: set[int] = set()
        for hint, patterns in self._patterns.items():
            if hint in (shape if "?" in hint else low):
                found |= patterns
        return tuple(self._all[at] for at in sorted(found))
