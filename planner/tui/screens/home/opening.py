"""Opening a plan, also one whose file is damaged."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from planner.model.error import PlannerError
from planner.model.text import minute
from planner.tui.guard import in_thread, report

if TYPE_CHECKING:
    from textual.content import Content

    from planner.tui.screens.base import PlannerScreen
    from planner.workspace import Difference, Session, Workspace


def _opened(workspace: Workspace, slug: str) -> Session:
    session = workspace.open(slug)
    # Computed here, off the screen's thread: the first area then paints at once.
    _ = session.assessment
    return session


async def open_plan(screen: PlannerScreen, slug: str) -> Session | None:
    """Open a plan and return it; None when that was not possible or not wanted.

    When the file is damaged the copies are offered; when something other than a planner changed it,
    it can be accepted as it is, too. Call it in a `task`.

    Args:
        screen: Asks and tells.
        slug: Which plan.
    """
    workspace = screen.planner.workspace
    try:
        return await screen.busy("Opening", _opened, workspace, slug)
    except PlannerError as error:
        if workspace.is_altered(error):
            if not await _accepted(screen, slug, error):
                return None
        elif not workspace.is_damage(error):
            raise
        elif not await _restored(screen, slug, error):
            return None
    return await screen.busy("Opening", _opened, workspace, slug)


async def _accepted(screen: PlannerScreen, slug: str, error: PlannerError) -> bool:
    from planner.tui.dialogs.choose import Choice, Choose
    from planner.tui.dialogs.message import Told

    workspace = screen.planner.workspace
    good = [b for b in await in_thread(workspace.backups, slug) if b.readable]
    choices = [Choice("accept", "Accept it as it is", "the file is kept as a copy, too")]
    if good:
        choices = [
            Choice("differ", "Show what differs", f"from the copy of {minute(good[0].saved)}"),
            *choices,
            Choice("restore", "Restore a copy", "the changed file is kept, too"),
        ]
    choices.append(Choice("cancel", "Leave it alone", "nothing is touched"))
    while True:
        question = Choose(
            "The file was changed by something else",
            str(error),
            choices,
            current="differ" if good else "cancel",
        )
        chosen = await screen.ask(question)
        if chosen == "differ":
            found = await in_thread(workspace.altered_differences, slug, good[0])
            shown = partial(_differences, found)
            await screen.ask(Told("What differs", shown))
        elif chosen == "accept":
            await in_thread(workspace.accept, slug)
            return True
        elif chosen == "restore":
            return await _restored(screen, slug, error)
        else:
            return False


def _differences(found: tuple[Difference, ...], client_view: bool) -> Content:
    from planner.tui.unsaved import told

    return told(found, ("the copy", "the file"), client_view=client_view)


async def _restored(screen: PlannerScreen, slug: str, error: PlannerError) -> bool:
    from planner.tui.dialogs.choose import Choice, Choose

    workspace = screen.planner.workspace
    backups = await in_thread(workspace.backups, slug)
    good = [b for b in backups if b.readable]
    if not good:
        report(screen.app, error)
        return False
    choices = [Choice(str(i), f"as saved {minute(b.saved)}", b.reason) for i, b in enumerate(good)]
    text = f"{error}\n\nThe file that is there is kept. Which copy should take its place?"
    chosen = await screen.ask(Choose("Restore a copy", text, choices, current="0"))
    if chosen is None:
        return False
    await in_thread(workspace.restore, slug, good[int(chosen)])
    return True


async def import_plan(screen: PlannerScreen, path: Path) -> str | None:
    """Take in a plan file from elsewhere and return its slug; None when the person thought better of it.

    Asks when something other than a planner changed the file. Call it in a `task`.

    Args:
        screen: Asks and tells.
        path: The file.
    """
    from planner.tui.dialogs.confirm import Confirm

    workspace = screen.planner.workspace
    try:
        return await screen.busy("Importing", workspace.import_plan, path)
    except PlannerError as error:
        if not workspace.is_altered(error):
            raise
        question = Confirm(
            "Changed by something else", str(error), yes="Import it", no="Leave it", danger=True
        )
        if not await screen.ask(question):
            return None
    return await screen.busy("Importing", workspace.import_plan, path, altered_too=True)
