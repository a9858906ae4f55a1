"""What the commands share: the workspace and opening a plan."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TextIO

import click

from planner.cli.ending import Ending
from planner.cli.output import tell
from planner.model.error import PlannerError
from planner.model.text import one_line
from planner.workspace import Session, Workspace


class HeldError(PlannerError):
    """A command that changes the plan met one that it may only read."""


class NoTerminalError(PlannerError):
    """The screens were asked for where there is no terminal."""


def need_terminal() -> None:
    """See that somebody can look at the screens and press a key, else they would wait for ever.

    Raises:
        NoTerminalError: Input or output is a file, a pipe or closed, and no other driver (a web
            server, for example) was named for the screens.
    """
    if os.environ.get("TEXTUAL_DRIVER"):
        return
    drawn_on = (sys.__stderr__, sys.__stdout__)
    if not (_is_terminal(sys.__stdin__) and any(_is_terminal(stream) for stream in drawn_on)):
        raise NoTerminalError(
            "The screens need a terminal. Start the planner in one, or use a command: see 'planner --help'."
        )


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


class Context:
    """One run of the command line."""

    def __init__(self, store: Path | None, ending: Ending) -> None:
        """Remember the store; nothing is read yet.

        Args:
            store: Folder of the saved plans, or None for the default.
            ending: Tells when the system asks the program to end.
        """
        self._store = store
        self._ending = ending

    @cached_property
    def workspace(self) -> Workspace:
        """The workspace on that store."""
        return Workspace(self._store)

    @property
    def clients(self) -> Workspace:
        """The workspace, once its store is known to be readable.

        Raises:
            PlannerError: It is not, so that "no plans yet" would be wrong.
        """
        self.workspace.check_store()
        return self.workspace

    @contextmanager
    def plan(self, slug: str, *, change: bool = False, planned: bool = False) -> Iterator[Session]:
        """Open a plan for the length of one command and wait until it is saved.

        Args:
            slug: The plan.
            change: The command changes it, so it must not be open elsewhere.
            planned: The command shows the roadmap: unless a schedule is kept with the plan, the best one is
                looked for first, and kept where that is possible, so that all that is printed agrees.

        Raises:
            HeldError: ``change`` is asked for, and another program holds the plan or the store
                cannot be written.
        """
        session = self.clients.open(slug, read_only=not (change or planned))
        try:
            if change and session.holder:
                raise HeldError(
                    f"{slug} is open elsewhere ({session.holder}): close it there, then try again."
                )
            if change and session.read_only:
                raise HeldError(f"{slug} cannot be changed. {session.why}")
            session.on_removed(lambda said: tell(f"Note: {one_line(said, 400)}", err=True))
            if planned:
                session.settle()
            yield session
        finally:
            with self._ending.held():  # an interrupted close would not save
                session.close()

    def run_screens(self, session: Session | None) -> None:
        """Show the screens, on one open plan or on the list of saved plans, until they are left.

        Raises:
            NoTerminalError: There is none to draw on.
        """
        need_terminal()
        # While modules load, the collector would look through them a dozen times for nothing; the
        # app turns it on again when its first screen is there.
        gc.disable()
        from planner.cli.screens import Screens
        from planner.tui.app import PlannerApp

        app = PlannerApp(self.clients if session is None else self.workspace, session)
        Screens(app, session, self._ending).run()


pass_context = click.make_pass_decorator(Context)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
plan_argument = click.argument("plan")
