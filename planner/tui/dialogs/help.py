"""The help: what the screen is for, and every key, made from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Label, Markdown, Static

from planner.tui.commands.command import Command, key_text
from planner.tui.commands.registry import commands_of
from planner.tui.dialogs.dialog import Dialog
from planner.tui.text import plain

TOPICS = Path(__file__).parent.parent / "help"


def topic(area: str) -> str:
    """Return the help text of an area, the general one when it has none."""
    path = TOPICS / f"{area}.md"
    if not path.is_file():
        path = TOPICS / "general.md"
    return path.read_text(encoding="utf-8")


def key_table(commands: Iterable[Command]) -> Iterator[Widget]:
    """Yield the commands by group, each with its keys and what it does."""
    groups: dict[str, list[Command]] = {}
    for command in commands:
        groups.setdefault(command.group, []).append(command)
    for group, members in groups.items():
        yield Label(group, classes="help-group")
        for command in members:
            keys = " ".join(key_text(key) for key in command.keys.split(",") if key)
            told = Content.assemble((command.title, "bold"), "  ", (command.help, "$text-muted"))
            yield Horizontal(
                Label(plain(keys or "^p"), classes="help-key"),
                Static(told, classes="help-text"),
                classes="help-row",
            )


class Help(Dialog[None]):
    """Shows the help of one area."""

    CLOSES = "Esc closes"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1,question_mark,q", "cancel", "Close", id="help.close", show=False)
    ]

    def __init__(self, area: str) -> None:
        """Show the help.

        Args:
            area: ``home`` or the id of an area.
        """
        super().__init__("Help")
        self._area = area

    def compose_dialog(self) -> Iterable[Widget]:
        """Yield the topic and the keys."""
        yield VerticalScroll(
            Markdown(topic(self._area), id="help-topic"),
            Vertical(*key_table(commands_of(self._area)), id="help-keys"),
            id="help-scroll",
        )

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        self.query_one("#help-scroll").focus()
