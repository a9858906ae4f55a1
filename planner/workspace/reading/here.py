"""Reading in this very process: for files of our own, which need no guard."""

from __future__ import annotations

from msgspec.structs import replace

from planner.model.intake import Preview
from planner.workspace.reading.folder import unfolded
from planner.workspace.reading.job import Job


def read_here(job: Job) -> Preview:
    """Read the files of a job. No limit of memory or time holds, and it cannot be cancelled."""
    from planner.intake import read_files

    whole = unfolded(job)
    preview = read_files(
        job.plan, whole.job.paths, maps=job.maps, secrets=job.secrets, catalogue=job.catalogue, today=job.today, as_format=job.as_format,
        observed=job.observed, limits=job.limits, hidden=job.hidden,
    )  # fmt: skip
    return replace(preview, files=whole.told(list(preview.files)))
