from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.intake.cell.header import normalised
from planner.intake.cell.moment import Order, is_nothing, moment, order_of
from planner.intake.cell.numeric import gigabytes, number
from planner.intake.cell.system_text import items, organisational_unit, system_name, system_version

MDY, DMY, OPEN = Order(False), Order(True), Order(None)


@pytest.mark.parametrize(
    ("text", "order", "wanted"),
    [
        ("2020-06-09 07:58:08", OPEN, "2020-06-09T07:58:08"),
        ("2026-11-20T07:30:00.1234567Z", OPEN, "2026-11-20T07:30:00+00:00"),
        ("2026-11-20T07:30:00.1234567+02:00", OPEN, "2026-11-20T07:30:00+02:00"),
        ("2024-1-5", OPEN, "2024-01-05"),
        ("2024/01/05", OPEN, "2024-01-05"),
        ("11/4/2020 21:11", MDY, "2020-11-04T21:11:00"),
        ("11/4/2020 21:11", DMY, "2020-04-11T21:11:00"),
        ("11/4/2020 21:11", OPEN, None),
        ("6/4/2021, 4:00:37.371 PM", MDY, "2021-06-04T16:00:37"),
        ("1/23/23", OPEN, "2023-01-23"),
        ("23/1/85", OPEN, "1985-01-23"),
        ("11/24/2008", OPEN, "2008-11-24"),
        ("5/5/2024", OPEN, "2024-05-05"),
        ("7/27/2020 12:05:49 AM", MDY, "2020-07-27T00:05:49"),
        ("31.12.2025", OPEN, "2025-12-31"),
        ("04 24 2021 10:11:12", OPEN, "2021-04-24T10:11:12"),
        ("12 Jan 2024", OPEN, "2024-01-12"),
        ("January 12, 2024", OPEN, "2024-01-12"),
        ("Friday, January 12, 2024 3:04:05 PM", OPEN, "2024-01-12T15:04:05"),
        ("1705315800", OPEN, "2024-01-15T10:50:00+00:00"),
        ("1705315800.0", OPEN, "2024-01-15T10:50:00+00:00"),
        ("1707991200000", OPEN, "2024-02-15T10:00:00+00:00"),
        ("/Date(1613679244000)/", OPEN, "2021-02-18T20:14:04+00:00"),
        ("133500000000000000", OPEN, "2024-01-17T21:20:00+00:00"),
        ("20240131", OPEN, "2024-01-31"),
        ("45231", OPEN, "2023-11-01"),
        ("Fri Jun 12 14:15", OPEN, None),
        ("0001-01-01T00:00:00Z", OPEN, None),
        ("1/1/1601 1:00:00 AM", MDY, None),
        ("2024-02-30", OPEN, None),
        ("25:99", OPEN, None),
        ("0", OPEN, None),
        ("hello", OPEN, None),
        ("١٢/٠٣/٢٠٢٤", MDY, None),
    ],
)
def test_dates_in_every_form(text: str, order: Order, wanted: str | None) -> None:
    assert moment(text, order) == wanted


@pytest.mark.parametrize(
    "text", ["0", "0001-01-01T00:00:00Z", "1601-01-01", "1/1/1601", "1970-01-01", "-1", "/Date(0)/"]
)
def test_fillers_are_nothing(text: str) -> None:
    assert is_nothing(text)


@pytest.mark.parametrize("text", ["2024-01-01", "abc", "", "13/13/2024"])
def test_other_texts_are_no_fillers(text: str) -> None:
    assert not is_nothing(text)


def test_any_part_above_twelve_settles_the_column() -> None:
    assert order_of(["1/2/2024", "3/25/2024"]) == Order(False, 1)
    assert order_of(["1/2/2024", "25/3/2024"]) == Order(True, 1)
    assert order_of(["1/2/2024", "3/4/2024", "5/5/2024"]) == Order(None, 2)
    assert order_of(["25/3/2024", "3/25/2024", "1/2/2024"]) == Order(None, 1, mixed=True)
    assert order_of(["1/2/2024"], "dmy") == Order(True, 1)
    assert order_of(["01.02.2024", "03.04.2024"]) == Order(True, 2)
    assert order_of(["01.02.2024", "03.25.2024"]) == Order(False, 1)
    assert order_of(["01.02.2024", "3/4/2024"]) == Order(None, 2)
    assert order_of(["01.02.2024"], "mdy") == Order(False, 1)
    assert order_of(["1/2/2024", "3/25/2024"], "dmy") == Order(False, 1)


@settings(max_examples=100)
@given(day=st.dates(date(1971, 1, 2), date(2068, 12, 31)))
def test_each_order_reads_back_what_it_wrote(day: date) -> None:
    assert moment(f"{day.month}/{day.day}/{day.year}", MDY) == day.isoformat()
    assert moment(f"{day.day:02d}.{day.month:02d}.{day.year}", DMY) == day.isoformat()
    assert moment(f"{day.month}/{day.day}/{day.year % 100:02d}", MDY) in (
        day.isoformat(),
        day.replace(year=day.year + (100 if day.year < 1970 else 0)).isoformat(),
    )


@settings(max_examples=100)
@given(when=st.datetimes(datetime.fromisoformat("1972-01-01"), datetime.fromisoformat("2099-01-01")))
def test_iso_reads_back(when: datetime) -> None:
    assert moment(when.isoformat(sep=" "), OPEN) == when.replace(microsecond=0).isoformat()


@settings(max_examples=100)
@given(text=st.text(max_size=80))
def test_no_text_makes_the_parsers_fail(text: str) -> None:
    for order in (MDY, DMY, OPEN):
        found = moment(text, order)
        assert found is None or date.fromisoformat(found[:10]).year >= 1971
    is_nothing(text)
    order_of([text])
    amount = number(text)
    assert amount is None or abs(amount) < float("inf")
    gigabytes(text)
    items(text)
    system_name(text)
    system_version(text)
    organisational_unit(text)
    assert normalised(text) == normalised(text).casefold()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("56", 56), ("$12.58", 12.58), ("3.3x", 3.3), ("9.18 GB", 9.18), ("1,250.50", 1250.5), ("1.250,50", 1250.5),
        ("1,234", 1234), ("12,5", 12.5), ("85 %", 85), ("-4", -4), ("4.7E+15", 4.7e15), ("EUR 20", 20), ("20 EUR", 20),
        ("1 234,5", 1234.5), ("abc", None), ("", None), ("1-2", None), ("٣", None), ("12 of 40", None),
    ],
)  # fmt: skip
def test_numbers(text: str, wanted: float | None) -> None:
    assert number(text) == wanted


@pytest.mark.parametrize(
    ("text", "unit", "wanted"),
    [("16 GB", "gb", 16), ("16384", "mb", 16), ("17.04 MB", "gb", 0.02), ("1 TB", "gb", 1024),
     ("17179869184", "b", 16), ("64 B", "gb", 0.0), ("12 apples", "gb", None)],
)  # fmt: skip
def test_sizes(text: str, unit: str, wanted: float | None) -> None:
    assert gigabytes(text, unit) == wanted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2sv Enrolled [READ ONLY]", "2sv_enrolled"),
        ("\ufeffDevice name", "DeviceName"),
        ("AccountEnabled_b", "accountEnabled"),
        ("TimeGenerated [UTC]", "timegenerated"),
        ("DataSize(GB)", "Data Size"),
        ('"Serial-Number"', "serial.number"),
    ],
)
def test_headers_compare_without_their_dress(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


def test_lists_in_a_cell() -> None:
    assert items("a; b;a") == ("a", "b")
    assert items('["x","y"]') == ("x", "y")
    assert items("[]") == ()
    assert items("System.Object[]") is None
    assert items("a, b") == ("a", "b")


def test_systems_are_taken_apart() -> None:
    assert system_name("Microsoft Windows 11 Pro 10.0.26200") == "Microsoft Windows 11 Pro"
    assert system_name("macOS 14.4") == "macOS 14.4"
    assert system_version("10.0 (19045)") == "10.0.19045"
    assert organisational_unit(r"CN=A,OU=Sales\, East,OU=Boston,DC=x") == "Sales, East"
