"""What all dialogs share: a box in the middle, Esc on every path, failures as notices, the client view."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import var
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Label

from planner.tui.guard import Guard
from planner.tui.text import one_line, plain

T = TypeVar("T")


class Dialog(Guard, ModalScreen[T | None], Generic[T]):
    """A question. The answer is None when it was left without one.

    When the client view is switched it shows itself again (`show_view`); one that is ``internal``
    is closed without an answer, and does not stay open where the client view is on.
    """

    CSS_PATH = Path(__file__).parent.parent / "styles" / "dialog.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-high")]  # noqa: RUF012 - Textual declares it so
    CLOSES: ClassVar[str] = "Esc cancels"
    """Stands in the lower border."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", id="dialog.cancel", show=False),
        # The app answers the key itself, whatever is open; here it stands for the footers in dialogs.
        Binding("f5", "app.toggle_client_view", "Client view", id="dialog.client_view", key_display="F5"),
    ]

    client_view: var[bool] = var(False)
    """Whether internal things must not be seen: do not even render them."""

    def __init__(self, title: str, *, danger: bool = False, internal: bool = False) -> None:
        """Make a dialog.

        Args:
            title: Stands in its border.
            danger: Something is lost by saying yes.
            internal: Nothing in it is for the client's eyes.
        """
        super().__init__(classes="-danger" if danger else None)
        self._title = title
        self._box = Vertical()
        self.internal = internal

    def compose(self) -> ComposeResult:
        """Yield the box."""
        # Before the first frame, not after it: nothing internal is to be seen even for a moment.
        self.set_reactive(Dialog.client_view, getattr(self.app, "client_view", False))
        with Vertical(classes="dialog") as self._box:
            yield from self.compose_dialog()
        self._box.border_title = plain(one_line(self._title, 60)).markup
        self._tell_view()

    def on_mount(self) -> None:
        """Follow the app's client view."""
        if hasattr(self.app, "client_view"):
            self.watch(self.app, "client_view", self._follow_view, init=False)
        if self.internal and self.client_view:
            self.dismiss(None)

    def _follow_view(self, client_view: bool) -> None:
        if client_view is self.client_view or not self.is_attached:
            return
        self.client_view = client_view
        self._tell_view()
        self.show_view()

    def _tell_view(self) -> None:
        self._box.border_subtitle = f"◼ client view · {self.CLOSES}" if self.client_view else self.CLOSES

    def show_view(self) -> None:
        """Show what the dialog shows again, for the client view as it is now."""

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


class Ask(Dialog[T]):
    """A dialog with two buttons: one is done, the other leaves without an answer."""

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "done":
            self.action_done()
        else:
            self.dismiss(None)

    @abstractmethod
    def action_done(self) -> None:
        """Check what was said, and end."""
