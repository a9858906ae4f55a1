"""What good practice is: the entries of the standards catalogue."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from planner.model.condition import RawCondition
from planner.model.internal import Internal


class AnswerKind(StrEnum):
    """How a standard is answered when it is asked."""

    JUDGED = "judged"
    MEASURED = "measured"
    NUMBER = "number"
    CHOICE = "choice"


class AnswerSpec(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What counts as an answer and what it is worth."""

    kind: AnswerKind
    target: str = ""
    """The target in words."""
    unit: str = ""
    """Of a number."""
    good: str = ""
    """Condition on a number worth 1."""
    fair: str = ""
    """Condition on a number worth 0.5."""
    options: dict[str, float] = {}
    """Choice id to its worth, 0 to 1."""


class Rule(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One measurement over the records of one kind."""

    measure: str
    """``share``, ``count``, ``exists``, ``value``, ``min``, ``max``, ``mean``, ``median``, ``distinct``,
    ``ratio``, ``ratio_min``, ``ratio_sum``, ``share_compare`` or ``per_head_month``."""
    of: str
    """Kind of the records."""
    where: dict[str, RawCondition] = {}
    """Which records are in scope."""
    that: dict[str, RawCondition] = {}
    """What a record in scope must meet."""
    field: str = ""
    per: str | int | None = None
    """What is divided by: a field, ``employees``, or for ``distinct`` a number of records."""
    left: str = ""
    right: str = ""
    good: RawCondition | None = None
    """Condition on the measure worth 1."""
    fair: RawCondition | None = None
    """Condition on the measure worth 0.5 (a share is worth itself below ``good``)."""
    fresh_for: int | None = None
    """Days after which facts are too old for this rule; None leaves it to the field."""


class Standard(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One good practice."""

    id: str
    """``DOM-nn``; never used again for something else."""
    title: str
    """States the good condition."""
    why: str
    """Why an owner should care, in money or time."""
    ask: str
    """The question in the client's words."""
    probe: Internal
    """Internal: how to find out whether the answer is true."""
    red_flag: Internal
    """Internal: the sign that it is not."""
    answer: AnswerSpec
    impact: int
    """1 (annoyance) to 5 (threatens the company)."""
    likelihood: int
    """1 (rare) to 5 (happening now)."""
    because: str
    """Why impact and likelihood are what they are; ``[F2]`` refers to the catalogue's sources."""
    initiative: str
    """Id of the initiative that closes a gap; empty when the one it names is retired or broken."""
    tier: str
    """``core``, ``standard`` or ``advanced``."""
    domain: str = ""
    """Id of the domain: filled from the file the standard stands in."""
    rules: tuple[Rule, ...] = ()
    needs: tuple[str, ...] = ()
    """Ids of standards that should be met first."""
    raise_impact_if: tuple[str, ...] = ()
    """Traits of the client any of which raises the impact by one (at most 5)."""
    frameworks: dict[str, tuple[str, ...]] = {}
    """Framework id to the ids of related requirements (related to, never satisfying)."""


class Domain(msgspec.Struct, frozen=True, kw_only=True):
    """A chapter of the catalogue."""

    id: str
    title: str
    question: str
    """The one question the chapter answers."""
    order: int = 100
    """Its place among the chapters; equal ones stand by id."""
