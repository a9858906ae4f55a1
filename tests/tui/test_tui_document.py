"""The document on the demo's plan: preview, arranging, exporting, and who may see what."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from planner.report import Part
from planner.store import Target
from planner.tui.app import PlannerApp
from planner.tui.dialogs.choose import Choose
from planner.tui.dialogs.prompt import Prompt
from planner.tui.screens.document.screen import FRONT, DocumentScreen
from planner.tui.screens.document.target import problem
from planner.workspace import Session, Workspace
from planner.workspace.demo import demo_day
from tests.tui.sizes import BOTH, WIDE

Frame = Callable[[App[Any]], str]
HOSTILE = "[/etc] [bold]x\x1b[31m\u202e<script>[@click=app.quit]y[/]"


@pytest.fixture(name="session")
def _session(demo: Session) -> Session:
    return demo


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the offered path away from the home folder."""
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.setattr(Path, "home", lambda: folder)
    return folder


@asynccontextmanager
async def document(
    session: Session, wait_for: Any, tmp_path: Path, size: tuple[int, int] = WIDE
) -> AsyncIterator[tuple[PlannerApp, Pilot[None], DocumentScreen]]:
    """Show the document; what is a mistake of ours fails the test."""
    app = PlannerApp(Workspace(tmp_path / "none"))
    async with app.run_test(size=size, notifications=True) as pilot:
        await wait_for(pilot, lambda: app.area == "home", "the clients")
        app.enter(session, "document")
        await wait_for(
            pilot, lambda: isinstance(app.screen, DocumentScreen) and app.screen.is_mounted, "the document"
        )
        screen = app.screen
        assert isinstance(screen, DocumentScreen)
        await settle(pilot, screen)
        yield app, pilot, screen
        await settle(pilot, screen)
        await wait_for(pilot, lambda: session.save_state.phase == "saved", "the save")
    assert app.unexpected == []


async def settle(pilot: Pilot[None], screen: DocumentScreen) -> None:
    """Wait until the document is composed and drawn."""
    await pilot.pause()
    for _ in range(20):
        await screen._composing.settled()
        await pilot.pause()
        if not screen._composing.under_way:
            return
    raise AssertionError("composing does not come to an end")


def go_to(screen: DocumentScreen, section: str) -> None:
    screen.query_one("#document-sections", OptionList).highlighted = screen._ids.index(section)


def listed(screen: DocumentScreen) -> list[str]:
    listing = screen.query_one("#document-sections", OptionList)
    return [str(listing.get_option_at_index(i).prompt) for i in range(listing.option_count)]


def exported(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def notices(app: PlannerApp) -> str:
    return "\n".join(n.message for n in app._notifications)


@pytest.mark.parametrize("size", BOTH)
async def test_each_section_reads_as_it_will_in_the_export(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with document(session, wait_for, tmp_path, size) as (app, pilot, screen):
        parts = session.parts("client")
        assert [i for i in screen._ids if i in {p.id for p in parts}] == [p.id for p in parts]
        for number, part in enumerate(parts):
            go_to(screen, part.id)
            await pilot.pause()
            assert screen.paper.markdown == part.markdown
            lines = frame(app).splitlines()
            if number:
                assert any(f"{number} {part.title[:14]}" in line for line in lines[2:5])
            assert all(len(line) <= size[0] for line in lines)
        footer = lines[-1]
        for word in ("Export", "In/out", "Move", "Reader"):
            assert word in footer


async def test_the_preview_follows_a_change_made_elsewhere_and_keeps_its_place(
    session: Session, wait_for: Any, tmp_path: Path
) -> None:
    async with document(session, wait_for, tmp_path) as (_app, pilot, screen):
        go_to(screen, "decisions")
        await pilot.pause()
        key = next(i.id for i in session.roadmap.initiatives if i.decision is None)
        await pilot.press("1")
        session.decide(key, "decline", by="Ann", why="A reason nobody had before")
        await pilot.press("6")
        await wait_for(pilot, lambda: "A reason nobody had before" in screen.paper.markdown, "the decision")
        await pilot.press("d")
        await wait_for(pilot, lambda: isinstance(_app.screen, Choose), "the documents")
        await pilot.press("down", "enter")
        await wait_for(pilot, lambda: "Every answer" in " ".join(listed(screen)), "the appendix")
        go_to(screen, "answers")
        await pilot.pause()
        screen.paper.scroll_to(y=40, animate=False)
        await pilot.pause()
        session.answer("GOV-01", "yes", note="Something new")
        await wait_for(pilot, lambda: "Something new" in screen.paper.markdown, "the answer")
        assert screen.paper.scroll_offset.y == 40
        go_to(screen, "prices")
        await wait_for(pilot, lambda: screen.paper.scroll_offset.y == 0, "the top of another section")


async def test_a_section_left_out_is_out_of_preview_and_export_and_stays_so(
    session: Session, wait_for: Any, desk: Path, tmp_path: Path
) -> None:
    async with document(session, wait_for, tmp_path) as (app, pilot, screen):
        title = next(p.title for p in session.parts() if p.id == "whole-budget")
        go_to(screen, "whole-budget")
        await pilot.press("space")
        await wait_for(pilot, lambda: f"○    {title}" in listed(screen), "the mark")
        await settle(pilot, screen)
        assert "left out" in screen.paper.markdown
        assert "whole-budget" not in [p.id for p in session.parts()]
        assert any(line.endswith(" 6 Decisions and accepted risks") for line in listed(screen))
        await pilot.press("e")
        await wait_for(pilot, lambda: isinstance(app.screen, Prompt), "the question")
        await pilot.press("enter")
        await wait_for(pilot, lambda: "Written:" in notices(app), "the notice")
        written = next(iter(exported(desk).values()))
        assert f" {title}\n" not in written
        await wait_for(pilot, lambda: session.save_state.phase == "saved", "the save")
        session.flush()
        reader = Workspace(tmp_path / "demo", today=demo_day()).open(session.slug)
        assert reader.plan.settings.documents["roadmap"].off == ("whole-budget",)
        reader.close()
        await pilot.press("space")
        await wait_for(pilot, lambda: "whole-budget" in screen._parts, "the section again")


async def test_sections_move_and_go_back_to_the_templates_order(
    session: Session, wait_for: Any, tmp_path: Path
) -> None:
    async with document(session, wait_for, tmp_path) as (app, pilot, screen):
        before = [p.id for p in session.parts()]
        go_to(screen, before[3])
        await pilot.press("K", "K")
        await settle(pilot, screen)
        wanted = [FRONT, before[3], before[1], before[2], *before[4:]]
        assert [p.id for p in session.parts()] == wanted
        assert [i for i in screen._ids if i in wanted] == wanted
        assert screen.current == before[3]
        assert screen.paper.markdown.startswith("## 1 ")
        await pilot.press("K")  # it is first already
        await pilot.press("J")
        await settle(pilot, screen)
        assert [p.id for p in session.parts()] == [FRONT, before[1], before[3], before[2], *before[4:]]
        await pilot.press("r")
        await settle(pilot, screen)
        assert [p.id for p in session.parts()] == before
        go_to(screen, FRONT)
        await pilot.press("space", "J")
        await wait_for(
            pilot, lambda: "always there" in notices(app) and "comes first" in notices(app), "the notices"
        )


async def test_a_click_reads_a_section_and_leaves_nothing_out(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path
) -> None:
    async with document(session, wait_for, tmp_path) as (app, pilot, screen):
        plan = session.plan
        y = next(i for i, line in enumerate(frame(app).splitlines()) if " 6 Everything IT costs" in line)
        await pilot.click(offset=(10, y))
        await wait_for(
            pilot, lambda: screen.current == "whole-budget" and app.focused is screen.paper, "the section"
        )
        assert session.plan is plan
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.focused is screen.query_one("#document-sections"), "the list")
        await pilot.press("right", "down")
        assert screen.current == "whole-budget"


async def test_the_export_offers_a_path_remembers_the_folder_and_asks_before_overwriting(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path, desk: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    name = f"{session.slug}-roadmap-{session.today.isoformat()}.md"
    async with document(session, wait_for, tmp_path) as (app, pilot, screen):
        await pilot.press("e")
        await wait_for(pilot, lambda: isinstance(app.screen, Prompt), "the question")
        assert app.screen.query_one(Input).value == str(desk / name)
        app.screen.query_one(Input).value = str(other)
        await pilot.press("enter")
        await wait_for(pilot, lambda: f"Written: {other / name}" in notices(app), "the notice")
        assert (other / name).read_text(encoding="utf-8") == session.document()
        (other / name).write_text("mine", encoding="utf-8")
        second = name.replace(".md", "-2.md")
        for keys, mine, files in (
            (("escape",), "mine", 1),  # neither
            (("enter",), "mine", 2),  # another name, as offered
            (("down", "enter"), session.document(), 2),  # replace
        ):
            await pilot.press("e")
            await wait_for(pilot, lambda: isinstance(app.screen, Prompt), "the question")
            assert app.screen.query_one(Input).value == str(other / name)
            await pilot.press("enter")
            await wait_for(
                pilot, lambda: isinstance(app.screen, Choose) and "4 bytes, last" in frame(app), "the warning"
            )
            await pilot.press(*keys)
            if keys == ("enter",):
                await wait_for(pilot, lambda: isinstance(app.screen, Prompt), "the question again")
                assert app.screen.query_one(Input).value == str(other / second)
                await pilot.press("enter")
            await wait_for(
                pilot,
                lambda files=files: (
                    app.screen is screen and not app.working and len(list(other.iterdir())) == files
                ),
                "the document",
            )
            await wait_for(pilot, lambda mine=mine: exported(other)[name] == mine, "what is in the file")
        assert exported(other)[second] == session.document()
        # A folder that is named again keeps both.
        await pilot.press("e")
        await wait_for(pilot, lambda: isinstance(app.screen, Prompt), "the question")
        app.screen.query_one(Input).value = f"{other}/"
        await pilot.press("enter")
        await wait_for(
            pilot, lambda: f"Written: {other / name.replace('.md', '-3.md')}" in notices(app), "it"
        )


async def test_a_place_that_is_no_documents_is_refused_beside_the_field(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path, desk: Path
) -> None:
    plan = tmp_path / "demo" / f"{session.slug}.json"
    shutil.copy(plan, desk / "mailed.md")
    mailed = (desk / "mailed.md").read_bytes()
    os.mkfifo(desk / "pipe")
    async with document(session, wait_for, tmp_path) as (app, pilot, screen):
        await pilot.press("e")
        await wait_for(pilot, lambda: isinstance(app.screen, Prompt), "the question")
        for typed, words in ((desk / "mailed.md", "is a plan"), (desk / "pipe", "a pipe is there")):
            app.screen.query_one(Input).value = str(typed)
            await pilot.press("enter")
            await wait_for(pilot, lambda words=words: words in frame(app), words)
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen, "the document")
    assert (desk / "mailed.md").read_bytes() == mailed


async def test_what_is_wrong_with_a_path_is_said_beside_it(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path
) -> None:
    missing = tmp_path / "no" / "such" / "x.md"
    async with document(session, wait_for, tmp_path) as (app, pilot, screen):
        await pilot.press("e")
        await wait_for(pilot, lambda: isinstance(app.screen, Prompt), "the question")
        field = app.screen.query_one(Input)
        for typed, words in (
            (str(missing), "there is no folder"),
            ("", "Write where"),
        ):
            field.value = typed
            await pilot.press("enter")
            await wait_for(pilot, lambda words=words: words in frame(app), words)
            assert isinstance(app.screen, Prompt)
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen, "the document")
    assert not missing.exists()


def test_a_character_no_file_name_can_have_is_told() -> None:
    def never(_: str) -> Target:
        raise AssertionError("nobody looks there")

    assert "That is no path" in problem(never, "a\0b")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write anywhere")
async def test_a_folder_that_refuses_is_told(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path
) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    async with document(session, wait_for, tmp_path) as (app, pilot, screen):
        await pilot.press("e")
        await wait_for(pilot, lambda: isinstance(app.screen, Prompt), "the question")
        app.screen.query_one(Input).value = str(folder)
        await pilot.press("enter")
        await wait_for(pilot, lambda: "you may not write into" in frame(app), "what is wrong")
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen, "the document")


async def test_a_write_that_fails_is_told_in_words(
    session: Session, wait_for: Any, tmp_path: Path, desk: Path
) -> None:
    async with document(session, wait_for, tmp_path) as (app, pilot, screen):
        await pilot.press("e")
        await wait_for(pilot, lambda: isinstance(app.screen, Prompt), "the question")
        app.screen.query_one(Input).value = str(
            desk / ("x" * 300 + ".md")
        )  # no file system takes such a name
        await pilot.press("enter")
        await wait_for(
            pilot, lambda: app.screen is screen or bool(app.screen.query(".form-error.-shown")), "an end"
        )
        if app.screen is screen:
            await wait_for(
                pilot, lambda: any(n.severity == "error" for n in app._notifications), "the notice"
            )
        else:
            await pilot.press("escape")
            await wait_for(pilot, lambda: app.screen is screen, "the document")
        assert exported(desk) == {}


async def test_the_internal_document_has_the_notes_and_its_own_name(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path, desk: Path
) -> None:
    session.answer("GOV-01", "yes", internal="CANARY")
    async with document(session, wait_for, tmp_path) as (app, pilot, screen):
        assert "consultant" not in screen._ids
        await pilot.press("a")
        await settle(pilot, screen)
        assert "INTERNAL" in frame(app)
        go_to(screen, "consultant")
        await wait_for(pilot, lambda: "CANARY" in screen.paper.markdown, "the note")
        await pilot.press("e")
        await wait_for(pilot, lambda: isinstance(app.screen, Prompt), "the question")
        assert "internal notes" in frame(app)
        await pilot.press("enter")
        await wait_for(pilot, lambda: "Written:" in notices(app), "the notice")
        assert "CANARY" in next(t for n, t in exported(desk).items() if n.endswith("-internal.md"))


@pytest.mark.parametrize("size", BOTH)
async def test_nothing_internal_is_seen_in_the_client_view(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path, size: tuple[int, int]
) -> None:
    for result in session.assessment.findings()[:10]:
        session.answer(result.standard, "no", internal="CANARY")
    probes = {s.probe for s in session.knowledge.catalogue.standards.values() if s.probe}
    async with document(session, wait_for, tmp_path, size) as (app, pilot, screen):
        await pilot.press("a")
        await settle(pilot, screen)
        go_to(screen, "consultant")
        await wait_for(pilot, lambda: "CANARY" in screen.paper.markdown, "the internal document")
        await pilot.press("f5")
        assert "CANARY" not in frame(app), "not even until it is composed again"
        await settle(pilot, screen)
        assert screen.audience == "client"
        await pilot.press("a")
        await settle(pilot, screen)
        assert screen.audience == "client"
        assert "Reader" not in frame(app).splitlines()[-1]
        assert "consultant" not in screen._ids
        for section in screen._ids:
            go_to(screen, section)
            await pilot.pause()
            shown = frame(app) + screen.paper.markdown
            assert "CANARY" not in shown
            assert not any(probe in shown for probe in probes)
        await pilot.press("e")
        await wait_for(pilot, lambda: isinstance(app.screen, Prompt), "the question")
        assert "internal" not in frame(app)
        assert not any("internal" in str(w.content) for w in app.screen.query(Static))
        await pilot.press("enter")
        await wait_for(pilot, lambda: "Written:" in notices(app), "the notice")
        assert "CANARY" not in next(iter(exported(tmp_path / "desk").values()))


async def test_the_internal_document_is_gone_when_the_view_was_switched_elsewhere(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.answer("GOV-01", "yes", internal="CANARY")
    gate = threading.Event()
    real = session.parts

    def slow(audience: str = "client", template: str = "roadmap") -> Sequence[Part]:
        assert gate.wait(30)
        return real(audience, template)

    async with document(session, wait_for, tmp_path) as (app, pilot, screen):
        await pilot.press("a")
        await settle(pilot, screen)
        go_to(screen, "consultant")
        await wait_for(pilot, lambda: "CANARY" in screen.paper.markdown, "the internal document")
        await pilot.press("4", "f5")
        monkeypatch.setattr(session, "parts", slow)
        await pilot.press("6")
        await wait_for(pilot, lambda: "Composing the document…" in frame(app), "what is going on")
        assert "CANARY" not in frame(app)
        assert "CANARY" not in screen.paper.markdown
        gate.set()
        await settle(pilot, screen)
        assert "INTERNAL" not in frame(app)


async def test_an_audience_that_was_left_is_never_shown_late(
    session: Session, wait_for: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, started = threading.Event(), threading.Event()
    real = session.parts

    def slow(audience: str = "client", template: str = "roadmap") -> Sequence[Part]:
        found = real(audience, template)
        if audience == "internal":
            started.set()
            assert gate.wait(30)
        return found

    async with document(session, wait_for, tmp_path) as (_app, pilot, screen):
        monkeypatch.setattr(session, "parts", slow)
        await pilot.press("a")
        await wait_for(pilot, started.is_set, "the call")
        await pilot.press("f5")
        gate.set()
        await settle(pilot, screen)
        assert screen.audience == "client"
        assert "consultant" not in screen._parts


@pytest.mark.parametrize("client_view", [False, True])
async def test_hostile_text_is_only_text(
    session: Session, wait_for: Any, frame: Frame, tmp_path: Path, client_view: bool
) -> None:
    session.set_client(name=HOSTILE, contact=HOSTILE)
    session.answer("GOV-01", "no", note=HOSTILE, internal=HOSTILE, evidence=HOSTILE, by=HOSTILE)
    session.accept("GOV-01", by=HOSTILE, why=HOSTILE)
    session.decide(session.roadmap.initiatives[0].id, "decline", by=HOSTILE, why=HOSTILE)
    async with document(session, wait_for, tmp_path) as (app, pilot, screen):
        await pilot.press("f5" if client_view else "a")
        await settle(pilot, screen)
        seen = 0
        for section in screen._ids:
            go_to(screen, section)
            await pilot.pause()
            drawn = "\n".join("".join(text for text, _ in line) for line in screen.paper._lines)
            seen += "[/etc] [bold]x" in " ".join(drawn.split())
            for text in (drawn, frame(app)):
                assert "\x1b" not in text
                assert "\u202e" not in text
        assert seen >= 2


async def test_a_read_only_plan_can_be_read_and_exported_but_not_arranged(
    session: Session, wait_for: Any, tmp_path: Path, desk: Path
) -> None:
    reader = Workspace(tmp_path / "demo", today=demo_day()).open(session.slug)
    async with document(reader, wait_for, tmp_path) as (app, pilot, screen):
        go_to(screen, "whole-budget")
        for press in ("space", "K", "r"):
            app.clear_notifications()
            await pilot.press(press)
            await wait_for(pilot, lambda: "for reading only" in notices(app), f"the notice of {press}")
        await pilot.press("e")
        await wait_for(pilot, lambda: isinstance(app.screen, Prompt), "the question")
        await pilot.press("enter")
        await wait_for(pilot, lambda: "Written:" in notices(app), "the notice")
        assert len(exported(desk)) == 1
    reader.close()
