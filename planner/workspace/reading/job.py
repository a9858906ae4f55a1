"""What is to be read, and who is told how far it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TypeAlias

import msgspec

from planner.model.catalogue import Catalogue
from planner.model.error import PlannerError
from planner.model.import_map import ImportMap
from planner.model.intake import Preview
from planner.model.limits import Limits
from planner.model.plan import Plan
from planner.model.secret import SecretPattern


class CancelledError(PlannerError):
    """Reading was given up before its end; nothing is stored."""


def _never() -> bool:
    return False


def _nobody(at: int) -> None:
    """Tell nobody how far it is."""


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One import: which files, over which plan, with what knowledge."""

    plan: Plan
    paths: tuple[Path, ...]
    maps: Mapping[str, ImportMap]
    secrets: tuple[SecretPattern, ...]
    catalogue: Catalogue
    today: date
    as_format: str | None = None
    observed: date | None = None
    hidden: bool = False
    """Whether hidden sheets and rows are taken, too."""
    limits: Limits = Limits()
    progress: Callable[[int], None] = _nobody
    """Called with the position of each file, from 0, when it is begun; from the thread that reads."""
    cancelled: Callable[[], bool] = _never
    """Asked many times a second, from another thread, whether to give up."""


Reader: TypeAlias = Callable[[Job], Preview]
"""Reads the files of a job.

Raises `CancelledError` when the job is cancelled, and nothing because of a file.
"""
