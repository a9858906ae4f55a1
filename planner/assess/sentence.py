"""A finding as one sentence about this client.

The catalogue writes the sentences (see `planner.model.place`); this module chooses the one that speaks and
fills it in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.assess.words import amount, bound, figure_unit
from planner.model.catalogue import Catalogue
from planner.model.condition import parse_condition
from planner.model.finding import Basis, Measure, Result, Status
from planner.model.inventory import Inventory
from planner.model.place import filled
from planner.model.standard import Rule, Standard
from planner.model.text import one_line

_NAMED = 3


def sentence(result: Result, catalogue: Catalogue, inventory: Inventory) -> str:
    """Return what is wrong, or not known, in one sentence; empty when the standard is no finding.

    The gravest rule speaks when the result was measured: the one worth least; where nothing is known to
    be wrong, the one that knows least. Without a sentence of its own, the standard's speaks, and
    without that its title, said to be not in place or not known.

    Args:
        result: The judged standard.
        catalogue: For its sentences.
        inventory: For the names of the records.
    """
    standard = catalogue.standards.get(result.standard)
    if standard is None or not result.is_finding:
        return ""
    if result.basis is Basis.MEASURED:
        spoken = _measured(result, standard, catalogue, inventory)
        if spoken:
            return _ended(spoken)
    by_status = {
        Status.GAP: (standard.when_missing, "Not in place"),
        Status.PARTIAL: (standard.when_partial, "Only partly in place"),
    }
    own, lead = by_status.get(result.status, (standard.when_unknown, "Not known yet"))
    return _ended(own or f"{lead}: {standard.title}")


def _ended(text: str) -> str:
    """Return the text with a full stop; one that ends in a record's name has none of its own."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def named(ids: Sequence[str], labels: Mapping[str, str]) -> str:
    """Return up to three names and how many more there are: ``A, B, C and 7 more``."""
    names = [one_line(labels.get(key, key), 60) for key in ids[:_NAMED]]
    more = len(ids) - len(names)
    if more:
        return f"{', '.join(names)} and {more:,} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _measured(result: Result, standard: Standard, catalogue: Catalogue, inventory: Inventory) -> str:
    pairs = [
        (rule, measure)
        for rule, measure in zip(standard.rules, result.measures, strict=False)
        if measure.applicable
    ]
    wrong = [pair for pair in pairs if pair[1].v_high < 1 and pair[0].when_unmet]
    if wrong:
        rule, measure = min(wrong, key=lambda pair: pair[1].v_high)
        if measure.low is None and "{figure}" in rule.when_unmet:
            return ""  # nothing to name, such as a paper that was never looked at: the standard speaks
        return filled(rule.when_unmet, _values(rule, measure, measure.affected, catalogue, inventory))
    if result.v_high < 1:
        return ""
    unsure = [pair for pair in pairs if pair[1].v_low < 1 and pair[0].when_unknown and pair[1].unknown]
    if not unsure:
        return ""
    rule, measure = min(unsure, key=lambda pair: pair[1].v_low)
    return filled(rule.when_unknown, _values(rule, measure, measure.unknown_ids, catalogue, inventory))


def _values(
    rule: Rule, measure: Measure, meant: Sequence[str], catalogue: Catalogue, inventory: Inventory
) -> dict[str, int | str]:
    unit = figure_unit(rule, catalogue)
    known = measure.met + measure.unmet
    return {
        "unmet": measure.unmet,
        "met": measure.met,
        "unknown": measure.unknown,
        "known": known,
        "total": known + measure.unknown,
        "names": named(meant, {item.id: item.label for item in inventory.of(rule.of)}),
        "figure": "" if measure.low is None else amount(measure.low, unit),
        "good": ""
        if rule.good is None
        else bound(parse_condition(rule.good), unit, catalogue.field(rule.of, rule.field)),
    }
