"""Client text is shown, never obeyed."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from planner.tui.text import LINE_LIMIT, TEXT_LIMIT, cell, clean, fit, one_line, plain

HOSTILE = (
    "[/etc]", "[bold]x", "10.0.0.1 [/etc]", "AD [prod]", "[", "]", "[[", "\\[", "[@click=app.quit]x[/]",
    "<script>alert(1)</script>", "=cmd|'/c calc'!A1", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x9b31m",
    "a\u202egpj.exe", "\u2066x\u2069", "\ud800", "e" + "\u0301" * 50, "\x00", "\r\n", "🏳️‍🌈",
)  # fmt: skip
ANY = st.one_of(
    st.sampled_from(HOSTILE), st.text(max_size=60), st.text("[]/\\@bold\x1b\u202e \n", max_size=40)
)


@settings(max_examples=100)
@given(ANY)
def test_no_text_styles_or_acts(text: str) -> None:
    assert plain(text).spans == []
    shown = cell(text)
    assert isinstance(shown, Text)
    assert shown.spans == []
    assert shown.style in ("", Style())
    for result in (plain(text).plain, shown.plain, one_line(text)):
        assert not any(unicodedata.category(c) in ("Cc", "Cs") and c != "\n" for c in result)
        assert not any(
            c in result for c in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
        )
        result.encode()
    assert "\n" not in one_line(text)


@settings(max_examples=100)
@given(ANY)
def test_harmless_text_is_not_changed(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    if text.isascii() and text.isprintable():
        assert plain(text).plain == text


def test_what_would_act_is_visible() -> None:
    assert one_line("a\x1b[31mb") == "a␛[31mb"
    assert one_line("a\u202eb\x7f") == "a�b␡"
    assert one_line(" a\r\n b\tc ") == "a b c"


def test_ten_megabytes_are_cut() -> None:
    huge = "[x" * 5_000_000
    assert len(one_line(huge)) <= LINE_LIMIT + 1
    assert len(plain(huge).plain) <= TEXT_LIMIT + 1
    assert one_line(huge).endswith("…")


@settings(max_examples=100)
@given(ANY, st.integers(0, 40), st.booleans())
def test_fit_fills_exactly_the_width(text: str, width: int, right: bool) -> None:
    line = one_line(text)
    fitted = fit(line, width, right=right)
    assert cell_len(fitted) == width
    if cell_len(line) <= width:
        assert fitted.strip() == line
