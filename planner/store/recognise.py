"""Whether a file is a plan, or belongs to a store of plans: what no document may be written over.

A plan is told by what is in it, wherever it lies and however it is called: another store's, one
that was mailed, a copy in a history, one that no longer reads. A store's other files (locks,
notes of owners, the index) are told by where they lie.
"""

from __future__ import annotations

import re
from pathlib import Path

from planner.store.jsontext import NotJson, from_json
from planner.store.slug import is_slug

_DOCUMENTS = frozenset((".md", ".markdown", ".txt"))
"""What a consultant may keep beside the plans: it is never one of the store's own files."""
_MARKS = (b'"meta"', b'"schema"', b'"revision"', b'"client"', b'"settings"', b'"answers"', b'"migrations"')
_ENOUGH = 4
"""So many marks tell a plan that no longer reads: a flipped bit or a lost end leaves more."""
_HEAD = 4096
"""Bytes from the beginning that hold the first marks of a whole plan."""
_WHOLE = 1 << 26
"""A larger file is told by this much of its beginning: it is not parsed."""
_BELOW = frozenset(("history", "trash", "rescued"))
_DEEPEST = 4
"""Folders from a file in ``trash/<plan>/history`` up to its store, and so many are asked."""
_ASKED = 500
"""So many files of a folder are looked into, to tell whether it is a store."""


def is_plan(path: Path) -> bool:
    """Return whether a file holds a plan, also one that is damaged.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        data = file.read(_WHOLE)
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"{"):
        return _marked(data)
    try:
        tables = from_json(data)
    except NotJson:
        return _marked(data)
    meta = tables.get("meta") if isinstance(tables, dict) else None
    rows = meta.values() if isinstance(meta, dict) else ()
    return any(isinstance(row, dict) and "schema" in row for row in rows) or _marked(data)


def _marked(data: bytes) -> bool:
    return sum(mark in data for mark in _MARKS) >= _ENOUGH


def store_of(path: Path, own: Path) -> Path | None:
    """Return the store a file belongs to, or would belong to once it is there; None for none.

    Args:
        path: The file, links resolved. A document belongs to no store.
        own: The store in use; it may be empty, so that nothing in it tells what it is.
    """
    if path.suffix.lower() in _DOCUMENTS:
        return None
    if own in path.parents or any(p.is_symlink() and p.resolve() == path for p in own.glob("*.json")):
        return own
    parents = list(path.parents)[:_DEEPEST]
    for depth, folder in enumerate(parents):
        # Above the file's own folder a store counts only for what it keeps in folders of its own.
        if (depth == 0 or parents[depth - 1].name in _BELOW) and _is_store(folder):
            return folder
    return None


def _is_store(folder: Path) -> bool:
    """Return whether a folder holds plans and what a store keeps beside them, or an index of plans."""
    if _head(folder / "index.json").startswith(b'{"plans":'):
        return True
    if not any((folder / name).exists() for name in ("index.lock", *_BELOW)):
        return False
    try:
        names = [p for p in folder.iterdir() if p.suffix == ".json" and is_slug(p.stem)]
    except OSError:
        return False
    return any(re.search(rb'"meta"\s*:', head) and b'"schema"' in head for head in map(_head, names[:_ASKED]))


def _head(path: Path) -> bytes:
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError:
        return b""
