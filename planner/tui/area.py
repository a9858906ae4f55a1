"""The areas of an open plan: what the tabs show and which screen stands behind each."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from planner.tui.commands import Command
    from planner.tui.screens.base import AreaScreen


_SCREENS = Path(__file__).parent / "screens"


class Area(NamedTuple):
    """One area. Its package is ``planner.tui.screens.<id>``."""

    id: str
    """Also the name of its package, style sheet, help topic and Textual mode."""
    title: str
    key: str
    """Opens it from anywhere in the plan."""
    screen: str
    """Name of its class in ``planner.tui.screens.<id>.screen``."""

    def load(self) -> type[AreaScreen]:
        """Return the screen's class, importing it: areas nobody opens cost nothing."""
        module = import_module(f"planner.tui.screens.{self.id}.screen")
        return cast("type[AreaScreen]", getattr(module, self.screen))

    def commands(self) -> tuple[Command, ...]:
        """Return the commands the area declares in ``planner.tui.screens.<id>.command``."""
        module = import_module(f"planner.tui.screens.{self.id}.command")
        return cast("tuple[Command, ...]", module.COMMANDS)


AREAS = (
    Area("overview", "Overview", "1", "OverviewScreen"),
    Area("inventory", "Inventory", "2", "InventoryScreen"),
    Area("interview", "Interview", "3", "InterviewScreen"),
    Area("gaps", "Gaps", "4", "GapsScreen"),
    Area("roadmap", "Roadmap", "5", "RoadmapScreen"),
    Area("document", "Document", "6", "DocumentScreen"),
)


@cache
def areas() -> tuple[Area, ...]:
    """Return the areas that are there, in the order of their keys."""
    return tuple(area for area in AREAS if _present(area.id))


def _present(name: str) -> bool:
    return (_SCREENS / name / "screen.py").is_file()
