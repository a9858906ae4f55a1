"""Reading in this very process: for files of our own, which need no guard."""

from __future__ import annotations

from planner.model.intake import Preview
from planner.workspace.reading.job import Job


def read_here(job: Job) -> Preview:
    """Read the files of a job. No limit of memory or time holds, and it cannot be cancelled."""
    from planner.intake import read_files

    return read_files(
        job.plan, job.paths, maps=job.maps, secrets=job.secrets, catalogue=job.catalogue, today=job.today, as_format=job.as_format,
        observed=job.observed, limits=job.limits,
    )  # fmt: skip
