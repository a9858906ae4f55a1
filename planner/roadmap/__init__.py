"""Findings in; initiatives with money and hours, placed in quarters, out.

What belongs here: which initiatives close which findings, what they cost, when they happen and
why. What does not: judging standards (``assess``), prices and initiatives themselves (templates),
tables and charts (``report``). Everything is a pure function of its arguments.
"""

from __future__ import annotations

from planner.roadmap.build import arrange, build, improving, stages
from planner.roadmap.compare import Comparison, Move, compare
from planner.roadmap.cost import Fleet, cost, waits_for_itself, with_batches, with_own_work
from planner.roadmap.options import Options, OptionsError
from planner.roadmap.schedule import FULL, QUICK, Limit, load_solver
from planner.roadmap.wording import Words

__all__ = [
    "FULL", "QUICK", "Comparison", "Fleet", "Limit", "Move", "Options", "OptionsError", "Words", "arrange", "build", "compare",
    "cost", "improving", "load_solver", "stages", "waits_for_itself", "with_batches", "with_own_work",
]  # fmt: skip
