"""From a client's exports to the inventory: recognise, read, map, normalise, reconcile, settle.

What belongs here: reading the bytes of foreign formats, telling which format a file is, making
its values canonical, laying them over the plan without duplicates, and deciding at a date what
is known. What does not: the names of a tool's columns (they stand in ``templates/imports``),
judging what the facts mean, storing anything.
"""

from planner.intake.import_files import read_files
from planner.intake.secret import Mask
from planner.intake.settle import conflicts, settle
from planner.intake.value import parse_value

__all__ = ["Mask", "conflicts", "parse_value", "read_files", "settle"]
