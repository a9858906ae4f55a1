"""Printed totals are the sums of printed rows."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.model.quarter import Quarter
from planner.model.roadmap import QuarterLoad, Roadmap
from planner.report.figure import first_year, quarter_figures, total_figure, year_figures
from planner.writing import Formatter, whole

AMOUNT = st.floats(min_value=0, max_value=1e6, allow_nan=False)


def _load(index: int, one_time: float, recurring: float, hours: float, cap: float | None) -> QuarterLoad:
    return QuarterLoad(
        id=Quarter(2027, 2).plus(index).id,
        one_time=one_time,
        recurring=recurring,
        hours=hours,
        cap=cap,
        hours_cap=None,
        risk_start=0,
        risk_end=0,
    )


def _roadmap(loads: list[QuarterLoad]) -> Roadmap:
    return Roadmap(
        quarters=tuple(loads), initiatives=(), placements={}, risk_carried=0, carried=0, bound=0, seconds=0
    )


@settings(max_examples=60)
@given(st.lists(st.tuples(AMOUNT, AMOUNT, AMOUNT), min_size=1, max_size=12))
def test_totals_add_up(amounts: list[tuple[float, float, float]]) -> None:
    roadmap = _roadmap([_load(i, *amount, cap=1000.4) for i, amount in enumerate(amounts)])
    quarters = quarter_figures(roadmap, 120)
    years = year_figures(roadmap, 120)
    total = total_figure(roadmap, 120)
    for rows in (quarters, years):
        assert sum(row.one_time for row in rows) == total.one_time
        assert sum(row.recurring for row in rows) == total.recurring
        assert sum(row.money for row in rows) == total.money
        assert sum(row.labour for row in rows) == total.labour
        assert round(sum(row.hours for row in rows), 1) == total.hours
        assert sum(row.cap or 0 for row in rows) == total.cap
    for load, row in zip(roadmap.quarters, quarters, strict=True):
        assert abs(load.one_time - row.one_time) <= 1 + 1e-6
        assert abs(load.hours - row.hours) <= 0.1 + 1e-6
    for year in years:
        of = [load for load in roadmap.quarters if load.id in year.quarters]
        # A year is its exact money, rounded once: the whole budget arrives at the same.
        assert abs(sum(load.one_time + load.recurring for load in of) - year.money) <= 0.5 + 1e-6
        assert abs(sum(load.hours for load in of) - year.hours) <= 0.05 + 1e-6
        assert abs(year.hours * 120 - year.labour) <= 0.5 + 1e-6
    assert first_year(roadmap, 120).money == sum(row.money for row in quarters[:4])
    assert [year.id for year in years] == sorted({quarter.id[:4] for quarter in roadmap.quarters})


def test_halves_go_away_from_zero_and_noise_does_not_count() -> None:
    # A credit of 0.50 is written like a charge of 0.50, with a minus.
    assert [whole(x) for x in (0.5, 1.5, 2.5, 2.4999999999, 2.49, -0.5, 56.49999999999999)] == [
        1, 2, 3, 3, 2, -1, 57,
    ]  # fmt: skip


def test_what_is_the_same_each_quarter_is_not_off_by_the_quarters_of_a_year() -> None:
    roadmap = _roadmap([_load(at, 0, 6382.5, 10.04, None) for at in range(3)])
    assert [row.recurring for row in quarter_figures(roadmap, 1)] == [6383, 6382, 6383]
    assert year_figures(roadmap, 100)[0].money == 19148
    # 30.12 hours are printed as 30.1, and a reader counts with those.
    assert (year_figures(roadmap, 100)[0].hours, year_figures(roadmap, 100)[0].labour) == (30.1, 3010)


def test_a_quarter_at_its_limit_is_not_over_it_because_of_rounding() -> None:
    full = [_load(at, 60.2, 40.2, 1, 100.4) for at in range(3)]
    assert [row.over for row in quarter_figures(_roadmap(full), 1)] == [False] * 3
    assert [row.over for row in quarter_figures(_roadmap([_load(0, 61, 40, 1, 100.4)]), 1)] == [True]


def test_a_sum_has_a_cap_only_when_every_quarter_has_one() -> None:
    both = _roadmap([_load(0, 5, 5, 1, 9.0), _load(1, 1, 1, 1, None)])
    assert total_figure(both, 1).cap is None
    assert [figure.over for figure in quarter_figures(both, 1)] == [True, False]


def test_money_in_the_currency_of_the_plan() -> None:
    dollars, francs, yen = (Formatter("en_US", c) for c in ("USD", "CHF", "JPY"))
    assert dollars.money(1250.5) == "$1,251"
    assert dollars.price(22.5) == "$22.50"
    assert dollars.price(40) == "$40"
    assert francs.money(1250) == "CHF\u00a01,250"
    assert yen.money(1250) == "¥1,250"
    assert Formatter("de_DE", "EUR").money(1250) == "1.250\u00a0€"


def test_numbers_and_days() -> None:
    figures = Formatter("en_US", "USD")
    assert [figures.number(x) for x in (1250, 12.5, 12.04, 0.0, -0.0)] == ["1,250", "12.5", "12", "0", "0"]
    assert figures.percent(0.474) == "47%"
    assert figures.day("2026-11-22T10:00:00") == "November 22, 2026"
    assert figures.day("") == ""
    assert figures.day("soon") == "soon"
