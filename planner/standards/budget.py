"""What a budget and a timeline look for, read from ``templates/budget``; only when they are needed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec

from planner.model.budget_rule import (
    BudgetRules,
    Charge,
    CurrencySign,
    DateField,
    Equipment,
    EventKind,
    Held,
    LeftOut,
    Policy,
)
from planner.model.condition import parse_condition
from planner.model.problem import Problem
from planner.standards.entries import Flaw, entries_of, stray_tables, without_flawed
from planner.standards.folder import in_order
from planner.standards.toml_file import TomlFile, read_files

T = TypeVar("T", bound=msgspec.Struct)

ROOM = "budget"
TABLES = ("equipment", "held", "left_out", "charge", "currency", "policy", "event", "date")
_YEARS = range(1, 11)
NO_POLICY = Policy(
    id="default", years=3, soon_days=90, follow_up_days=30, fee_services=(), purchase_services=(),
    reseller_services=(), insurance="(?!)",
)  # fmt: skip
"""What stands in when no folder has a usable policy."""


def load_budget_rules(
    folders: Sequence[Path] | None = None,
) -> tuple[BudgetRules, tuple[Problem, ...]]:
    """Read what is replaced, what is paid for, and which dates matter.

    A bad entry costs itself; the shipped one of its id then stays. Never fails.

    Args:
        folders: Template folders, later ones override earlier ones by id; None for the usual.
    """
    files, problems = read_files(in_order(folders), ROOM)
    problems += stray_tables(files, TABLES)
    reader = _Reader(files)
    policies = reader.read("policy", Policy, _policy_flaw)
    rules = BudgetRules(
        policy=policies[-1] if policies else NO_POLICY,
        equipment=reader.read("equipment", Equipment, _equipment_flaw),
        held=reader.read("held", Held, _held_flaw),
        left_out=reader.read("left_out", LeftOut),
        charges=reader.read("charge", Charge),
        dates=reader.read("date", DateField),
        events=reader.read("event", EventKind),
        currencies=reader.read("currency", CurrencySign, _currency_flaw),
    )
    if not policies:
        problems.append(Problem(file=ROOM, path="policy", message="is missing; add one [[policy]]"))
    return rules, (*problems, *reader.problems)


class _Reader:
    """Reads tables of the room's files and keeps what was wrong."""

    def __init__(self, files: Sequence[TomlFile]) -> None:
        self.problems: list[Problem] = []
        self._files = files

    def read(self, table: str, kind: type[T], flaw: object = None) -> tuple[T, ...]:
        """Return the sound entries of one table, in order."""
        reading = entries_of(self._files, table, kind)
        self.problems += reading.problems
        entries = reading.entries
        if callable(flaw):
            entries, bad = without_flawed(entries, flaw)
            self.problems += bad
        return tuple(entry.value for entry in entries.values())


def _policy_flaw(policy: Policy) -> Flaw | None:
    if policy.years not in _YEARS:
        return "years", f"has to be {_YEARS.start} to {_YEARS.stop - 1}"
    if policy.soon_days < 1 or policy.follow_up_days < 1:
        return "soon_days", "and follow_up_days have to be 1 or more"
    if not 0 < policy.batch_share <= 1:
        return "batch_share", "has to be more than 0 and at most 1"
    return _pattern_flaw("insurance", policy.insurance)


def _equipment_flaw(equipment: Equipment) -> Flaw | None:
    for field, raw in equipment.where.items():
        try:
            parse_condition(raw)
        except ValueError as error:
            return f"where.{field}", str(error)
    return None


def _held_flaw(held: Held) -> Flaw | None:
    if held.bought_before:
        try:
            date.fromisoformat(held.bought_before)
        except ValueError:
            return "bought_before", f"{held.bought_before!r} is no date; write it as 2026-11-22"
    return _pattern_flaw("system", held.system)


def _currency_flaw(currency: CurrencySign) -> Flaw | None:
    if not re.fullmatch(r"[A-Z]{3}", currency.id):
        return "id", f"{currency.id!r} is no currency; write its three capitals, for example USD"
    return None


def _pattern_flaw(key: str, pattern: str) -> Flaw | None:
    try:
        re.compile(pattern, re.IGNORECASE)
    except (re.error, RecursionError, OverflowError) as error:
        return key, f"is no regular expression ({error}); correct it"
    return None
