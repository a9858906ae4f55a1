"""The knowledge the planner works with, as read from the templates."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from planner.model.budget_rule import CurrencySign
from planner.model.field import Field, Kind
from planner.model.framework import Framework
from planner.model.initiative import InitiativeSpec
from planner.model.problem import Problem
from planner.model.rate import Benchmark, Citation, PriceBook
from planner.model.standard import Domain, Standard


class Term(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One entry of a short list to choose from."""

    id: str
    title: str
    text: str = ""
    from_people: int = 0
    """Of a tier: the head count from which it fits every client."""
    duty: bool = False
    """Of a trait: a duty that makes every tier fit, however small the client is."""


def title_of(terms: Iterable[Term], key: str) -> str:
    """Return how people read an entry of a short list; its id in words when the list has it no longer.

    Args:
        terms: The list.
        key: The entry's id.
    """
    return next((term.title for term in terms if term.id == key), key.replace("_", " "))


class InterviewPath(msgspec.Struct, frozen=True, kw_only=True):
    """How many questions fit a meeting."""

    id: str
    title: str
    minutes: int
    questions: int


class Defaults(msgspec.Struct, frozen=True, kw_only=True):
    """What a new plan starts with; the consultant changes it per plan."""

    hourly_rate: float
    """In the price book's currency."""
    quarters: int
    hours_per_person_quarter: float
    """Hours of project work a client can take in a quarter, per head."""
    minimum_hours_quarter: float
    hours_per_person_first_quarter: float
    """Likewise in the roadmap's first quarter, when most has to be put right."""
    minimum_hours_first_quarter: float
    quick_win_hours: float
    quick_win_first_year: float
    quick_win_risk: float
    likely: float
    """How much of what is not known to be wrong is expected to be, 0 to 1."""
    point: float
    """Money that one point of risk is worth."""
    due_soon_quarters: int
    """A due date inside so many quarters makes an initiative P1."""


class Band(msgspec.Struct, frozen=True, kw_only=True):
    """One band of risk, from ``at_least`` up to the next."""

    id: str
    title: str
    at_least: float
    tell: str = "line"
    """How much a document for owners says of its findings: ``full`` (why, and what to do), ``work`` (what to
    do) or ``line``, the sentence alone."""


class Vocabulary(msgspec.Struct, frozen=True, kw_only=True):
    """Short lists and default figures."""

    industries: tuple[Term, ...]
    traits: tuple[Term, ...]
    """Facts of the client that raise the impact of some standards."""
    stages: tuple[Term, ...]
    """Where an engagement can stand."""
    tiers: tuple[Term, ...]
    impacts: tuple[Term, ...]
    """Ids ``1`` to ``5``."""
    likelihoods: tuple[Term, ...]
    bands: tuple[Band, ...]
    """Bands of risk, highest first."""
    paths: tuple[InterviewPath, ...]
    defaults: Defaults


class Catalogue(msgspec.Struct, frozen=True, kw_only=True):
    """One consistent set of knowledge: the shipped templates with the firm's laid over them."""

    domains: dict[str, Domain]
    standards: dict[str, Standard]
    initiatives: dict[str, InitiativeSpec]
    kinds: dict[str, Kind]
    prices: PriceBook
    benchmarks: dict[str, Benchmark]
    citations: dict[str, Citation]
    frameworks: dict[str, Framework]
    vocabulary: Vocabulary
    currencies: tuple[CurrencySign, ...] = ()
    """How a currency is told in a cell of a client's list; without any, all money is in the plan's own."""
    problems: tuple[Problem, ...] = ()
    """What was wrong with the files; the entries concerned are left out."""

    def kind_title(self, kind: str) -> str:
        """Return what records of a kind are called, in the plural; its id in words when there is no such kind."""
        entry = self.kinds.get(kind)
        return kind.replace("_", " ") if entry is None else entry.title

    def field(self, kind: str, field: str) -> Field | None:
        """Return a field of a kind, or None when either is unknown."""
        entry = self.kinds.get(kind)
        if entry is None:
            return None
        return next((f for f in entry.field if f.id == field), None)
