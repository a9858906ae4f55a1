"""From a client's exports to the inventory: recognise, read, map, normalise, reconcile, settle.

What belongs here: reading the bytes of foreign formats, telling which format a file is, making
its values canonical, laying them over the plan without duplicates, and deciding at a date what
is known. What does not: the names of a tool's columns (they stand in ``templates/imports``),
judging what the facts mean, storing anything.
"""

from planner.intake.budget import too_late, too_much_memory, too_slow
from planner.intake.import_files import Import, read_files, without_collection
from planner.intake.one_file import failed
from planner.intake.secret import Guard, Mask
from planner.intake.settle import conflicts, settle
from planner.intake.value import parse_value
from planner.intake.vouch import is_listed

__all__ = [
    "Guard",
    "Import",
    "Mask",
    "conflicts",
    "failed",
    "is_listed",
    "parse_value",
    "read_files",
    "settle",
    "too_late",
    "too_much_memory",
    "too_slow",
    "without_collection",
]
