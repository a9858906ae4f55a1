from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.model.quarter import Quarter

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))
MONTHS = st.integers(1, 12)


def test_calendar_quarters() -> None:
    assert Quarter.of(date(2026, 1, 1)).id == "2026-Q1"
    assert Quarter.of(date(2026, 12, 31)).id == "2026-Q4"


def test_a_fiscal_year_is_named_by_the_year_it_ends_in() -> None:
    assert Quarter.of(date(2026, 7, 1), 7).id == "2027-Q1"
    assert Quarter.of(date(2026, 6, 30), 7).id == "2026-Q4"


@given(DAYS, MONTHS)
def test_a_day_lies_in_its_quarter(day: date, month: int) -> None:
    quarter = Quarter.of(day, month)
    assert quarter.first_day(month) <= day <= quarter.last_day(month)


@given(DAYS, MONTHS)
def test_quarters_follow_each_other_without_gap(day: date, month: int) -> None:
    quarter = Quarter.of(day, month)
    assert quarter.last_day(month) + timedelta(days=1) == quarter.plus(1).first_day(month)
    assert Quarter.of(quarter.first_day(month), month) == quarter


@given(st.integers(1990, 2090), st.integers(1, 4), st.integers(-60, 60))
def test_plus_and_minus_undo_each_other(year: int, number: int, steps: int) -> None:
    quarter = Quarter(year, number)
    assert quarter.plus(steps).minus(quarter) == steps
    assert Quarter.parse(quarter.id) == quarter


@pytest.mark.parametrize("text", ["", "2026", "2026-Q5", "26-Q1", "Q1-2026", "2026-Q1x"])
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a quarter"):
        Quarter.parse(text)
