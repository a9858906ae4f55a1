from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from planner.model.text import one_line


@given(st.text(max_size=400), st.integers(1, 80))
def test_a_line_is_one_line_and_short_and_quiet(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert len(line) <= limit
    assert not [c for c in line if unicodedata.category(c) in ("Cc", "Cs")]
    assert "\u202e" not in line


def test_ten_megabytes_cost_no_more_than_a_line() -> None:
    assert one_line("x" * 10_000_000, 20) == "x" * 19 + "…"


def test_escape_sequences_lose_their_power() -> None:
    assert one_line("a\x1b[31mred\x1b[0m\nb") == "a[31mred[0m b"
