"""Placing jobs in quarters under caps: a pure problem in, better and better schedules with bounds out.

What belongs here: the problem as a value, its figures, and how it is solved. What does not: what work costs
(``cost``), and any words (``wording``). The solver is loaded when something is solved, never before.
"""

from __future__ import annotations

from planner.roadmap.schedule.problem import Caps, Job, Problem, spread
from planner.roadmap.schedule.search import FULL, QUICK, Limit, solve
from planner.roadmap.schedule.solution import Figures, Solution, evaluate
from planner.roadmap.schedule.solver import load_solver

__all__ = [
    "FULL", "QUICK", "Caps", "Figures", "Job", "Limit", "Problem", "Solution", "evaluate", "load_solver", "solve",
    "spread",
]  # fmt: skip
