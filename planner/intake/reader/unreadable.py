"""What is raised about a foreign file, or a part of one, that cannot be read."""

from __future__ import annotations

from planner.model.error import PlannerError


class UnreadableFileError(PlannerError):
    """A file holds nothing that can be read; the message says what to do."""


class NoListError(UnreadableFileError):
    """It can be read, but it is no list of anything that is known; a cover sheet, for example."""
