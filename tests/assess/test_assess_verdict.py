"""What an interval of numbers is worth at its edges, where the good and the fair numbers meet."""

from __future__ import annotations

import pytest

from planner.assess.verdict import verdicts
from planner.model.condition import parse_condition


@pytest.mark.parametrize(
    ("ends", "good", "fair", "whole", "expected"),
    [
        # An open bound of a count is the next whole number.
        ((0, 0), ">0", ">=0", True, (0.5, 0.5)),
        ((1, 1), ">0", ">=0", True, (1, 1)),
        ((2, 2), "<2", "<=2", True, (0.5, 0.5)),
        ((1, 1), "<2", "<=2", True, (1, 1)),
        # Good up to 4, fair from 5 on: of counts nothing lies between, of other numbers 4.5 does.
        ((3, 6), "2..4", "5..8", True, (0.5, 1)),
        ((3, 6), "2..4", "5..8", False, (0, 1)),
        ((3, 7), "5..8", "2..4", True, (0.5, 1)),
        ((3, 7), "6..8", "2..4", True, (0, 1)),
        ((3, 7), "6..8", "2..4", False, (0, 1)),
        # Where two ranges meet, one of them has to hold the edge.
        ((4, 6), "<5", ">5", False, (0, 1)),
        ((4, 6), "<5", ">=5", False, (0.5, 1)),
        ((4, 6), "<=5", ">5", False, (0.5, 1)),
        ((4, 6), "<=5", ">=5", False, (0.5, 1)),
    ],
)
def test_the_worst_and_the_best_of_an_interval(
    ends: tuple[float, float], good: str, fair: str, whole: bool, expected: tuple[float, float]
) -> None:
    assert verdicts(*ends, parse_condition(good), parse_condition(fair), whole=whole) == expected
