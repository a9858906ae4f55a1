"""A finding as one sentence about this client.

The catalogue writes the sentences (see `planner.model.place`); this module chooses the one that speaks and
fills it in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum

import msgspec

from planner.assess.family.number import number_of
from planner.assess.phrase import belonging, phrase, together
from planner.assess.words import amount, bound, figure_unit, inline
from planner.model.catalogue import Catalogue
from planner.model.condition import parse_condition
from planner.model.field import Field, FieldType
from planner.model.finding import Basis, Measure, Result, Status
from planner.model.inventory import Inventory, Item
from planner.model.place import placed
from planner.model.standard import Rule, Standard
from planner.model.text import one_line
from planner.writing import formatter

_NAMED = 3
_LONGEST = 60
"""Most characters of a record's name."""


def sentence(result: Result, catalogue: Catalogue, inventory: Inventory) -> str:
    """Return what is wrong, or not known, in one sentence; empty when the standard is no finding.

    When the result was measured the first rule speaks that is not met, together with another one that says
    the same of another group (laptops and desktop computers); where nothing is known to be wrong, the one
    that knows least. A rule that saw no record of its own names what is missing. Without a sentence of its
    own, the standard's speaks, and without that its title, said to be not in place or not known.

    Args:
        result: The judged standard.
        catalogue: For its sentences.
        inventory: For the names of the records.
    """
    standard = catalogue.standards.get(result.standard)
    if standard is None or not result.is_finding:
        return ""
    speaker = _Speaker(result, standard, catalogue, inventory)
    spoken = {Basis.MEASURED: speaker.measured, Basis.NOTHING: speaker.special}.get(result.basis, str)()
    option = standard.answer.options.get(result.option)
    spoken = spoken or ("" if option is None else option.sentence)
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
    return _listed([one_line(labels.get(key, key), _LONGEST) for key in ids[:_NAMED]], len(ids))


def _listed(names: Sequence[str], count: int) -> str:
    more = count - len(names)
    if more:
        return f"{', '.join(names)} and {more:,} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


class _Said(msgspec.Struct, frozen=True):
    """One rule's sentence about the records it is about."""

    text: str
    values: dict[str, int | str]


class _Speaker:
    """Chooses among the rules of one judged standard."""

    def __init__(
        self, result: Result, standard: Standard, catalogue: Catalogue, inventory: Inventory
    ) -> None:
        self._result = result
        self._catalogue = catalogue
        self._inventory = inventory
        self._pairs = [
            (rule, measure)
            for rule, measure in zip(standard.rules, result.measures, strict=False)
            if measure.applicable
        ]

    def measured(self) -> str:
        """Return what the rules say of a standard that was measured."""
        wrong = [said for rule, seen in self._pairs if (said := self._unmet(rule, seen))]
        if wrong:
            return self._with_also(_told(wrong), wrong[0])
        if self._result.v_high < 1:
            return ""
        doubted = sorted((pair for pair in self._pairs if pair[1].v_low < 1), key=lambda pair: pair[1].v_low)
        unsure = [said for rule, seen in doubted if (said := self._unknown(rule, seen))]
        return _told(unsure) or self._unseen(doubted) or self._unplaced(doubted)

    def _with_also(self, spoken: str, first: _Said) -> str:
        for rule, seen in self._pairs:
            if rule.when_also and seen.v_high < 1 and rule.when_unmet != first.text:
                return f"{spoken}; {placed(rule.when_also, self._values(rule, seen, seen.affected))}"
        return spoken

    def special(self) -> str:
        """Return what is not known of records that only some clients have; empty when there are none."""
        return _told(
            [said for rule, seen in self._pairs if rule.if_any and (said := self._unknown(rule, seen))]
        )

    def _unmet(self, rule: Rule, seen: Measure) -> _Said | None:
        if seen.v_high >= 1 or not rule.when_unmet:
            return None
        text = rule.when_critical if seen.weakest and rule.when_critical else rule.when_unmet
        if seen.low is None and "{figure}" in text:
            return None  # nothing to name, such as a paper that was never looked at: the standard speaks
        return _Said(text, self._values(rule, seen, tuple(dict.fromkeys((*seen.weakest, *seen.affected)))))

    def _unknown(self, rule: Rule, seen: Measure) -> _Said | None:
        if seen.v_low >= 1 or not rule.when_unknown or seen.unknown == seen.maybe:
            return None
        return _Said(rule.when_unknown, self._values(rule, seen, seen.unknown_ids))

    @staticmethod
    def _unseen(doubted: Sequence[tuple[Rule, Measure]]) -> str:
        texts = (_unseen(rule) for rule, seen in doubted if not _in_scope(seen))
        return next((text for text in texts if text), "")

    def _unplaced(self, doubted: Sequence[tuple[Rule, Measure]]) -> str:
        for rule, seen in doubted:
            if seen.maybe:
                text = belonging(rule.when_unknown, self._names(rule, seen.unknown_ids), seen.maybe)
                if text:
                    return text
        return ""

    def _values(self, rule: Rule, seen: Measure, meant: Sequence[str]) -> dict[str, int | str]:
        """Return what the places are filled with: only records known to be the rule's are counted."""
        unit = figure_unit(rule, self._catalogue)
        unknown = seen.unknown - seen.maybe
        if meant is seen.unknown_ids:
            meant = meant[:unknown]
        critical = len(seen.weakest)
        return {
            "unmet": seen.unmet,
            "met": seen.met,
            "unknown": unknown,
            "known": seen.met + seen.unmet,
            "total": _in_scope(seen),
            "critical": critical,
            "those": _those(critical, seen.unmet),
            **self._sums(rule),
            "different": _different(rule, seen),
            "names": self._names(rule, meant),
            "figure": "" if seen.low is None else amount(seen.low, unit),
            "good": ""
            if rule.good is None
            else bound(parse_condition(rule.good), unit, self._catalogue.field(rule.of, rule.field)),
        }

    def _sums(self, rule: Rule) -> dict[str, int | str]:
        """Return what the sides of a ratio come to: seats in use, seats bought, and how many are too many."""
        pairs = [
            (left, right)
            for item in (self._inventory.live(rule.of) if rule.measure == "ratio_sum" else ())
            if (left := number_of(item.value(rule.left))) is not None
            and (right := number_of(item.value(rule.right))) is not None
        ]
        left, right = (round(fsum(side)) for side in zip(*pairs, strict=True)) if pairs else (0, 0)
        return {"left": left, "right": right, "spare": max(0, right - left)}

    def _names(self, rule: Rule, meant: Sequence[str]) -> str:
        field = self._catalogue.field(rule.of, rule.beside) if rule.beside else None
        shown = meant[:_NAMED]
        items = {item.id: item for item in self._inventory.of(rule.of) if item.id in shown}
        names = []
        for key in shown:
            item = items.get(key)
            label = one_line(key if item is None else item.label, _LONGEST)
            names.append(label if item is None or field is None else label + _beside(item, field))
        return _listed(names, len(meant))


def _told(said: Sequence[_Said]) -> str:
    """Return the first sentence, together with the first other one that says the same of another group."""
    if not said:
        return ""
    first = said[0]
    for other in said[1:]:
        text = together(first.text, other.text, first.values, other.values)
        if text:
            return text
    return phrase(first.text, first.values)


def _unseen(rule: Rule) -> str:
    """Return what a rule says that saw no record: a sentence without figures is true of none as well."""
    return rule.when_unseen or ("" if "{" in rule.when_unknown else rule.when_unknown)


def _in_scope(seen: Measure) -> int:
    return seen.met + seen.unmet + seen.unknown - seen.maybe


def _different(rule: Rule, seen: Measure) -> int:
    """Return how many different values were counted, before they were scaled to a number of records."""
    if rule.measure != "distinct" or seen.low is None:
        return 0
    per = rule.per if isinstance(rule.per, int) else 0
    return round(seen.low * max(seen.met + seen.unmet + seen.unknown, per) / per) if per else round(seen.low)


def _those(some: int, every: int) -> str:
    if some < every:
        return f"{some:,} of them"
    return "it" if every == 1 else f"all {every:,}"


def _beside(item: Item, field: Field) -> str:
    """Return a date or figure in brackets; what is known to be empty is said to be so."""
    fact = item.facts.get(field.id)
    if fact is None or fact.value is None:
        return ""
    if fact.value in ((), ""):
        return f" ({inline(field.title)}: never)"
    if field.type is FieldType.DATE:
        return f" ({inline(field.title)}: {formatter('USD').day(str(fact.value)[:10])})"
    return (
        f" ({inline(field.title)}: {amount(fact.value, field.unit)})"
        if isinstance(fact.value, int | float)
        else ""
    )
