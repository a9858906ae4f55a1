"""Yes or no."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Button

from planner.tui.dialogs.dialog import Dialog
from planner.tui.text import plain


class Confirm(Dialog[bool]):
    """Asks before something that cannot simply be undone. True for yes; False or None for no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "yes", "Yes", id="confirm.yes", show=False),
        Binding("n", "cancel", "No", id="confirm.no", show=False),
        Binding("left,right", "other", "Other button", id="confirm.other", show=False),
    ]

    def __init__(
        self,
        title: str,
        text: str,
        *,
        yes: str = "Yes",
        no: str = "No",
        danger: bool = False,
        internal: bool = False,
    ) -> None:
        """Ask.

        Args:
            title: What it is about.
            text: The question, with what follows from a yes.
            yes: The button that does it, as a verb.
            no: The button that does not.
            danger: The no is chosen to begin with.
            internal: Nothing in it is for the client's eyes.
        """
        super().__init__(title, danger=danger, internal=internal)
        self._text, self._yes, self._no, self._danger = text, yes, no, danger

    def compose_dialog(self) -> Iterable[Widget]:
        """Yield text and buttons."""
        yield self.text(self._text)
        yield self.buttons(
            Button(plain(f"{self._no} (n)"), id="no"),
            Button(plain(f"{self._yes} (y)"), id="yes", variant="error" if self._danger else "primary"),
        )

    def on_mount(self) -> None:
        """Choose the harmless button when something is at stake."""
        self.query_one("#no" if self._danger else "#yes").focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss(event.button.id == "yes")

    def action_yes(self) -> None:
        """Answer yes."""
        self.dismiss(True)

    def action_other(self) -> None:
        """Go to the other button."""
        self.focus_next()
