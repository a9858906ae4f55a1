"""A card on its way: pressed, carried, put down or let go."""

from __future__ import annotations

from dataclasses import dataclass

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
