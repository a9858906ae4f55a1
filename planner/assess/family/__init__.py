"""The families of measures, one module each: a rule's records in, a reading out.

What belongs here: how one measure is computed and what unknown records could make of it. What
does not: which records are in scope (``scope``), what a number is worth (``verdict``), wording.
"""

from __future__ import annotations

from collections.abc import Callable

from planner.assess.family.average import mean, median
from planner.assess.family.count import count, exists, per_head_month
from planner.assess.family.distinct import distinct
from planner.assess.family.extreme import largest, smallest
from planner.assess.family.ratio import ratio, ratio_min, ratio_sum
from planner.assess.family.share import share, share_compare
from planner.assess.family.value import value
from planner.assess.reading import Reading
from planner.assess.scope import Scope

FAMILIES: dict[str, Callable[[Scope], Reading]] = {
    "count": count,
    "distinct": distinct,
    "exists": exists,
    "max": largest,
    "mean": mean,
    "median": median,
    "min": smallest,
    "per_head_month": per_head_month,
    "ratio": ratio,
    "ratio_min": ratio_min,
    "ratio_sum": ratio_sum,
    "share": share,
    "share_compare": share_compare,
    "value": value,
}
"""Name of a measure in a rule to the function that reads it."""

__all__ = ["FAMILIES"]
