"""What the commands share: the workspace, opening a plan, printing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import click
import msgspec

from planner.model.error import PlannerError
from planner.model.text import one_line
from planner.workspace import Session, Workspace

F = TypeVar("F", bound=click.Command)


class HeldError(PlannerError):
    """A command that changes the plan met one that is open elsewhere."""


class Context:
    """One run of the command line."""

    def __init__(self, store: Path | None) -> None:
        """Remember the store; nothing is read yet.

        Args:
            store: Folder of the saved plans, or None for the default.
        """
        self._store = store

    @cached_property
    def workspace(self) -> Workspace:
        """The workspace on that store."""
        return Workspace(self._store)

    @contextmanager
    def plan(self, slug: str, *, change: bool = False) -> Iterator[Session]:
        """Open a plan for the length of one command and wait until it is saved.

        Args:
            slug: The plan.
            change: The command changes it, so it must not be open elsewhere.

        Raises:
            HeldError: ``change`` is asked for and another program holds the plan.
        """
        session = self.workspace.open(slug, read_only=not change)
        try:
            if change and session.read_only:
                raise HeldError(
                    f"{slug} is open elsewhere ({session.holder}): close it there, then try again."
                )
            yield session
        finally:
            session.close()

    def run_screens(self, session: Session | None) -> None:
        """Start the screens, on one open plan or on the list of saved plans."""
        from planner.tui.app import PlannerApp

        app = PlannerApp(self.workspace, session)
        app.run()
        if app.return_code:
            raise click.exceptions.Exit(app.return_code)


pass_context = click.make_pass_decorator(Context)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
plan_argument = click.argument("plan")


def print_json(document: object) -> None:
    """Print one JSON document on standard output."""
    text = msgspec.json.format(msgspec.json.encode(document), indent=2)
    click.echo(text.decode("utf-8"))


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows in columns; a heading that ends in ``>`` sets its column to the right.

    Client text is printed without control characters, so that it cannot drive the terminal.
    """
    titles = [h.rstrip(">") for h in headings]
    lines = [[one_line(cell, 70) for cell in row] for row in rows]
    widths = [
        max(len(t), *(len(line[i]) for line in lines)) if lines else len(t) for i, t in enumerate(titles)
    ]
    for line in [titles, *lines]:
        cells = [
            cell.rjust(width) if heading.endswith(">") else cell.ljust(width)
            for cell, width, heading in zip(line, widths, headings, strict=True)
        ]
        click.echo("  ".join(cells).rstrip())
