"""Grouping: a history of runs becomes one record a job."""

from __future__ import annotations

from msgspec.structs import replace

from planner.intake.match.draft import Draft, Reading
from planner.model.import_map import Group


def grouped(drafts: list[Draft], rule: Group) -> list[Draft]:
    """Return one draft for each group of rows, in the order in which the groups appear.

    The newest row of a group (by the rule's order field; of equally new ones the last)
    gives the values; the rule's `newest` fields take the newest date among the rows that
    meet their condition, and have no value when none does.
    """
    groups: dict[tuple[str, ...], list[Draft]] = {}
    for draft in drafts:
        key = (draft.kind, *(draft.text(field).casefold() for field in rule.by))
        groups.setdefault(key, []).append(draft)
    return [_one(rows, rule) for rows in groups.values()]


def _one(rows: list[Draft], rule: Group) -> Draft:
    # Dates of one column are in one form, so their ISO texts sort by time.
    last = max(enumerate(rows), key=lambda item: (item[1].text(rule.order), item[0]))[1]
    readings = dict(last.readings)
    for newest in rule.newest:
        readings.pop(newest.to, None)
        fitting = [r for r in rows if r.text(newest.where) in newest.among and r.text(newest.of)]
        if fitting:
            best = max(fitting, key=lambda r: r.text(newest.of))
            given = best.readings[newest.of]
            readings[newest.to] = Reading(given.value, given.raw, given.dated)
    return replace(last, readings=readings)
