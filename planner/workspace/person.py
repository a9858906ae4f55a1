"""Who works and who is in the room: said by people, never asked of the operating system."""

from __future__ import annotations

import os

from planner.model.plan import Plan
from planner.model.text import without_controls


def stated_name() -> str:
    """Return the name in ``$PLANNER_AUTHOR``; empty when nobody has stated one there."""
    return os.environ.get("PLANNER_AUTHOR", "").strip()


def known_names(plan: Plan, author: str = "") -> tuple[str, ...]:
    """Return the names a person can choose from wherever one is asked for, each once.

    First who works, then those in the room, then who decides, then whoever has said, decided or
    entered something before.

    Args:
        plan: The plan.
        author: Who works; empty when nobody has said.
    """
    client = plan.client
    said = (
        *(decision.by for decision in plan.decisions.values()),
        *(acceptance.by for acceptance in plan.accepted.values()),
        *(answer.by for answer in plan.answers.values()),
        *(source.title for source in plan.sources.values() if source.kind == "person" and source.named),
    )
    names = (author, client.consultant, *client.attendees, client.contact, *said)
    return tuple(dict.fromkeys(name for text in names if (name := " ".join(without_controls(text).split()))))
