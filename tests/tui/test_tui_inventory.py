"""The inventory on a real plan: kinds, tables, sheets, edits, conflicts, and what a client must not see."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from planner.standards import template_folders
from planner.tui.app import PlannerApp
from planner.tui.dialogs.choose import Choose
from planner.tui.dialogs.confirm import Confirm
from planner.tui.dialogs.form import Form
from planner.tui.screens.inventory.format import Formats
from planner.tui.screens.inventory.kind import MORE, KindList
from planner.tui.screens.inventory.record import RecordSheet
from planner.tui.screens.inventory.screen import InventoryScreen
from planner.workspace import Session, Workspace
from planner.workspace.knowledge import Knowledge

Frame = Callable[[App[Any]], str]
TODAY = date(2026, 11, 22)
EVIL = ("[/etc]", "[bold]x", "a\x1b[31mred", "\u202egnp.exe", "=cmd|' /C calc'!A0")
WIDE = (120, 40)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge(template_folders()[:1])


@pytest.fixture
def workspace(tmp_path: Path, knowledge: Knowledge) -> Workspace:
    return Workspace(tmp_path / "plans", today=TODAY, author="Kim", knowledge=knowledge)


@pytest.fixture
def session(workspace: Workspace) -> Iterator[Session]:
    opened = workspace.open(workspace.create("Acme Legal LLP"))
    yield opened
    opened.close()


@pytest.fixture
def filled(session: Session) -> Session:
    for at, name in enumerate(("ANNA-PC", "BEN-PC", *EVIL)):
        session.add_record(
            "devices",
            {"name": name, "class": "laptop", "serial": f"SN{at}", "notes": "our eyes only",
             "disk_encrypted": "yes" if at % 2 else "no"},
        )  # fmt: skip
    session.add_record("domains", {"name": "acme.example"})
    session.mark_complete("domains")
    first = session.inventory.of("devices")[0].id
    session.edit_fact("devices", first, "disk_encrypted", "yes", by="Maria [/x]")
    return session


class Run:
    """A running app and the way to drive it."""

    def __init__(self, app: PlannerApp, pilot: Pilot[None], wait: Any) -> None:
        self.app, self.pilot, self._wait = app, pilot, wait

    @property
    def screen(self) -> InventoryScreen:
        return cast("InventoryScreen", self.app._screen_stacks["inventory"][0])

    async def until(self, condition: Callable[[], bool], what: str) -> None:
        await self._wait(self.pilot, condition, what)

    async def press(self, *keys: str, shows: type | None = None) -> None:
        await self.pilot.press(*keys)
        wanted = shows or InventoryScreen
        await self.until(lambda: isinstance(self.app.screen, wanted), f"{wanted.__name__} after {keys}")

    def notices(self) -> list[str]:
        return [n.message for n in self.app._notifications]


@pytest.fixture
def run(workspace: Workspace, wait_for: Any) -> Callable[..., Any]:
    @asynccontextmanager
    async def start(session: Session, size: tuple[int, int] = WIDE) -> AsyncIterator[Run]:
        app = PlannerApp(workspace)
        async with app.run_test(size=size, notifications=True) as pilot:
            app.enter(session, "inventory")
            running = Run(app, pilot, wait_for)
            await running.until(
                lambda: isinstance(app.screen, InventoryScreen) and app.screen._looked_at is not None,
                "the screen",
            )
            await pilot.pause()
            yield running
            await app.workers.wait_for_complete()
        assert app.unexpected == []

    return start


async def test_a_newcomer_reads_what_to_do(run: Any, session: Session, frame: Frame) -> None:
    async with run(session, (80, 24)) as r:
        text = frame(r.app)
        assert "Nothing is in the inventory yet." in text
        for wanted in (" i   Import", " n   Enter by hand", " f   Formats", "Snipe-IT", "drop the files"):
            assert wanted in text
        await r.press("f", shows=Formats)
        await r.until(lambda: "Export" in frame(r.app), "the formats")
        assert "What can be read" in frame(r.app)
        await r.press("escape")


@pytest.mark.parametrize("size", [(80, 24), WIDE])
async def test_kinds_records_and_marks_are_shown(
    run: Any, filled: Session, frame: Frame, size: tuple[int, int]
) -> None:
    async with run(filled, size) as r:
        text = frame(r.app)
        assert "Computers and phones  7  … may be incomplete  ≠ 1, here: Disk encrypted" in text
        assert "Internet domains" in text
        assert "ANNA-PC" in text
        row = next(line for line in text.splitlines() if "ANNA-PC" in line)
        assert "laptop" in row
        if size == WIDE:
            assert "?" in row
        assert "\x1b" not in text
        assert "\u202e" not in text
        for shown in ("[/etc]", "[bold]x", "a[31mred", "gnp.exe"):
            assert shown in text
        await r.pilot.press("down")
        await r.until(lambda: "Internet domains  1  ✓ complete, says Kim" in frame(r.app), "the domains")
        await r.pilot.press("up")
        await r.until(lambda: "Computers and phones  7" in frame(r.app), "the devices")


async def test_all_kinds_are_there_on_demand(run: Any, filled: Session) -> None:
    async with run(filled) as r:
        assert [row.id for row in r.screen.kinds.rows] == ["devices", "domains"]
        await r.press("a")
        assert len(r.screen.kinds.rows) == len(filled.knowledge.catalogue.kinds)
        r.screen.kinds.post_message(KindList.Chosen(MORE))
        await r.until(lambda: len(r.screen.kinds.rows) == 2, "those in use")
        await r.pilot.click(KindList, offset=(3, 1))
        await r.until(lambda: r.screen.kind == "domains", "the kind that was clicked")


async def test_search_looks_into_every_field(run: Any, filled: Session, frame: Frame) -> None:
    async with run(filled) as r:
        await r.press("slash")
        assert isinstance(r.app.focused, Input)
        await r.pilot.press(*"sn1")
        await r.until(lambda: r.screen.table.row_count == 1, "the one with that serial number")
        assert "1 found" in frame(r.app)
        await r.press("enter")
        assert r.screen.table.has_focus
        await r.press("escape")
        assert r.screen.table.row_count == 7
        await r.press("escape")
        assert r.screen.kinds.has_focus


async def test_what_is_read_in_a_table_is_found(run: Any, session: Session, frame: Frame) -> None:
    for name, class_ in (("LATHE-1", "ot"), ("PC-1", "laptop")):
        session.add_record("devices", {"name": name, "class": class_})
    async with run(session) as r:
        await r.press("slash")
        await r.pilot.press(*"steers")
        await r.until(lambda: r.screen.table.row_count == 1, "the one of that class")
        assert "LATHE-1" in frame(r.app)


async def test_sorting_by_a_chosen_column_and_back(run: Any, filled: Session) -> None:
    async with run(filled) as r:
        await r.press("s", shows=Choose)
        await r.press("enter")
        await r.until(lambda: r.screen.table.order is not None, "an order")
        labels = [item.label.casefold() for item in r.screen.table.visible_rows()]
        assert labels == sorted(labels)
        await r.press("s", shows=Choose)
        await r.press("enter")
        await r.until(lambda: bool(r.screen.table.order and r.screen.table.order.reverse), "the other order")


async def test_the_sheet_says_who_said_what(run: Any, filled: Session, frame: Frame) -> None:
    async with run(filled) as r:
        await r.press("enter")
        await r.press("enter", shows=RecordSheet)
        await r.until(lambda: "Who said so" in frame(r.app), "the sheet")
        text = frame(r.app)
        assert "Device: ANNA-PC" in text
        assert "≠ ✗ no or ✓ yes" in text
        assert "Equally good sources disagree" in text
        assert "Maria [/x], entered 2026-11-22" in text
        assert "Kim, entered" in text
        assert "Notes" in text
        r.app.screen.table.move_to("age_years")
        await r.until(lambda: "Follows from “Bought on”" in frame(r.app), "what the age follows from")
        await r.press("escape")


async def test_a_conflict_is_settled_by_picking_a_value_and_undone(run: Any, filled: Session) -> None:
    before = filled.plan
    async with run(filled) as r:
        await r.press("b")
        await r.press("enter", shows=RecordSheet)
        assert r.app.screen.table.current_key == "disk_encrypted"
        await r.press("c", shows=Choose)
        await r.press("down", "enter", shows=RecordSheet)
        await r.until(lambda: not filled.conflicts, "no conflict")
        assert filled.inventory.of("devices")[0].value("disk_encrypted") is True
        await r.pilot.press("ctrl+z", "ctrl+z")
        await r.until(lambda: filled.plan == before, "the plan as it was")
        assert len(filled.conflicts) == 1
        await r.press("escape")


async def test_a_field_is_edited_refused_and_taken_back(run: Any, filled: Session, frame: Frame) -> None:
    async with run(filled) as r:
        await r.press("enter", "down")
        device = r.screen.table.current
        assert device is not None
        await r.press("enter", shows=RecordSheet)
        r.app.screen.table.move_to("cost")
        await r.press("e", shows=Form)
        value = r.app.screen.query_one("#field-value", Input)
        value.value = "[/many] dollars"
        await r.press("f10", shows=Form)
        await r.until(lambda: "12 or 1250.50, or -" in frame(r.app), "what is wrong")
        assert "[/many] dollars" in frame(r.app)
        value.value = "1,250"
        r.app.screen.query_one("#field-by", Input).value = "Maria"
        await r.press("f10", shows=RecordSheet)

        def cost() -> object:
            return next(i for i in filled.inventory.of("devices") if i.id == device.id).value("cost")

        await r.until(lambda: cost() == 1250, "the cost")
        await r.until(lambda: "1,250 USD" in frame(r.app), "the cost in the sheet")
        await r.press("e", shows=Form)
        assert r.app.screen.query_one("#field-value", Input).value == "1250"
        r.app.screen.query_one("#field-value", Input).value = ""
        await r.press("f10", shows=RecordSheet)
        await r.until(lambda: cost() is None, "no cost")
        await r.press("escape")


async def test_what_follows_from_another_field_is_edited_there(run: Any, filled: Session) -> None:
    device = filled.inventory.of("devices")[0].id
    filled.edit_fact("devices", device, "purchase_date", "2024-11-22")
    async with run(filled) as r:
        await r.press("enter")
        await r.press("enter", shows=RecordSheet)
        r.app.screen.table.move_to("age_years")
        await r.press("e", shows=RecordSheet)
        await r.until(lambda: r.app.screen.table.current_key == "purchase_date", "the field it follows from")
        assert "Age follows from Bought on: edit that." in r.notices()
        await r.press("escape")


async def test_a_new_record(run: Any, filled: Session, frame: Frame) -> None:
    async with run(filled) as r:
        await r.press("n", shows=Form)
        await r.press("f10", shows=Form)
        await r.until(lambda: "Name is missing." in frame(r.app), "what is missing")
        r.app.screen.query_one("#field-f-name", Input).value = "[/new] one"
        await r.press("f10")
        await r.until(lambda: "[/new] one" in frame(r.app), "the new record")
        assert r.screen.table.current is not None
        assert r.screen.table.current.label == "[/new] one"


async def test_the_first_record_asks_for_its_kind(run: Any, session: Session) -> None:
    async with run(session) as r:
        await r.press("n", shows=Choose)
        await r.pilot.press(*"suppliers")
        await r.press("enter", shows=Form)
        r.app.screen.query_one("#field-f-name", Input).value = "Northgate"
        await r.press("f10")
        await r.until(lambda: r.screen.kind == "vendors" and r.screen.table.row_count == 1, "the supplier")
        assert not r.screen.has_class("-empty")


async def test_taking_out_and_putting_back(run: Any, filled: Session, frame: Frame) -> None:
    async with run(filled) as r:
        await r.press("enter")
        await r.press("x", shows=Confirm)
        await r.press("y")
        await r.until(lambda: r.screen.table.row_count == 6, "one less")
        await r.press("ctrl+t")
        await r.until(lambda: "1 taken out" in frame(r.app), "what was taken out")
        assert "ANNA-PC" in frame(r.app)
        await r.press("x")
        await r.until(lambda: len(filled.inventory.of("devices")) == 7, "back again")


async def test_a_list_is_marked_complete_by_a_name_and_again(run: Any, filled: Session) -> None:
    async with run(filled) as r:
        await r.press("m", shows=Form)
        r.app.screen.query_one(Input).value = "Maria"
        await r.press("enter")
        await r.until(lambda: "devices" in filled.inventory.complete, "the mark")
        sources = [filled.plan.sources[s].title for s in filled.plan.complete["devices"]]
        assert sources == ["Maria"]
        await r.press("m", shows=Confirm)
        await r.press("y")
        await r.until(lambda: "devices" not in filled.inventory.complete, "no mark")


async def test_the_client_sees_nothing_internal(run: Any, filled: Session, frame: Frame) -> None:
    async with run(filled) as r:
        await r.press("f5", "enter")
        r.screen.table.filter("eyes")
        assert r.screen.table.row_count == 0
        r.screen.table.filter("")
        await r.press("enter", shows=RecordSheet)
        await r.until(lambda: "Who said so" in frame(r.app), "the sheet")
        ids = {row.field.id for row in r.app.screen.table.visible_rows()}
        internal = {f.id for f in filled.knowledge.catalogue.kinds["devices"].field if f.internal}
        assert internal
        assert not ids & internal
        assert "believed" not in frame(r.app)
        await r.press("escape")


async def test_who_may_only_read_is_told(
    run: Any, workspace: Workspace, filled: Session, frame: Frame
) -> None:
    filled.flush()
    reader = workspace.open(filled.slug, read_only=True)
    async with run(reader) as r:
        assert "Read only" in frame(r.app)
        for action in ("import_files", "new", "mark", "retire"):
            assert r.screen.check_action(action, ()) is None
        await r.press("i", "n", "m", "x")
        await r.press("enter")
        await r.press("enter", shows=RecordSheet)
        r.app.screen.action_edit()
        await r.until(lambda: "This plan is open for reading only." in r.notices(), "the notice")
        await r.press("escape")
    reader.close()


async def test_an_answer_elsewhere_leaves_the_cursor_where_it_is(run: Any, filled: Session) -> None:
    async with run(filled) as r:
        await r.press("enter", "down", "down")
        key = r.screen.table.current_key
        filled.set_client(name="Renamed plc")
        await r.until(lambda: r.app._plan is filled.plan, "the change")
        assert r.screen.table.current_key == key
