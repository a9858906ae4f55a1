"""Where the templates lie: the shipped folder, and the firm's own laid over it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import planner
from planner.model.problem import Problem


def template_folders() -> tuple[Path, ...]:
    """Return the template folders, the shipped one first.

    The firm's folder is the one ``$PLANNER_TEMPLATES`` names, else ``templates`` in the
    user's configuration folder if it is there.
    """
    firm = os.environ.get("PLANNER_TEMPLATES", "").strip()
    if firm:
        return (shipped_folder(), Path(firm).expanduser())
    from platformdirs import user_config_path

    own = user_config_path("planner", appauthor=False) / "templates"
    return (shipped_folder(), own) if own.is_dir() else (shipped_folder(),)


def shipped_folder() -> Path:
    """Return the folder of the templates that come with the planner.

    An installed planner has it inside the package, a checkout beside it.
    """
    package = Path(planner.__file__).resolve().parent
    installed = package / "_templates"
    return installed if installed.is_dir() else package.parent / "templates"


def examples_folder() -> Path:
    """Return the folder of the shipped example files."""
    return shipped_folder() / "examples"


def in_order(folders: Sequence[Path] | None) -> tuple[Path, ...]:
    """Return the given folders, or the usual ones when none are given."""
    return template_folders() if folders is None else tuple(folders)


def missing_folders(folders: Sequence[Path]) -> list[Problem]:
    """Return a problem for each template folder that is not there."""
    message = "is no folder; correct $PLANNER_TEMPLATES or make it"
    return [Problem(file=str(folder), path="", message=message) for folder in folders if not folder.is_dir()]
