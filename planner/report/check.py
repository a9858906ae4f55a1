"""What is wrong with document templates, found before a client waits for the document."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from planner.model.error import PlannerError
from planner.model.problem import Problem
from planner.report.engine import Engine
from planner.report.section import FILE, ROOM, DocumentTemplate, read_template, search_path
from planner.report.view import NAMES
from planner.writing import DEFAULT

FRONT = "front.md.j2"
"""What stands before the first section of every document."""
MARK = "internal-mark.md.j2"
"""What marks each section of an internal document."""


def check(folders: Sequence[Path]) -> tuple[Problem, ...]:
    """Return what would keep each document from being written.

    That is a ``document.toml`` that cannot be used, and in the templates it names: wrong syntax,
    filters that do not exist and names that no document knows. A template that another one
    includes is not looked at: what names it has depends on where it is included.

    Args:
        folders: Template folders, the shipped one first.
    """
    ids = {path.name for folder in folders for path in folder.glob(f"{ROOM}/*") if path.is_dir()}
    return tuple(problem for name in sorted(ids) for problem in _problems(name, folders))


def _problems(template: str, folders: Sequence[Path]) -> Iterator[Problem]:
    try:
        spec = read_template(template, folders)
        engine = Engine(search_path(template, folders), spec.locale or DEFAULT, "USD")
    except PlannerError as error:
        if not _is_base_unusable(template, folders):
            yield Problem(file=f"{ROOM}/{template}/{FILE}", path="", message=str(error))
        return
    own = [folder / ROOM / template for folder in folders]
    for file in _files(spec):
        if spec.base and not any((place / file).is_file() for place in own):
            continue  # the base's file, told there
        flaw = engine.flaw(file, NAMES)
        if flaw:
            yield Problem(file=f"{ROOM}/{template}/{file}", path="", message=f"{flaw}; correct the template")


def _is_base_unusable(template: str, folders: Sequence[Path]) -> bool:
    """Return whether a template cannot be read because the one it builds on cannot: that is told there."""
    places = [path for folder in reversed(folders) if (path := folder / ROOM / template / FILE).is_file()]
    try:
        base = str(tomllib.loads(places[0].read_text("utf-8")).get("base", "")) if places else ""
        if base:
            read_template(base, folders)
    except PlannerError:
        return True
    except (OSError, ValueError, RecursionError):
        return False
    return False


def _files(spec: DocumentTemplate) -> tuple[str, ...]:
    return tuple(dict.fromkeys((FRONT, MARK, *(section.file for section in spec.section))))
