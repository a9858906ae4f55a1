"""What can be wrong with what a standard says: its texts, its sentences about a client, its answers."""

from __future__ import annotations

import msgspec

from planner.model.answer import Verdict
from planner.model.place import places_flaw
from planner.model.standard import AnswerKind, AnswerSpec, Standard
from planner.standards.entries import Flaw
from planner.standards.rule import bound_flaw

LONGEST = {
    "title": 120,
    "why": 700,
    "ask": 500,
    "probe": 700,
    "red_flag": 500,
    "because": 700,
}
"""Most characters of each text, so that it fits a card on the screen and a row on paper."""

LONGEST_LABEL = 120
"""Most characters of an option's label and of a worded answer."""

RULE_SENTENCES = ("when_unmet", "when_unknown", "when_unseen", "when_critical", "when_also")
SENTENCES = ("when_missing", "when_partial", "when_unknown")
LONGEST_SENTENCE = 240
"""Most characters of a sentence about the client."""


def words_flaw(standard: Standard) -> Flaw | None:
    """Return the first thing that is wrong with a standard's words, or None."""
    for text, most in LONGEST.items():
        length = len(getattr(standard, text))
        if not 0 < length <= most:
            return text, f"has {length} characters; write 1 to {most}"
    if wrong := _sentence_flaw(standard):
        return wrong
    wrong = _answer_flaw(standard.answer)
    return (f"answer.{wrong[0]}", wrong[1]) if wrong else None


def _sentence_flaw(standard: Standard) -> Flaw | None:
    """Return what is wrong with what a standard says about a client, or None."""
    for text in SENTENCES:
        said = getattr(standard, text)
        if len(said) > LONGEST_SENTENCE:
            return text, f"has {len(said)} characters; write at most {LONGEST_SENTENCE}"
        if "{" in said:
            return text, "holds a place to fill in; only the sentences of rules have figures"
    for index, rule in enumerate(standard.rules):
        for text in RULE_SENTENCES:
            said = getattr(rule, text)
            if len(said) > LONGEST_SENTENCE:
                return (
                    f"rules[{index}].{text}",
                    f"has {len(said)} characters; write at most {LONGEST_SENTENCE}",
                )
            if wrong := places_flaw(said):
                return f"rules[{index}].{text}", wrong
    for verdict, said in (
        {} if standard.answers is None else msgspec.structs.asdict(standard.answers)
    ).items():
        if not 0 < len(said) <= LONGEST_LABEL:
            return f"answers.{verdict}", f"has {len(said)} characters; write 1 to {LONGEST_LABEL}"
    return None


def _answer_flaw(answer: AnswerSpec) -> Flaw | None:
    if answer.kind is AnswerKind.CHOICE and not answer.options:
        return "options", "a choice needs options with the worth of each"
    for option, offered in answer.options.items():
        if option in tuple(Verdict):
            return f"options.{option}", "is an answer to every standard already; give the option another id"
        if not 0 <= offered.worth <= 1:
            return f"options.{option}.worth", f"is worth {offered.worth:g}; it goes from 0 to 1"
        if len(offered.sentence) > LONGEST_SENTENCE or "{" in offered.sentence:
            return f"options.{option}.sentence", f"has places or is longer than {LONGEST_SENTENCE} characters"
        if not 0 < len(offered.label) <= LONGEST_LABEL:
            return (
                f"options.{option}.label",
                f"has {len(offered.label)} characters; write 1 to {LONGEST_LABEL}",
            )
    if answer.kind is AnswerKind.NUMBER and not answer.good:
        return "good", "a number needs a condition that is worth 1, for example '>=4'"
    return bound_flaw("good", answer.good) or bound_flaw("fair", answer.fair)
