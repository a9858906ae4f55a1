"""What an assessment says: intervals, measures, findings and the score band."""

from __future__ import annotations

import math
from collections.abc import Container, Sequence
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from planner.model.catalogue import Band

MOST_UNKNOWN = 2 / 3
"""A wider band is shown without a point: too little is known for one."""
NEAR = 1 / 0.8
"""What a must-have's doubt counts for among the next questions."""


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """What one rule saw."""

    rule: str
    """``STANDARD.n``, n counting the standard's rules from 1."""
    text: str
    """The rule in words, with its scope and bounds."""
    of: str
    """Kind of the records."""
    met: int
    unmet: int
    unknown: int
    low: float | None
    """Worst case of the measure itself (a share, count, age …); None without data or bound."""
    high: float | None
    """Best … upper end of the measure itself; equal to ``low`` when everything is known."""
    v_low: float
    v_high: float
    maybe: int = 0
    """How many of the unknown records may be none of those the rule is about; they come last in
    ``unknown_ids``."""
    applicable: bool = True
    """False when there is nothing to measure and the list is known to be complete."""
    silent: bool = False
    """Not applicable because of the rule itself, which says nothing here: no word on the standard."""
    affected: tuple[str, ...] = ()
    """Ids of the records that do not meet it."""
    unknown_ids: tuple[str, ...] = ()
    """Ids of the records it could not judge."""
    weakest: tuple[str, ...] = ()
    """Ids of the critical records among the affected: while there is one, it is worth at most 0.5."""
    weakest_unknown: tuple[str, ...] = ()
    """Ids of the critical records among the unknown ones: while there is one, v_low is at most 0.5."""
    sources: tuple[str, ...] = ()
    """Ids of the sources whose facts were used."""
    observed: str = ""
    """ISO date of the newest fact used."""


class Basis(StrEnum):
    """What a result rests on."""

    ANSWER = "answer"
    MEASURED = "measured"
    OVERRIDE = "override"
    NOTHING = "nothing"


class Status(StrEnum):
    """What a standard's interval means."""

    MET = "met"
    GAP = "gap"
    PARTIAL = "partial"
    UNVERIFIED = "unverified"
    OPEN = "open"
    NOT_APPLICABLE = "na"


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """One standard, judged."""

    standard: str
    domain: str
    v_low: float
    v_high: float
    """Both 0 to 1; meaningless (0 and 1) when the status is ``na``."""
    status: Status
    basis: Basis
    impact: int
    """After it was raised by the client's traits."""
    likelihood: int
    must: bool = False
    """One of the must-haves, counted before the score."""
    gain: bool = False
    """About money, time or opportunity: scored and listed, but without risk."""
    raised_by: str = ""
    """The trait that raised the impact."""
    option: str = ""
    """Id of the option somebody chose, where the result rests on a choice."""
    measures: tuple[Measure, ...] = ()
    """Also present when an answer overrides them."""
    measured_low: float | None = None
    """The measurement alone, when there is one."""
    measured_high: float | None = None

    @property
    def weight(self) -> int:
        """Impact × likelihood, 1 to 25 (the w of the score)."""
        return self.impact * self.likelihood

    @property
    def risk(self) -> float:
        """Impact × likelihood × (1 − v_high): what is known to be wrong, 0 to 25; 0 of a gain."""
        return self.weight * (1 - self.v_high) if self.counts and not self.gain else 0.0

    @property
    def unverified_risk(self) -> float:
        """Impact × likelihood × (v_high − v_low): what may be wrong, 0 to 25; 0 of a gain."""
        return 0.0 if self.gain else self.doubt

    @property
    def doubt(self) -> float:
        """Weight × (v_high − v_low): how far the band would narrow if it were settled."""
        return self.weight * (self.v_high - self.v_low) if self.counts else 0.0

    @property
    def counts(self) -> bool:
        """Whether it is applicable."""
        return self.status is not Status.NOT_APPLICABLE

    @property
    def is_finding(self) -> bool:
        """Whether anything is or may be wrong."""
        return self.status not in (Status.MET, Status.NOT_APPLICABLE)


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """A score and the band of what the unknown could make of it, each 0 to 1."""

    low: float
    high: float
    point: float | None
    """low ÷ (1 − (high − low)); None when nothing is known at all."""
    answered: int
    """Standards with v_low = v_high."""
    unknown: int
    """The other applicable ones."""
    not_applicable: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it applies, so that there is nothing to show."""
        return not self.answered + self.unknown

    @property
    def shown(self) -> float | None:
        """The point as people see it: none while less than a third of the weight is known."""
        return None if self.high - self.low > MOST_UNKNOWN else self.point


class MustHaves(msgspec.Struct, frozen=True, kw_only=True):
    """How the standards stand that are counted before the score."""

    met: int = 0
    """In place for certain."""
    missing: int = 0
    """Not in place, or only in part."""
    unknown: int = 0
    """May be in place."""
    standards: tuple[str, ...] = ()
    """Ids of all that apply, in catalogue order."""

    @property
    def total(self) -> int:
        """How many apply."""
        return self.met + self.missing + self.unknown


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """What is known to be wrong, counted as people hear it."""

    critical: int = 0
    high: int = 0
    rest: int = 0


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """Every standard judged, at one date."""

    today: str
    """ISO date."""
    results: dict[str, Result]
    """Standard id to result, in catalogue order."""
    score: Score
    domains: dict[str, Score]
    """Domain id to its score."""
    must: MustHaves = MustHaves()
    beyond: tuple[str, ...] = ()
    """Ids of the standards that are beyond the client's size: asked about and counted nowhere."""

    def findings(self) -> tuple[Result, ...]:
        """Return the findings, worst first.

        By risk; of equal ones first what weighs more at this client than elsewhere; then by unverified
        risk, then id.
        """
        found = (r for r in self.results.values() if r.is_finding)
        return tuple(sorted(found, key=_gravity))

    def gravest(self, left_out: Container[str] = (), count: int = 3) -> tuple[Result, ...]:
        """Return the worst of what is known to be wrong: what a first page and a first screen speak of.

        Args:
            left_out: Standards that are not among them, because their risk was accepted.
            count: How many at most.
        """
        known = (r for r in self.findings() if r.risk > 0 and r.standard not in left_out)
        return tuple(islice(known, count))

    def next_questions(self) -> tuple[Result, ...]:
        """Return what would narrow the band most when settled, by w·(v_high − v_low).

        Of near equals a must-have comes first: it precedes whatever would narrow the band by up to a
        quarter more (its own doubt being 20 % less).
        """
        open_results = (r for r in self.results.values() if r.doubt > 0)
        return tuple(sorted(open_results, key=_urgency))

    def tally(self, bands: Sequence[Band]) -> Tally:
        """Return how many findings are known to be wrong: critical, high, and the rest.

        Args:
            bands: The bands of risk, highest first; the first two are the critical and the high ones.
        """
        wrong = [r for r in self.results.values() if r.is_finding and r.v_high < 1]
        critical, high = (*(band.at_least for band in bands), math.inf, math.inf)[:2]
        first = sum(1 for r in wrong if r.risk >= critical)
        second = sum(1 for r in wrong if high <= r.risk < critical)
        return Tally(critical=first, high=second, rest=len(wrong) - first - second)


def _gravity(result: Result) -> tuple[float, bool, float, str]:
    return (
        -round(result.risk, 9),
        not (result.risk and result.raised_by),
        -result.unverified_risk,
        result.standard,
    )


def _urgency(result: Result) -> tuple[float, bool, str]:
    return (-round(result.doubt * (NEAR if result.must else 1), 9), not result.must, result.standard)
