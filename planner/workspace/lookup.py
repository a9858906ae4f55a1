"""Finding what a person named, or saying what comes closest."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from planner.model.error import PlannerError

_FEW = 40
"""So many names are listed when none comes close."""


class UnknownNameError(PlannerError):
    """A person named something that is not there."""


def find(name: str, known: Iterable[str], what: str) -> str:
    """Return the known name that equals ``name`` but for case.

    Args:
        name: What the person typed.
        known: The names there are.
        what: What is named, for the message: ``standard``, ``plan`` …

    Raises:
        UnknownNameError: Nothing matches; the message names the nearest ones, or all when they are few.
    """
    names = list(known)
    if name in names:
        return name
    folded = {n.casefold(): n for n in names}
    hit = folded.get(name.strip().casefold())
    if hit is not None:
        return hit
    near = difflib.get_close_matches(name.casefold(), folded, n=3, cutoff=0.5)
    hint = ""
    if near:
        hint = f" Did you mean {' or '.join(folded[n] for n in near)}?"
    elif 0 < len(names) <= _FEW:
        hint = f" There are {', '.join(names)}."
    raise UnknownNameError(f"There is no {what} {name!r}.{hint}")
