"""Figures of a piece of work as people type them: several are changed at once."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from planner.model.catalogue import Catalogue
from planner.model.decision import Change
from planner.model.money import Range
from planner.model.plan import Plan
from planner.workspace.edit import EditError, change, read_change, unchange
from planner.writing import plain

BETWEEN = ".."
"""Between the least, what is expected and the most."""
_MONEY = ("one_time", "monthly")


def read_range(text: str, field: str, mark: str = ".") -> Range:
    """Return the money somebody typed: one figure, ``1000..2000`` or ``1000..1200..2000``.

    Without a figure for what is expected it lies in the middle.

    Args:
        text: What was typed.
        field: What it is for, for the message.
        mark: The decimal mark of who typed it.

    Raises:
        EditError: It is no figure, or the figures do not rise.
    """
    figures = [read_change(field, part, mark) for part in text.split(BETWEEN)]
    low, *middle, high = [float(f) for f in figures if isinstance(f, float)] * (2 if len(figures) == 1 else 1)
    if len(middle) > 1 or sorted((low, *middle, high)) != [low, *middle, high]:
        raise EditError(
            f"{text!r}: money goes from the least over what is expected to the most, as 800..1000..1500."
        )
    return Range(low, middle[0] if middle else (low + high) / 2, high)


def range_text(amount: Range, mark: str = ".") -> str:
    """Return money as it is typed: ``1000``, or ``800..1000..1500``."""
    figures = (amount.low, amount.expected, amount.high)
    parts = figures[:1] if round(amount.low, 2) == round(amount.high, 2) else figures
    return BETWEEN.join(plain(round(part, 2)).replace(",", "").replace(".", mark) for part in parts)


def with_figures(
    plan: Plan,
    catalogue: Catalogue,
    initiative: str,
    figures: Mapping[str, str],
    *,
    new: Mapping[str, Change],
    mark: str = ".",
) -> Plan:
    """Return the plan with several figures of a piece of work changed.

    Args:
        plan: The plan.
        catalogue: The plan's own.
        initiative: Id of the work.
        figures: Field to what was typed; nothing puts the planner's own figure back.
        new: Field to a change with who, why, when and the original; its value is taken from ``figures``.
        mark: The decimal mark of who typed.

    Raises:
        PlannerError: A figure makes no sense, or the reason is missing.
    """
    for field, text in figures.items():
        if not text.strip():
            plan = unchange(plan, initiative, field)
        elif field in _MONEY:
            amount = read_range(text, field, mark)
            is_one = amount.low == amount.high
            told = replace(
                new[field],
                value=amount.expected,
                low=None if is_one else amount.low,
                high=None if is_one else amount.high,
            )
            plan = change(plan, catalogue, initiative, told)
        else:
            plan = change(plan, catalogue, initiative, replace(new[field], value=text))
    return plan
