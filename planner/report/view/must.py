"""The must-haves by name."""

from __future__ import annotations

import msgspec

from planner.model.finding import Result
from planner.report.material import Material
from planner.report.view.word import standard_title


class MustHave(msgspec.Struct, frozen=True, kw_only=True):
    """One must-have."""

    standard: str
    title: str


class MustHaves(msgspec.Struct, frozen=True, kw_only=True):
    """Those that are not in place for certain."""

    missing: tuple[MustHave, ...]
    unknown: tuple[MustHave, ...]


def must_haves(material: Material) -> MustHaves:
    """Return which must-haves are missing, and of which nobody knows, in catalogue order."""
    results = material.assessment.results
    counted = [results[name] for name in material.assessment.must.standards if name in results]

    def named(found: list[Result]) -> tuple[MustHave, ...]:
        return tuple(
            MustHave(standard=r.standard, title=standard_title(r.standard, material.catalogue)) for r in found
        )

    return MustHaves(
        missing=named([r for r in counted if r.v_high < 1]),
        unknown=named([r for r in counted if r.v_high >= 1 and r.v_low < 1]),
    )
