"""Picking files from the disk."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Button, DirectoryTree, Label
from textual.widgets.directory_tree import DirEntry
from textual.widgets.tree import TreeNode

from planner.tui.dialogs.dialog import Ask
from planner.tui.text import one_line, plain

_READ = (
    ".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".xml", ".html", ".htm", ".reg", ".zip",
)  # fmt: skip
"""The endings that the readers of stock-taking know; screens do not import those, a test holds the two together."""


class FileTree(DirectoryTree):
    """Folders and the files that may hold a table; names of files are never markup."""

    ICON_NODE, ICON_NODE_EXPANDED, ICON_FILE = "▸ ", "▾ ", "  "

    picked: frozenset[Path] = frozenset()

    class Picked(Message):
        """Another file was picked, or one was dropped."""

    def action_toggle_node(self) -> None:
        """Pick the file under the cursor, or drop it; on a folder, open or close it."""
        node = self.cursor_node
        if node is None or node.data is None or node.allow_expand:
            super().action_toggle_node()
            return
        self.picked = self.picked ^ {node.data.path}
        node.refresh()
        self.action_cursor_down()
        self.post_message(self.Picked())

    def process_label(self, label: str | Text) -> Text:
        """Return the name as it is: a file may be called ``[/etc]``."""
        return Text(one_line(label, 120))

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        """Leave out hidden files and those that cannot hold a table."""
        return [
            p for p in paths
            if not p.name.startswith(".") and (p.suffix.casefold() in _READ or self._safe_is_dir(p))
        ]  # fmt: skip

    def render_label(self, node: TreeNode[DirEntry], base_style: Style, style: Style) -> Text:
        """Return the name with a mark when it is picked."""
        text = super().render_label(node, base_style, style)
        if node.data is not None and node.data.path in self.picked:
            text.stylize(Style(bold=True))
            text.append("  ✓ picked")
        return text


class Picker(Ask[tuple[Path, ...]]):
    """Asks for files; the answer is their paths."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f10,ctrl+s", "done", "Done", id="picker.done", show=False),
        Binding("backspace,u", "up", "Folder above", id="picker.up", show=False),
        Binding("h", "home", "Home folder", id="picker.home", show=False),
    ]

    def __init__(self, folder: Path) -> None:
        """Ask.

        Args:
            folder: Where to begin.
        """
        # The folder shows the names of other clients' files, too.
        super().__init__("Pick files", internal=True)
        self._folder = folder

    def compose_dialog(self) -> Iterable[Widget]:
        """Yield folder, tree and buttons."""
        yield Label("", id="picker-folder", classes="dialog-text")
        yield FileTree(self._folder, id="picker-tree")
        yield Label(
            "Space picks, Enter on a file reads it and what is picked.\nu: folder above   h: home folder",
            classes="muted",
        )
        yield self.buttons(Button("Cancel", id="cancel"), Button("Read", id="done", variant="primary"))

    @property
    def files(self) -> FileTree:
        """The tree."""
        return self.query_one(FileTree)

    def on_mount(self) -> None:
        """Start in the tree."""
        self.files.show_root = False
        self.files.guide_depth = 3
        self._go(self._folder)
        self.files.focus()

    def _go(self, folder: Path) -> None:
        self._folder = folder
        self.files.path = folder
        self._tell()

    @on(FileTree.Picked)
    def _tell(self) -> None:
        count = len(self.files.picked)
        # The count comes first: a long path may wrap, and the count must not be torn apart.
        told = f"{count} picked · " if count else ""
        self.query_one("#picker-folder", Label).update(plain(f"{told}{one_line(self._folder, 200)}"))

    def action_up(self) -> None:
        """Show the folder above."""
        self._go(self._folder.parent)

    def action_home(self) -> None:
        """Show the home folder."""
        self._go(Path.home())

    @on(DirectoryTree.FileSelected)
    def _selected(self, event: DirectoryTree.FileSelected) -> None:
        event.stop()
        self.dismiss(tuple(sorted(self.files.picked | {event.path})))

    def action_done(self) -> None:
        """Answer with what is picked, or with the file under the cursor."""
        node, picked = self.files.cursor_node, self.files.picked
        if not picked and node is not None and node.data is not None and not node.allow_expand:
            picked = frozenset({node.data.path})
        if picked:
            self.dismiss(tuple(sorted(picked)))
        else:
            self.app.notify("Pick a file with Space first.", markup=False)
