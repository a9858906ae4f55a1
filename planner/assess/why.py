"""Why a result is what it is: its figures, formulas and sources in sentences."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from planner.assess.said import said
from planner.assess.sentence import named
from planner.assess.words import (
    amount,
    bounds_words,
    conditions,
    field_title,
    figure_unit,
    inline,
    measure_words,
    scope_words,
)
from planner.model.answer import WORTH, Answer
from planner.model.catalogue import Catalogue, title_of
from planner.model.finding import Basis, Measure, Result, Status
from planner.model.inventory import Inventory
from planner.model.plan import Plan
from planner.model.standard import Rule, Standard
from planner.model.text import one_line
from planner.writing import half_up, percent, plain


class Sighting(msgspec.Struct, frozen=True, kw_only=True):
    """What one rule saw."""

    measure: Measure
    text: str
    sources: str
    """Where the facts come from, as a sentence; empty when no file and nobody is named."""


def explain(result: Result, catalogue: Catalogue, plan: Plan, inventory: Inventory) -> tuple[str, ...]:
    """Return why a standard's result is what it is, one sentence an element.

    What each rule counted, with its bounds and sources; who answered what; how value, risk and
    unverified risk follow. Plain text: names of files and people are the client's own words and
    have to be escaped where markup is understood. Internal notes are never part of it.

    Args:
        result: The standard, judged.
        catalogue: Its rules and words.
        plan: What was said and accepted.
        inventory: The records, for their names; at its date an acceptance holds or has ended.
    """
    standard = catalogue.standards[result.standard]
    names = {(i.kind, i.id): i.label for m in result.measures for i in inventory.of(m.of)}
    sentences: list[str] = []
    for sighting in sightings(result, catalogue, plan):
        sentences.append(sighting.text)
        sentences.extend(_weakest(sighting.measure, _rule(sighting.measure, standard), names))
        sentences.extend([sighting.sources] if sighting.sources else [])
    sentences.extend(_said(result, standard, plan.answers.get(result.standard)))
    if not sentences:
        sentences.append("Nothing was measured and nobody has answered yet.")
    sentences.extend(_raised(result, catalogue))
    sentences.extend(_formulas(result))
    acceptance = plan.accepted.get(result.standard)
    if acceptance is not None:
        until = f" until {acceptance.until}" if acceptance.until else ""
        ended = (
            "" if acceptance.in_force(inventory.today) else " That date has passed: the risk counts again."
        )
        sentences.append(
            f"Risk accepted by {one_line(acceptance.by)} on {acceptance.at[:10]}{until}: "
            f"{one_line(acceptance.why)}.{ended}"
        )
    return tuple(sentences)


def _rule(measure: Measure, standard: Standard) -> Rule:
    return standard.rules[int(measure.rule.rsplit(".", 1)[1]) - 1]


def sightings(result: Result, catalogue: Catalogue, plan: Plan) -> tuple[Sighting, ...]:
    """Return what each rule of a standard saw, and where.

    Args:
        result: The standard, judged.
        catalogue: Its rules and words.
        plan: For the names of sources.
    """
    standard = catalogue.standards[result.standard]
    return tuple(
        Sighting(measure=one, text=_seen(one, standard, catalogue), sources="".join(_sources(one, plan)))
        for one in result.measures
    )


def _seen(measure: Measure, standard: Standard, catalogue: Catalogue) -> str:
    rule = _rule(measure, standard)
    bounds = bounds_words(rule, catalogue)
    tail = f"; {bounds}" if bounds else ""
    scope = scope_words(rule, catalogue)
    if measure.silent:
        return f"No {scope} is known, to which this would apply."
    if not measure.applicable:
        return f"There are no {scope} and the list is complete: not applicable."
    if measure.met + measure.unmet + measure.unknown == 0 and measure.low is None:
        return f"Nothing is recorded about {scope}: {measure_words(rule, catalogue)} is unknown{tail}."
    if rule.measure in ("share", "share_compare"):
        return _share(measure, rule, catalogue) + f"{tail}."
    unknown = f", {measure.unknown} unknown" if measure.unknown else ""
    figure = _figure(measure, figure_unit(rule, catalogue))
    return f"{_capital(measure_words(rule, catalogue))}: {figure}{unknown}{tail}."


def _weakest(measure: Measure, rule: Rule, names: Mapping[tuple[str, str], str]) -> list[str]:
    """Return what the critical records do to the value of a share; in a count they do nothing."""
    if rule.measure not in ("share", "share_compare"):
        return []
    labels = {key: names.get((measure.of, key), key) for key in (*measure.weakest, *measure.weakest_unknown)}
    sentences = []
    if measure.weakest:
        who = named(measure.weakest, labels)
        sentences.append(f"Worth at most 0.5 while the most important do not meet it: {who}.")
    if measure.weakest_unknown:
        who = named(measure.weakest_unknown, labels)
        sentences.append(f"The lower end is at most 0.5 until it is known of the most important: {who}.")
    return sentences


def _share(measure: Measure, rule: Rule, catalogue: Catalogue) -> str:
    """Return ``Disk encrypted: 23 of 31 devices (laptop), 5 not, 3 unknown: 74%–84%``."""
    n = measure.met + measure.unmet + measure.unknown
    if rule.measure == "share":
        asked = conditions(rule.that, rule.of, catalogue) or "no condition to meet"
    else:
        left, right = (field_title(f, rule.of, catalogue) for f in (rule.left, rule.right))
        asked = f"“{left}” at most “{right}”"
    text = f"{_capital(asked)}: {measure.met} of {n} {scope_words(rule, catalogue)}"
    if measure.unmet:
        text += f", {measure.unmet} not"
    if measure.unknown:
        text += f", {measure.unknown} unknown"
    low, high = measure.low or 0.0, measure.high or 0.0
    return f"{text}: {percent(low)}" if low == high else f"{text}: {percent(low)}–{percent(high)}"


def _figure(measure: Measure, unit: str) -> str:
    low, high = measure.low, measure.high
    if low is None and high is None:
        known = measure.met + measure.unmet
        return (
            f"{measure.met} of {known} as wanted"
            if known and measure.v_low == measure.v_high
            else "not known"
        )
    if low is None or high is None:
        return f"at most {amount(high or 0.0, unit)}" if low is None else f"at least {amount(low, unit)}"
    return amount(low, unit) if low == high else f"{plain(low)} to {amount(high, unit)}"


def _sources(measure: Measure, plan: Plan) -> list[str]:
    named = []
    for key in measure.sources:
        source = plan.sources.get(key)
        if source is not None:
            date = f" ({source.at[:10]})" if source.at else ""
            named.append(f"{one_line(source.title, 120)}{date}")
    if not named:
        return []
    newest = f"; newest fact of {measure.observed}" if measure.observed else ""
    return [f"Source: {', '.join(named)}{newest}."]


def _said(result: Result, standard: Standard, answer: Answer | None) -> list[str]:
    if answer is None:
        return []
    who = one_line(answer.by, 120) or "Somebody"
    day = f" on {answer.at[:10]}" if answer.at else ""
    sentences = [f"{who} answered{day}: {_answer_words(standard, answer)}."]
    if answer.note.strip():
        sentences.append(f"Note: {one_line(answer.note)}")
    if answer.evidence.strip():
        sentences.append(f"Evidence: {one_line(answer.evidence)}")
    if result.basis is Basis.OVERRIDE:
        measured = ""
        if result.measured_low is not None and result.measured_high is not None:
            measured = f" The measurement alone says {_between(result.measured_low, result.measured_high)}."
        sentences.append(f"The answer overrides the measurement because it carries a note.{measured}")
    elif result.basis is Basis.MEASURED:
        sentences.append("The measurement stands: an answer overrides it only when it carries a note.")
    return sentences


def _answer_words(standard: Standard, answer: Answer) -> str:
    if answer.answer in standard.answer.options:
        option = standard.answer.options[answer.answer]
        return f"{one_line(option.label)}, worth {plain(option.worth)}"
    if answer.answer == "number" and answer.number is not None:
        return said(answer, standard)
    worth = next(
        (f", worth {plain(value)}" for verdict, value in WORTH.items() if verdict == answer.answer), ""
    )
    return f"{said(answer, standard)}{worth}"


def _raised(result: Result, catalogue: Catalogue) -> list[str]:
    if not result.raised_by:
        return []
    trait = title_of(catalogue.vocabulary.traits, result.raised_by)
    return [
        f"Impact is {result.impact} instead of {result.impact - 1} because of this client: {inline(trait)}."
    ]


def _formulas(result: Result) -> list[str]:
    if result.status is Status.NOT_APPLICABLE:
        return ["Not applicable: it counts in no score."]
    sentences = [f"Value {_between(result.v_low, result.v_high)}, where 1 is met."]
    counted = [m for m in result.measures if m.applicable]
    if result.basis is Basis.MEASURED and len(counted) > 1:
        sentences[0] = (
            f"Value {_between(result.v_low, result.v_high)}: the smallest of {len(counted)} rules "
            f"({'; '.join(_between(m.v_low, m.v_high) for m in counted)})."
        )
    if result.gain:
        return [
            *sentences,
            "It is about money, time or opportunity: it counts in the score, but carries no risk.",
        ]
    weight = f"{result.impact} × {result.likelihood}"
    if result.v_high < 1:
        sentences.append(f"risk = {weight} × (1 − {_two(result.v_high)}) = {half_up(result.risk, 1)}")
    if result.v_high > result.v_low:
        width = f"({_two(result.v_high)} − {_two(result.v_low)})"
        sentences.append(f"unverified risk = {weight} × {width} = {half_up(result.unverified_risk, 1)}")
    return sentences


def _between(low: float, high: float) -> str:
    return _two(low) if low == high else f"{_two(low)} to {_two(high)}"


def _two(value: float) -> str:
    """Return a value of 0 to 1 with two digits, more when it is near a bound without reaching it."""
    text = f"{half_up(value, 2)}"
    if (text == "1.00" and value < 1) or (text == "0.00" and value > 0):
        text = f"{half_up(value, 4)}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
