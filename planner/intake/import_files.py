"""Reading files against a plan: what each would bring, and the plan with all of them."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from planner.intake.one_file import Task, read_file
from planner.intake.own_header import with_own_headers
from planner.intake.secret import Guard
from planner.model.catalogue import Catalogue
from planner.model.import_map import ImportMap
from planner.model.intake import FileReport, Preview
from planner.model.plan import Plan
from planner.model.secret import SecretPattern


def read_files(
    plan: Plan,
    paths: Sequence[Path],
    *,
    maps: Mapping[str, ImportMap],
    secrets: tuple[SecretPattern, ...],
    catalogue: Catalogue,
    today: date,
    as_format: str | None = None,
    observed: date | None = None,
) -> Preview:
    """Read files and return what they would bring; nothing is stored.

    The files are laid over the plan one after the other, so that a later one updates what
    an earlier one created. A file that cannot be read costs itself only: its report says
    why. A workbook or an archive yields one report for each table that was recognised.

    Args:
        plan: The plan as it is.
        paths: The files.
        maps: Import maps by id.
        secrets: How secrets in texts are told; they are taken out before anything else is done.
        catalogue: Knows the kinds of records and their fields.
        today: The plan's date: facts are observed then unless the file says otherwise.
        as_format: Id of the map to read all of them with, instead of recognising them.
        observed: The day on which the files were exported, when it was not today.
    """
    readable = with_own_headers(maps, catalogue.kinds)
    words = next((chosen.words for chosen in maps.values() if chosen.words), None)
    task = Task(
        maps=readable, catalogue=catalogue, guard=Guard(secrets, words), today=today, as_format=as_format,
        observed=observed,
    )  # fmt: skip
    reports: list[FileReport] = []
    with _without_collection():
        for path in paths:
            found, plan = read_file(plan, Path(path), task)
            reports += map(task.guard.report, found)
    return Preview(files=tuple(reports), plan=plan)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Pause the cyclic garbage collector.

    Facts hold no cycles, and looking for some in millions of them takes two fifths of the
    time of a large import.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
