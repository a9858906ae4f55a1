"""Figures as people read and write them: one reader of numbers, one writing of each kind of figure.

What belongs here: text to number, number to text, rounding, and which locale is meant. Screens, command line,
document and import use it, so that they agree to the last digit. What does not: what a figure means,
and where it is shown. It knows nothing else of the house; Babel is loaded when a locale is first needed.
"""

from planner.writing.formatter import Formatter, formatter
from planner.writing.locale import DEFAULT, decimal_mark, is_locale, locale_of
from planner.writing.number import percent, plain
from planner.writing.reader import LARGEST, read_number
from planner.writing.rounding import half_up, whole
from planner.writing.score import score_text

__all__ = [
    "DEFAULT",
    "LARGEST",
    "Formatter",
    "decimal_mark",
    "formatter",
    "half_up",
    "is_locale",
    "locale_of",
    "percent",
    "plain",
    "read_number",
    "score_text",
    "whole",
]
