"""Places in sentences: counts, words, and a choice by number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.model.place import filled, places_flaw

VALUES: dict[str, int | str] = {"unmet": 1, "total": 1200, "names": "LT-1"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{unmet} of {total} {total?laptop|laptops}", "1 of 1,200 laptops"),
        ("{unmet?one stands|some stand} open: {names}", "One stands open: LT-1"),
        ("{unmet?|s}nothing to choose", "Nothing to choose"),
        ("No place at all", "No place at all"),
    ],
)
def test_places_are_filled(text: str, expected: str) -> None:
    assert filled(text, VALUES) == expected


@pytest.mark.parametrize("text", ["{unmett} laptops", "{names?one|many}", "{}", "{unmet?is}"])
def test_a_place_that_is_none_is_told(text: str) -> None:
    assert "nothing that can be filled in" in places_flaw(text)


@given(st.integers(0, 10**6))
def test_one_is_one_and_all_else_is_many(count: int) -> None:
    assert filled("{unmet?is|are}", {"unmet": count}) == ("Is" if count == 1 else "Are")


@given(st.text(alphabet="{}?|unmet names", max_size=30))
def test_any_text_is_filled_or_refused(text: str) -> None:
    try:
        done = filled(text, VALUES)
    except ValueError:
        assert places_flaw(text)
    else:
        assert not {"{unmet}", "{names}"} & {done}
