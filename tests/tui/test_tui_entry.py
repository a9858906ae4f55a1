"""The fields: what stands in them is fit to keep, what is drawn acts on nothing, what is untouched stays."""

from __future__ import annotations

from typing import Any

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from planner.tui.widgets.entry import Entry, Lines
from tests.hostile import EVIL, foreign
from tests.tui.terminal import keep_bytes

KEPT = "Evil[6666zX]0;TITLE]52;c;UFdORUQ=P1$r\\31m0;TqXX"
HARMLESS = "Müller\u200f & שלום\u200e, 1\u00ad2, a\u2028b, c\td"


class Fields(App[None]):
    """One field of each sort."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        yield Entry(self._text, placeholder=EVIL)
        yield Lines(self._text)

    @property
    def entry(self) -> Entry:
        return self.query_one(Entry)

    @property
    def lines(self) -> Lines:
        return self.query_one(Lines)


async def _settle(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.pause()


async def test_hostile_text_is_clean_in_the_field_and_when_it_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written = keep_bytes(monkeypatch)
    app = Fields(EVIL)
    async with app.run_test() as pilot:
        await _settle(pilot)
        for told in (app.entry.value, app.lines.text, app.entry.text, app.lines.told):
            assert told.replace("\u200f", "").replace("\u061c", "").strip("\u2028\n ") == KEPT
        app.entry.value = ""
        await _settle(pilot)  # the placeholder is seen
        monkeypatch.undo()
    assert "6666z" in "".join(written)
    assert foreign("".join(written)) == []


@pytest.mark.parametrize("field", ["entry", "lines"])
async def test_what_is_pasted_is_cleaned_and_the_cursor_stands_behind_it(
    field: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = keep_bytes(monkeypatch)
    app = Fields("ab")
    async with app.run_test() as pilot:
        widget: Any = getattr(app, field)
        widget.focus()
        await pilot.press("end")
        app.post_message(events.Paste("x\x1b[6666z\u202e\x9by"))
        await _settle(pilot)
        await pilot.press("!")
        assert (widget.value if field == "entry" else widget.text) == "abx[6666zy!"
        monkeypatch.undo()
    assert foreign("".join(written)) == []


async def test_untouched_harmless_text_comes_back_as_it_was() -> None:
    app = Fields(HARMLESS)
    async with app.run_test() as pilot:
        await _settle(pilot)
        assert app.entry.text == HARMLESS
        assert app.lines.told == HARMLESS


async def test_lines_in_a_field_of_one_line_survive_unless_it_is_changed() -> None:
    app = Fields("first\nsecond")
    async with app.run_test() as pilot:
        await _settle(pilot)
        assert app.entry.value == "first second"
        assert app.entry.text == "first\nsecond"
        app.entry.focus()
        await pilot.press("end", "!")
        assert app.entry.text == "first second!"
        assert app.lines.told == "first\nsecond"
