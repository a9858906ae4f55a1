"""Numbers are read one way, whoever typed them and wherever."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.writing import decimal_mark, locale_of, read_number


@pytest.mark.parametrize(
    ("text", "point", "comma"),
    [
        ("12", 12, 12),
        ("2,5", 2.5, 2.5),
        ("2.5", 2.5, 2.5),
        ("1,250", 1250, 1.25),
        ("1.250", 1.25, 1250),
        ("0,250", 0.25, 0.25),
        ("1,234,567.89", 1234567.89, 1234567.89),
        ("1.234,56", 1234.56, 1234.56),
        ("1'250", 1250, 1250),
        ("1\u202f234,5", 1234.5, 1234.5),
        ("-3", -3, -3),
        (".5", 0.5, 0.5),
    ],
)
def test_both_conventions_are_read_and_the_locale_decides_where_both_fit(
    text: str, point: float, comma: float
) -> None:
    assert read_number(text, ".") == point
    assert read_number(text, ",") == comma


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nan",
        "inf",
        "-Infinity",
        "1e999",
        "1,2,3",
        "12 34",
        "1.250.50",
        "٣",
        "0x10",
        "1e5",
        "1_000",
        "9" * 90,
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    assert read_number(text, ".") is None
    assert read_number(text, ",") is None


@given(st.integers(-(10**12), 10**12), st.integers(0, 99), st.sampled_from([".", ","]))
def test_what_is_written_with_groups_is_read_back(amount: int, cents: int, mark: str) -> None:
    gap = "," if mark == "." else "."
    text = f"{amount:,}".replace(",", gap) + f"{mark}{cents:02}"
    assert read_number(text, mark) == float(f"{amount}.{cents:02}")


def test_the_mark_follows_the_stated_locale_else_the_currency() -> None:
    assert decimal_mark(locale_of("EUR", "de_DE")) == ","
    assert decimal_mark(locale_of("EUR")) == "."
    assert locale_of("USD") == "en_US"
    assert locale_of("USD", "xx_YY") == "en_US"
    assert locale_of("GBP", "../etc") == "en_GB"
