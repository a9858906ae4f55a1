from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.model.condition import RawCondition, parse_condition
from planner.model.fact import Value

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("raw", "value", "expected"),
    [
        (True, True, True),
        (True, False, False),
        (True, 1, False),  # a count of one is not a yes
        ("laptop", "Laptop", True),
        (("laptop", "desktop"), "desktop", True),
        (("laptop", "desktop"), "phone", False),
        ("<=30", 30, True),
        ("<=30", 30.5, False),
        ("<30", 30, False),
        (">0", 0, False),
        ("2..4", 4, True),
        ("2..4", 5, False),
        ("set", "x", True),
        ("set", (), False),
        ("set", False, True),
        ("within 180 days", "2027-05-21", True),
        ("within 180 days", "2027-05-22", False),
        ("within 180 days", "2020-01-01", True),
        ("beyond 180 days", "2027-05-22", True),
        ("beyond 180 days", "2027-05-21", False),
        ("beyond 180 days", "2020-01-01", False),
        ("beyond 180 days", (), False),
        ("<=30", "many", None),
        ("<=30", True, None),
        ("wpa3", ("wpa2", "WPA3"), True),
        (5, 5.0, True),
    ],
)
def test_truth(raw: RawCondition, value: Value, expected: bool | None) -> None:
    assert parse_condition(raw).holds(value, TODAY) is expected


@given(st.one_of(st.booleans(), st.integers(), st.sampled_from(["set", "<=3", "2..4", "a", "within 3 days"])))
def test_a_missing_value_is_never_true_and_never_false(raw: RawCondition) -> None:
    assert parse_condition(raw).holds(None, TODAY) is None


@pytest.mark.parametrize("raw", ["<=", ">= x", "=5", "5..", "<=1e3x"])
def test_a_broken_comparison_is_refused(raw: str) -> None:
    with pytest.raises(ValueError, match="is not a condition"):
        parse_condition(raw)


def test_yes_and_one_are_two_conditions_however_they_are_remembered() -> None:
    today = date(2026, 11, 22)
    assert parse_condition(True).holds(True, today)
    assert parse_condition(1.0).values == (1.0,)
    assert not parse_condition(1.0).holds(True, today)
