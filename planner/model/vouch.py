"""A declaration that a source lists everything of which a fact is true."""

from __future__ import annotations

import msgspec

from planner.model.condition import RawCondition


class Vouch(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who is not in this source has it not.

    A protection console that is said to list every protected computer makes "protected" false for the
    computers in use that it does not list. Without such a declaration absence says nothing.
    """

    kind: str
    """Kind of the records."""
    field: str
    """The fact that is false where the source does not list a record; a truth value."""
    source: str
    """Id of the source."""
    where: dict[str, RawCondition] = {}
    """Which records it speaks about: those known to meet it; empty for all."""
    by: str = ""
    """Who vouches for it."""
    at: str = ""
    """ISO date and time of the declaration."""
