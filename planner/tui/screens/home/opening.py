"""Opening a plan, also one whose file is damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.model.error import PlannerError
from planner.tui.guard import in_thread, report

if TYPE_CHECKING:
    from planner.tui.screens.base import PlannerScreen
    from planner.workspace import Session, Workspace


def _opened(workspace: Workspace, slug: str) -> Session:
    session = workspace.open(slug)
    # Computed here, off the screen's thread: the first area then paints at once.
    _ = session.assessment
    return session


async def open_plan(screen: PlannerScreen, slug: str) -> Session | None:
    """Open a plan and return it; None when that was not possible or not wanted.

    When the file is damaged the newest good copy is offered. Call it in a `task`.

    Args:
        screen: Asks and tells.
        slug: Which plan.
    """
    workspace = screen.planner.workspace
    try:
        return await screen.busy("Opening", _opened, workspace, slug)
    except PlannerError as error:
        if not workspace.is_damage(error):
            raise
        if not await _restored(screen, slug, error):
            return None
    return await screen.busy("Opening", _opened, workspace, slug)


async def _restored(screen: PlannerScreen, slug: str, error: PlannerError) -> bool:
    from planner.tui.dialogs.choose import Choice, Choose

    workspace = screen.planner.workspace
    backups = await in_thread(workspace.backups, slug)
    good = [b for b in backups if b.readable]
    if not good:
        report(screen.app, error)
        return False
    choices = [
        Choice(str(i), f"as saved {b.saved[:16].replace('T', ' ')}", b.reason) for i, b in enumerate(good)
    ]
    text = f"{error}\n\nThe damaged file is kept. Which copy should take its place?"
    chosen = await screen.ask(Choose("The plan is damaged", text, choices, current="0"))
    if chosen is None:
        return False
    await in_thread(workspace.restore, slug, good[int(chosen)])
    return True
