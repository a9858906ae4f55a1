"""The way of files into the plan: ask, read, show, store, tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from planner.model.intake import Preview
from planner.tui.screens.inventory.ask import AskFiles
from planner.tui.screens.inventory.preview import ImportPreview
from planner.tui.screens.inventory.report import outcome

if TYPE_CHECKING:
    from planner.tui.screens.inventory.screen import InventoryScreen


async def import_files(screen: InventoryScreen, text: str = "") -> str | None:
    """Ask for files, show what they would bring and store that when it is wanted.

    Args:
        screen: The screen that asks; in a `task` of it only.
        text: Paths to begin with.

    Returns:
        The kind of record of the first file that was stored; None when nothing was.
    """
    paths = await screen.ask(AskFiles(screen.formats, text))
    if not paths:
        return None
    preview = await screen.ask(_preview(screen, paths))
    if preview is None:
        return None
    await screen.busy("Importing", screen.session.apply, preview)
    screen.say(outcome(preview))
    return next((f.kind for f in preview.files if f.kind and not f.error), "")


def _preview(screen: InventoryScreen, paths: Sequence[Path]) -> ImportPreview:
    session = screen.session
    knowledge = session.knowledge

    async def read(as_format: str | None, observed: date | None, progress: Callable[[int], None]) -> Preview:
        left = Event()
        try:
            return await screen.busy(
                "Reading the files", session.preview, paths, as_format=as_format, observed=observed,
                progress=progress, cancelled=left.is_set,
            )  # fmt: skip
        finally:
            # With Esc, or at the end of the program, nobody waits any more: the thread has to end, too.
            left.set()

    return ImportPreview(paths, read, knowledge.import_maps, knowledge.catalogue, session.today)
