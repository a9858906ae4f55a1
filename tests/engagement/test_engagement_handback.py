"""Seats that are handed back: from when on they are not paid for."""

from __future__ import annotations

import pytest

from planner.engagement import budget
from planner.model.budget import Budget
from planner.model.roadmap import UnusedSeats
from tests.engagement.factory import basis, item, roadmap, work

CONTRACT = item("vendors", "Casefile", annual_cost=42240, service="software", renewal_date="2027-01-31")
LICENCE = item(
    "licences",
    "Documents",
    product="Documents",
    publisher="Casefile",
    bought=110,
    active=84,
    unit_cost_month=32,
)


def seats(renews: str | None = "2027-01-31", by: str | None = "2026-12-02") -> UnusedSeats:
    return UnusedSeats(
        record=("licences", "Documents"),
        label="Documents",
        seats=26,
        bought=110,
        yearly=9984,
        renews=renews,
        by=by,
    )


def spent(one: UnusedSeats, finish: int | None, *records: object) -> Budget:
    placed = roadmap((work("save", unused=(one,)), 0 if finish is not None else None, finish))
    return budget(basis(records or (CONTRACT, LICENCE), found=placed))  # type: ignore[arg-type]  # items


def runs(found: Budget, figure: str = "expected") -> list[float]:
    return [getattr(quarter.spend.run, figure) for quarter in found.quarters]


def test_seats_are_saved_from_the_first_whole_quarter_after_the_renewal() -> None:
    found = spent(seats(), 0)
    assert runs(found)[:3] == [10560, pytest.approx(10560 - 2496), pytest.approx(10560 - 2496)]
    assert runs(found, "low") == runs(found)
    # At worst every seat turns out to be needed.
    assert runs(found, "high") == [10560] * 12
    (one,) = found.handed_back
    assert (one.label, one.seats, one.yearly, one.quarter) == ("Documents", 26, 9984, 1)
    assert any("handed back" in sentence and "2027-Q2" in sentence for sentence in found.assumed)
    # A renewal on the first day of a quarter saves that whole quarter.
    assert spent(seats("2027-04-01", "2027-04-01"), 1).handed_back[0].quarter == 1


def test_work_that_is_done_after_the_notice_waits_for_the_next_renewal() -> None:
    assert spent(seats(), 1).handed_back[0].quarter == 5
    assert spent(seats(), 4).handed_back[0].quarter == 9
    assert spent(seats("2029-11-30", "2029-11-30"), 0).handed_back == ()


def test_the_notice_is_the_same_days_before_each_renewal() -> None:
    # 29 February 2028 lies in between: the last day is 1 January 2028, no day of the year before.
    assert spent(seats("2027-03-01", "2026-12-31"), 4).handed_back[0].quarter == 5


def test_a_roadmap_of_later_years_is_in_time_for_a_renewal_of_its_own_years() -> None:
    placed = roadmap((work("save", unused=(seats(),)), 1, 1), first=2033)
    found = budget(basis((CONTRACT, LICENCE), found=placed))
    assert [(one.quarter, found.quarters[one.quarter].id) for one in found.handed_back] == [(5, "2034-Q2")]


def test_what_is_not_planned_not_dated_or_in_no_line_is_not_taken_off() -> None:
    for found in (spent(seats(), None), spent(seats(None, None), 0), spent(seats(), 0, item("sites", "HQ"))):
        assert found.handed_back == ()
        assert runs(found) == runs(found, "high")


def test_never_more_is_taken_off_than_the_line_comes_to() -> None:
    cheap = item("vendors", "Casefile", annual_cost=4000, service="software", renewal_date="2027-01-31")
    found = spent(seats(), 0, cheap, LICENCE)
    assert found.handed_back[0].yearly == 4000
    assert min(runs(found)) == 0
