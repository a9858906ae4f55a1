from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.model.text import for_terminal, one_line, without_controls

ACTING = "\x00\x07\x08\x1b\x7f\x85\x9b\u202a\u202e\u2066\u2069\ud800\udfff"
MARKS = "\u061c\u200e\u200f"


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


@pytest.mark.parametrize("char", [*ACTING])
def test_what_acts_is_neither_kept_nor_printed(char: str) -> None:
    assert without_controls(f"a{char}b") == "ab"
    assert for_terminal(f"a{char}b") == "ab"
    assert one_line(f"a{char}b") in ("ab", "a b")


@pytest.mark.parametrize("char", [*MARKS])
def test_marks_that_names_are_spelt_with_are_kept_but_not_printed(char: str) -> None:
    assert without_controls(f"a{char}b") == f"a{char}b"
    assert for_terminal(f"a{char}b") == "ab"
    assert one_line(f"a{char}b") == "ab"


def test_lines_and_tabs_stay_whatever_ends_a_line() -> None:
    assert without_controls("a\tb\nc\r\nd\re") == "a\tb\nc\nd\ne"
    assert for_terminal("a\tb\nc") == "a\tb\nc"


@given(st.text(max_size=200))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    for clean in (without_controls, for_terminal):
        once = clean(text)
        assert clean(once) == once
        once.encode("utf-8")


def test_an_ordinary_text_is_not_even_copied() -> None:
    text = "Müller & Söhne 漢字 שלום"
    assert without_controls(text) is text
    assert for_terminal(text) is text
