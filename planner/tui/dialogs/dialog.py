"""What all dialogs share: a box in the middle, Esc on every path, failures as notices."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Label

from planner.tui.guard import Guard
from planner.tui.text import one_line, plain

T = TypeVar("T")


class Dialog(Guard, ModalScreen[T | None], Generic[T]):
    """A question. The answer is None when it was left without one."""

    CSS_PATH = Path(__file__).parent.parent / "styles" / "dialog.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-high")]  # noqa: RUF012 - Textual declares it so
    CLOSES: ClassVar[str] = "Esc cancels"
    """Stands in the lower border."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", id="dialog.cancel", show=False),
    ]

    def __init__(self, title: str, *, danger: bool = False) -> None:
        """Make a dialog.

        Args:
            title: Stands in its border.
            danger: Something is lost by saying yes.
        """
        super().__init__(classes="-danger" if danger else None)
        self._title = title

    def compose(self) -> ComposeResult:
        """Yield the box."""
        with Vertical(classes="dialog") as box:
            yield from self.compose_dialog()
        box.border_title = plain(one_line(self._title, 60)).markup
        box.border_subtitle = self.CLOSES

    @abstractmethod
    def compose_dialog(self) -> Iterable[Widget]:
        """Yield what stands in the box."""

    def text(self, text: str | Content) -> Label:
        """Return a paragraph, wrapped, never read as markup; content made of safe pieces stays as it is."""
        return Label(text if isinstance(text, Content) else plain(text), classes="dialog-text")

    def buttons(self, *buttons: Button) -> Horizontal:
        """Return the row of buttons."""
        return Horizontal(*buttons, classes="dialog-buttons")

    def action_cancel(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
