"""Initiatives, read from ``templates/initiatives``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from planner.model.field import Field, FieldType, Kind
from planner.model.initiative import CostLine, HoursLine, InitiativeSpec
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
COUNTED = ("fixed", "user", "device", "server", "site", "admin", "agent")
"""What a cost line can be counted by."""
OWNERS = ("client", "partner")

_PHASES = range(1, 4)
_DURATIONS = range(1, 41)


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
    due = initiative.due_field
    if due and not any(field.type is FieldType.DATE for field in fields.get(due, ())):
        return "due_field", f"`{due}` is no date field of the inventory{nearest(due, fields)}"
    for index, line in enumerate(initiative.line):
        if wrong := _line_flaw(line, fields, rates):
            return f"line[{index}].{wrong[0]}", wrong[1]
    for index, hours in enumerate(initiative.hours):
        if wrong := _hours_flaw(hours):
            return f"hours[{index}].{wrong[0]}", wrong[1]
    return None


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
    return conditions_flaw("where", line.where, fields)


def _hours_flaw(hours: HoursLine) -> Flaw | None:
    figures = {"fixed": hours.fixed, "per_item": hours.per_item, "at_most": hours.at_most or 0.0}
    for name, figure in figures.items():
        if figure < 0:
            return name, "is below 0; hours are not"
    return None
