"""A whole folder as what is imported: its lists in the order of their names, and what is passed over."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from planner.intake.reader.archive import passed_over
from planner.intake.reader.registry import is_readable

_MOST = 500
"""Files of one folder; more is a disk, not what a client handed over."""


class Folder(msgspec.Struct, frozen=True, kw_only=True):
    """What lies in a folder."""

    files: tuple[Path, ...]
    """Lists, those of the folder before those of folders inside it, each in the order of their names."""
    note: str = ""
    """What was passed over, as a sentence; empty when nothing was."""
    problem: str = ""
    """Why nothing in it is read, and what to do; completes "FOLDER …"."""


def files_in(folder: Path) -> Folder:
    """Return the lists in a folder and in the folders inside it.

    Hidden files, links that lead elsewhere, and files that no reader knows by their names are passed over.
    """
    files: list[Path] = []
    passed: list[str] = []
    try:
        for place, inner, names in os.walk(folder, onerror=_raise):
            passed += (f"{name}/" for name in sorted(inner) if name.startswith("."))
            inner[:] = sorted(name for name in inner if not name.startswith("."))
            for name in sorted(names, key=lambda name: (name.casefold(), name)):
                path = Path(place, name)
                if _is_taken(path):
                    files.append(path)
                else:
                    passed.append(os.fspath(path.relative_to(folder)))
            if len(files) > _MOST:
                return Folder(
                    files=(),
                    problem=f"holds more than {_MOST} lists. Choose the folder of one client's exports.",
                )
    except OSError as error:
        return Folder(files=(), problem=f"cannot be read ({error.strerror}). Check that you may open it.")
    note = f"{passed_over(passed)} in the folder {folder.name}." if passed else ""
    if not files:
        what = f" {note}" if note else ""
        return Folder(
            files=(),
            problem=f"is a folder without a list in it.{what} See `planner formats` for what is read.",
        )
    return Folder(files=tuple(files), note=note)


def _is_taken(path: Path) -> bool:
    if path.name.startswith((".", "~$")) or not is_readable(path.name):
        return False
    return path.is_file() and not path.is_symlink()


def _raise(error: OSError) -> None:
    raise error
