"""Goals as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.model.client import Goal, typed_goal


@pytest.mark.parametrize(
    ("line", "text", "by"),
    [
        ("Pass the audit (by 2027-03-31)", "Pass the audit", "2027-03-31"),
        ("  Pass the audit  ", "Pass the audit", ""),
        ("Pass the audit (by 2027-02-30)", "Pass the audit (by 2027-02-30)", ""),
        ("(by 2027-03-31)", "(by 2027-03-31)", ""),
        ("Open (by 2027-03-31) a shop", "Open (by 2027-03-31) a shop", ""),
    ],
)
def test_a_goal_may_say_its_last_day(line: str, text: str, by: str) -> None:
    assert typed_goal(line) == Goal(text=text, by=by)


@given(st.text(alphabet="ab (by)2027-31", min_size=1).map(str.strip).filter(bool), st.dates())
def test_what_is_shown_is_what_is_read(text: str, day: object) -> None:
    assert typed_goal(Goal(text=text, by=str(day)).line) == Goal(text=text, by=str(day))
