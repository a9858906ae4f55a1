"""Writing a table where the user wants it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from planner.cli.output import print_document, tell
from planner.model.text import one_line

if TYPE_CHECKING:
    from planner.workspace import Session


def write_sheet(session: Session, path: Path, what: str, text: str, *, force: bool) -> None:
    """Write a CSV file and say where, or print it.

    Args:
        session: The plan it is about.
        path: A file, a folder, or ``-`` for standard output.
        what: What it holds: ``work`` or ``budget``.
        text: The table.
        force: Replace a file that is there.
    """
    if str(path) == "-":
        print_document(text)
        return
    written = session.write_sheet(path, what, text, replace_file=force)
    tell(one_line(str(written), 4096), err=True)
