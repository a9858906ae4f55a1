"""Settling: what many sources say to one truth.

What belongs here: which record a draft is about, laying it over the plan, which of several observations counts at a
date, what follows from the facts, and how long a product is supported. What does not: reading files, judging facts.
"""

from planner.intake.settle.truth import conflicts, settle
from planner.intake.settle.vouch import is_listed

__all__ = ["conflicts", "is_listed", "settle"]
