"""A file that cannot be read or relied on: kept as it is, told in clear words, the newest good copy offered."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from planner.model.text import minute
from planner.store.atomic import write_file
from planner.store.environment import Environment
from planner.store.error import PlanAltered, PlanDamaged, StoreError
from planner.store.history import Backup, History


def keep_aside(path: Path, data: bytes, today: date) -> Path:
    """Keep a damaged file's bytes under a name of their own; return it.

    The same bytes are kept once, however often the file is opened.

    Raises:
        StoreError: They cannot be written.
    """
    head = f"{path.stem}.damaged-"
    for old in sorted(path.parent.glob(f"{head}*.json")):
        try:
            if old.stat().st_size == len(data) and old.read_bytes() == data:
                return old
        except OSError:
            continue
    number = 1
    while (target := path.with_name(f"{head}{today.isoformat()}-{number}.json")).exists():
        number += 1
    write_file(target, data)
    return target


def damaged(
    path: Path, data: bytes, why: Exception, environment: Environment, history: History
) -> PlanDamaged:
    """Keep a damaged plan file aside and return the error that says so."""
    try:
        kept: Path | None = keep_aside(path, data, environment.today())
    except StoreError:
        kept = None  # a read-only folder: the damaged file itself is still there
    backup = history.newest_good(environment)
    what = "is empty" if not data else f"cannot be read as a plan ({why})"
    where = f"It is kept as {kept.name}." if kept else "It was left as it is."
    offer = (
        f"{_newest(backup)} Restore it to go on from there."
        if backup
        else "There is no earlier copy in history/. Put a copy of your own in its place, "
        "or delete the plan to clear it from the list."
    )
    return PlanDamaged(f"{path} {what}. {where} {offer}", path, kept=kept, backup=backup)


def altered(path: Path, saved: str, environment: Environment, history: History | None) -> PlanAltered:
    """Return the error that says a file was changed by something other than a planner.

    Args:
        path: The file.
        saved: When a planner saved it last, by its own account.
        environment: Reads the copies.
        history: The copies; None for a file from elsewhere.
    """
    backup = history.newest_good(environment) if history is not None else None
    offer = ""
    if history is not None:
        offer = f" {_newest(backup)}" if backup else " There is no earlier copy in history/."
    when = f" since it was saved ({minute(saved)})" if saved else ""
    return PlanAltered(
        f"{path} was changed by something other than the planner{when}, or its disk is failing: its checksum "
        f"does not fit what it holds. It was left as it is. Accept it only if you know who changed it.{offer}",
        path,
        backup=backup,
    )


def _newest(backup: Backup) -> str:
    return f"The newest good copy has the state of {minute(backup.saved or backup.taken)}."
