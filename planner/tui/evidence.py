"""What was seen about one standard, in the words the assessment has for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.model.answer import Answer
from planner.model.finding import Basis, Result
from planner.model.standard import AnswerSpec

if TYPE_CHECKING:
    from planner.workspace import Session

_VERDICTS = {"yes": "yes", "partly": "partly", "no": "no", "na": "not applicable", "unknown": "unknown"}


def measured(session: Session, result: Result) -> tuple[str, ...]:
    """Return one sentence for each measurement with its sources; empty when nothing was measured.

    The explanation begins with a sentence for each rule, each followed by one that names the
    sources when there are any.
    """
    sentences = iter(session.explain(result.standard)) if result.measures else iter(())
    found: list[str] = []
    pending = next(sentences, None)
    for measure in result.measures:
        if pending is None:
            break
        text, pending = pending, next(sentences, None)
        if pending is not None and pending.startswith("Source"):
            text, pending = f"{text} {pending}", next(sentences, None)
        if measure.met + measure.unmet + measure.unknown or not measure.applicable or measure.low is not None:
            found.append(text)
    return tuple(found)


def figure(number: float) -> str:
    """Return a number without needless digits: ``1,800``, ``0.25``."""
    return f"{number:,.2f}".rstrip("0").rstrip(".")


def answer_words(answer: Answer, spec: AnswerSpec) -> str:
    """Return an answer in words: ``partly``, ``on call out of hours``, ``4 top-level admins``."""
    if answer.answer == "number" and answer.number is not None:
        return f"{figure(answer.number)} {spec.unit}".rstrip()
    return _VERDICTS.get(answer.answer, answer.answer.replace("_", " "))


def seen(session: Session, result: Result) -> str:
    """Return in one sentence what a result rests on."""
    standard = session.knowledge.catalogue.standards[result.standard]
    answer = session.plan.answers.get(result.standard)
    if result.basis is Basis.MEASURED:
        found = measured(session, result)
        if found:
            return found[0].split(" Source")[0]
    if answer is not None and result.basis in (Basis.ANSWER, Basis.OVERRIDE):
        said = f"You told us: {answer_words(answer, standard.answer)}."
        return f"{said} {answer.note}" if answer.note.strip() else said
    return "Nothing is known about it yet."
