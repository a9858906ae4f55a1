"""Readers: the bytes of a foreign file to rows of texts, each with its place in the file.

What belongs here: telling formats by their bytes, undoing containers and encodings, and refusing in words what
is damaged, hostile or too large. Each format is one module with one `Format`, listed in ``registry``. What does
not belong here: which row is the header and what a column means (``match``).
"""

from planner.intake.reader.budget import Budget, too_late, too_much_memory, too_slow
from planner.intake.reader.contain import contained
from planner.intake.reader.folder import files_in
from planner.intake.reader.format import Terms
from planner.intake.reader.opened import open_file
from planner.intake.reader.registry import ENDINGS, read_content
from planner.intake.reader.row import Records, Row
from planner.intake.reader.unreadable import NoListError, UnreadableFileError

__all__ = [
    "ENDINGS",
    "Budget",
    "NoListError",
    "Records",
    "Row",
    "Terms",
    "UnreadableFileError",
    "contained",
    "files_in",
    "open_file",
    "read_content",
    "too_late",
    "too_much_memory",
    "too_slow",
]
