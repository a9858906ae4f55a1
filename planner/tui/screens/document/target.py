"""Where an export goes: the path that is offered, and what is wrong with one that was typed."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path


def file_name(slug: str, day: date, audience: str) -> str:
    """Return the name an exported document has by itself."""
    suffix = "-internal" if audience == "internal" else ""
    return f"{slug}-roadmap-{day.isoformat()}{suffix}.md"


def resolved(text: str, name: str) -> Path:
    """Return the file a typed path means: a folder stands for the usual name in it.

    Args:
        text: What was typed; ``~`` is the home folder.
        name: The usual name.
    """
    path = Path(os.path.expandvars(text.strip())).expanduser()
    return path / name if path.is_dir() or text.rstrip().endswith(("/", os.sep)) else path


def problem(text: str, name: str) -> str:
    """Return what is wrong with a typed path, in a sentence; empty when one can write there."""
    if not text.strip():
        return "Write where the document goes."
    if "\0" in text:
        return "That is no path: it has a character no file name can have."
    try:
        path = resolved(text, name)
        folder = path.parent
        if not folder.is_dir():
            return f"There is no folder {folder}: create it first, or name another one."
        if path.exists() and not os.access(path, os.W_OK):
            return f"{path} cannot be overwritten: it is write-protected."
        if not os.access(folder, os.W_OK | os.X_OK):
            return f"You may not write into {folder}: name another folder."
    except (OSError, ValueError, RuntimeError) as error:
        return f"That is no path one can write to: {error}."
    return ""
