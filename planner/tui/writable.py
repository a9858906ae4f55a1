"""Whether a plan may be changed, asked before somebody fills in a form in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.workspace import ReadOnlyError

if TYPE_CHECKING:
    from planner.workspace import Session


def ensure_writable(session: Session) -> None:
    """Do nothing when the plan may be changed.

    Raises:
        ReadOnlyError: Somebody else has it open. Who that is stands above every screen, where the client
            view can take it away; a notice cannot.
    """
    if session.read_only:
        raise ReadOnlyError(
            "This plan is open for reading only: somebody else has it open. Nothing was changed."
        )
