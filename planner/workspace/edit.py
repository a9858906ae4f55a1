"""Edits: a plan and an intent in, the next plan out. Pure; nothing is stored here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from math import isfinite
from typing import TypeVar

from msgspec.structs import replace

from planner.model.answer import Answer, Verdict
from planner.model.catalogue import Catalogue
from planner.model.decision import Acceptance, Change, Choice, Decision
from planner.model.error import PlannerError
from planner.model.fact import UNNAMED, Observation, Source, Value
from planner.model.fault import YEARS, quarter_fault
from planner.model.field import FieldType
from planner.model.plan import Plan
from planner.model.quarter import Quarter
from planner.model.record import Record
from planner.model.standard import AnswerKind, Standard
from planner.model.text import without_controls
from planner.model.vouch import Vouch
from planner.standards.rule import conditions_flaw, fields_of
from planner.workspace.lookup import find
from planner.writing import decimal_mark, locale_of, read_number

PERSON_QUALITY = 100
"""What a consultant enters by hand settles what files disagree about."""

AUTO = "auto"
"""The scope that goes by head count and duties."""

T = TypeVar("T")


class EditError(PlannerError):
    """An edit that makes no sense; nothing was changed."""


def _with(mapping: Mapping[str, T], key: str, value: T) -> dict[str, T]:
    return {**mapping, key: value}


def _without(mapping: Mapping[str, T], key: str) -> dict[str, T]:
    return {k: v for k, v in mapping.items() if k != key}


def _required(text: str, what: str) -> str:
    kept = without_controls(text).strip()
    if not kept:
        raise EditError(f"{what} is missing: a decision is kept with a name and a reason.")
    return kept


def _iso_date(text: str, what: str) -> str:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        raise EditError(f"{text!r} is not a date for {what}: write it as 2027-01-31.")
    return day.isoformat()


def _quarter(text: str) -> str:
    if fault := quarter_fault(text):
        raise EditError(fault)
    return Quarter.parse(text).id


# -- answers ------------------------------------------------------------------------------


def read_answer(standard: Standard, text: str, mark: str = ".") -> tuple[str, float | None]:
    """Return the canonical answer and, for a figure, its number.

    Every standard takes the five verdicts; a choice standard also one of its options, a
    number standard also a figure, a share also in per cent (``50%`` is 0.5).

    Args:
        standard: What was asked.
        text: What was answered.
        mark: The decimal mark of who answered.

    Raises:
        EditError: The text is none of these; the message says what is accepted.
    """
    wanted = text.strip()
    folded = wanted.casefold()
    if folded in {v.value for v in Verdict}:
        return folded, None
    for name, option in standard.answer.options.items():
        if folded in (name.casefold(), option.label.casefold()):
            return name, None
    if standard.answer.kind is AnswerKind.NUMBER:
        share = wanted.endswith("%") and standard.answer.unit.startswith("share")
        number = read_number(wanted.removesuffix("%") if share else wanted, mark)
        if number is not None:
            return "number", number / 100 if share else number
    accepted = [f"“{option.label}”" for option in standard.answer.options.values()]
    accepted += [v.value for v in Verdict]
    if standard.answer.kind is AnswerKind.NUMBER:
        accepted.insert(0, f"a number ({standard.answer.unit}) such as 12{mark}5")
    raise EditError(f"{standard.id} takes {', '.join(accepted)}; {text!r} is none of them.")


def _mark(plan: Plan) -> str:
    """Return the decimal mark of the client's locale."""
    return decimal_mark(locale_of(plan.client.currency, plan.client.locale))


def answer(plan: Plan, catalogue: Catalogue, standard: str, new: Answer) -> Plan:
    """Return the plan with one answer set.

    Args:
        plan: The plan.
        catalogue: Knows what the standard accepts.
        standard: Id of the standard, in any case.
        new: The answer; ``answer`` may be any text `read_answer` understands.
    """
    key = find(standard, catalogue.standards, "standard")
    if new.answer == "number" and new.number is not None and isfinite(new.number):
        return replace(plan, answers=_with(plan.answers, key, new))
    value, number = read_answer(catalogue.standards[key], new.answer, _mark(plan))
    return replace(plan, answers=_with(plan.answers, key, replace(new, answer=value, number=number)))


def clear_answer(plan: Plan, standard: str) -> Plan:
    """Return the plan without an answer to the standard."""
    return replace(plan, answers=_without(plan.answers, standard))


def set_scope(
    plan: Plan, catalogue: Catalogue, tier: str | None, *, take: Sequence[str], leave: Sequence[str]
) -> Plan:
    """Return the plan with another highest tier of standards, or single ones taken in or left out.

    Raises:
        EditError: A standard to be left out was never taken in.
    """
    scope = plan.settings.scope
    if tier is not None:
        tiers = [AUTO, *(t.id for t in catalogue.vocabulary.tiers)]
        found = find(tier, tiers, "tier")
        scope = None if found == AUTO else found
    taken = list(plan.settings.taken_in)
    for name in leave:
        key = find(name, catalogue.standards, "standard")
        if key not in taken:
            raise EditError(f"{key} was not taken in by name; its tier decides whether it counts.")
        taken.remove(key)
    taken += [find(name, catalogue.standards, "standard") for name in take]
    settings = replace(plan.settings, scope=scope, taken_in=tuple(dict.fromkeys(taken)))
    return replace(plan, settings=settings)


# -- decisions ----------------------------------------------------------------------------


def decide(plan: Plan, catalogue: Catalogue, initiative: str, decision: Decision) -> Plan:
    """Return the plan with a decision about an initiative.

    Raises:
        EditError: A name or reason is missing, or ``until`` is no date or not for a deferral.
    """
    key = find(initiative, catalogue.initiatives, "initiative")
    until = None
    if decision.until:
        if decision.choice is not Choice.DEFER:
            raise EditError("Only a deferral has a date until which it holds.")
        until = _iso_date(decision.until, "the deferral")
    clean = replace(
        decision,
        by=_required(decision.by, "Who decided"),
        why=_required(decision.why, "Why it was decided"),
        until=until,
        revisit=_iso_date(decision.revisit, "the next look") if decision.revisit else None,
    )
    return replace(plan, decisions=_with(plan.decisions, key, clean))


def undecide(plan: Plan, initiative: str) -> Plan:
    """Return the plan without a decision about the initiative."""
    return replace(plan, decisions=_without(plan.decisions, initiative))


_AMOUNTS = ("hours", "one_time", "monthly")
CHANGEABLE = (*_AMOUNTS, "effect", "duration", "due", "pin", "order")
"""The figures of an initiative that a consultant may change."""
LARGEST_AMOUNT = 1e12
"""Money and hours stay below it."""
DURATIONS = range(1, 41)
"""Quarters an initiative may take: no roadmap is longer."""
PLACES = range(1, 1000)
"""Places in a quarter: no roadmap has more work."""


def read_change(field: str, value: str | float | None, mark: str = ".") -> str | float | None:
    """Return the canonical new value of a changed figure.

    Args:
        field: One of `CHANGEABLE`.
        value: The value, or what somebody typed.
        mark: The decimal mark of who typed it.

    Raises:
        EditError: The field is not changeable, or the value does not fit it.
    """
    if field not in CHANGEABLE:
        raise EditError(f"{field!r} cannot be changed; what can be: {', '.join(CHANGEABLE)}.")
    if value is None or (isinstance(value, str) and not value.strip()):
        raise EditError(f"A new value for {field} is missing.")
    if field == "due":
        return _iso_date(str(value), "the due date")
    if field == "pin":
        return _quarter(str(value))
    number = read_number(value, mark) if isinstance(value, str) else value
    if number is None or not isfinite(number):
        raise EditError(f"{value!r} is not a number for {field}: write it as 1200 or 12{mark}5.")
    if field == "effect" and not 0 <= number <= 1:
        raise EditError("effect is a share of the risk from 0 to 1.")
    if field == "duration" and number not in DURATIONS:
        raise EditError(f"duration is a whole number of quarters, {DURATIONS[0]} to {DURATIONS[-1]}.")
    if field == "order" and number not in PLACES:
        raise EditError("order is the place in its quarter, a whole number: 1 is the first.")
    if not 0 <= number < LARGEST_AMOUNT:
        raise EditError(f"{field} must not be negative or absurdly large.")
    return float(number)


def change(plan: Plan, catalogue: Catalogue, initiative: str, new: Change) -> Plan:
    """Return the plan with one figure of an initiative changed.

    An earlier change of the same figure is replaced, but the original figure is kept.
    """
    key = find(initiative, catalogue.initiatives, "initiative")
    value = read_change(new.field, new.value, _mark(plan))
    earlier = plan.changes.get(key, ())
    original = next((c.original for c in earlier if c.field == new.field), new.original)
    clean = replace(new, value=value, original=original, why=_required(new.why, "Why it was changed"))
    kept = tuple(c for c in earlier if c.field != new.field)
    return replace(plan, changes=_with(plan.changes, key, (*kept, clean)))


def unchange(plan: Plan, initiative: str, field: str) -> Plan:
    """Return the plan with the planner's own figure back in place."""
    kept = tuple(c for c in plan.changes.get(initiative, ()) if c.field != field)
    changes = _with(plan.changes, initiative, kept) if kept else _without(plan.changes, initiative)
    return replace(plan, changes=changes)


def accept(plan: Plan, catalogue: Catalogue, standard: str, acceptance: Acceptance) -> Plan:
    """Return the plan with the risk of one standard accepted by a named person."""
    key = find(standard, catalogue.standards, "standard")
    clean = replace(
        acceptance,
        by=_required(acceptance.by, "Who accepts the risk"),
        why=_required(acceptance.why, "Why the risk is accepted"),
        until=_iso_date(acceptance.until, "the next look") if acceptance.until else None,
    )
    return replace(plan, accepted=_with(plan.accepted, key, clean))


def unaccept(plan: Plan, standard: str) -> Plan:
    """Return the plan with the risk no longer accepted."""
    return replace(plan, accepted=_without(plan.accepted, standard))


# -- inventory ----------------------------------------------------------------------------


def person(plan: Plan, name: str, at: str) -> tuple[Plan, str]:
    """Return the plan with a source for what a person enters, and that source's id.

    Where no name is known the source says no more than that somebody entered it.
    """
    title = name or UNNAMED
    for source in plan.sources.values():
        if source.kind == "person" and source.title.casefold() == title.casefold():
            return plan, source.id
    base = f"p-{re.sub(r'[^a-z0-9]+', '-', title.casefold()).strip('-') or 'person'}"
    key, number = base, 1
    while key in plan.sources:  # two names can come down to the same letters
        number += 1
        key = f"{base}-{number}"
    source = Source(id=key, title=title, kind="person", quality=PERSON_QUALITY, at=at)
    return replace(plan, sources=_with(plan.sources, key, source)), key


def put_record(plan: Plan, record: Record) -> Plan:
    """Return the plan with one record added or replaced."""
    return replace(
        plan,
        records=_with(plan.records, record.kind, _with(plan.records.get(record.kind, {}), record.id, record)),
    )


def get_record(plan: Plan, kind: str, record: str) -> Record:
    """Return a record.

    Raises:
        EditError: There is none with that id.
    """
    found = plan.records.get(kind, {}).get(record)
    if found is None:
        raise EditError(f"There is no entry {record!r} among the {kind}.")
    return found


def observe(plan: Plan, kind: str, record: str, values: Mapping[str, Value], *, by: str, at: str) -> Plan:
    """Return the plan with facts of one record entered by a person; they outrank every file."""
    plan, source = person(plan, by, at)
    new = {field: Observation(value=value, source=source, observed=at) for field, value in values.items()}
    return put_record(plan, get_record(plan, kind, record).with_observations(new))


def new_record_id(plan: Plan, kind: str) -> str:
    """Return an id that no record of the kind has."""
    taken = plan.records.get(kind, {})
    number = len(taken) + 1
    while f"{kind}-{number}" in taken:
        number += 1
    return f"{kind}-{number}"


def mark_complete(plan: Plan, kind: str, *, by: str, at: str, complete: bool) -> Plan:
    """Return the plan with a person vouching (or no longer) that a list is complete."""
    if not complete:
        return replace(plan, complete=_without(plan.complete, kind))
    plan, source = person(plan, by, at)
    vouchers = plan.complete.get(kind, ())
    if source in vouchers:
        return plan
    return replace(plan, complete=_with(plan.complete, kind, (*vouchers, source)))


def vouch(plan: Plan, catalogue: Catalogue, new: Vouch, *, listed: bool) -> Plan:
    """Return the plan with a source declared (or no longer) to list everything of which a fact is true.

    Args:
        plan: The plan.
        catalogue: Knows the fields.
        new: The declaration; its source may be named by id or title.
        listed: False takes every declaration of that source about the fact back.

    Raises:
        EditError: There is no such field or source, the field is no truth value, or a condition of the
            scope makes no sense.
    """
    kind = catalogue.kinds[find(new.kind, catalogue.kinds, "kind")]
    field = catalogue.field(kind.id, new.field)
    if field is None or field.type is not FieldType.BOOLEAN or field.derive is not None:
        usable = ", ".join(f.id for f in kind.field if f.type is FieldType.BOOLEAN and f.derive is None)
        raise EditError(f"{new.field!r} is no yes-or-no fact of {kind.id}; there are {usable or 'none'}.")
    named = [s.id for s in plan.sources.values() if new.source in (s.id, s.title)]
    if not named:
        known = ", ".join(s.title for s in plan.sources.values() if s.kind == "file") or "none yet"
        raise EditError(f"No file {new.source!r} was imported; there are {known}.")
    flaw = conditions_flaw("where", new.where, fields_of(kind))
    if flaw is not None:
        raise EditError(f"The scope makes no sense: {flaw[1]}.")
    clean = replace(new, kind=kind.id, source=named[-1])
    key = (clean.kind, clean.field, clean.source)
    others = tuple(v for v in plan.vouched if (v.kind, v.field, v.source) != key)
    return replace(plan, vouched=(*others, clean) if listed else others)
