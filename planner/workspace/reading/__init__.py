"""Reading foreign files where they can do no harm: in a process of its own, within limits.

What belongs here: starting that process, telling it what to read, watching it, taking its answers,
and saying in words what became of a file that ended it. What does not: how a file is read (``intake``).
"""

from planner.workspace.reading.apart import read_apart
from planner.workspace.reading.here import read_here
from planner.workspace.reading.job import CancelledError, Job, Reader

__all__ = ["CancelledError", "Job", "Reader", "read_apart", "read_here"]
