"""Every problem of the templates at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from planner.model.problem import Problem
from planner.standards.budget import load_budget_rules
from planner.standards.catalogue import load_catalogue, load_import_maps
from planner.standards.document import check_documents
from planner.standards.folder import in_order
from planner.standards.key import nearest
from planner.standards.lifecycle import load_lifecycle
from planner.standards.secret import load_secrets

ROOMS = (
    "budget",
    "documents",
    "examples",
    "frameworks",
    "imports",
    "initiatives",
    "inventory",
    "lifecycle",
    "rates",
    "secrets",
    "standards",
    "vocabulary",
)
"""The subfolders of a template folder."""


def check(folders: Sequence[Path] | None = None) -> tuple[Problem, ...]:
    """Return every problem of the catalogue, lifecycle, budget, import maps, secrets and documents.

    Args:
        folders: Template folders, later ones override earlier ones; None for the usual.
    """
    places = in_order(folders)
    problems = [*load_catalogue(places).problems, *load_lifecycle(places)[1], *load_budget_rules(places)[1]]
    problems += [*load_import_maps(places)[1], *load_secrets(places)[1], *check_documents(places)]
    problems += [problem for folder in places for problem in _stray(folder)]
    return tuple(problems)


def _stray(folder: Path) -> list[Problem]:
    """Return a problem for each room nobody reads and each template outside a room."""
    problems: list[Problem] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith((".", "_")):
            continue
        if path.is_dir() and path.name not in ROOMS:
            message = f"is no room of the templates and is not read{nearest(path.name, ROOMS)}"
            problems.append(Problem(file=path.name, path="", message=message))
        elif not path.is_dir() and path.name in ROOMS:
            message = "is a file where a folder of templates is expected; make it a folder"
            problems.append(Problem(file=path.name, path="", message=message))
        elif path.suffix == ".toml":
            problems.append(Problem(file=path.name, path="", message="is not read here; move it into a room"))
    return problems
