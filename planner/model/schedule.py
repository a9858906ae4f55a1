"""The schedule that was chosen, kept with the plan."""

from __future__ import annotations

import msgspec


class Kept(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One schedule, good for exactly the problem it was made for.

    What was shown is what is printed, on any machine: while the fingerprint is that of the plan's problem,
    nothing is solved again.
    """

    fingerprint: str
    """Of the jobs, quarters and caps it was made for."""
    starts: dict[str, int]
    """Initiative id to the quarter it starts in, counted from 0."""
    bound: float
    """No schedule that meets as many wishes carries less."""
    held: tuple[str, ...] = ()
    """Initiatives that stand where a pin needs them, over a cap."""
