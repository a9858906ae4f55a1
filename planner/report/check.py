"""What is wrong with document templates, found before a client waits for the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from planner.model.error import PlannerError
from planner.model.problem import Problem
from planner.report.engine import Engine
from planner.report.section import FILE, ROOM, DocumentTemplate, read_template, search_path
from planner.report.view import NAMES

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
        engine = Engine(search_path(template, folders), spec.locale, "USD")
    except PlannerError as error:
        yield Problem(file=f"{ROOM}/{template}/{FILE}", path="", message=str(error))
        return
    for file in _files(spec):
        flaw = engine.flaw(file, NAMES)
        if flaw:
            yield Problem(file=f"{ROOM}/{template}/{file}", path="", message=f"{flaw}; correct the template")


def _files(spec: DocumentTemplate) -> tuple[str, ...]:
    return tuple(dict.fromkeys((FRONT, MARK, *(section.file for section in spec.section))))
