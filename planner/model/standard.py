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


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """One answer a choice offers."""

    worth: float
    """0 to 1."""
    label: str
    """What people read in its place: its id reaches no screen, message or document."""
    sentence: str = ""
    """The finding in one sentence about a client who gives this answer; empty leaves it to the standard's."""


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """What yes, partly and no say in the case of one standard.

    An answer is a verdict on the standard's title, never on the grammar of its question; each wording
    says it in full, so that nobody can answer the wrong way round.
    """

    yes: str
    partly: str
    no: str


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
    options: dict[str, Option] = {}
    """Of a choice: id to option."""


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
    critical: dict[str, RawCondition] = {}
    """Which records in scope are the weakest link: while one of them is unmet the rule is worth at most
    0.5; empty when all count alike."""
    floor: float = 0.0
    """The least the rule is worth once it has seen something, 0 to 1: for what is nice to have on top of the
    other rules."""
    if_any: bool = False
    """Of a share: left out where no record is known to be in its scope, because it is about something that
    only some clients have."""
    faults_only: bool = False
    """Of a share: it can show what is wrong, never that all is well; without a fault it is left out. A supplier
    without a contract has signed no agreement, but a contract need not hold one."""
    unmet_if: tuple[str, ...] = ()
    """Of a share: ids of standards which, answered with "not in place", say of the records nobody knows of that
    they do not meet it. Everything hangs on one network: so do the machines."""
    beside: str = ""
    """A date or figure of each record that is told with its name in the sentence."""
    when_unmet: str = ""
    """The finding in one sentence with figures, when records do not meet the rule (see
    `planner.assess.sentence` for what is filled in)."""
    when_unknown: str = ""
    """The same when nothing is known to be wrong, but records could not be judged."""
    when_unseen: str = ""
    """The same, without figures, when the other rules of the standard saw something and this one no record."""
    when_critical: str = ""
    """Said instead of ``when_unmet`` when critical records are among those that do not meet the rule."""
    when_also: str = ""
    """Said behind the sentence of another rule of the standard, when records do not meet this one either: ``so
    does …``."""


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
    answers: Wording | None = None
    """What yes, partly and no mean here; a choice may leave it to its options."""
    when_missing: str = ""
    """The finding in one sentence about the client, when nothing is in place and no figures are known."""
    when_partial: str = ""
    """The same, when something is in place."""
    when_unknown: str = ""
    """The same, when nobody knows."""
    must: bool = False
    """One of the few standards that are counted by themselves, before the score."""
    gain: bool = False
    """About money, time or opportunity rather than harm: scored and listed, but without risk."""
    rules: tuple[Rule, ...] = ()
    needs: tuple[str, ...] = ()
    """Ids of standards that should be met first."""
    raise_impact_if: tuple[str, ...] = ()
    """Traits of the client any of which raises the impact by one (at most 5)."""
    only_if: tuple[str, ...] = ()
    """Traits of the client, one of which must be set for the standard to apply; empty when it always does."""
    only_currency: tuple[str, ...] = ()
    """Codes of currencies, one of which must be the client's: of a duty that the law of one country sets."""
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
