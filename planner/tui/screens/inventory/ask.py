"""Asking which files to import."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Button, Input, Label

from planner.model.import_map import ImportMap
from planner.tui.dialogs.dialog import Dialog
from planner.tui.guard import task
from planner.tui.screens.inventory.format import Formats
from planner.tui.screens.inventory.path import read_paths
from planner.tui.screens.inventory.picker import Picker
from planner.tui.text import clean, plain
from planner.tui.widgets.entry import Entry

_TEXT = (
    "Type or paste the paths of the files, or drop the files onto this window. "
    "A folder stands for all files in it. Nothing is stored before you have seen what they would bring."
)


class PathInput(Entry):
    """A line that takes several pasted lines: terminals paste one path a line when files are dropped."""

    def _on_paste(self, event: events.Paste) -> None:
        lines = [line.strip() for line in event.text.splitlines() if line.strip()]
        quoted = [
            f'"{line}"' if " " in line and len(lines) > 1 and line[0] not in "'\"" else line for line in lines
        ]
        before = " " if self.value[: self.cursor_position].strip() else ""
        self.insert_text_at_cursor(before + " ".join(quoted))
        event.stop()
        event.prevent_default()


class AskFiles(Dialog[tuple[Path, ...]]):
    """Asks for files, by typing, pasting, dropping or picking; the answer is their paths."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o,f4", "browse", "Browse", id="ask-files.browse", show=False),
        Binding("f2", "formats", "Formats", id="ask-files.formats", show=False),
    ]

    def __init__(self, formats: Sequence[ImportMap], text: str = "") -> None:
        """Ask.

        Args:
            formats: What can be read.
            text: Paths that stand there to begin with.
        """
        super().__init__("Import files")
        self._formats, self._text = tuple(formats), text

    def compose_dialog(self) -> Iterable[Widget]:
        """Yield text, line and buttons."""
        yield self.text(_TEXT)
        yield PathInput(
            self._text,
            placeholder="~/Downloads/devices.csv",
            id="answer",
            compact=True,
            select_on_focus=False,
        )
        yield Label("", id="error", classes="dialog-error form-error")
        yield self.buttons(
            Button("Formats (F2)", id="formats"),
            Button("Browse (F4)", id="browse"),
            Button("Cancel", id="cancel"),
            Button("Read", id="done", variant="primary"),
        )

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._take()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        match event.button.id:
            case "done":
                self._take()
            case "browse":
                self.action_browse()
            case "formats":
                self.action_formats()
            case _:
                self.dismiss(None)

    def on_mount(self) -> None:
        """Offer the folders only where they may be seen."""
        self.show_view()

    def show_view(self) -> None:
        """Offer no look into the folders in the client view: other clients' files lie there."""
        self.query_one("#browse", Button).disabled = self.client_view

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no look into the folders in the client view."""
        return False if action == "browse" and self.client_view else super().check_action(action, parameters)

    def _take(self) -> None:
        found = read_paths(self.query_one(Input).value)
        if found.files:
            self.dismiss(found.files)
            return
        error = self.query_one("#error", Label)
        error.update(plain(clean(found.problem, 300)))
        error.add_class("-shown")

    @task("pick files", group="browse", exclusive=True)
    async def action_browse(self) -> None:
        """Let the person pick files from the disk."""
        picked = await self.app.push_screen_wait(Picker(Path.cwd()))
        if picked:
            self.dismiss(picked)

    @task("show the formats", group="browse", exclusive=True)
    async def action_formats(self) -> None:
        """Show what can be read."""
        await self.app.push_screen_wait(Formats(self._formats))
