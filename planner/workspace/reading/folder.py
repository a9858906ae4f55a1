"""Folders among the paths of a job: each stands for the lists in it."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec.structs import replace

from planner.model.intake import FileReport
from planner.workspace.reading.job import Job


class Unfolded(msgspec.Struct, frozen=True, kw_only=True):
    """A job whose folders are replaced by their files."""

    job: Job
    notes: tuple[tuple[Path, str], ...] = ()
    """The first file of a folder, and what was passed over there."""
    refused: tuple[FileReport, ...] = ()
    """Reports of folders in which there is nothing to read."""

    def told(self, reports: list[FileReport]) -> tuple[FileReport, ...]:
        """Return the reports of the files, with what there is to say about the folders."""
        found = list(reports)
        for path, note in self.notes:
            at = next((i for i, one in enumerate(found) if one.path.startswith(str(path))), None)
            if at is not None:
                found[at] = replace(found[at], warnings=(*found[at].warnings, note))
        return (*found, *self.refused)


def unfolded(job: Job) -> Unfolded:
    """Return a job with the files of its folders instead of them."""
    from planner.intake import Guard, failed, files_in

    paths: list[Path] = []
    notes: list[tuple[Path, str]] = []
    refused: list[FileReport] = []
    guard = Guard(job.secrets, None)  # a file's name may hold a secret, too
    for path in job.paths:
        if not path.is_dir():
            paths.append(path)
            continue
        found = files_in(path)
        paths += found.files
        if found.problem:
            refused.append(guard.report(failed(path, found.problem)))
        elif found.note:
            notes.append((found.files[0], guard.text(found.note)))
    return Unfolded(job=replace(job, paths=tuple(paths)), notes=tuple(notes), refused=tuple(refused))
