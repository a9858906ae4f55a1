"""Cells: the text of one cell, or of one header, to a value that can be compared and kept.

What belongs here: reading numbers, dates, sizes, makers, systems and words, and what a person types. What
does not: where the text stood, and which field it belongs to (``match``).
"""

from planner.intake.cell.value import parse_value

__all__ = ["parse_value"]
