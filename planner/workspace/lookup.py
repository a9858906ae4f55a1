"""Finding what a person named, or saying what comes closest."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from planner.model.error import PlannerError


class UnknownNameError(PlannerError):
    """A person named something that is not there."""


def find(name: str, known: Iterable[str], what: str) -> str:
    """Return the known name that equals ``name`` but for case.

    Args:
        name: What the person typed.
        known: The names there are.
        what: What is named, for the message: ``standard``, ``plan`` …

    Raises:
        UnknownNameError: Nothing matches; the message names the nearest ones.
    """
    names = list(known)
    if name in names:
        return name
    folded = {n.casefold(): n for n in names}
    hit = folded.get(name.strip().casefold())
    if hit is not None:
        return hit
    near = difflib.get_close_matches(name.casefold(), folded, n=3, cutoff=0.5)
    hint = f" Did you mean {' or '.join(folded[n] for n in near)}?" if near else ""
    raise UnknownNameError(f"There is no {what} {name!r}.{hint}")
