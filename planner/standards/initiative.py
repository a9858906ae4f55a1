"""Initiatives, read from ``templates/initiatives``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from planner.model.field import Field, FieldType, Kind
from planner.model.initiative import CostLine, FirstStep, HoursLine, InitiativeSpec, Saving
from planner.model.problem import Problem
from planner.standards.entries import Entry, Flaw, entries_of, stray_tables, without_flawed
from planner.standards.key import nearest
from planner.standards.rate import Rates
from planner.standards.rule import conditions_flaw, fields_of
from planner.standards.toml_file import read_files

ROOM = "initiatives"
LONGEST = {"title": 120, "outcome": 300}
"""Most characters of each text."""
TIMINGS = ("once", "monthly")
COUNTED = ("fixed", "user", "device", "server", "site", "admin", "app", "agent")
"""What a cost line can be counted by."""
OWNERS = ("client", "partner")
PER_ITEM = ("user", "device", "server", "site", "admin", "app")
"""What hours can be counted by."""
LONGEST_STEP = 300
"""Most characters of a first step."""

_PHASES = range(1, 4)
_DURATIONS = range(1, 41)
_DAYS = range(1, 91)


class Works(msgspec.Struct, frozen=True, kw_only=True):
    """What the room's files hold."""

    entries: dict[str, Entry[InitiativeSpec]]
    seen: frozenset[str]
    """Ids of all initiatives, also of the broken and the retired."""


def read_initiatives(
    folders: Sequence[Path], kinds: Mapping[str, Kind], rates: Rates
) -> tuple[Works, list[Problem]]:
    """Read the initiatives that are sound in themselves.

    Args:
        folders: Template folders.
        kinds: The inventory's kinds, for the conditions of cost lines.
        rates: The price book.
    """
    files, problems = read_files(folders, ROOM)
    problems += stray_tables(files, ("initiative",))
    reading = entries_of(files, "initiative", InitiativeSpec)
    fields = fields_of(*kinds.values())
    sound, bad = without_flawed(reading.entries, lambda value: _flaw(value, fields, rates))
    return Works(entries=sound, seen=reading.seen), [*problems, *reading.problems, *bad]


def _flaw(initiative: InitiativeSpec, fields: Mapping[str, tuple[Field, ...]], rates: Rates) -> Flaw | None:
    """Return what is wrong with an initiative in itself, or None."""
    for text, most in LONGEST.items():
        length = len(getattr(initiative, text))
        if not 0 < length <= most:
            return text, f"has {length} characters; write 1 to {most}"
    if wrong := _figure_flaw(initiative):
        return wrong
    derived = ("replaces", "not_before", "due", "least_weight")
    if stray := next((name for name in derived if getattr(initiative, name)), ""):
        return stray, "is worked out for each plan; leave it out"
    due = initiative.due_field
    if due and not any(field.type is FieldType.DATE for field in fields.get(due, ())):
        return "due_field", f"`{due}` is no date field of the inventory{nearest(due, fields)}"
    if wrong := conditions_flaw("due_where", initiative.due_where, fields):
        return wrong
    if initiative.due_where and not due:
        return "due_where", "restricts nothing, as there is no `due_field`"
    if initiative.saving and (wrong := _saving_flaw(initiative.saving, fields)):
        return f"saving.{wrong[0]}", wrong[1]
    parts = (
        ("takes", [conditions_flaw("where", part.where, fields) for part in initiative.takes]),
        ("line", [_line_flaw(line, fields, rates) for line in initiative.line]),
        ("hours", [_hours_flaw(hours, fields) for hours in initiative.hours]),
        ("first_steps", [_step_flaw(step) for step in initiative.first_steps]),
    )
    found = ((part, index, flaw) for part, flaws in parts for index, flaw in enumerate(flaws) if flaw)
    first = next(found, None)
    return None if first is None else (f"{first[0]}[{first[1]}].{first[2][0]}", first[2][1])


def _figure_flaw(initiative: InitiativeSpec) -> Flaw | None:
    if initiative.phase not in _PHASES:
        return "phase", f"is {initiative.phase}; it goes from 1 to 3"
    if initiative.duration not in _DURATIONS:
        return "duration", f"is {initiative.duration}; it goes from 1 to {_DURATIONS[-1]} quarters"
    if not 0 <= initiative.effect <= 1:
        return "effect", f"is {initiative.effect:g}; it goes from 0 to 1"
    if initiative.owner and initiative.owner not in OWNERS:
        return (
            "owner",
            f"`{initiative.owner}` is neither client nor partner{nearest(initiative.owner, OWNERS)}",
        )
    return None


def _line_flaw(line: CostLine, fields: Mapping[str, tuple[Field, ...]], rates: Rates) -> Flaw | None:
    prices = rates.prices.prices
    if line.price not in prices and line.price not in rates.seen_prices:
        return "price", f"`{line.price}` is in no price book{nearest(line.price, prices)}"
    if line.timing not in TIMINGS:
        return "timing", f"`{line.timing}` is neither once nor monthly{nearest(line.timing, TIMINGS)}"
    if line.per not in COUNTED:
        return "per", f"`{line.per}` is nothing to count by{nearest(line.per, COUNTED)}"
    if not line.standards:
        return "for", "names no standard; the line would never count"
    if line.at_least < 1:
        return "at_least", "is below 1; leave it out where one is enough"
    if line.each <= 0:
        return "each", "is not above 0; leave it out for one"
    return conditions_flaw("where", line.where, fields)


def _saving_flaw(saving: Saving, fields: Mapping[str, tuple[Field, ...]]) -> Flaw | None:
    for key in ("bought", "used", "price"):
        name = getattr(saving, key)
        if not any(field.type is FieldType.NUMBER for field in fields.get(name, ())):
            return key, f"`{name}` is no number of the inventory{nearest(name, fields)}"
    contract = saving.contract
    dates = [("renews", saving.renews)] + ([("contract.renews", contract.renews)] if contract else [])
    for key, name in dates:
        if name and not any(field.type is FieldType.DATE for field in fields.get(name, ())):
            return key, f"`{name}` is no date field of the inventory{nearest(name, fields)}"
    if contract is None:
        return None
    for name in (*contract.makers, *contract.sellers, *filter(None, (contract.notice,))):
        if name not in fields:
            return "contract", f"`{name}` is no field of the inventory{nearest(name, fields)}"
    return conditions_flaw("contract.reseller", contract.reseller, fields)


def _step_flaw(step: FirstStep) -> Flaw | None:
    if step.day not in _DAYS:
        return "day", f"is {step.day}; the first steps are those of the first {_DAYS[-1]} days"
    if step.who not in OWNERS:
        return "who", f"`{step.who}` is neither client nor partner{nearest(step.who, OWNERS)}"
    if not 0 < len(step.text) <= LONGEST_STEP:
        return "text", f"has {len(step.text)} characters; write 1 to {LONGEST_STEP}"
    return None


def _hours_flaw(hours: HoursLine, fields: Mapping[str, tuple[Field, ...]]) -> Flaw | None:
    if not hours.standards:
        return "for", "names no standard; the line would never count"
    if hours.who not in OWNERS:
        return "who", f"`{hours.who}` is neither client nor partner{nearest(hours.who, OWNERS)}"
    if hours.per and hours.per not in PER_ITEM:
        return "per", f"`{hours.per}` is nothing to count by{nearest(hours.per, PER_ITEM)}"
    if bool(hours.per) != bool(hours.per_item):
        missing = "per_item" if hours.per else "per"
        return missing, "is missing: hours by the item need both `per` and `per_item`"
    if hours.where and not hours.per:
        return "where", "restricts nothing, as nothing is counted; add `per` and `per_item`, or leave it out"
    if wrong := conditions_flaw("where", hours.where, fields):
        return wrong
    figures = {"fixed": hours.fixed, "per_item": hours.per_item, "at_most": hours.at_most or 0.0}
    for name, figure in figures.items():
        if figure < 0:
            return name, "is below 0; hours are not"
    return None
