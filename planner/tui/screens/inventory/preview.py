"""The preview of an import: read, look, choose, and only then store."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Button, LoadingIndicator, Static

from planner.model.catalogue import Catalogue
from planner.model.error import PlannerError
from planner.model.import_map import ImportMap
from planner.model.intake import FileReport, Preview
from planner.tui.commands import Command, bindings
from planner.tui.dialogs.choose import Choice, Choose
from planner.tui.dialogs.dialog import Dialog
from planner.tui.dialogs.prompt import Prompt
from planner.tui.guard import task
from planner.tui.screens.inventory.format import format_title, in_order
from planner.tui.screens.inventory.report import count, counts, file_name, report_text
from planner.tui.text import clean, one_line, plain
from planner.tui.widgets.column import Cell, Column
from planner.tui.widgets.table import Table
from planner.writing import half_up

Reader = Callable[[str | None, date | None, Callable[[int], None]], Awaitable[Preview]]
"""Reads the files as a format (None: recognise it) exported on a day (None: today).

It says, from any thread, with the position of each file when that is begun.
"""

_ESC = "Esc stops it; nothing is stored."
_RECOGNISE = "·recognise"
_COMMANDS = (
    Command(id="preview.take", keys="f10,ctrl+s", title="Import", help="Store what is shown."),
    Command(id="preview.read_as", keys="a", title="Read as", help="Read the files as another format."),
    Command(id="preview.date", keys="d", title="Date", help="Say when the files were exported."),
    Command(id="preview.move:up", keys="up", argument="up", title="Up", help="The file above."),
    Command(id="preview.move:down", keys="down", argument="down", title="Down", help="The file below."),
    Command(id="preview.scroll:up", keys="pageup", argument="up", title="Scroll up", help="Scroll."),
    Command(id="preview.scroll:down", keys="pagedown", argument="down", title="Scroll down", help="Scroll."),
)


class _Row(NamedTuple):
    at: int
    report: FileReport


class ImportPreview(Dialog[Preview]):
    """Reads files and shows what they would bring; the answer is what to store."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(_COMMANDS)

    class Begun(Message):
        """A file is being read."""

        def __init__(self, at: int) -> None:
            """Say which.

            Args:
                at: Its position among the files, from 0.
            """
            super().__init__()
            self.at = at

    def __init__(
        self,
        paths: Sequence[Path],
        read: Reader,
        maps: Mapping[str, ImportMap],
        catalogue: Catalogue,
        today: date,
    ) -> None:
        """Read.

        Args:
            paths: The files.
            read: Reads them.
            maps: Formats by id, to name them and to choose from.
            catalogue: Names kinds and fields.
            today: The plan's date.
        """
        super().__init__("Import: what the files would bring")
        self._paths, self._read, self._maps = tuple(paths), read, maps
        self._catalogue, self._today = catalogue, today
        self._format: str | None = None
        self._observed: date | None = None
        self._preview: Preview | None = None

    def compose_dialog(self) -> Iterable[Widget]:
        """Yield the list of files, the report of one, and the buttons."""
        yield Static(id="preview-summary")
        yield LoadingIndicator(id="preview-busy")
        yield Table(_columns(self._maps), key=lambda row: str(row.at), id="preview-files")
        with VerticalScroll(id="preview-side", can_focus=False):
            yield Static(id="preview-report")
        yield self.buttons(
            Button("Read as (a)", id="as"),
            Button("Date (d)", id="date"),
            Button("Cancel", id="cancel"),
            Button("Import", id="take", variant="primary"),
        )

    def on_mount(self) -> None:
        """Start reading."""
        self.query_one("#preview-files").can_focus = False
        self._start()

    # -- reading ----------------------------------------------------------------------------------

    @task("read the files", group="read", exclusive=True)
    async def _start(self) -> None:
        self._preview = None
        self._enable(reading=True)
        size = sum(_size(path) for path in self._paths)
        self._summary(
            Content(f"Reading {count(len(self._paths), 'file')}, {half_up(size / 1e6, 1):,} MB. {_ESC}")
        )
        try:
            self._preview = await self._read(self._format, self._observed, self._begins)
        except PlannerError as error:
            self._summary(plain(clean(error, 600), style="$error"))
            self._enable(reading=False)
            return
        self._show(self._preview)

    def _begins(self, at: int) -> None:
        self.post_message(self.Begun(at))  # this may be any thread

    @on(Begun)
    def _told_begun(self, event: Begun) -> None:
        event.stop()
        if self.has_class("-reading") and len(self._paths) > 1:
            name = one_line(self._paths[event.at].name, 60)
            which = f"Reading file {event.at + 1:,} of {len(self._paths):,}: {name}. {_ESC}"
            self._summary(plain(which))

    def _enable(self, *, reading: bool) -> None:
        self.set_class(reading, "-reading")
        good = self._preview is not None and any(not f.error for f in self._preview.files)
        self.query_one("#take", Button).disabled = not good
        for name in ("as", "date"):
            self.query_one(f"#{name}", Button).disabled = reading
        self.query_one("#take" if good else "#cancel").focus()

    def _show(self, preview: Preview) -> None:
        files = preview.files
        self.set_class(len(files) == 1, "-single")
        table = self._table
        table.set_rows(tuple(_Row(at, report) for at, report in enumerate(files)))
        table.styles.height = min(len(files), 7 if self.size.height >= 32 else 4) + 1
        self._enable(reading=False)
        self._summary(self._told(files))
        self._explain()

    def _told(self, files: Sequence[FileReport]) -> Content:
        good = [f for f in files if not f.error]
        parts: list[str | tuple[str, str]] = []
        if not good:
            many = f"None of the {len(files)} files could be read. "
            parts.append(("The file could not be read. " if len(files) == 1 else many, "bold"))
        elif len(files) > 1:
            parts += [
                f"{count(len(good), 'list')} read{', ' if len(good) < len(files) else ''}",
                (f"{len(files) - len(good)} not" if len(good) < len(files) else "", "bold $error"),
                f": {counts(good)}. ",
            ]
        day = self._observed.isoformat() if self._observed else "today unless the file says when"
        parts.append((f"As of: {day}.", "$text-muted"))
        if self._format is not None:
            parts.append((f" Read as {format_title(self._maps[self._format])}.", "$text-muted"))
        return Content.assemble(*parts)

    def _summary(self, text: Content) -> None:
        self.query_one("#preview-summary", Static).update(text)

    @property
    def _table(self) -> Table[_Row]:
        return self.query_one("#preview-files", Table)

    @on(Table.Highlighted)
    def _explain(self) -> None:
        row = self._table.current
        if row is not None:
            text = report_text(row.report, self._maps, self._catalogue, client_view=self.client_view)
            self.query_one("#preview-report", Static).update(text)
            self.query_one("#preview-side").scroll_home(animate=False)

    def show_view(self) -> None:
        """Leave values of internal fields out in the client view."""
        self._explain()

    # -- commands ---------------------------------------------------------------------------------

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        match event.button.id:
            case "take":
                self.action_take()
            case "as":
                self.action_read_as()
            case "date":
                self.action_date()
            case _:
                self.dismiss(None)

    def action_take(self) -> None:
        """Answer with what is shown."""
        if self._preview is not None and any(not f.error for f in self._preview.files):
            self.dismiss(self._preview)

    def action_move(self, where: str) -> None:
        """Show the file above or below."""
        self._table.action_move(-1 if where == "up" else 1)

    def action_scroll(self, where: str) -> None:
        """Scroll the report."""
        side = self.query_one("#preview-side")
        side.scroll_page_up(animate=False) if where == "up" else side.scroll_page_down(animate=False)

    @task("choose a format", group="ask", exclusive=True)
    async def action_read_as(self) -> None:
        """Ask as which format the files are to be read, and read them again."""
        if self.has_class("-reading"):
            return
        text = "Read the file as:" if len(self._paths) == 1 else (
            f"Read all {len(self._paths)} files as (to read one of them differently, import it alone):"
        )  # fmt: skip
        known = in_order(self._maps.values())
        choices = [Choice(_RECOGNISE, "Recognise it", "the usual way")]
        choices += [
            Choice(m.id, format_title(m), self._catalogue.kind_title(m.kind)) for m in known if not m.refuse
        ]
        current = self._format or _RECOGNISE
        chosen = await self.app.push_screen_wait(Choose("Read as", text, choices, current=current))
        if chosen is not None:
            self._format = None if chosen == _RECOGNISE else chosen
            self._start()

    @task("ask for the date", group="ask", exclusive=True)
    async def action_date(self) -> None:
        """Ask when the files were exported, and read them again."""
        if self.has_class("-reading"):
            return
        text = "On which day were the files exported? Empty: today, unless the file says when."
        value = self._observed.isoformat() if self._observed else ""
        asked = Prompt(
            "Date of the export", text, value=value, hint=self._today.isoformat(), check=self._bad_date
        )
        told = await self.app.push_screen_wait(asked)
        if told is not None:
            self._observed = date.fromisoformat(told) if told else None
            self._start()

    def _bad_date(self, text: str) -> str:
        if not text:
            return ""
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return f"Write the date as {self._today.isoformat()}."
        return "That day has not come yet." if day > self._today else ""


def _columns(maps: Mapping[str, ImportMap]) -> tuple[Column[_Row], ...]:
    def figure(name: str, title: str, least: int = 0) -> Column[_Row]:
        return Column(
            id=name, title=title, width=9, right=True, least=least,
            text=lambda r: Cell("", "") if r.report.error else f"{getattr(r.report, name):,}",
        )  # fmt: skip

    def format_of(row: _Row) -> Cell:
        known = maps.get(row.report.format)
        if row.report.error:
            return Cell("not read", "bad")
        return Cell(format_title(known) if known else row.report.format)

    return (
        Column(id="mark", title="", width=1, text=_mark),
        Column(id="file", title="File", text=lambda r: file_name(r.report)),
        Column(
            id="kind",
            title="Read as",
            text=format_of,
        ),
        figure("rows", "Rows", 60),
        figure("created", "New"),
        figure("updated", "Changed"),
        figure("unchanged", "The same", 90),
        Column(id="rejected", title="Rejected", width=9, right=True, text=_rejected),
    )


def _mark(row: _Row) -> Cell:
    if row.report.error:
        return Cell("✗", "bad")
    return Cell("!", "warn") if row.report.rejected or row.report.warnings else Cell("✓", "good")


def _rejected(row: _Row) -> Cell:
    rejected = len(row.report.rejected)
    return Cell("" if row.report.error else f"{rejected:,}", "warn" if rejected else "muted")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0
