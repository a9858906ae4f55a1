"""What a person types, without the secrets in it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from planner.model.secret import Removed, removed_in_words

if TYPE_CHECKING:
    from planner.workspace.knowledge import Knowledge


class Typed:
    """Takes the secrets out of the texts of one intent and remembers what they were."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Remember how secrets are told.

        Args:
            knowledge: Read when the first text comes.
        """
        self._knowledge = knowledge
        self._told: Counter[str] = Counter()

    def __call__(self, text: str) -> str:
        """Return the text as it may be stored, with outer blanks gone."""
        bare = text.strip()
        if not bare:
            return bare
        masked = self._knowledge.mask.mask(bare)
        self._told.update(masked.what)
        return masked.text

    @property
    def said(self) -> str:
        """What was removed, as a sentence; empty when everything was kept as it was typed."""
        if not self._told:
            return ""
        removed = [Removed(what=what, texts=texts) for what, texts in self._told.items()]
        words = removed_in_words(removed)
        return f"Removed before it was stored: {words}. Plans keep no secrets; they belong in a password manager."
