"""The formats that can be read, and how to get each out of its tool."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Static

from planner.model.import_map import ImportMap
from planner.tui.dialogs.dialog import Dialog
from planner.tui.text import clean, one_line
from planner.tui.widgets.column import Cell, Column
from planner.tui.widgets.table import Table

_SUFFIXES = {
    "csv": "CSV",
    "xlsx": "Excel workbook",
    "json": "JSON",
    "xml": "XML",
    "html": "HTML",
    "list": "text",
    "reg": "registry export",
}


def format_title(map_: ImportMap) -> str:
    """Return a format's name with its tool."""
    title = one_line(map_.title, 100)
    tool = one_line(map_.tool, 60)
    return f"{tool}: {title}" if tool and not title.startswith(tool) else title


def in_order(maps: Iterable[ImportMap]) -> tuple[ImportMap, ...]:
    """Return formats in the order people look for them: tools by name, lists of any tool, what is refused."""
    return tuple(sorted(maps, key=lambda m: (bool(m.refuse), not m.tool, format_title(m).casefold())))


class Formats(Dialog[str]):
    """Shows the formats; nothing is asked."""

    CLOSES = "Esc closes"

    def __init__(self, formats: Sequence[ImportMap]) -> None:
        """Show them.

        Args:
            formats: What can be read, in the order to show.
        """
        super().__init__("What can be read")
        self._formats = tuple(formats)

    def compose_dialog(self) -> Iterable[Widget]:
        """Yield the list and what there is to say about the chosen one."""
        yield Table(
            (
                Column(id="tool", title="Tool", text=lambda m: Cell(m.tool or "any", "" if m.tool else "muted")),
                Column(id="title", title="Export", text=lambda m: Cell(m.title, "muted" if m.refuse else "")),
                Column(id="files", title="File", text=_files, width=16),
            ),
            key=lambda m: m.id,
            id="formats-table",
        )  # fmt: skip
        with VerticalScroll(id="formats-side", can_focus=False):
            yield Static(id="formats-how")
        yield self.buttons(Button("Close", id="close", variant="primary"))

    @property
    def table(self) -> Table[ImportMap]:
        """The list."""
        return self.query_one("#formats-table", Table)

    def on_mount(self) -> None:
        """Fill the list."""
        self.table.set_rows(self._formats)
        self.table.focus()

    @on(Table.Highlighted)
    def _explain(self) -> None:
        chosen = self.table.current
        if chosen is not None:
            self.query_one("#formats-how", Static).update(how_to(chosen))

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss(None)


def _files(map_: ImportMap) -> Cell:
    if map_.refuse:
        return Cell("not read", "warn")
    return Cell(", ".join(_SUFFIXES.get(f, f).partition(" ")[0] for f in map_.files))


def how_to(map_: ImportMap) -> Content:
    """Return how to get an export, or why it is not read."""
    parts: list[str | tuple[str, str]] = [(f"{format_title(map_)}\n", "bold $primary")]
    if map_.refuse:
        parts.append((f"Not read: this export {clean(map_.refuse, 1000)}", "$warning"))
    else:
        files = " or ".join(_SUFFIXES.get(f, f) for f in map_.files)
        parts.append(clean(map_.export, 1000) if map_.export else "Any list with such columns.")
        parts.append((f"\nAs {files}.", "$text-muted"))
    return Content.assemble(*parts)
