"""Which processes read foreign files for this one; others of its children are no concern of a test's."""

from __future__ import annotations

import psutil


def readers() -> list[psutil.Process]:
    """Return the reading processes that this process has started and that still run."""
    found = []
    for child in psutil.Process().children(recursive=True):
        try:
            if any("planner.workspace.reading" in part for part in child.cmdline()):
                found.append(child)
        except psutil.Error:  # it has just ended
            continue
    return found
