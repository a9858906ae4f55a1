"""Importing: from paths over the preview into the plan, with hostile, wrong and very long files."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.app import App
from textual.widgets import Button, Input, OptionList

from planner.intake.sample import _changes
from planner.model.fact import Observation
from planner.model.intake import Conflict, FileReport, Preview, Rejection
from planner.model.record import Record
from planner.model.secret import Removed
from planner.standards import load_catalogue, template_folders
from planner.tui.app import PlannerApp
from planner.tui.dialogs.choose import Choose
from planner.tui.dialogs.prompt import Prompt
from planner.tui.screens.inventory.ask import AskFiles
from planner.tui.screens.inventory.format import Formats
from planner.tui.screens.inventory.picker import Picker
from planner.tui.screens.inventory.preview import ImportPreview
from planner.tui.screens.inventory.report import file_name, outcome, report_text
from planner.tui.screens.inventory.screen import InventoryScreen
from planner.workspace import Session, Workspace
from planner.workspace.knowledge import Knowledge
from planner.workspace.reading import apart
from tests.reader import readers
from tests.tui.sizes import BOTH

Frame = Callable[[App[Any]], str]
TODAY = date(2026, 11, 22)
HEAD = "Name,Serial number,Class,Disk encrypted,Colour,Password\n"


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
def devices(tmp_path: Path) -> Path:
    path = tmp_path / "my devices.csv"
    path.write_text(
        f"{HEAD}[/etc],SN1,laptop,yes,blue,hunter2\n[bold]x,SN2,desktop,no,red,hunter2\n"
        "PC-3,SN3,laptop,yes,red,hunter2,too,many\na\x1b[31mred,SN4,laptop,perhaps,red,x\n",
        encoding="utf-8",
    )
    return path


@pytest.fixture
def start(workspace: Workspace, wait_for: Any) -> Callable[..., Any]:
    @asynccontextmanager
    async def run(session: Session, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Any]:
        app = PlannerApp(workspace)
        async with app.run_test(size=size, notifications=True) as pilot:
            app.enter(session, "inventory")

            async def until(condition: Callable[[], bool], what: str) -> None:
                await wait_for(pilot, condition, what)

            await until(
                lambda: isinstance(app.screen, InventoryScreen) and app.screen._looked_at is not None,
                "the screen",
            )
            yield app, pilot, until
            await app.workers.wait_for_complete()
        assert app.unexpected == []

    return run


async def preview(app: PlannerApp, pilot: Any, until: Any, line: str) -> Any:
    """Ask for an import of a line of paths and wait for its preview."""
    await pilot.press("i")
    await until(lambda: isinstance(app.screen, AskFiles), "the question for files")
    app.screen.query_one("#answer", Input).value = line
    await pilot.press("enter")
    await read(app, until)
    return app.screen


async def read(app: PlannerApp, until: Any) -> None:
    """Wait until the files are read."""
    await until(
        lambda: isinstance(app.screen, ImportPreview) and not app.screen.has_class("-reading"), "the preview"
    )


@pytest.mark.parametrize("size", BOTH)
async def test_nothing_is_stored_before_it_was_seen(
    start: Any, session: Session, devices: Path, frame: Frame, size: tuple[int, int]
) -> None:
    before = session.plan
    async with start(session, size) as (app, pilot, until):
        dialog = await preview(app, pilot, until, str(devices))
        text = str(dialog.query_one("#preview-report").render())
        for wanted in (
            "Recognised as A list of devices → Computers and phones", "4 rows, column names in line 1",
            "+ 3 new", "✗ 1 row rejected", "line 4: has 8 values", "Never read, because they hold secrets\n  Password",
            "Columns that are not used\n  Colour", "'perhaps'", "new device: [/etc]",
        ):  # fmt: skip
            assert wanted in text
        assert "hunter2" not in text
        assert "\x1b" not in frame(app)
        assert session.plan is before
        await pilot.press("escape")
        await until(lambda: isinstance(app.screen, InventoryScreen), "the inventory")
        assert session.plan is before


async def test_an_import_is_stored_told_and_undone_as_one(
    start: Any, session: Session, devices: Path, frame: Frame
) -> None:
    async with start(session) as (app, pilot, until):
        await preview(app, pilot, until, f"'{devices}'")
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, InventoryScreen) and not app.working, "the inventory")
        await until(lambda: app.screen.table.row_count == 3, "the new devices")
        told = [n.message for n in app._notifications]
        assert told == [
            "Imported 1 file: 3 new, 0 changed, 0 the same, 1 row rejected. Ctrl+Z takes it back."
        ]
        assert "[/etc]" in frame(app)
        assert app.screen.table.has_focus
        await pilot.press("ctrl+z")
        await until(lambda: not session.plan.records, "the plan as it was")


async def test_wrong_files_end_in_clear_words(start: Any, session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "in [etc]"
    folder.mkdir()
    (folder / "[b].csv").write_bytes(b"")
    (folder / "pic.csv").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (folder / "odd.csv").write_text("Foo,Bar\n1,2\n", encoding="utf-8")
    missing = tmp_path / "missing.csv"
    async with start(session) as (app, pilot, until):
        dialog = await preview(app, pilot, until, f'"{folder}" {missing}')
        table: Any = dialog.query_one("#preview-files")
        told = []
        for _ in range(4):
            told.append(str(dialog.query_one("#preview-report").render()))
            await pilot.press("down")
            await pilot.pause()
        assert [row.report.error != "" for row in table.visible_rows()] == [True] * 4
        for text, wanted in zip(
            told,
            ("[b].csv is empty", "not a format that is known", "is a picture", "is not there"),
            strict=True,
        ):
            assert "Nothing was read." in text
            assert wanted in text
            assert "`planner" not in text
        assert "None of the 4 files" in str(dialog.query_one("#preview-summary").render())
        assert dialog.query_one("#take", Button).disabled
        await pilot.press("f10")
        assert app.screen is dialog
        await pilot.press("escape")
    assert not session.plan.records


async def test_an_empty_folder_and_an_empty_line_are_told_at_once(
    start: Any, session: Session, tmp_path: Path, frame: Frame
) -> None:
    (tmp_path / "void").mkdir()
    async with start(session) as (app, pilot, until):
        await pilot.press("i")
        await until(lambda: isinstance(app.screen, AskFiles), "the question")
        await pilot.press("enter")
        await until(lambda: "Name a file or a folder." in frame(app), "what is missing")
        app.screen.query_one("#answer", Input).value = str(tmp_path / "void")
        await pilot.press("enter")
        await until(lambda: "There are no files in the folder" in frame(app), "that it is empty")
        await pilot.press("f2")
        await until(lambda: isinstance(app.screen, Formats), "the formats")
        await pilot.press("escape", "escape")


async def test_reading_as_another_format_and_at_another_date(
    start: Any, session: Session, devices: Path
) -> None:
    async with start(session) as (app, pilot, until):
        dialog = await preview(app, pilot, until, str(devices))
        await pilot.press("d")
        await until(lambda: isinstance(app.screen, Prompt), "the question for the date")
        app.screen.query_one(Input).value = "2027-01-01"
        await pilot.press("enter")
        assert isinstance(app.screen, Prompt)
        app.screen.query_one(Input).value = "2026-10-01"
        await pilot.press("enter")
        await until(
            lambda: app.screen_stack[-1] is dialog and dialog._observed == date(2026, 10, 1), "the date"
        )
        await read(app, until)
        await pilot.press("a")
        await until(lambda: isinstance(app.screen, Choose), "the formats")
        await pilot.press(*"cloud tenants")  # what a format holds is named as in the inventory
        await until(lambda: app.screen.query_one(OptionList).option_count == 1, "the one that holds them")
        app.screen.query_one(Input).value = ""
        await pilot.press(*"list of servers", "enter")
        await until(
            lambda: app.screen_stack[-1] is dialog and dialog._format == "generic-servers", "the format"
        )
        await read(app, until)
        assert "Read as A list of servers" in str(dialog.query_one("#preview-summary").render())
        await pilot.press("enter")
        await until(lambda: "servers" in session.plan.records, "the servers")
        await until(lambda: not app.working, "the end")
        seen = {
            o.observed[:10] for r in session.plan.records_of("servers") for f in r.facts.values() for o in f
        }
        assert seen == {"2026-10-01"}


async def test_files_dropped_onto_the_window_are_asked_about(
    start: Any, session: Session, devices: Path
) -> None:
    async with start(session) as (app, pilot, until):
        app.screen.post_message(events.Paste(str(devices).replace(" ", "\\ ")))
        await until(lambda: isinstance(app.screen, AskFiles), "the question")
        await pilot.press("enter")
        await read(app, until)
        assert app.screen._preview.files[0].created == 3
        await pilot.press("escape")


async def test_several_dropped_lines_are_all_kept(start: Any, session: Session) -> None:
    async with start(session) as (app, pilot, until):
        await pilot.press("i")
        await until(lambda: isinstance(app.screen, AskFiles), "the question")
        field = app.screen.query_one("#answer", Input)
        field.post_message(events.Paste("/a/b c.csv\n/a/d.csv\n"))
        await until(lambda: field.value == '"/a/b c.csv" /a/d.csv', "both paths")
        await pilot.press("escape")


async def test_files_are_picked_from_the_disk(
    start: Any, session: Session, devices: Path, monkeypatch: pytest.MonkeyPatch, frame: Frame
) -> None:
    folder = devices.parent
    (folder / "[bold]a.csv").write_text(f"{HEAD}PC-9,SN9,laptop,yes,blue,x\n", encoding="utf-8")
    (folder / "notes.pdf").write_text("x", encoding="utf-8")
    monkeypatch.chdir(folder)
    async with start(session) as (app, pilot, until):
        await pilot.press("i")
        await until(lambda: isinstance(app.screen, AskFiles), "the question")
        await pilot.press("f4")
        await until(lambda: isinstance(app.screen, Picker) and "my devices.csv" in frame(app), "the files")
        assert "[bold]a.csv" in frame(app)
        assert "notes.pdf" not in frame(app)
        lines = app.screen.files
        nodes = [lines.get_node_at_line(n) for n in range(10)]
        at = next(n for n, node in enumerate(nodes) if node and node.data and node.data.path == devices)
        lines.cursor_line = at
        await until(
            lambda: lines.cursor_node is not None and lines.cursor_node.data.path == devices, "the cursor"
        )
        await pilot.press("space")
        await until(lambda: "✓ picked" in frame(app) and "1 picked" in frame(app), "the mark")
        await pilot.press("f10")
        await read(app, until)
        assert [Path(f.path) for f in app.screen._preview.files] == [devices]
        await pilot.press("escape")


async def test_leaving_while_reading_stores_nothing(
    start: Any, session: Session, devices: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    gate, inside = threading.Event(), threading.Event()
    real = session.preview

    def slow(*args: Any, **kwargs: Any) -> Preview:
        inside.set()
        assert gate.wait(60)
        return real(*args, **kwargs)

    monkeypatch.setattr(session, "preview", slow)
    async with start(session) as (app, pilot, until):
        await pilot.press("i")
        await until(lambda: isinstance(app.screen, AskFiles), "the question")
        app.screen.query_one("#answer", Input).value = str(devices)
        await pilot.press("enter")
        await until(inside.is_set, "the reading")
        await until(lambda: isinstance(app.screen, ImportPreview), "the dialog")
        assert app.working == "Reading the files"
        assert "Reading 1 file" in str(app.screen.query_one("#preview-summary").render())
        await pilot.press("a", "d", "f10")
        assert isinstance(app.screen, ImportPreview)
        await pilot.press("escape")
        await until(lambda: isinstance(app.screen, InventoryScreen), "the inventory")
        await until(lambda: not app.working, "nothing going on")
        gate.set()
    assert not session.plan.records


@pytest.mark.parametrize("way", ["escape", "quit"])
async def test_leaving_ends_the_process_that_reads_at_once(
    start: Any, session: Session, devices: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    # It reads the first file, and never comes back from the second.
    code = (
        "import sys, time; sys.path[:] = sys.argv[1:]\n"
        "from planner.intake import one_file\n"
        "real = one_file.open_file\n"
        "one_file.open_file = lambda path, *rest: time.sleep(3600) if 'hang' in path.name else real(path, *rest)\n"
        "from planner.workspace.reading.child import main\n"
        "main()"
    )
    monkeypatch.setattr(apart, "_CODE", code)
    hang = devices.parent / "hang [x].csv"
    hang.write_text("x", encoding="utf-8")
    async with start(session) as (app, pilot, until):
        await pilot.press("i")
        await until(lambda: isinstance(app.screen, AskFiles), "the question")
        app.screen.query_one("#answer", Input).value = f'"{devices}" "{hang}"'
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, ImportPreview), "the dialog")

        def told() -> str:
            return str(app.screen.query_one("#preview-summary").render())

        await until(lambda: "Reading file 2 of 2: hang [x].csv." in told(), "how far it is")
        assert len(readers()) == 1
        if way == "escape":
            await pilot.press("escape")
        else:
            await app.action_quit()
        await until(lambda: readers() == [], "its end")
    assert not session.plan.records


@pytest.mark.parametrize("count", [15_000, pytest.param(100_000, marks=pytest.mark.campaign)])
async def test_a_very_long_list(
    start: Any, session: Session, tmp_path: Path, frame: Frame, count: int
) -> None:
    path = tmp_path / "big.csv"
    rows = "".join(f"PC-{i:06},SN{i:07},laptop\n" for i in range(count))
    path.write_text(f"Name,Serial number,Class\n{rows}", encoding="utf-8")
    session.apply(session.preview([path]))
    async with start(session) as (app, pilot, until):
        table = app.screen.table
        assert table.row_count == count
        await pilot.press("enter", "end")
        await until(lambda: f"PC-{count - 1:06}" in frame(app), "the last row")
        table.filter("SN0012345")
        assert [item.label for item in table.visible_rows()] == ["PC-012345"]
        table.filter("")
        table.sort("name", reverse=True)
        assert table.visible_rows()[0].label == f"PC-{count - 1:06}"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/p/all.zip [../../x.csv]", "all.zip [../../x.csv]"),
        ("/p/book.xlsx [Sheet 1]", "book.xlsx [Sheet 1]"),
        ("/p [old]/list.csv", "list.csv"),
        ("/p/list [1].csv", "list [1].csv"),
    ],
)
def test_a_file_is_named_without_its_folders_and_with_what_is_inside(path: str, name: str) -> None:
    assert file_name(FileReport(path=path)) == name


def test_what_an_import_brought_in_a_sentence(session: Session) -> None:
    good = FileReport(
        path="a.csv", format="x", created=1200, updated=2, rejected=(Rejection(line=3, reason="bad"),)
    )
    bad = FileReport(path="b.csv", error="is empty")
    assert outcome(Preview(files=(good, bad), plan=session.plan)) == (
        "Imported 1 file: 1,200 new, 2 changed, 0 the same, 1 row rejected. 1 file could not be read. "
        "Ctrl+Z takes it back."
    )


def test_a_report_never_lists_without_end(knowledge: Knowledge) -> None:
    reason = "x" * 10_000
    rejected = tuple(Rejection(line=i, reason=reason) for i in range(100_000))
    report = FileReport(
        path="/p/[/a].csv", format="unheard-of", kind="unheard-of", rejected=rejected,
        unmapped_columns=tuple(f"c{i}" for i in range(5000)),
    )  # fmt: skip
    text = report_text(report, knowledge.import_maps, knowledge.catalogue).plain
    assert "and 99,800 more" in text
    assert len(text) < 100_000


SHARED = Path(__file__).resolve().parents[2] / "../shared/inputs"


@pytest.mark.skipif(not SHARED.is_dir(), reason="real exports are not part of the project")
@pytest.mark.parametrize("folder", ["snipe-it", "veeam", "sentinel-entra"])
async def test_real_exports_are_previewed(start: Any, session: Session, folder: str) -> None:
    async with start(session) as (app, pilot, until):
        dialog = await preview(app, pilot, until, f'"{SHARED / folder}"')
        assert dialog._preview is not None
        assert all(f.error or f.format for f in dialog._preview.files)
        assert any(not f.error for f in dialog._preview.files) or dialog.query_one("#take", Button).disabled
        for _ in dialog._preview.files:
            await pilot.press("down")
        await pilot.press("escape")


def test_the_preview_says_how_many_secrets_were_removed_and_never_which() -> None:
    report = FileReport(
        path="list.csv",
        format="x",
        masked_secrets=(Removed(what="PIN", texts=1), Removed(what="password", texts=3)),
    )
    shown = report_text(report, {}, load_catalogue()).plain
    assert "Secrets removed before anything is stored\n  password in 3 texts, PIN in 1 text\n" in shown


async def test_a_person_is_told_what_was_removed_from_a_typed_text(start: Any, session: Session) -> None:
    async with start(session, (80, 24)) as (app, _, until):
        session.answer("GOV-01", "no", note="ask Jo, pw=Zq7Canary")
        await until(
            lambda: any("Removed before it was stored: password" in n.message for n in app._notifications),
            "the notice",
        )
        assert all("Zq7Canary" not in n.message for n in app._notifications)


def test_the_client_sees_no_value_of_an_internal_field(knowledge: Knowledge) -> None:
    catalogue = knowledge.catalogue
    conflicts = tuple(
        Conflict(
            kind="devices",
            record="d1",
            label="PC-1",
            field=field,
            values=(value, f"{value}2"),
            sources=("s1", "s2"),
        )
        for field, value in (("notes", "Kanari"), ("model", "Latitude"))
    )
    told = FileReport(path="a.csv", format="", kind="devices", conflicts=conflicts)
    for client_view in (False, True):
        text = report_text(told, {}, catalogue, client_view=client_view).plain
        assert "Latitude" in text
        assert ("Kanari" in text) is not client_view


def test_a_sample_of_a_change_quotes_no_internal_field(knowledge: Knowledge) -> None:
    def record(notes: str, model: str) -> Record:
        seen = {"notes": notes, "model": model}
        facts: dict[str, tuple[Observation, ...]] = {
            f: (Observation(value=v, source="s1", observed="2026-11-22"),) for f, v in seen.items()
        }
        return Record(id="d1", kind="devices", facts=facts)

    told = _changes(record("Kanari", "Old"), record("Kanari2", "New"), "s1", knowledge.catalogue)
    assert "Old -> New" in " ".join(told)
    assert "Notes changed" in told
    assert "Kanari" not in " ".join(told)
