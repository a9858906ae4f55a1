"""Reading files against a plan: what each would bring, and the plan with all of them."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from planner.intake.match.own_header import with_own_headers
from planner.intake.match.recognise import known_headers
from planner.intake.one_file import Task, read_file
from planner.intake.reader import ENDINGS, Budget, Terms, read_content
from planner.intake.secret import Guard
from planner.model.catalogue import Catalogue
from planner.model.import_map import ImportMap, ImportWords
from planner.model.intake import FileReport, Preview
from planner.model.limits import Limits
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
    limits: Limits | None = None,
    hidden: bool = False,
) -> Preview:
    """Read files and return what they would bring; nothing is stored.

    The files are laid over the plan one after the other, so that a later one updates what
    an earlier one created. A file that cannot be read costs itself only: its report says
    why. A workbook or an archive yields one report for each table that was recognised, and one
    for each that could not be read.

    Args:
        plan: The plan as it is.
        paths: The files.
        maps: Import maps by id.
        secrets: How secrets in texts are told; they are taken out before anything else is done.
        catalogue: Knows the kinds of records and their fields.
        today: The plan's date: facts are observed then unless the file says otherwise.
        as_format: Id of the map to read all of them with, instead of recognising them.
        observed: The day on which the files were exported, when it was not today.
        limits: What all of them together may take; the usual when None.
        hidden: Whether sheets and rows that are hidden are taken, too.
    """
    reading = Import(
        maps, secrets, catalogue, today, limits=limits, as_format=as_format, observed=observed, hidden=hidden
    )
    reports: list[FileReport] = []
    with without_collection():
        for path in paths:
            found, plan = reading.read(plan, Path(path))
            reports += found
    return Preview(files=tuple(reports), plan=plan)


class Import:
    """What all files of one import share: the knowledge, and what they may still take."""

    def __init__(
        self,
        maps: Mapping[str, ImportMap],
        secrets: tuple[SecretPattern, ...],
        catalogue: Catalogue,
        today: date,
        *,
        limits: Limits | None = None,
        unpacked: int = 0,
        taken: Iterable[str] = (),
        as_format: str | None = None,
        observed: date | None = None,
        hidden: bool = False,
    ) -> None:
        """Begin; the arguments are those of `read_files`, and what is known of an import that goes on here.

        Args:
            maps: Import maps by id.
            secrets: How secrets in texts are told.
            catalogue: Knows the kinds of records and their fields.
            today: The plan's date.
            limits: What all files together may take; the usual when None.
            unpacked: Bytes that files read before unpacked to.
            taken: Ids of the sources that files read before are.
            as_format: Id of the map to read all of them with.
            observed: The day on which the files were exported.
            hidden: Whether sheets and rows that are hidden are taken, too.
        """
        readable = with_own_headers(maps, catalogue.kinds)
        self._budget = Budget(limits or Limits(), unpacked)
        words = next((chosen.words for chosen in maps.values() if chosen.words), None)
        self._task = Task(
            guard=Guard(secrets, words), maps=readable, catalogue=catalogue, today=today,
            as_format=as_format, observed=observed, taken=set(taken),
            terms=Terms(
                budget=self._budget, known=known_headers(readable), words=words or ImportWords(id="none"),
                layouts={name: one.layout for name, one in readable.items() if one.layout is not None},
                hidden=hidden, inside=read_content, endings=ENDINGS,
            ),
        )  # fmt: skip

    @property
    def unpacked(self) -> int:
        """Bytes that archives and workbooks unpacked to so far."""
        return self._budget.unpacked

    @property
    def taken(self) -> tuple[str, ...]:
        """Ids of the sources that the tables read so far are."""
        return tuple(sorted(self._task.taken))

    def read(self, plan: Plan, path: Path) -> tuple[list[FileReport], Plan]:
        """Read the next file; return what there is to say, and the plan with it. No secret is in either."""
        reports, plan = read_file(plan, path, self._task)
        return [self._task.guard.report(report) for report in reports], plan


@contextmanager
def without_collection() -> Iterator[None]:
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
