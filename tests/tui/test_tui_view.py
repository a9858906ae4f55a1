"""Every dialog there is, over a plan that is hostile and full of internal notes.

Whatever is opened: no byte of the client's text acts on the terminal, and F5 takes everything internal
and every other client off the screen.
"""

from __future__ import annotations

import pkgutil
import shutil
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace
from textual import events
from textual.app import App
from textual.command import CommandPalette
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

import planner.tui
from planner.model.catalogue import Catalogue
from planner.model.plan import Plan
from planner.standards import template_folders
from planner.tui.app import PlannerApp
from planner.tui.dialogs.choose import Choose
from planner.tui.dialogs.confirm import Confirm
from planner.tui.dialogs.dialog import Ask, Dialog
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.help import Help
from planner.tui.dialogs.message import Told
from planner.tui.dialogs.prompt import Prompt
from planner.tui.dialogs.scope import ScopeDialog
from planner.tui.screens.base import AreaScreen, PlannerScreen
from planner.tui.screens.interview.note import Note
from planner.tui.screens.inventory.ask import AskFiles
from planner.tui.screens.inventory.format import Formats
from planner.tui.screens.inventory.picker import Picker
from planner.tui.screens.inventory.preview import ImportPreview
from planner.tui.screens.inventory.record import RecordSheet
from planner.tui.screens.inventory.screen import InventoryScreen
from planner.tui.screens.roadmap.scenarios import Scenarios
from planner.tui.screens.roadmap.whatif_form import WhatIfForm
from planner.workspace import Session, Workspace
from planner.workspace.demo import build, demo_day
from planner.workspace.knowledge import Knowledge
from planner.workspace.reading import read_here
from tests.canary import CANARY, planted, planted_plan, seen
from tests.hostile import foreign, hostile
from tests.tui.sizes import BOTH
from tests.tui.terminal import keep_bytes

Frame = Callable[[App[Any]], str]
OTHER = "Otherclient"


class Opening(NamedTuple):
    """A way to a dialog."""

    area: str
    keys: tuple[str, ...]
    dialog: type[ModalScreen[Any]]
    stays: bool = True
    """Whether it shows itself again in the client view; else it is closed."""

    def __str__(self) -> str:
        return f"{self.area}-{'-'.join(self.keys)}"


OPENINGS = (
    Opening("home", ("f1",), Help),
    Opening("home", ("ctrl+p",), CommandPalette, stays=False),
    Opening("home", ("f2",), Form),
    Opening("home", ("f4",), Prompt, stays=False),
    Opening("home", ("f6",), Prompt, stays=False),
    Opening("home", ("f8",), Confirm, stays=False),
    Opening("overview", ("e",), Form),
    Opening("overview", ("c",), ScopeDialog),
    Opening("overview", ("f1",), Help),
    Opening("overview", ("ctrl+p",), CommandPalette, stays=False),
    Opening("inventory", ("enter", "enter"), RecordSheet),
    Opening("inventory", ("enter", "enter", "e"), Form),
    Opening("inventory", ("enter", "enter", "end", "e"), Form),
    Opening("inventory", ("i",), AskFiles),
    Opening("inventory", ("i", "f2"), Formats),
    Opening("inventory", ("i", "f4"), Picker, stays=False),
    Opening("inventory", ("i", "PATH", "enter"), ImportPreview),
    Opening("inventory", ("n",), Form),
    Opening("inventory", ("f",), Formats),
    Opening("inventory", ("s",), Choose),
    Opening("inventory", ("m",), Confirm),
    Opening("inventory", ("enter", "x"), Confirm),
    Opening("interview", ("t",), Note),
    Opening("interview", ("i",), Note, stays=False),
    Opening("interview", ("e",), Note),
    Opening("interview", ("f",), Form),
    Opening("interview", ("w",), Told),
    Opening("interview", ("g",), Choose),
    Opening("interview", ("d",), Choose),
    Opening("interview", ("o",), Choose),
    Opening("gaps", ("w",), Told),
    Opening("gaps", ("a",), Form),
    Opening("gaps", ("f",), Choose),
    Opening("gaps", ("h",), Told),
    Opening("roadmap", ("a",), Form),
    Opening("roadmap", ("w",), Told),
    Opening("roadmap", ("m",), Form),
    Opening("roadmap", ("b",), WhatIfForm),
    Opening("roadmap", ("o", "enter"), Form),
    Opening("roadmap", ("minus", "s"), Prompt),
    Opening("roadmap", ("minus", "s", "q", "enter", "l"), Scenarios),
    Opening("roadmap", ("space", "space", "a"), Form),
    Opening("roadmap", ("i",), Choose),
    Opening("roadmap", ("i", "enter"), Form),
    Opening("roadmap", ("i", "down", "enter"), Form),
    Opening("roadmap", ("n",), Told),
    Opening("document", ("e",), Prompt),
    Opening("document", ("a", "e"), Prompt, stays=False),
)


def _openings() -> list[Any]:
    """Return the ways, those to a dialog that another one leads to already as a campaign."""
    firsts = {opening.dialog: opening for opening in reversed(OPENINGS)}.values()
    return [
        opening if opening in firsts else pytest.param(opening, marks=pytest.mark.campaign)
        for opening in OPENINGS
    ]


def _subclasses(of: type[Any]) -> set[type[Any]]:
    return {sub for direct in of.__subclasses__() for sub in (direct, *_subclasses(direct))}


def _import_screens() -> None:
    for module in pkgutil.walk_packages(planner.tui.__path__, "planner.tui."):
        import_module(module.name)


def test_every_dialog_there_is_is_opened_here() -> None:
    _import_screens()
    ours = {d for d in _subclasses(Dialog) if d.__module__.startswith("planner.") and d is not Ask}
    assert ours <= {opening.dialog for opening in OPENINGS}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """Return the shipped templates with a canary in what only the consultant reads."""
    known = Knowledge(template_folders()[:1])
    whole = planted(known.catalogue).value
    assert isinstance(whole, Catalogue)
    # No screen for the client weighs a standard in words; only the document's appendix does.
    spoilt = {key: replace(s, because=CANARY) for key, s in whole.standards.items()}
    known.__dict__["catalogue"] = replace(whole, standards=spoilt)
    return known


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> Path:
    """Build the demo and another client once; every test gets a copy."""
    workspace = Workspace(
        tmp_path_factory.mktemp("view") / "plans", today=demo_day(), author="Kim", knowledge=knowledge
    )
    build(workspace)
    workspace.create(OTHER)
    workspace.close()
    return workspace.store_folder


@pytest.fixture
def workspace(built: Path, tmp_path: Path, knowledge: Knowledge) -> Iterator[Workspace]:
    shutil.copytree(built, tmp_path / "plans")
    made = Workspace(tmp_path / "plans", today=demo_day(), author="Kim", knowledge=knowledge)
    yield made
    made.close()


def _with_canaries(plan: Plan, knowledge: Knowledge) -> Plan:
    """Return the plan with a canary in every internal field it has."""
    told = planted_plan(plan, knowledge.catalogue).value
    assert isinstance(told, Plan)
    answers = {key: replace(a, note=a.note or "note") for key, a in told.answers.items()}
    client = replace(told.client, contact="Pat", provider="Them")
    return replace(told, answers=answers, client=client)


@pytest.fixture
def session(workspace: Workspace, knowledge: Knowledge) -> Iterator[Session]:
    slug = next(row.slug for row in workspace.plans() if row.slug != OTHER.lower())
    # Worse than any plan that was loaded: its halves of characters would be sent to no other process.
    opened = workspace.open(slug, reader=read_here)
    opened._plan = hostile(_with_canaries(opened.plan, knowledge))
    yield opened
    opened.close()


async def _go(  # noqa: PLR0917 - what a test has at hand
    app: PlannerApp, pilot: Any, session: Session, opening: Opening, wait_for: Any, path: Path
) -> None:
    """Bring up the dialog of an opening."""
    if opening.area != "home":
        app.enter(session, opening.area, room=session.slug)
        await wait_for(pilot, lambda: app.area == opening.area, "the area")
        screen = app.screen
        assert isinstance(screen, AreaScreen)
        await wait_for(pilot, lambda: not screen._stale and not app.working, "its first frame")
        if isinstance(screen, InventoryScreen):
            screen.choose_kind("accounts")
            screen.kinds.focus()
        if opening.area == "interview":
            # To a question somebody has answered, with an internal note.
            key = next(k for k, a in session.plan.answers.items() if CANARY in a.internal)
            screen.run.visit(key)  # type: ignore[attr-defined]  # the interview's own
            screen.refresh_view()
        if opening.area == "roadmap":
            await wait_for(pilot, lambda: screen.planned is not None, "the plan")  # type: ignore[attr-defined]  # the screen's own
        if opening.area == "document":
            await wait_for(pilot, lambda: bool(screen._parts), "the document")  # type: ignore[attr-defined]  # the screen's own
    else:
        await wait_for(pilot, lambda: OTHER in _text(app), "the list")
    for key in opening.keys:
        if key == "PATH":
            app.screen.query_one(Input).value = str(path)
        else:
            await pilot.press(key)
        await pilot.pause()
        if key == "a" and opening.area == "document":
            await wait_for(
                pilot, lambda: "INTERNAL" in _text(app) and not app.working, "the internal document"
            )
    await wait_for(pilot, lambda: isinstance(app.screen, opening.dialog), "the dialog")
    await pilot.pause()


def _text(app: App[Any]) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def _standing(app: App[Any]) -> str:
    """Return what stands in the widgets of the screen that are displayed, also where it is scrolled away."""
    shown = (
        widget for widget in app.screen.query("*")
        if all(node.display for node in widget.ancestors_with_self if isinstance(node, Widget))
    )  # fmt: skip
    return "\n".join((_text(app), *map(_said, shown)))


def _said(widget: Widget) -> str:
    if isinstance(widget, Input):
        return widget.value
    if isinstance(widget, TextArea):
        return widget.text
    return str(widget.visual) if isinstance(widget, Static) else ""


@pytest.fixture
def devices(tmp_path: Path) -> Path:
    """Return a file that contradicts what the plan knows in an internal field, too."""
    path = tmp_path / "people.csv"
    path.write_text(f"Name,Email,Notes\nAnn,ann@x.example,{CANARY}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("opening", _openings(), ids=str)
async def test_f5_takes_what_is_internal_away_and_nothing_acts(  # noqa: PLR0917 - fixtures
    opening: Opening, workspace: Workspace, session: Session, devices: Path, wait_for: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    written = keep_bytes(monkeypatch)
    monkeypatch.setattr(Workspace, "open", lambda _self, _slug: session)
    app = PlannerApp(workspace)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await _go(app, pilot, session, opening, wait_for, devices)
        # It would stay for the length of any test.
        app.notify(f"A notice about {OTHER}", timeout=9999)
        await wait_for(pilot, lambda: OTHER in _text(app), "the notice")
        dialog = app.screen
        await pilot.press("f5")
        if opening.stays:
            await wait_for(pilot, lambda: not seen(_standing(app)), "nothing internal")
            assert app.screen is dialog
            assert "◼ client view" in _text(app)
        else:
            await wait_for(pilot, lambda: app.screen is not dialog, "that it is closed")
        await wait_for(pilot, lambda: not seen(_text(app)), "nothing internal")
        await wait_for(pilot, lambda: OTHER not in _text(app), "nobody else")
        while isinstance(app.screen, ModalScreen):
            await pilot.press("escape")
            await pilot.pause()
            assert not seen(_text(app))
        await wait_for(pilot, lambda: isinstance(app.screen, PlannerScreen), "the screen below")
        await wait_for(pilot, lambda: "CLIENT VIEW" in _text(app), "the badge")
        assert not seen(_text(app))
        assert OTHER not in _text(app)
        await pilot.press("f5")
        await wait_for(pilot, lambda: "CLIENT VIEW" not in _text(app), "the other view")
        monkeypatch.undo()
    assert app.unexpected == []
    assert foreign("".join(written)) == []
    assert "Evil" in "".join(written) or opening.area == "home"


async def _shows_nothing(app: PlannerApp, pilot: Any, wait_for: Any) -> None:
    await pilot.pause()
    await wait_for(pilot, lambda: not app.working, "that nothing is being worked out")
    assert not seen(_standing(app))


@pytest.mark.campaign  # every kind of record
async def test_no_record_shows_an_internal_field(
    workspace: Workspace, session: Session, knowledge: Knowledge, wait_for: Any
) -> None:
    """Each kind's table, and the sheet of one of its records."""
    app = PlannerApp(workspace)
    async with app.run_test(size=(120, 40)) as pilot:
        app.enter(session, "inventory", room=session.slug)
        await wait_for(pilot, lambda: app.area == "inventory", "the inventory")
        await pilot.press("f5")
        screen = app.screen
        assert isinstance(screen, InventoryScreen)
        for kind in knowledge.catalogue.kinds:
            screen.choose_kind(kind)
            await _shows_nothing(app, pilot, wait_for)
            if not session.inventory.of(kind):
                continue
            screen.table.focus()
            await pilot.press("enter")
            await wait_for(pilot, lambda: isinstance(app.screen, RecordSheet), f"a sheet of {kind}")
            await _shows_nothing(app, pilot, wait_for)
            await pilot.press("escape")
            await wait_for(pilot, lambda: app.screen is screen, "the table")


@pytest.mark.campaign  # every question and every finding: half a minute
async def test_no_question_and_no_finding_shows_what_is_internal(
    workspace: Workspace, session: Session, wait_for: Any
) -> None:
    app = PlannerApp(workspace)
    async with app.run_test(size=(120, 40)) as pilot:
        app.enter(session, "interview", room=session.slug)
        await wait_for(pilot, lambda: app.area == "interview", "the interview")
        await pilot.press("f5")
        for key in session.plan.answers:
            app.screen.run.visit(key)  # type: ignore[attr-defined]  # the interview's own
            app.screen.refresh_view()  # type: ignore[attr-defined]  # the screen's own
            await _shows_nothing(app, pilot, wait_for)
        await pilot.press("4")
        await wait_for(pilot, lambda: app.area == "gaps", "the gaps")
        for _ in range(len(session.assessment.findings())):
            await pilot.press("down")
            assert not seen(_standing(app))
        for key, area in (("1", "overview"), ("5", "roadmap"), ("6", "document"), ("0", "home")):
            await pilot.press(key)
            await wait_for(pilot, lambda area=area: app.area == area, area)
            await _shows_nothing(app, pilot, wait_for)


@pytest.mark.parametrize("size", BOTH)
async def test_the_key_is_in_every_footer(
    size: tuple[int, int], workspace: Workspace, session: Session, wait_for: Any
) -> None:
    app = PlannerApp(workspace)
    async with app.run_test(size=size) as pilot:
        await wait_for(pilot, lambda: "F5" in _text(app).splitlines()[-1], "the list's footer")
        app.enter(session, room=session.slug)
        for key in "123456":
            await pilot.press(key)
            await wait_for(pilot, lambda: "F5" in _text(app).splitlines()[-1], f"the footer of area {key}")
        await pilot.press("2", "enter", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, RecordSheet), "the sheet")
        await wait_for(pilot, lambda: "F5" in _text(app), "the sheet's footer")


@pytest.mark.parametrize("size", BOTH)
async def test_the_list_in_the_client_view_shows_the_client_in_the_room(
    size: tuple[int, int], workspace: Workspace, session: Session, wait_for: Any
) -> None:
    app = PlannerApp(workspace)
    async with app.run_test(size=size) as pilot:
        await wait_for(pilot, lambda: OTHER in _text(app), "the list")
        app.enter(session, room=session.slug)
        await wait_for(pilot, lambda: app.area == "overview", "the plan")
        await pilot.press("f5", "0")
        await wait_for(pilot, lambda: app.area == "home", "the list again")
        await wait_for(pilot, lambda: "CLIENT VIEW" in _text(app), "the badge")
        await wait_for(pilot, lambda: "F5 leaves it" in _text(app), "what to do")
        assert OTHER not in _text(app)
        assert "2 clients" not in _text(app)
        assert "archived" not in _text(app)
        assert [row.slug for row in app.screen.table.visible_rows()] == [session.slug]  # type: ignore[attr-defined]  # the screen's own
        for key in ("o", "t", "ctrl+t", "f7", "f8", "f6", "f4", "up", "down", "escape"):
            await pilot.press(key)
            await pilot.pause()
            assert OTHER not in _text(app)
            assert app.area == "home"
            assert not isinstance(app.screen, ModalScreen)
        await pilot.press("f5")
        await wait_for(pilot, lambda: OTHER in _text(app), "everybody")


async def test_on_the_list_the_client_under_the_cursor_is_the_one_in_the_room(
    workspace: Workspace, wait_for: Any
) -> None:
    app = PlannerApp(workspace)
    async with app.run_test(notifications=True) as pilot:
        await wait_for(pilot, lambda: OTHER in _text(app), "the list")
        await pilot.press(*OTHER[:5].lower())
        await wait_for(pilot, lambda: app.screen.table.row_count == 1, "the filter")  # type: ignore[attr-defined]  # the screen's own
        await pilot.press("f5")
        await wait_for(pilot, lambda: "CLIENT VIEW" in _text(app), "the client view")
        assert [row.slug for row in app.screen.table.visible_rows()] == [OTHER.lower()]  # type: ignore[attr-defined]  # the screen's own
        assert app.screen.query_one(Input).value == ""


async def test_the_demo_stands_for_no_client_of_the_list(
    workspace: Workspace, session: Session, wait_for: Any
) -> None:
    app = PlannerApp(workspace, session)
    async with app.run_test(notifications=True) as pilot:
        await wait_for(pilot, lambda: app.area == "overview", "the demo")
        await pilot.press("f5", "0")
        await wait_for(pilot, lambda: app.area == "home" and "hidden" in _text(app), "the list")
        assert app.screen.table.row_count == 0  # type: ignore[attr-defined]  # the screen's own


async def test_a_failure_on_the_list_is_told_when_the_client_has_left(
    workspace: Workspace, wait_for: Any
) -> None:
    from planner.model.error import PlannerError
    from planner.tui.guard import report

    app = PlannerApp(workspace)
    async with app.run_test(notifications=True) as pilot:
        await wait_for(pilot, lambda: OTHER in _text(app), "the list")
        app.screen.table.move_to("nobody")  # type: ignore[attr-defined]  # the screen's own
        await pilot.press("f5")
        app.room = ""
        report(app, PlannerError(f"{OTHER} is damaged."))
        await wait_for(pilot, lambda: "says why" in _text(app), "that something failed")
        assert "damaged" not in _text(app)
        await pilot.press("f5")
        await wait_for(pilot, lambda: f"{OTHER} is damaged." in _text(app), "what failed")


async def test_what_a_mistake_of_ours_quotes_is_not_shown_to_the_client(
    workspace: Workspace, session: Session, wait_for: Any
) -> None:
    from planner.tui.guard import report

    app = PlannerApp(workspace)
    async with app.run_test(notifications=True) as pilot:
        app.enter(session, room=session.slug)
        await wait_for(pilot, lambda: app.area == "overview", "the plan")
        await pilot.press("f5")
        report(app, KeyError(CANARY))
        await wait_for(pilot, lambda: "KeyError" in _text(app), "the notice")
        assert not seen(_text(app))


async def test_a_paste_into_the_palette_does_not_act(
    workspace: Workspace, wait_for: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = keep_bytes(monkeypatch)
    app = PlannerApp(workspace)
    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: OTHER in _text(app), "the list")
        await pilot.press("ctrl+p")
        await wait_for(pilot, lambda: isinstance(app.screen, CommandPalette), "the palette")
        app.post_message(events.Paste("zz\x1b[6666z\x9b31m"))
        await wait_for(pilot, lambda: "zz[6666z" in _text(app), "what was pasted")
        monkeypatch.undo()
    assert foreign("".join(written)) == []
