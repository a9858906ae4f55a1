"""Something on its way: pressed, carried, put down or let go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

_ENOUGH = 2
"""Terminal columns the mouse moves before a press becomes carrying: a click may tremble."""


@dataclass(slots=True)
class Drag:
    """What the mouse holds, from the press on."""

    key: str
    """The initiative."""
    x: int
    y: int
    """Where it was pressed, in the widget's own columns and lines."""
    at_x: int = 0
    """Where the mouse is now."""
    carrying: bool = False
    """It has moved far enough to mean it."""
    target: int | None = None
    """The quarter below the mouse; None where there is none."""
    place: int | None = None
    """How many cards stand above the mouse in its own quarter; None in another one."""

    def move(self, x: int, y: int) -> bool:
        """Follow the mouse; return whether it is carrying."""
        self.at_x = x
        self.carrying = self.carrying or abs(x - self.x) >= _ENOUGH or y != self.y
        return self.carrying


class Dragging(Widget):
    """A widget out of which things are dragged; Esc, or losing the mouse, the focus or the screen, lets go."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "let_go", "Leave it where it was", show=False, id="drag.let_go")
    ]
    _drag: Drag | None = None
    _dragged = False
    """The click that follows letting go is no click."""

    def put_back(self) -> None:
        """Draw what was carried where it was."""
        self.refresh()

    def action_let_go(self) -> None:
        """Leave what is carried where it was."""
        if self._drag is None:
            return
        self._drag, self._dragged = None, True
        self.release_mouse()
        self.put_back()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave Esc to the screen while nothing is carried."""
        if action == "let_go":
            return self._drag is not None and self._drag.carrying
        return super().check_action(action, parameters)

    def on_mouse_release(self) -> None:
        """Somebody else took the mouse."""
        self.action_let_go()

    def on_blur(self) -> None:
        """The keys go elsewhere."""
        self.action_let_go()

    def on_hide(self) -> None:
        """Another view is shown."""
        self.action_let_go()
