"""A file for what could not be saved, on the way out: the last door before work is lost."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from planner.store.atomic import make_folder, write_file
from planner.store.error import StoreError, explained

FOLDER = "rescued"
"""Below the store, or below the user's data folder."""


def rescue(data: bytes, slug: str, store: Path | None, now: datetime) -> Path:
    """Write a plan's bytes to the first place that takes them; return the file.

    It is a plan file like any other and can be imported on the list of clients. Tried are the store
    itself, the user's data folder and the system's folder for temporary files.

    Args:
        data: A plan file's bytes.
        slug: The plan, which names the file.
        store: The store's folder; None when it is not there any more.
        now: The clock, which names the file.

    Raises:
        StoreError: No place took it; the error is the first place's.
    """
    first: StoreError | None = None
    for place in _places(store):
        try:
            folder = place()
            target = _free(folder, f"{slug}-{now:%Y-%m-%dT%H%M%S}")
            write_file(target, data)
        except StoreError as error:
            first = first or error
        else:
            return target
    assert first is not None  # there is at least one place
    raise first


def rescued(store: Path) -> tuple[Path, ...]:
    """Return the files that were written on the way out and are still there, oldest names first.

    Args:
        store: The store's folder; the user's data folder is looked into as well.
    """
    found = [path for folder in (store / FOLDER, _own()) for path in folder.glob("*.json")]
    return tuple(sorted(found, key=lambda path: path.name))


def _free(folder: Path, name: str) -> Path:
    names = (f"{name}{f'-{number}' if number > 1 else ''}.json" for number in itertools.count(1))
    return next(target for one in names if not (target := folder / one).exists())


def _places(store: Path | None) -> Iterator[Callable[[], Path]]:
    if store is not None:
        yield lambda: _made(store / FOLDER)
    yield lambda: _made(_own())
    yield _temporary


def _own() -> Path:
    import platformdirs

    return Path(platformdirs.user_data_dir("planner", appauthor=False)) / FOLDER


def _made(folder: Path) -> Path:
    make_folder(folder)
    return folder


def _temporary() -> Path:
    """Make a folder that nobody else on the machine could have prepared."""
    try:
        return Path(tempfile.mkdtemp(prefix=f"planner-{FOLDER}-"))
    except OSError as error:
        raise explained(error, Path(tempfile.gettempdir())) from error
