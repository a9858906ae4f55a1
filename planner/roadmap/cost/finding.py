"""The findings of one initiative: what is known to be wrong, and what may be."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import fsum

import msgspec

from planner.model.finding import Result

Key = tuple[str, str]
"""Kind and id of a record."""


class Findings(msgspec.Struct, frozen=True, kw_only=True):
    """The findings one initiative, or one of its lines, is for."""

    known: tuple[Result, ...]
    """Known not to be met."""
    open: tuple[Result, ...] = ()
    """May or may not be met."""

    @classmethod
    def of(cls, results: Sequence[Result]) -> Findings:
        """Return findings told apart by whether anything is known to be wrong."""
        return cls(
            known=tuple(r for r in results if r.v_high < 1),
            open=tuple(r for r in results if r.v_high >= 1),
        )

    def about(self, standards: Collection[str]) -> Findings:
        """Return those of some standards."""
        return Findings(
            known=tuple(r for r in self.known if r.standard in standards),
            open=tuple(r for r in self.open if r.standard in standards),
        )

    def __bool__(self) -> bool:
        """Return whether there is any."""
        return bool(self.known or self.open)

    @property
    def risk(self) -> float:
        """Σ risk: what is known to be wrong."""
        return fsum(r.risk for r in self.known)

    @property
    def unverified_risk(self) -> float:
        """Σ unverified risk: what may be."""
        return fsum(r.unverified_risk for r in (*self.known, *self.open))
