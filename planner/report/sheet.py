"""Tables as CSV, for a finance desk or the tool a partner runs projects in.

Plain figures with a decimal point, ISO dates, one header row. What people typed never becomes a
formula: a text that a spreadsheet would calculate starts with an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from planner.model.budget import PARTS
from planner.model.money import Range
from planner.model.plan import Plan
from planner.model.roadmap import Initiative, Roadmap
from planner.model.text import one_line
from planner.report.spend import Row, Spending
from planner.writing import half_up

MARK = "\ufeff"
"""Stands before a file's text: without it spreadsheets read letters beyond ASCII wrongly."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With these a spreadsheet takes a cell for a formula."""
_LONGEST = 1000
_FIGURES = ("low", "expected", "high")
_MONEY = ("one_time", "monthly")

WORK = (
    "id", "title", "outcome", "priority", "quarter", "starts", "ends", "due",
    *(f"{name}_{figure}" for name in _MONEY for figure in _FIGURES),
    "partner_hours", "client_hours", "first_year", "saves_a_year", "risk_removed", "requires", "findings",
    "decision", "decided_by", "until", "currency",
)  # fmt: skip
"""Columns of the work, in order."""
BUDGET = (
    "period", "quarters", *(f"{part}_{figure}" for part in (*PARTS, "total") for figure in _FIGURES), "currency",
)  # fmt: skip
"""Columns of the budget, in order."""

Cell = str | int | float


def work_sheet(roadmap: Roadmap, plan: Plan) -> str:
    """Return one row a piece of work, in the order of the roadmap; unscheduled work has no dates.

    Args:
        roadmap: The schedule.
        plan: For its currency.
    """
    return _written(WORK, (_work(one, roadmap, plan) for one in roadmap.initiatives))


def budget_sheet(spending: Spending, currency: str) -> str:
    """Return one row a quarter, then one a fiscal year, then the total, as they are printed.

    Args:
        spending: The whole IT budget.
        currency: ISO 4217 code of its money.
    """
    rows = (*spending.quarters, *spending.years, spending.total)
    return _written(BUDGET, (_spent(row, currency) for row in rows))


def _work(one: Initiative, roadmap: Roadmap, plan: Plan) -> Iterable[Cell]:
    place = roadmap.placements[one.id]
    quarter, starts, ends = "", "", ""
    if place.start is not None and place.finish is not None:
        first = roadmap.quarters[place.start]
        quarter, starts, ends = first.id, first.starts, roadmap.quarters[place.finish].ends
    decision = one.decision
    yield from (one.id, one.title, one.outcome, one.priority, quarter, starts, ends, one.due or "")
    for money in (one.one_time, one.monthly):
        yield from _money(money)
    yield from (
        _figure(one.partner_hours),
        _figure(one.client_hours),
        _figure(one.first_year),
        _figure(one.gain),
    )
    yield from (_figure(one.risk_removed), " ".join(one.requires), " ".join(one.findings))
    yield from (
        ("", "", "") if decision is None else (decision.choice.value, decision.by, decision.until or "")
    )
    yield plan.client.currency


def _spent(row: Row, currency: str) -> Iterable[Cell]:
    yield from (row.id, row.quarters)
    for amount in (*(row.parts[part] for part in PARTS), row.total):
        yield from (amount.low, amount.expected, amount.high)
    yield currency


def _money(money: Range) -> tuple[Cell, ...]:
    return _figure(money.low), _figure(money.expected), _figure(money.high)


def _figure(number: float) -> Cell:
    rounded = half_up(number, 2)
    return int(rounded) if rounded == int(rounded) else float(rounded)


def _written(columns: Sequence[str], rows: Iterable[Iterable[Cell]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_safe(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue()


def _safe(text: str) -> str:
    told = one_line(text, _LONGEST)
    return f"'{told}" if told.lstrip().startswith(_FORMULA) else told
