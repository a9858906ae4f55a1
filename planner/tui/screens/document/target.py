"""Where an export goes: the file a typed path means, and what is wrong with it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from planner.model.error import PlannerError

if TYPE_CHECKING:
    from planner.store import Target
    from planner.workspace import Session


def resolved(text: str) -> Path:
    """Return the path that was typed.

    Args:
        text: What was typed; ``~`` is the home folder, ``$NAME`` a variable of the system's.
    """
    return Path(os.path.expandvars(text.strip())).expanduser()


def looked(session: Session, audience: str, template: str, text: str) -> Target:
    """Return what is at the place that was typed; a folder stands for the usual name in it.

    Raises:
        PlannerError: No document can be written there.
    """
    path = resolved(text)
    if text.rstrip().endswith(("/", os.sep)) and not path.is_dir():
        path /= session.export_name(audience, template)  # so that the missing folder is told
    return session.export_target(path, audience=audience, template=template)


def problem(look: Callable[[str], Target], text: str) -> str:
    """Return what is wrong with a typed path, in a sentence; empty when one can write there."""
    if not text.strip():
        return "Write where the document goes."
    if "\0" in text:
        return "That is no path: it has a character no file name can have."
    try:
        look(text)
    except (PlannerError, OSError, ValueError, RuntimeError) as error:
        return (
            str(error) if isinstance(error, PlannerError) else f"That is no path one can write to: {error}."
        )
    return ""
