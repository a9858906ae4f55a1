"""Dialogs: every path ends with an answer, by key and by mouse, and client text is never markup."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Button

from planner.model.error import PlannerError
from planner.tui.dialogs.choose import Choice, Choose
from planner.tui.dialogs.confirm import Confirm
from planner.tui.dialogs.dialog import Dialog
from planner.tui.dialogs.field import Field
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.message import Told
from planner.tui.dialogs.prompt import Prompt
from planner.tui.screens.base import STYLES
from planner.tui.theme import DARK
from tests.tui.sizes import BOTH

NOTHING = "nothing yet"
EVIL = "[/etc] [bold]x \x1b[31m"


class Harness(App[None]):
    CSS_PATH = STYLES / "base.tcss"

    def __init__(self, dialog: Dialog[object]) -> None:
        super().__init__()
        self.dialog = dialog
        self.answer: object = NOTHING
        self.register_theme(DARK)
        self.theme = DARK.name

    def on_mount(self) -> None:
        self.push_screen(self.dialog, self.take)

    def take(self, answer: object) -> None:
        self.answer = answer


def fields() -> tuple[Field, ...]:
    return (
        Field(id="name", label=f"Name {EVIL}", required=True),
        Field(id="people", label="People", kind="number"),
        Field(id="due", label="Due", kind="date"),
        Field(id="kind", label="Kind", kind="choice", choices=(("a", EVIL), ("b", "B")), value="b"),
        Field(id="traits", label="Traits", kind="many", choices=(("x", EVIL), ("y", "Y")), value="y"),
        Field(id="sure", label="Sure", kind="check"),
        Field(id="note", label="Note", kind="lines"),
    )


DIALOGS: dict[str, Callable[[], object]] = {
    "confirm": lambda: Confirm(EVIL, EVIL),
    "danger": lambda: Confirm(EVIL, EVIL, danger=True),
    "prompt": lambda: Prompt(EVIL, EVIL, value=EVIL, hint=EVIL),
    "choose": lambda: Choose(EVIL, EVIL, [Choice(str(i), EVIL, EVIL) for i in range(12)]),
    "told": lambda: Told(EVIL, EVIL * 200),
    "form": lambda: Form(EVIL, fields(), text=EVIL),
}


async def run(dialog: object, *keys: str) -> object:
    assert isinstance(dialog, Dialog)
    app = Harness(dialog)
    async with app.run_test() as pilot:
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
        await settle(pilot)
    return app.answer


async def settle(pilot: Pilot[None]) -> None:
    for _ in range(4):
        await pilot.pause()


@pytest.mark.parametrize("name", DIALOGS)
async def test_escape_ends_it_without_an_answer(name: str) -> None:
    assert await run(DIALOGS[name](), "escape") is None


@pytest.mark.parametrize("name", DIALOGS)
@pytest.mark.parametrize("size", BOTH)
async def test_it_fits_and_shows_its_buttons(
    name: str, size: tuple[int, int], frame: Callable[[App[None]], str]
) -> None:
    dialog = DIALOGS[name]()
    assert isinstance(dialog, Dialog)
    app = Harness(dialog)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        text = frame(app)
        assert "[/etc] [bold]x ␛[31m" in text
        for button in app.screen.query("Button"):
            assert app.screen.region.contains_region(button.region), text
            assert button.region.height == 1


@pytest.mark.parametrize(
    ("keys", "answer"), [(("y",), True), (("n",), None), (("enter",), True), (("right", "enter"), False)]
)
async def test_confirm(keys: tuple[str, ...], answer: bool | None) -> None:
    assert await run(Confirm("t", "q"), *keys) is answer


async def test_enter_does_no_harm_where_something_is_lost() -> None:
    assert await run(Confirm("t", "q", danger=True), "enter") is False


async def test_prompt_wants_an_answer_that_is_right() -> None:
    def check(text: str) -> str:
        return "" if text == "ok" else "Not this one."

    assert await run(Prompt("t", check=check), "n", "enter") == NOTHING
    assert await run(Prompt("t", check=check), "o", "k", "enter") == "ok"
    assert await run(Prompt("t"), "enter") == NOTHING


async def test_choose_by_key_and_by_filter() -> None:
    few = [Choice("a", "Apple"), Choice("b", "Pear")]
    many = [Choice(str(i), f"number {i}") for i in range(20)]
    assert await run(Choose("t", "", few), "down", "enter") == "b"
    assert await run(Choose("t", "", few, current="b"), "enter") == "b"
    assert await run(Choose("t", "", many), "1", "7", "enter") == "17"
    assert await run(Choose("t", "", many), "1", "down", "enter") == "10"
    assert await run(Choose("t", "", many), "z", "enter") == NOTHING


async def test_form_tells_what_is_missing_and_returns_every_answer(
    frame: Callable[[App[None]], str],
) -> None:
    form = Form("t", fields(), done="Create")
    app = Harness(cast("Dialog[object]", form))
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "is missing." in frame(app)
        assert app.answer == NOTHING
        await pilot.press("A", "tab", "x", "f10")
        await settle(pilot)
        assert "People must be a number." in frame(app)
        await pilot.press("backspace", "1", "2")
        await pilot.click("#done")
        await settle(pilot)
    assert dict(cast("dict[str, str]", app.answer)) == {
        "name": "A", "people": "12", "due": "", "kind": "b", "traits": "y", "sure": "", "note": "",
    }  # fmt: skip


async def test_form_looks_at_all_answers_together() -> None:
    def check(told: dict[str, str]) -> dict[str, str]:
        return {"a": "No."} if told["a"] == "x" else {}

    assert await run(Form("t", (Field(id="a", label="A"),), check=check), "x", "enter") == NOTHING
    assert await run(Form("t", (Field(id="a", label="A"),), check=check), "y", "enter") == {"a": "y"}


async def test_what_a_form_cannot_store_is_said_at_the_field_and_stays_typed(
    frame: Callable[[App[None]], str],
) -> None:
    def store(told: dict[str, str]) -> None:
        if told["b"] != "2":
            raise PlannerError("Two, please.")

    fields = (Field(id="a", label="A", value="long text"), Field(id="b", label="B", value="1"))
    app = Harness(cast("Dialog[object]", Form("t", fields, store=store, at="b")))
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert app.answer is NOTHING
        assert "Two, please." in frame(app)
        assert "long text" in frame(app)
        await pilot.press("backspace", "2", "ctrl+s")
        await settle(pilot)
    answer: object = app.answer
    assert answer == {"a": "long text", "b": "2"}


@pytest.mark.parametrize("name", ["choose", "told", "form", "prompt", "confirm"])
async def test_buttons_are_on_the_screen_at_24_lines(name: str) -> None:
    """However long rows and texts are, the buttons stay where they can be seen and clicked."""
    long: dict[str, Callable[[], object]] = {
        "choose": lambda: Choose("Pick", EVIL * 3, [Choice(str(i), "word " * 24, "why") for i in range(40)]),
        "told": lambda: Told("Told", "word " * 2000),
        "form": lambda: Form("Form", fields(), text="word " * 12),
        "prompt": lambda: Prompt("Prompt", "word " * 60),
        "confirm": lambda: Confirm("Sure?", "word " * 100),
    }
    dialog = cast("Dialog[object]", long[name]())
    app = Harness(dialog)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        buttons = list(app.screen.query(Button))
        assert buttons
        for button in buttons:
            assert button.region.height == 1
            assert app.screen.get_widget_at(*button.region.offset)[0] is button


async def test_marks_can_be_read() -> None:
    """A list of marks says by its glyphs what is marked; Space marks and unmarks."""
    app = Harness(cast("Dialog[object]", Form("Form", (fields()[4],))))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        text = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert f"[ ] {EVIL[:5]}" in text
        assert "[x] Y" in text
        await pilot.press("space")
        await settle(pilot)
        text = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert f"[x] {EVIL[:5]}" in text
        assert "Space marks" in text
