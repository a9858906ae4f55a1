"""What each piece of work costs over some years, as a document prints it."""

from __future__ import annotations

import msgspec

from planner.model.ownership import Lifetime
from planner.report.material import Material
from planner.writing import whole


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """All that is paid in so many years."""

    years: int
    low: int
    expected: int
    high: int


class Owned(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of work."""

    title: str
    once: int
    """Bought once, and the hours."""
    monthly: int
    spans: tuple[Span, ...]


def owned(material: Material) -> tuple[Owned, ...]:
    """Return what work costs over some years, in the order of the roadmap; what costs nothing is left out."""
    return tuple(
        Owned(
            title=one.title,
            once=whole(spans[0].once.expected),
            monthly=whole(one.monthly.expected),
            spans=tuple(_span(span) for span in spans),
        )
        for one in material.roadmap.initiatives
        if (spans := material.lifetimes.get(one.id)) and spans[-1].total.expected > 0
    )


def _span(one: Lifetime) -> Span:
    total = one.total
    return Span(years=one.years, low=whole(total.low), expected=whole(total.expected), high=whole(total.high))
