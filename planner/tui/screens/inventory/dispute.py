"""Where sources disagree, by record."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from planner.workspace import Session

Disputes: TypeAlias = dict[tuple[str, str], tuple[str, ...]]
"""Kind and id of a record to the fields on which equally good sources disagree."""


def disputes(session: Session, *, client_view: bool) -> Disputes:
    """Return where sources disagree, kind by kind; in the client view no internal field."""
    field = session.knowledge.catalogue.field
    found: Disputes = {}
    for conflict in session.conflicts:
        known = field(conflict.kind, conflict.field)
        if not (client_view and known is not None and known.internal):
            place = (conflict.kind, conflict.record)
            found[place] = (*found.get(place, ()), conflict.field)
    return found
