"""Readers: the bytes of a foreign file to rows of texts, each with its place in the file.

What belongs here: telling formats by their bytes, undoing containers and encodings, and refusing in words what
is damaged, hostile or too large. What does not: which row is the header and what a column means (``match``).
"""

from planner.intake.reader.budget import too_late, too_much_memory, too_slow

__all__ = ["too_late", "too_much_memory", "too_slow"]
