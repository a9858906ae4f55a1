"""CSV for a finance desk: the figures of the plan, and no text that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from math import isclose

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from planner.model.client import Client
from planner.model.decision import Choice, Decision
from planner.model.plan import Plan
from planner.model.roadmap import Initiative
from planner.model.settings import Settings
from planner.report.sheet import BUDGET, WORK, budget_sheet, work_sheet
from planner.report.spend import Amount, Row, Spending
from planner.roadmap import arrange
from tests.roadmap.factory import options, work

PLAN = Plan(
    id="p", created="2026-11-22", client=Client(name="Acme", currency="CHF", fiscal_year_start=7),
    settings=Settings(hourly_rate=100, start="2027-Q1"),
)  # fmt: skip


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def sheet(*initiatives: Initiative, quarters: int = 4) -> list[dict[str, str]]:
    made = options(quarters=quarters)
    return rows(work_sheet(arrange(initiatives, made, PLAN), PLAN))


def test_one_row_a_piece_of_work_with_its_calendar_dates() -> None:
    told = Decision(choice=Choice.DEFER, by="Ann", why="x", at="2026-11-22", until="2026-10-01")
    found = sheet(
        work("a", once=1234.5, monthly=10, hours=7.25, duration=2, decision=told), work("b", requires=("a",))
    )
    first, second = found
    assert list(first) == list(WORK)
    # The fiscal year begins in July: 2027-Q2 is October to December 2026, two quarters end in March.
    assert (first["quarter"], first["starts"], first["ends"]) == ("2027-Q2", "2026-10-01", "2027-03-31")
    assert (first["one_time_expected"], first["monthly_high"], first["partner_hours"]) == (
        "1234.5",
        "10",
        "7.25",
    )
    assert (first["decision"], first["decided_by"], first["until"]) == ("defer", "Ann", "2026-10-01")
    assert (second["requires"], second["currency"]) == ("a", "CHF")


def test_work_without_a_quarter_has_no_dates() -> None:
    (found,) = sheet(work("a", duration=3), quarters=2)
    assert (found["quarter"], found["starts"], found["ends"]) == ("", "", "")


@given(
    st.text(max_size=60)
    | st.sampled_from(["=cmd|' /C calc'!A0", " +1", "-2", "@SUM(A1)", "\t=1", "a\r\n=1,2"])
)
def test_no_text_becomes_a_formula_or_another_row(title: str) -> None:
    text = work_sheet(arrange((replace(work("a"), title=title),), options(), PLAN), PLAN)
    (found,) = rows(text)
    assert not found["title"].lstrip().startswith(("=", "+", "-", "@"))
    assert found["id"] == "a"
    assert len(text.splitlines()) == 2


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)), min_size=1, max_size=4))
def test_the_budget_is_printed_to_the_last_unit(amounts: list[tuple[int, int]]) -> None:
    quarters = tuple(
        Row(id=f"2027-Q{n}", quarters=1, parts=dict.fromkeys(("run", "refresh", "projects", "fee", "work"), Amount(low, low + more, low + 2 * more)))
        for n, (low, more) in enumerate(amounts, 1)
    )  # fmt: skip
    spending = Spending(quarters=quarters, years=(), total=replace(quarters[0], id="total"))
    found = rows(budget_sheet(spending, "USD"))
    assert list(found[0]) == list(BUDGET)
    for row, (low, more) in zip(found, amounts, strict=False):
        assert isclose(float(row["total_expected"]), 5 * (low + more))
        assert (row["run_low"], row["fee_high"], row["currency"]) == (str(low), str(low + 2 * more), "USD")
