"""What an assessment says: intervals, measures, findings and the score band."""

from __future__ import annotations

from collections.abc import Container
from enum import StrEnum
from itertools import islice

import msgspec


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
    applicable: bool = True
    """False when there is nothing to measure and the list is known to be complete."""
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
    raised_by: str = ""
    """The trait that raised the impact."""
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
        """Impact × likelihood × (1 − v_high): what is known to be wrong, 0 to 25."""
        return 0.0 if self.status is Status.NOT_APPLICABLE else self.weight * (1 - self.v_high)

    @property
    def unverified_risk(self) -> float:
        """Impact × likelihood × (v_high − v_low): what may be wrong, 0 to 25."""
        width = self.v_high - self.v_low
        return 0.0 if self.status is Status.NOT_APPLICABLE else self.weight * width

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


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """Every standard judged, at one date."""

    today: str
    """ISO date."""
    results: dict[str, Result]
    """Standard id to result, in catalogue order."""
    score: Score
    domains: dict[str, Score]
    """Domain id to its score."""

    def findings(self) -> tuple[Result, ...]:
        """Return the findings, worst first: by risk, then unverified risk, then id."""
        found = (r for r in self.results.values() if r.is_finding)
        return tuple(sorted(found, key=lambda r: (-r.risk, -r.unverified_risk, r.standard)))

    def gravest(self, left_out: Container[str] = (), count: int = 3) -> tuple[Result, ...]:
        """Return the worst of what is known to be wrong: what a first page and a first screen speak of.

        Args:
            left_out: Standards that are not among them, because their risk was accepted.
            count: How many at most.
        """
        known = (r for r in self.findings() if r.risk > 0 and r.standard not in left_out)
        return tuple(islice(known, count))

    def next_questions(self) -> tuple[Result, ...]:
        """Return what would narrow the band most when settled, by w·(v_high − v_low)."""
        open_results = (r for r in self.results.values() if r.unverified_risk > 0)
        return tuple(sorted(open_results, key=lambda r: (-r.unverified_risk, r.standard)))
