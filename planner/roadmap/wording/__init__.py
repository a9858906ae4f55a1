"""Why work stands where it stands and what could not be met: found as values, worded at the door.

What belongs here: explaining a schedule from its numbers, and the one writing of each sentence. What does not: making
schedules (``schedule``). Whoever shows the words says how quarters are named there.
"""

from __future__ import annotations

from planner.roadmap.wording.explain import Explainer
from planner.roadmap.wording.unmet import unmet
from planner.roadmap.wording.words import Words

__all__ = ["Explainer", "Words", "unmet"]
