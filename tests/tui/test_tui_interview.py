"""The interview on a real plan: keys answer, the band moves, internal things stay internal."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from planner.tui.app import PlannerApp
from planner.tui.dialogs.choose import Choose
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.message import Told
from planner.tui.screens.interview.note import Note
from planner.tui.screens.interview.screen import InterviewScreen
from planner.tui.widgets.chip import Chip
from planner.tui.widgets.score import ScoreBand
from planner.workspace import Session, Workspace
from planner.workspace.knowledge import Knowledge

Frame = Callable[[App[Any]], str]
WIDE, NARROW = (120, 40), (80, 24)
HOSTILE = (
    "[/etc] [bold",
    "[@click=app.quit]x[/]",
    "a\x1b[31mb",
    "\u202eevil",
    "=cmd|' /C calc'!A0",
    "<b>x</b>",
)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """Read the shipped templates once."""
    return Knowledge()


@pytest.fixture
def session(tmp_path: Path, knowledge: Knowledge) -> Iterator[Session]:
    """Open a new plan in a store of its own."""
    workspace = Workspace(tmp_path / "plans", author="Ann", knowledge=knowledge)
    opened = workspace.open(workspace.create("Acme Legal LLP", people=31))
    yield opened
    opened.close()
    workspace.close()


@asynccontextmanager
async def interview(
    session: Session, wait_for: Any, size: tuple[int, int] = WIDE
) -> AsyncIterator[tuple[Pilot[None], InterviewScreen]]:
    """Show the interview and wait for its first question."""
    app = PlannerApp(Workspace(Path("unused"), knowledge=session.knowledge))
    app.animation_level = "none"
    async with app.run_test(size=size, notifications=True) as pilot:
        app.enter(session, "interview")
        await wait_for(
            pilot, lambda: isinstance(app.screen, InterviewScreen) and bool(app.screen.run.trail), "it"
        )
        screen = app.screen
        assert isinstance(screen, InterviewScreen)
        yield pilot, screen
        assert app.unexpected == []


async def go_to(pilot: Pilot[None], screen: InterviewScreen, wait_for: Any, standard: str) -> None:
    await pilot.press("g")
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, Choose), "the list")
    await pilot.press(*standard, "enter")
    await wait_for(pilot, lambda: screen.run.current == standard and pilot.app.screen is screen, standard)


def of_kind(session: Session, kind: str) -> str:
    """Return the first standard that is answered in a way."""
    return next(s.id for s in session.knowledge.catalogue.standards.values() if s.answer.kind.value == kind)


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_question_stands_with_keys_probe_and_progress(
    size: tuple[int, int], session: Session, wait_for: Any, frame: Frame
) -> None:
    async with interview(session, wait_for, size) as (pilot, screen):
        standard = screen.standard
        assert standard is not None
        await wait_for(pilot, lambda: "Question 1 of 30" in frame(pilot.app), "the progress")
        shown = " ".join(frame(pilot.app).split())
        for word in ("y yes", "p partly", "n no", "a not applicable", "u unknown", standard.id, "Probe"):
            assert word in shown
        assert "45-minute path · about 45 minutes left" in shown
        assert ("Settled by domain" in shown) == (size == WIDE)
        assert standard.ask[:30] in shown


@pytest.mark.parametrize(
    ("key", "value"), [("y", "yes"), ("p", "partly"), ("n", "no"), ("a", "na"), ("u", "unknown")]
)
async def test_one_key_answers_and_brings_up_the_next(
    key: str, value: str, session: Session, wait_for: Any, frame: Frame
) -> None:
    async with interview(session, wait_for) as (pilot, screen):
        first = screen.run.current
        await pilot.press(key)
        await wait_for(pilot, lambda: "Question 2 of" in frame(pilot.app), "the next question")
        told = session.plan.answers[first]
        assert (told.answer, told.by) == (value, "Ann")
        assert screen.run.current not in ("", first)
        assert "Noted: " in frame(pilot.app)
        assert ".. " not in frame(pilot.app), "an answer that is a sentence keeps one dot"


async def test_the_band_moves_with_the_answer_and_back_with_undo(
    session: Session, wait_for: Any, frame: Frame
) -> None:
    async with interview(session, wait_for) as (pilot, screen):
        first, before = screen.run.current, session.assessment.score
        await pilot.press("n")

        def moved() -> bool:
            return session.assessment.score.high < before.high and "Noted:" in frame(pilot.app)

        await wait_for(pilot, moved, "what it did")
        assert screen.query_one(ScoreBand).score == session.assessment.score != before
        await pilot.press("ctrl+z")
        await wait_for(pilot, lambda: "Undone: answer to" in frame(pilot.app), "the undoing")
        assert screen.run.current == first
        assert first not in session.plan.answers
        assert screen.query_one(ScoreBand).score == before
        await pilot.press("ctrl+y")
        await wait_for(pilot, lambda: first in session.plan.answers, "the redoing")
        assert screen.run.current == first


async def test_arrows_go_back_and_forth_without_answering(
    session: Session, wait_for: Any, frame: Frame
) -> None:
    async with interview(session, wait_for) as (pilot, screen):
        first = screen.run.current
        await pilot.press("right", "j")
        await wait_for(pilot, lambda: "Question 3 of" in frame(pilot.app), "the third")
        await pilot.press("left", "k")
        await wait_for(pilot, lambda: "Question 1 of" in frame(pilot.app), "the first")
        assert screen.run.current == first
        assert session.plan.answers == {}


async def test_a_chip_is_clicked(session: Session, wait_for: Any) -> None:
    async with interview(session, wait_for) as (pilot, screen):
        first = screen.run.current
        chip = next(c for c in screen.query(Chip) if c.value == "partly")
        await pilot.click(chip)
        await wait_for(pilot, lambda: first in session.plan.answers, "the answer")
        assert session.plan.answers[first].answer == "partly"


async def test_an_option_is_taken_with_keys_or_mouse(session: Session, wait_for: Any) -> None:
    async with interview(session, wait_for) as (pilot, screen):
        standard = of_kind(session, "choice")
        options = tuple(session.knowledge.catalogue.standards[standard].answer.options)
        await go_to(pilot, screen, wait_for, standard)
        await pilot.press("down", "enter")
        await wait_for(pilot, lambda: standard in session.plan.answers, "the answer")
        assert session.plan.answers[standard].answer == options[1]
        await go_to(pilot, screen, wait_for, standard)
        await wait_for(pilot, lambda: screen.page.options.highlighted == 1, "the present option")
        await pilot.click(screen.page.options, offset=(5, 0))
        await wait_for(pilot, lambda: session.plan.answers[standard].answer == options[0], "the other answer")


async def test_a_figure_is_typed_only_after_enter(session: Session, wait_for: Any, frame: Frame) -> None:
    async with interview(session, wait_for) as (pilot, screen):
        standard = of_kind(session, "number")
        await go_to(pilot, screen, wait_for, standard)
        assert screen.focused is None
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(screen.focused, Input), "the field")
        await pilot.press(*"1..2", "enter")
        await wait_for(pilot, lambda: "takes a number" in frame(pilot.app), "the complaint")
        assert standard not in session.plan.answers
        await pilot.press("home", *["delete"] * 5, *"2400", "enter")
        await wait_for(pilot, lambda: standard in session.plan.answers, "the answer")
        told = session.plan.answers[standard]
        assert (told.answer, told.number) == ("number", 2400.0)
        assert screen.focused is None
        assert pilot.app.screen is screen


async def test_digits_keep_opening_the_areas(session: Session, wait_for: Any) -> None:
    async with interview(session, wait_for) as (pilot, screen):
        await go_to(pilot, screen, wait_for, of_kind(session, "number"))
        await pilot.press("1")
        await wait_for(pilot, lambda: getattr(pilot.app, "area", "") == "overview", "the overview")


async def test_texts_stand_beside_the_answer(session: Session, wait_for: Any, frame: Frame) -> None:
    async with interview(session, wait_for) as (pilot, screen):
        standard = screen.run.current
        for key, text in (("t", "On all but two"), ("i", "Doubt it"), ("e", "Saw the console")):
            await pilot.press(key)
            await wait_for(pilot, lambda: isinstance(pilot.app.screen, Note), "the note")
            await pilot.press(*text, "enter")
            await wait_for(pilot, lambda: pilot.app.screen is screen, "the question again")
        await pilot.press("f")
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, Form), "the form")
        await pilot.press(*"Ask Owen", "enter", *"Ben", "enter")
        await wait_for(pilot, lambda: pilot.app.screen is screen, "the question again")
        told = session.plan.answers[standard]
        assert (told.note, told.internal, told.evidence) == ("On all but two", "Doubt it", "Saw the console")
        assert (told.follow_up, told.owner, told.answer) == ("Ask Owen", "Ben", "unknown")
        assert screen.run.current == standard
        shown = " ".join(frame(pilot.app).split())
        assert "On all but two" in shown
        assert "→ Ben" in shown
        await pilot.press("y")
        await wait_for(pilot, lambda: session.plan.answers[standard].answer == "yes", "the answer")
        assert session.plan.answers[standard].note == "On all but two"
        await pilot.press("left", "x")
        await wait_for(pilot, lambda: standard not in session.plan.answers, "the cleared answer")


async def test_an_empty_note_on_an_open_question_is_no_answer(session: Session, wait_for: Any) -> None:
    async with interview(session, wait_for) as (pilot, screen):
        await pilot.press("t")
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, Note), "the note")
        await pilot.press("enter")
        await wait_for(pilot, lambda: pilot.app.screen is screen, "the question again")
        assert session.plan.answers == {}


async def test_client_view_takes_everything_internal_away(
    session: Session, wait_for: Any, frame: Frame
) -> None:
    async with interview(session, wait_for) as (pilot, screen):
        session.answer(screen.run.current, "no", internal="Secret remark")
        await wait_for(pilot, lambda: "Secret remark" in frame(pilot.app), "the internal note")
        await pilot.press("f5")
        await wait_for(pilot, lambda: "CLIENT VIEW" in frame(pilot.app), "the client view")
        shown = frame(pilot.app)
        for word in ("Probe", "Red flag", "Secret remark", "Impact"):
            assert word not in shown
        assert "Secret" not in str(screen._piece("internal-text")._shown)
        await pilot.press("i")
        await pilot.pause()
        assert pilot.app.screen is screen


async def test_a_measurement_counts_until_a_note_overrules_it(
    session: Session, wait_for: Any, frame: Frame
) -> None:
    for i in range(4):
        facts = {"name": f"PC{i}", "class": "laptop", "laps_managed": "yes" if i else "no"}
        session.add_record("devices", facts)
    async with interview(session, wait_for) as (pilot, screen):
        await go_to(pilot, screen, wait_for, "END-09")
        await wait_for(pilot, lambda: "3 of 4" in frame(pilot.app), "the measurement")
        assert "confirms" in frame(pilot.app)
        assert screen.answered is None
        await pilot.press("y")
        await wait_for(pilot, lambda: "The measurement still counts" in frame(pilot.app), "the warning")
        assert session.assessment.results["END-09"].basis.value == "measured"
        await pilot.press("left", "t")
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, Note), "the note")
        await pilot.press(*"All set", "enter")
        await wait_for(pilot, lambda: "Overruled" in " ".join(frame(pilot.app).split()), "both")
        shown = " ".join(frame(pilot.app).split())
        assert "3 of 4" in shown
        assert "· this" in shown  # … counts: on the next line, beside the other column
        assert session.assessment.results["END-09"].basis.value == "override"


async def test_why_shows_the_figures(session: Session, wait_for: Any, frame: Frame) -> None:
    async with interview(session, wait_for) as (pilot, screen):
        session.answer(screen.run.current, "no")
        await pilot.press("w")
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, Told), "the explanation")
        assert "risk = " in frame(pilot.app)


async def test_a_short_path_ends_in_a_calm_card(session: Session, wait_for: Any, frame: Frame) -> None:
    async with interview(session, wait_for) as (pilot, screen):
        await pilot.press("o")
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, Choose), "the paths")
        await pilot.press("up", "enter")
        await wait_for(pilot, lambda: "20-minute path" in frame(pilot.app), "the path")
        total = screen.run.total(session.assessment)
        await pilot.press(*("ynpu" * total)[:total])
        await wait_for(pilot, lambda: "That is everything" in frame(pilot.app), "the card")
        shown = frame(pilot.app)
        assert f"{total} of {total} answered" in shown
        assert "at the start" in shown
        assert "Roadmap" in shown
        assert "Probe" not in shown
        await pilot.press("y", "x", "t", "enter")  # nothing to answer here
        await pilot.pause()
        assert len(session.plan.answers) == total
        await pilot.press("left")
        await wait_for(pilot, lambda: screen.run.current != "", "the last question")


async def test_one_domain_is_asked_about(session: Session, wait_for: Any) -> None:
    async with interview(session, wait_for) as (pilot, screen):
        await pilot.press("d")
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, Choose), "the domains")
        await pilot.press(*"people", "enter")
        await wait_for(pilot, lambda: screen.run.domain == "PPL", "the domain")
        assert all(key.startswith("PPL") for key in screen.run.waiting(session.assessment))
        await pilot.click("Domains", offset=(2, 0))
        await wait_for(pilot, lambda: screen.run.domain == "", "all domains")


async def test_reading_only_says_so_and_keeps_nothing(
    session: Session, wait_for: Any, tmp_path: Path
) -> None:
    session.flush()
    other = Workspace(tmp_path / "plans", knowledge=session.knowledge).open(session.slug, read_only=True)
    async with interview(other, wait_for) as (pilot, screen):
        first = screen.run.current
        await pilot.press("y")
        app = pilot.app
        await wait_for(
            pilot, lambda: any("reading only" in n.message for n in app._notifications), "the notice"
        )
        assert other.plan.answers == {}
        assert screen.run.current == first
    other.close()


async def test_client_text_is_never_obeyed(session: Session, wait_for: Any, frame: Frame) -> None:
    async with interview(session, wait_for) as (pilot, screen):
        for text in HOSTILE:
            session.answer(
                screen.run.current, "partly", note=text, internal=text, evidence=text, follow_up=text, owner=text,
                by=text,
            )  # fmt: skip
            clean = text.replace("\x1b", "").replace("\u202e", "")
            await wait_for(pilot, lambda clean=clean: clean[:8] in frame(pilot.app), clean)
            assert "\x1b" not in frame(pilot.app)


async def test_text_of_templates_is_never_obeyed(tmp_path: Path, wait_for: Any, frame: Frame) -> None:
    knowledge = Knowledge()
    whole = knowledge.catalogue
    odd = {
        key: replace(
            s, ask="[/ask] " * 900, title="[bold", why="\x1b]0;x\x07 [why]", probe="[probe", red_flag="[/]"
        )
        for key, s in whole.standards.items()
    }
    domains = {key: replace(d, title="[/domain") for key, d in whole.domains.items()}
    knowledge.__dict__["catalogue"] = replace(whole, standards=odd, domains=domains)
    workspace = Workspace(tmp_path / "odd", knowledge=knowledge)
    session = workspace.open(workspace.create("Acme"))
    async with interview(session, wait_for) as (pilot, screen):
        await wait_for(pilot, lambda: "[/ask] [/ask]" in frame(pilot.app), "the question")
        assert "[probe" in frame(pilot.app)
        await pilot.press("y", "w")
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, Told), "the explanation")
        assert "[bold" in frame(pilot.app)
        await pilot.press("escape", "g")
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, Choose), "the list")
        await pilot.press("escape", "1")
        await wait_for(
            pilot, lambda: "[/ask]" in frame(pilot.app) and screen is not pilot.app.screen, "overview"
        )
    session.close()
    workspace.close()
