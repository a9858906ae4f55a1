"""From measurements and an answer to one standard's interval, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from planner.assess.verdict import verdicts
from planner.model.answer import WORTH, Answer, Verdict
from planner.model.condition import parse_condition
from planner.model.finding import Basis, Measure, Status
from planner.model.standard import AnswerKind, AnswerSpec


class Interval(msgspec.Struct, frozen=True, kw_only=True):
    """Where a standard's value lies, 0 to 1."""

    low: float = 0.0
    high: float = 1.0
    applicable: bool = True
    seen: bool = False
    """Whether anything at all is known."""


NOT_APPLICABLE = Interval(applicable=False, seen=True)
"""Of a standard that does not concern the client."""


def of_answer(answer: Answer | None, spec: AnswerSpec) -> Interval:
    """Return what an answer is worth.

    ``yes`` 1, ``partly`` 0.5, ``no`` 0; an option of a choice its worth; a number 1, 0.5 or 0 by
    its good and fair bounds. ``na`` is not applicable. ``unknown``, nothing, or an answer the
    standard does not know: anything from 0 to 1.
    """
    if answer is None:
        return Interval()
    said = answer.answer
    if spec.kind is AnswerKind.CHOICE and said in spec.options:
        return _exactly(spec.options[said].worth)
    if said == "number":
        return _of_number(answer.number, spec)
    if said == Verdict.NOT_APPLICABLE:
        return NOT_APPLICABLE
    worth = {verdict.value: value for verdict, value in WORTH.items()}.get(said)
    return Interval() if worth is None else _exactly(worth)


def of_measures(measures: Sequence[Measure]) -> Interval:
    """Return the interval of several rules: the smallest v_low and the smallest v_high.

    Silent rules, which speak only of records that some clients have, are as if they were not there; so
    are those not applicable, but when all of these are, so is the standard. A rule without data takes
    part with 0 to 1. The interval is ``seen`` when at least one rule knew something.
    """
    speaking = [m for m in measures if not m.silent]
    if not speaking:
        return Interval()
    counted = [m for m in speaking if m.applicable]
    if not counted:
        return NOT_APPLICABLE
    return Interval(
        low=min(m.v_low for m in counted),
        high=min(m.v_high for m in counted),
        seen=any(has_data(m) for m in counted),
    )


def has_data(measure: Measure) -> bool:
    """Return whether a rule saw at least one record it could judge, or was decided without any."""
    return measure.met + measure.unmet > 0 or (measure.v_low, measure.v_high) != (0.0, 1.0)


def settle(measured: Interval, answer: Answer | None, spec: AnswerSpec) -> tuple[Interval, Basis]:
    """Return the interval that counts and what it rests on.

    A measurement that saw something stands, unless an answer other than ``unknown`` carries a
    note: that overrides it. Without a note the answer confirms the measurement. A measurement
    that saw nothing leaves the word to the answer.
    """
    answered = of_answer(answer, spec)
    if measured.seen:
        if answer is not None and answered.seen and answer.note.strip():
            return answered, Basis.OVERRIDE
        return measured, Basis.MEASURED
    if answered.seen:
        return answered, Basis.ANSWER
    return Interval(), Basis.NOTHING


def status(interval: Interval) -> Status:
    """Return what an interval means.

    ``met`` from 1; ``gap`` up to 0; ``partial`` up to less than 1; up to 1 it is ``unverified``
    when something is known, else ``open``.
    """
    if not interval.applicable:
        return Status.NOT_APPLICABLE
    if interval.low == 1:
        return Status.MET
    if interval.high == 0:
        return Status.GAP
    if interval.high < 1:
        return Status.PARTIAL
    return Status.UNVERIFIED if interval.seen else Status.OPEN


def _exactly(value: float) -> Interval:
    return Interval(low=value, high=value, seen=True)


def _of_number(number: float | None, spec: AnswerSpec) -> Interval:
    if number is None:
        return Interval()
    good = parse_condition(spec.good) if spec.good else None
    fair = parse_condition(spec.fair) if spec.fair else None
    return _exactly(verdicts(number, number, good, fair)[0])
