"""The use cases: what both doors, the screens and the command line, can ask for.

What belongs here: one method for each intent of the user, coordinating the layers below
(open, import, answer, decide, schedule, export). What does not: formulas (``assess``,
``roadmap``), bytes and formats (``intake``, ``store``, ``report``), anything of a screen.
"""

from planner.assess.said import said
from planner.workspace.difference import Difference
from planner.workspace.open_plan import ReadOnlyError, SaveState
from planner.workspace.scope import ScopeChoice
from planner.workspace.session import Session
from planner.workspace.workspace import PlanRow, Workspace

__all__ = [
    "Difference",
    "PlanRow",
    "ReadOnlyError",
    "SaveState",
    "ScopeChoice",
    "Session",
    "Workspace",
    "said",
]
