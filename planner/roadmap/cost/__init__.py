"""What work closes, takes and brings: findings in, initiatives with money and hours out.

What belongs here: quantities, prices, hours, savings, due dates and priorities of work, and the
catalogue as a plan arranged it. What does not: when work happens (``schedule``), sentences about
that (``wording``).
"""

from __future__ import annotations

from planner.roadmap.cost.age import Fleet
from planner.roadmap.cost.batch import with_batches
from planner.roadmap.cost.initiative import cost
from planner.roadmap.cost.own_work import waits_for_itself, with_own_work

__all__ = ["Fleet", "cost", "waits_for_itself", "with_batches", "with_own_work"]
