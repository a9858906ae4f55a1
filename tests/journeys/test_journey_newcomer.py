"""The whole meeting on the screen: from an empty list of clients to a document, and back a week later."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot
from textual.widgets import Button, Input, TextArea

from planner.tui.app import PlannerApp
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.prompt import Prompt
from planner.tui.screens.document.screen import DocumentScreen
from planner.tui.screens.gaps.screen import GapsScreen
from planner.tui.screens.home.screen import HomeScreen
from planner.tui.screens.interview.note import Note
from planner.tui.screens.interview.screen import InterviewScreen
from planner.tui.screens.inventory.ask import AskFiles
from planner.tui.screens.inventory.preview import ImportPreview
from planner.tui.screens.inventory.screen import InventoryScreen
from planner.tui.screens.overview.screen import OverviewScreen
from planner.tui.screens.roadmap.screen import RoadmapScreen
from planner.workspace import Session, Workspace

FIRST, NEXT_WEEK = date(2026, 11, 22), date(2026, 11, 29)
CLIENT = "Blumen [/etc] & Söhne"
ATTEMPTS = 600

DEVICES = """\
Device name,Serial number,Manufacturer,Model,Operating system,OS version,Last seen,Encrypted
LAP-01,SN-1,Dell,Latitude 5540,Windows 11 Pro,10.0.26100,2026-11-20,Yes
LAP-02,SN-2,Dell,Latitude 5540,Windows 11 Pro,10.0.26100,2026-11-20,No
=cmd|'/c calc'!A1,SN-3,HP,[bold]840,Windows 10 Pro,10.0.19045,2026-11-19,Yes
"""
USERS = """\
Display name,User principal name,Account enabled,MFA registered,Password
Ann Field,ann@blumen.example,True,Yes,hunter2
Bo Reed,bo@blumen.example,True,No,hunter3
"""


class Meeting:
    """One sitting: the app, and hands and eyes for it."""

    def __init__(self, app: PlannerApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def session(self) -> Session:
        assert self.app.session is not None
        return self.app.session

    @property
    def seen(self) -> str:
        """What the screen shows, as lines of text."""
        return "\n".join(strip.text.rstrip() for strip in self.app.screen._compositor.render_strips())

    async def until(self, condition: Callable[[], bool], what: str) -> None:
        """Let the app work until the condition holds."""
        for _ in range(ATTEMPTS):
            try:
                if condition():
                    return
            except LookupError:
                pass  # a widget that is not mounted yet
            await self.pilot.pause()
            await asyncio.sleep(0)
        raise AssertionError(f"waited in vain for {what}\n{self.seen}")

    async def on(self, screen: type[object]) -> None:
        """Wait for a screen or a dialog to be there, with its widgets."""
        await self.until(
            lambda: isinstance(self.app.screen, screen) and self.app.screen.is_mounted, screen.__name__
        )

    async def see(self, *words: str) -> None:
        """Wait for words on the screen."""
        for word in words:
            await self.until(lambda word=word: word in self.seen, repr(word))  # type: ignore[misc] # bound now

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def fill(self, **values: str) -> None:
        """Fill in the form in front, and end it."""
        await self.on(Form)
        await self.until(lambda: self.app.focused is not None, "the form to be ready")
        for name, value in values.items():
            field = self.app.screen.query_one(f"#field-{name}")
            if isinstance(field, TextArea):
                field.text = value
            else:
                assert isinstance(field, Input)
                field.value = value
        await self.press("ctrl+s")


@asynccontextmanager
async def meeting(store: Path, today: date, size: tuple[int, int]) -> AsyncIterator[Meeting]:
    """Start the program on a day and leave it the way people do."""
    app = PlannerApp(Workspace(store, today=today, author="Jo Field"))
    app.animation_level = "none"
    async with app.run_test(size=size, notifications=True) as pilot:
        sitting = Meeting(app, pilot)
        await sitting.on(HomeScreen)
        yield sitting
        await sitting.press("ctrl+q")
        await sitting.until(lambda: app.session is None, "everything to be saved")
    assert app.unexpected == []


async def make_client(m: Meeting) -> None:
    """The list is empty; a name is enough, the rest may follow."""
    await m.see("There are no clients yet", "F2", "^q Quit")
    await m.press("f2")
    await m.fill(people="many", name=CLIENT)
    await m.see("People must be a number")
    await m.fill(people="12")
    await m.on(OverviewScreen)
    await m.see("This plan is empty", "0 Clients", "^q Quit")
    assert m.session.plan.client.people == 12


async def correct_the_client(m: Meeting) -> None:
    """Who decides and who prepares the plan can be said at any time."""
    await m.press("e")
    await m.fill(contact="Ms Blumen", consultant="Jo Field", goals="A second shop by summer")
    await m.until(lambda: m.session.plan.client.contact == "Ms Blumen", "the contact")
    assert [goal.text for goal in m.session.plan.client.goals] == ["A second shop by summer"]


async def import_files(m: Meeting, folder: Path) -> None:
    """Several files at once, a wrong and a missing one among them; nothing is stored before it is seen."""
    (folder / "devices.csv").write_text(DEVICES, encoding="utf-8")
    (folder / "users.csv").write_text(USERS, encoding="utf-8-sig")
    (folder / "poem.csv").write_text("Roses are red\nViolets are blue\n", encoding="utf-8")
    names = ("devices.csv", "users.csv", "poem.csv", "missing.csv")
    await m.press("2")
    await m.on(InventoryScreen)
    await m.see("Nothing is in the inventory yet")
    await m.press("i")
    await m.on(AskFiles)
    m.app.screen.query_one(Input).value = " ".join(f'"{folder / name}"' for name in names)
    await m.press("enter")
    await m.on(ImportPreview)
    await m.until(lambda: not m.app.screen.query_one("#take", Button).disabled, "the files to be read")
    await m.see("2 lists read, 2 not: 5 new")
    assert not m.session.plan.records.get("devices")
    await m.press("ctrl+s")
    await m.until(lambda: len(m.session.plan.records.get("devices", ())) == 3, "the devices")
    await m.on(InventoryScreen)
    await m.see("LAP-01", "=cmd|'/c")
    assert "hunter2" not in m.session.document("internal")
    await m.press("m")
    await m.on(Form)
    await m.press("ctrl+s")
    await m.see("complete, says Jo Field")


async def interview(m: Meeting) -> list[str]:
    """Fifteen questions with every answer there is, notes beside one of them; return what was asked."""
    await m.press("3")
    await m.on(InterviewScreen)
    screen = m.app.screen
    assert isinstance(screen, InterviewScreen)
    await m.until(lambda: bool(screen.run.current), "the first question")
    asked = []
    for key, value in [("y", "yes"), ("n", "no"), ("p", "partly"), ("a", "na"), ("u", "unknown")] * 3:
        question, band = screen.run.current, m.session.assessment.score
        await m.press(key)
        await m.until(lambda question=question: screen.run.current != question, "the next question")  # type: ignore[misc] # bound now
        assert m.session.plan.answers[question].answer == value
        if value in ("yes", "no"):
            assert m.session.assessment.score != band
        asked.append(question)
    await m.press("left")
    last = asked[-1]

    def kept(standard: str) -> tuple[str, str, str]:
        answer = m.session.plan.answers[standard]
        return answer.note, answer.internal, answer.evidence

    for key, text in (("t", "Said in the meeting"), ("i", "SECRET they are nervous"), ("e", "policy.pdf")):
        await m.press(key)
        await m.on(Note)
        m.app.screen.query_one(TextArea).text = text
        await m.press("enter")
        await m.on(InterviewScreen)
        # A question with many options leaves no room for it at 80 x 24 without scrolling.
        await m.until(lambda text=text: text in kept(last), text)  # type: ignore[misc] # bound now
    await m.press("f")
    await m.fill(follow_up="Ask the bookkeeper", owner="Ann")
    await m.until(lambda: m.session.plan.answers[last].owner == "Ann", "the follow-up")
    answer = m.session.plan.answers[last]
    assert (answer.note, answer.internal, answer.evidence) == (
        "Said in the meeting", "SECRET they are nervous", "policy.pdf",
    )  # fmt: skip
    await m.press("f5")
    await m.until(lambda: "SECRET" not in m.seen and "Red flag" not in m.seen, "the client view")
    await m.press("f5")
    await m.see("SECRET")
    return asked


async def take_back_and_again(m: Meeting) -> None:
    """Undo and redo, also from another screen than the one that made the change."""
    plan = m.session.plan
    await m.press("1")
    await m.on(OverviewScreen)
    await m.see("Three risks")
    await m.press("ctrl+z")
    await m.until(lambda: m.session.plan != plan, "the change to be taken back")
    await m.press("ctrl+y")
    # The schedule that is kept is derived: it may have been found again meanwhile.
    said = replace(plan, schedule=None)
    await m.until(lambda: replace(m.session.plan, schedule=None) == said, "the change to be made again")


async def accept_a_risk(m: Meeting) -> str:
    """The worst finding first: why it is one, and a named person who lives with it."""
    await m.press("4")
    await m.on(GapsScreen)
    screen = m.app.screen
    assert isinstance(screen, GapsScreen)
    await m.until(lambda: bool(screen.table.current_key), "the findings")
    worst = screen.table.current_key or ""
    await m.press("w")
    await m.see(f"{worst}: why?")
    await m.press("escape")
    await m.on(GapsScreen)
    await m.press("a")
    await m.fill(why="It is replaced in spring")
    await m.until(lambda: worst in m.session.plan.accepted, "the acceptance")
    assert m.session.plan.accepted[worst].by == "Ms Blumen"
    await m.see("✓ accepted", "1 accepted")
    return worst


async def plan_the_work(m: Meeting) -> str:
    """Approve one piece of work with name and reason, try another budget and keep it."""
    await m.press("5")
    await m.on(RoadmapScreen)
    screen = m.app.screen
    assert isinstance(screen, RoadmapScreen)
    await m.until(lambda: screen.planned is not None and bool(screen.table.current_key), "the roadmap")
    approved = screen.table.current_key or ""
    await m.press("a")
    await m.fill(by="Ms Blumen", why="The insurer asks for it")
    await m.until(lambda: approved in m.session.plan.decisions, "the decision")
    await m.on(RoadmapScreen)
    await m.press("b")
    await m.fill(budget_per_quarter="9000", hours_per_quarter="60")
    await m.see("What if", "Esc drops")
    assert m.session.plan.settings.budget_per_quarter is None
    await m.press("y")
    await m.until(lambda: m.session.plan.settings.budget_per_quarter == 9000, "the caps to be kept")
    return approved


async def export(m: Meeting, target: Path) -> None:
    """Leave a section out, move another, and write what is seen."""
    await m.press("6")
    await m.on(DocumentScreen)
    await m.see("On one page", "For the client")
    await m.press("down", "down", "space")
    await m.until(
        lambda: bool(m.session.plan.settings.documents["roadmap"].off), "the section to be left out"
    )
    await m.press("J")
    await m.press("e")
    await m.on(Prompt)
    m.app.screen.query_one(Input).value = str(target)
    await m.press("enter")
    await m.until(lambda: "Written" in " ".join(n.message for n in m.app._notifications), "the export")


@pytest.mark.parametrize(
    "size",
    [(80, 24), pytest.param((120, 40), marks=pytest.mark.campaign)],  # the narrow one is the harder
)
async def test_a_newcomer_gets_from_nothing_to_a_document_and_finds_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    """Everything of the first meeting is there a week later, and what was internal never leaves."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("PLANNER_TODAY", raising=False)
    monkeypatch.delenv("PLANNER_TEMPLATES", raising=False)
    store, target = tmp_path / "plans", tmp_path / "roadmap.md"
    async with meeting(store, FIRST, size) as m:
        await make_client(m)
        await correct_the_client(m)
        await import_files(m, tmp_path)
        asked = await interview(m)
        await take_back_and_again(m)
        worst = await accept_a_risk(m)
        approved = await plan_the_work(m)
        await export(m, target)
        plan, score = m.session.plan, m.session.assessment.score
        await m.press("0")
        await m.on(HomeScreen)
        await m.see(CLIENT[:12], "1 client")
    text = await asyncio.to_thread(target.read_text, encoding="utf-8")
    assert "Ms Blumen" in text
    assert "The insurer asks for it" in text
    assert "SECRET" not in text
    assert "A second shop by summer" not in text  # its section was left out

    async with meeting(store, NEXT_WEEK, size) as m:
        await m.see(CLIENT[:12], "1 client")
        await m.press("enter")
        await m.on(OverviewScreen)
        if score.shown is not None:
            await m.see(f"score {score.shown * 100:.0f}")
        assert m.session.plan == plan
        assert m.session.today == NEXT_WEEK
        assert set(asked) <= set(m.session.plan.answers)
        assert worst in m.session.plan.accepted
        assert approved in m.session.plan.decisions
        await m.press("6")
        await m.on(DocumentScreen)
        await m.see("For the client", "On one page")
        assert "November 29, 2026" in m.session.document()
