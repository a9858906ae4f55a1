"""Commands about the planner itself: templates, diagnostics."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

import click

import planner
from planner.cli import shape
from planner.cli.context import Context, json_option, pass_context
from planner.cli.output import print_json, print_table, tell
from planner.model.text import one_line

_PARTS = ("textual", "tinydb", "msgspec", "markdown-it-py", "jinja2", "click", "python-calamine", "babel")


@click.group()
def templates() -> None:
    """Check or list the templates: standards, initiatives, prices, import maps, documents."""


@templates.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@pass_context
def check(context: Context, folder: Path | None) -> None:
    """Check every template file, of FOLDER laid over the shipped ones if given, and print every problem."""
    problems = context.workspace.check_templates(folder)
    for problem in problems:
        tell(one_line(str(problem), 1000))
    if problems:
        tell(f"{len(problems)} problems; each costs only the entry it names.", err=True)
        raise click.exceptions.Exit(1)
    tell("The templates are in order.", err=True)


@templates.command(name="list")
@json_option
@pass_context
def list_(context: Context, as_json: bool) -> None:
    """List the standards and initiatives as loaded."""
    catalogue = context.workspace.catalogue
    if as_json:
        print_json(shape.catalogue(catalogue))
        return
    rows = [
        (s.id, str(s.impact * s.likelihood), "measured" if s.rules else "asked", s.initiative, s.title)
        for s in catalogue.standards.values()
    ]
    print_table(["STANDARD", "WEIGHT>", "HOW", "INITIATIVE", "GOOD PRACTICE"], rows)
    tell(
        f"\n{len(catalogue.standards)} standards, {len(catalogue.initiatives)} initiatives, "
        f"{len(catalogue.prices.prices)} prices, {len(catalogue.problems)} problems"
    )


@click.command()
@pass_context
def diagnostics(context: Context) -> None:
    """Print what a bug report needs: versions, paths, terminal, template problems. No client data."""
    workspace = context.workspace
    tell(f"planner {planner.__version__}")
    tell(f"Python {platform.python_version()} on {platform.platform()}")
    for part in _PARTS:
        tell(f"  {part} {_version(part)}")
    output = sys.stdout  # None when it was closed by who called us
    encoding = "unknown" if output is None else output.encoding or "unknown"
    terminal = output is not None and output.isatty()
    names = ("TERM", "COLORTERM", "NO_COLOR", "LANG", "PLANNER_TODAY", "PLANNER_STORE", "PLANNER_TEMPLATES")
    tell(f"Output {encoding}, terminal {'yes' if terminal else 'no'}")
    for name in names:
        if name in os.environ:
            tell(f"  {name}={one_line(os.environ[name])}")
    tell(f"Today {workspace.today.isoformat()}")
    tell(
        f"Store {one_line(str(workspace.store_folder), 1000)} ({_state(workspace.store_folder)}, {len(workspace.plans())} plans)"
    )
    for rule in workspace.retention():
        tell(f"  {rule}")
    rescued = workspace.rescued()
    tell(f"  {len(rescued)} files of work that could not be saved where it belonged")
    for path in rescued:
        tell(f"  {one_line(str(path), 1000)}")
    for folder in workspace.knowledge.folders:
        tell(f"Templates {one_line(str(folder), 1000)} ({_state(folder)})")
    catalogue = workspace.catalogue
    tell(f"  {len(catalogue.standards)} standards, {len(catalogue.initiatives)} initiatives")
    problems = workspace.check_templates()
    tell(f"  {len(problems)} problems")
    for problem in problems:
        tell(f"  {one_line(str(problem), 400)}")


def _version(part: str) -> str:
    from importlib import metadata

    try:
        return metadata.version(part)
    except metadata.PackageNotFoundError:
        return "not installed"


def _state(folder: Path) -> str:
    if not folder.exists():
        return "not there yet"
    return "writable" if os.access(folder, os.W_OK) else "read-only"


COMMANDS = (templates, diagnostics)
