"""What somebody answered, in words."""

from __future__ import annotations

from planner.model.answer import Answer, Verdict
from planner.model.standard import Standard
from planner.model.text import one_line
from planner.writing import plain

_SHORT = {
    Verdict.YES: "In place",
    Verdict.PARTLY: "Partly in place",
    Verdict.NO: "Not in place",
    Verdict.NOT_APPLICABLE: "Not applicable",
    Verdict.UNKNOWN: "Not known",
}


def said(answer: Answer, standard: Standard) -> str:
    """Return an answer as a person reads it, never an id.

    A figure comes with its unit, an option with its label, a verdict in the standard's own wording;
    a verdict it has no wording for is ``In place``, ``Partly in place``, ``Not in place``,
    ``Not applicable`` or ``Not known``. An option the standard no longer has is said to be one.

    Args:
        answer: The answer.
        standard: What it answers.
    """
    if answer.answer == "number" and answer.number is not None:
        return f"{plain(answer.number)} {standard.answer.unit}".rstrip()
    option = standard.answer.options.get(answer.answer)
    if option is not None:
        return one_line(option.label)
    if answer.answer not in tuple(Verdict):
        return "An answer that is no longer offered"
    verdict = Verdict(answer.answer)
    wording = standard.answers
    own = (
        {Verdict.YES: wording.yes, Verdict.PARTLY: wording.partly, Verdict.NO: wording.no} if wording else {}
    )
    return own.get(verdict) or _SHORT[verdict]
