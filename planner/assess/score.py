"""The score band: the share met of what is known, and what the unknown could make of it."""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum

from planner.model.finding import MustHaves, Result, Score, Status

_NOTHING_KNOWN = 1e-12
"""How near 1 the width of the band is when nothing is known; below it is rounding."""


def score(results: Iterable[Result]) -> Score:
    """Return the score of some results, each weighted by impact × likelihood.

    Over the applicable ones, low = Σ w·v_low ÷ Σ w, high = Σ w·v_high ÷ Σ w and
    point = low ÷ (1 − (high − low)): the share met of what is known. The point is None when the
    band is 0 to 1, because nothing is known. When nothing is applicable the band is 0 to 1 too and
    both counts are 0.
    """
    every = tuple(results)
    counted = tuple(r for r in every if r.status is not Status.NOT_APPLICABLE)
    total = fsum(r.weight for r in counted)
    low = fsum(r.weight * r.v_low for r in counted) / total if total else 0.0
    high = fsum(r.weight * r.v_high for r in counted) / total if total else 1.0
    known = 1 - (high - low)
    # Rounding must not carry the point outside its own band.
    point = None if known <= _NOTHING_KNOWN else min(max(low / known, low), high)
    answered = sum(1 for r in counted if r.v_low == r.v_high)
    return Score(
        low=low,
        high=high,
        point=point,
        answered=answered,
        unknown=len(counted) - answered,
        not_applicable=len(every) - len(counted),
    )


def must_haves(results: Iterable[Result]) -> MustHaves:
    """Return how the applicable must-haves stand: met (v_low = 1), missing (v_high < 1) or unknown."""
    counted = [r for r in results if r.must and r.counts]
    met = sum(1 for r in counted if r.v_low == 1)
    missing = sum(1 for r in counted if r.v_high < 1)
    return MustHaves(
        met=met,
        missing=missing,
        unknown=len(counted) - met - missing,
        standards=tuple(r.standard for r in counted),
    )
