"""The engagement beyond the roadmap: what all of IT costs, what is replaced when, and every date.

What belongs here: pure functions of plan, inventory, roadmap and rules. What does not: placing
work in quarters (``roadmap``), reading files (``intake``), tables and pages (``report``).
"""

from __future__ import annotations

from planner.engagement.basis import Basis
from planner.engagement.budget import budget
from planner.engagement.ownership import lifetimes, ownership
from planner.engagement.timeline import timeline
from planner.engagement.waiting import together, waiting

__all__ = ["Basis", "budget", "lifetimes", "ownership", "timeline", "together", "waiting"]
