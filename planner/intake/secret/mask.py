"""Texts without their secrets: the secret alone is replaced, the rest stays as it was said."""

from __future__ import annotations

import re
from collections.abc import Collection

import msgspec

from planner.intake.cell.mark import MARK
from planner.intake.secret.hint import Hints
from planner.model.secret import SecretPattern

_ROUNDS = 4
"""Times a text is looked through; one that still holds something then is removed whole."""


class Masked(msgspec.Struct, frozen=True, gc=False):
    """A text without its secrets."""

    text: str
    what: tuple[str, ...] = ()
    """What was removed, each sort once; empty when the text is as it was."""
    whole: bool = False
    """There was nothing but secrets in it."""


class Mask:
    """Finds secrets in texts by the patterns of the templates.

    What stands in a secret's place is never looked into again, so that a text that was
    masked stays as it is.
    """

    def __init__(self, patterns: tuple[SecretPattern, ...]) -> None:
        """Prepare the patterns.

        Args:
            patterns: In the order in which they are tried.
        """
        self._hints = Hints(patterns)
        titles = sorted({re.escape(p.title) for p in patterns})
        self._mark = re.compile(rf"({re.escape(MARK)}(?:{'|'.join(titles) or '(?!)'})\])")

    def mask(self, text: str) -> Masked:
        """Return one text without its secrets."""
        return self.mask_all((text,)).get(text) or Masked(text)

    def plain(self, text: str) -> str:
        """Return one text without its secrets, as text."""
        return self.mask(text).text

    def mask_all(self, texts: Collection[str]) -> dict[str, Masked]:
        """Return those of many different texts that hold secrets, with what is left of them."""
        found: dict[str, Masked] = {}
        for text in self._hints.possible(texts):
            masked = self._masked(text)
            if masked.what:
                found[text] = masked
        return found

    def _masked(self, text: str) -> Masked:
        what: dict[str, None] = {}
        now = text
        for _ in range(_ROUNDS):
            before = now
            rest = "\n".join(self._mark.split(now)[::2])
            for pattern in self._hints.of(rest.casefold()):
                now = self._without(now, pattern, what)
            if now == before:
                break
        else:
            # Texts made to hold a secret again whenever one is taken out are no notes.
            now = f"{MARK}{next(iter(what))}]"
        return Masked(now, tuple(what), whole=bool(what) and self._is_bare(now))

    def _without(self, text: str, pattern: SecretPattern, what: dict[str, None]) -> str:
        """Return the text without what one pattern finds."""
        parts = self._mark.split(text)
        changed = False
        for at in range(0, len(parts), 2):  # every second part is a mark
            piece, kept, end = parts[at], [], 0
            for start, stop in pattern.spans(piece):
                kept += [piece[end:start], f"{MARK}{pattern.title}]"]
                end = stop
            if kept:
                parts[at] = "".join((*kept, piece[end:]))
                changed = True
        if not changed:
            return text
        what[pattern.title] = None
        return "".join(parts)

    def _is_bare(self, text: str) -> bool:
        return not any(c.isalnum() for piece in self._mark.split(text)[::2] for c in piece)
