"""Any client text is literal text in Markdown."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from planner.report.markdown import CELL, LONGEST, cell, clean, escape

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
"""HTML is on, so that a tag that slipped through would show as one."""

NASTY = st.text(
    alphabet=st.one_of(
        st.sampled_from("\\`*_{}[]()#+-.!|<>~&:=;'\"@/ \n\t1a\u202e\x1b\u00a0"),
        st.characters(codec="utf-8"),
    ),
    max_size=40,
)
NAMES = (
    "[/etc]",
    "[bold]x",
    "<script>alert(1)</script>",
    "=cmd|'/c calc'!A1",
    "| a | b",
    "# heading",
    "![x](http://evil.example/x.png)",
    "[x](javascript:alert(1))",
    "<http://evil.example>",
    "http://evil.example www.evil.example",
    "&lt;b&gt; &copy; &#35;",
    "1. one",
    "- - -",
    "***",
    "___",
    "===",
    "~~~",
    "```sh",
    "    code",
    "> quote",
    "a_b__c _d_ __e__",
    "C:\\Users\\",
    "\\|",
    "C #",
    ":---:",
    "[^1]: note",
    "[x]: /url 'title'",
    "+1 (555) 0100",
    "1)",
    "tail &amp",
    "\x1b[31mred\x1b[0m",
    "\u202egnp.exe",
    "two  \nlines",
)


def _inline(tokens: list[Token]) -> list[Token]:
    return [child for token in tokens if token.type == "inline" for child in token.children or ()]


def _text(tokens: list[Token]) -> str:
    assert {t.type for t in tokens} <= {"text", "text_special"}, [t.type for t in tokens]
    return "".join(t.content for t in tokens)


def _literal(text: str) -> None:
    wanted = clean(text)
    tokens = PARSER.parse(str(escape(text)))
    if not wanted:
        assert tokens == []
        return
    assert [t.type for t in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert _text(_inline(tokens)) == wanted


@pytest.mark.parametrize("text", NAMES)
def test_hostile_names_are_literal(text: str) -> None:
    _literal(text)


@settings(max_examples=100)
@given(NASTY)
@example("_a_")
@example("#")
@example("&a")
def test_any_text_is_literal_in_a_paragraph(text: str) -> None:
    _literal(text)


@settings(max_examples=100)
@given(NASTY, NASTY)
def test_any_text_is_literal_where_two_values_follow_each_other(first: str, second: str) -> None:
    tokens = PARSER.parse(f"See {escape(first)}, {escape(second)}.")
    wanted = " ".join(f"See {clean(first)}, {clean(second)}.".split())
    assert " ".join(_text(_inline(tokens)).split()) == wanted


@settings(max_examples=100)
@given(NASTY)
def test_any_text_is_literal_in_a_heading(text: str) -> None:
    tokens = PARSER.parse(f"## {escape(text)}")
    assert [t.type for t in tokens] == ["heading_open", "inline", "heading_close"]
    assert _text(_inline(tokens)) == clean(text)


@settings(max_examples=100)
@given(st.lists(NASTY, min_size=2, max_size=4))
def test_table_cells_keep_their_count_and_their_text(texts: list[str]) -> None:
    row = " | ".join(escape(cell(text)) for text in texts)
    head = " | ".join("h" for _ in texts)
    rule = " | ".join("---" for _ in texts)
    tokens = PARSER.parse(f"| {head} |\n| {rule} |\n| {row} |\n")
    body = tokens[[t.type for t in tokens].index("tbody_open") :]
    cells = [t for t in body if t.type == "inline"]
    assert [_text(list(t.children or ())) for t in cells] == [clean(text) for text in texts]


def test_words_stay_readable() -> None:
    for text in ("PC_01.acme.example", "R&D", "a - b + c = d", "3.5 of 5 (high)", "-5", "$1,250", "it's #1"):
        assert escape(text) == text


@pytest.mark.parametrize("mark", "\u202e\u202d\u2066\u2069\u200f\x00\x07\x1b\x9b\u200b\ufeff\U000e0041")
def test_marks_without_a_shape_are_taken_out(mark: str) -> None:
    assert clean(f"a{mark}b") == "ab"


def test_joiners_that_scripts_need_stay() -> None:
    assert clean("क्\u200dष") == "क्\u200dष"


def test_half_a_surrogate_can_be_written() -> None:
    assert escape("a\ud800b").encode() == "a\ufffdb".encode()


def test_megabytes_are_cut() -> None:
    huge = "long note " * 1_000_000
    assert len(cell(huge)) == CELL
    assert cell(huge).endswith("…")
    assert len(clean(huge)) <= LONGEST
    spaces = clean("a" + " " * 10_000_000 + "b")
    assert spaces == "a …"
