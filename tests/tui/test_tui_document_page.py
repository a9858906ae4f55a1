"""Markdown laid out for the screen: nothing lost, nothing obeyed, nothing wider than there is room."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.tui.screens.document import page
from planner.tui.screens.document.page import page_lines
from planner.tui.screens.document.wrap import Line, length, wrap


def text_of(lines: list[Line]) -> list[str]:
    return ["".join(text for text, _ in line).rstrip() for line in lines]


def test_headings_paragraphs_and_lists() -> None:
    lines = text_of(
        page_lines("## 1 Title\n\nOne two three.\n\n- first\n- second and more\n\n1. a\n2. b\n", 14)
    )
    assert lines == [
        "1 Title", "━━━━━━━", "", "One two three.", "", "• first", "• second and", "  more", "", "1. a", "2. b"
    ]  # fmt: skip


def test_nested_lists_and_quotations_are_indented() -> None:
    lines = text_of(page_lines("- a\n  - b\n- c\n\n> said\n> so\n", 30))
    assert lines == ["• a", "  • b", "", "• c", "", "▌ said so"]


def test_a_table_has_a_rule_and_aligned_figures() -> None:
    lines = text_of(page_lines("| Work | Money |\n| :--- | ---: |\n| Mail | 5 |\n| Backup | 1,200 |\n", 40))
    assert lines == ["Work    Money", "─────────────", "Mail        5", "Backup  1,200"]


def test_a_wide_table_wraps_in_its_cells_and_stays_within_the_width() -> None:
    row = "| " + " | ".join(["some longer words that wrap"] * 4) + " |\n"
    lines = page_lines("| A | B | C | D |\n| - | - | - | - |\n" + row * 2, 60)
    assert max(map(length, lines)) <= 60
    assert [] in lines, "rows of several lines stand apart"


def test_html_links_and_pictures_are_text() -> None:
    lines = text_of(page_lines("<b>x</b> [word](http://example.org) ![picture](y.png) `[/code]`\n", 80))
    assert lines == ["<b>x</b> word picture [/code]"]


def test_tones_mark_what_is_strong() -> None:
    (line,) = page_lines("**Score:** *34* now\n", 40)
    assert ("Score:", "strong") in line
    assert ("34", "em") in line
    assert ("now", "") in line


def test_control_characters_are_made_visible() -> None:
    (line,) = text_of(page_lines("a\x1b[31mb\u202ec\n", 40))
    assert line == "a␛[31mb\ufffdc"


def test_a_section_beyond_the_limit_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "LIMIT", 50)
    lines = text_of(page_lines("word " * 100, 40))
    assert lines[-1].startswith("This preview ends here")


def test_a_table_of_2000_devices_is_laid_out_whole() -> None:
    rows = "".join(f"| device {i} | Windows 10 | a person with a longer name {i} |\n" for i in range(2000))
    lines = text_of(page_lines("| Device | System | Used by |\n| :- | :- | :- |\n" + rows, 70))
    assert len(lines) == 2002
    assert lines[-1].startswith("device 1999")


@settings(max_examples=80)
@given(
    st.lists(st.tuples(st.text(max_size=30), st.sampled_from(["", "strong"])), max_size=6), st.integers(1, 40)
)
def test_wrapping_keeps_every_letter_and_the_width(runs: list[tuple[str, str]], width: int) -> None:
    lines = wrap(runs, width)
    kept = "".join("".join(text for text, _ in line) for line in lines)
    assert "".join(kept.split()) == "".join("".join(text for text, _ in runs).split())
    # A letter of two columns does not fit into one.
    assert all(length(line) <= max(width, 2) for line in lines)


@settings(max_examples=60)
@given(st.text(max_size=300), st.integers(1, 90))
def test_any_text_is_laid_out(markdown: str, width: int) -> None:
    for line in page_lines(markdown, width):
        assert all("\n" not in text and "\x1b" not in text for text, _ in line)
