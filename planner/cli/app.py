"""The program: the group of commands, and how failures are told."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path
from typing import NoReturn, TextIO

import click

import planner
from planner.cli.context import Context
from planner.cli.ending import Ended, Ending, forbid_core_dumps
from planner.cli.group import LazyGroup
from planner.cli.output import prepare, tell
from planner.model.error import PlannerError
from planner.model.text import one_line
from planner.workspace import Workspace

_EPILOG = (
    "Every command takes PLAN as printed by 'planner new' and 'planner list'. Add --help to any of them."
)


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the saved plans (else $PLANNER_STORE, else your data folder).",
)
@click.version_option(planner.__version__, prog_name="planner")
@click.pass_context
def program(ctx: click.Context, store: Path | None) -> None:
    """Take stock of a client's IT, flag gaps, plan and price the work, write the document.

    Without a command it opens the screens on the list of saved clients.
    """
    ctx.obj = Context(store, ctx.obj)
    if ctx.invoked_subcommand is None:
        ctx.obj.run_screens(None)


def main() -> None:
    """Run the command line and leave with the exit code of the contract."""
    forbid_core_dumps()
    try:
        with Ending() as ending:
            _run(ending)
    except Ended as wish:  # while something else was being told
        sys.exit(wish.code)


def _run(ending: Ending) -> NoReturn:
    try:
        prepare()
        # Commands return nothing; what comes back is the code of a click.exceptions.Exit.
        code = program.main(prog_name="planner", standalone_mode=False, obj=ending)
        if sys.stdout is not None:  # closed by who called us
            sys.stdout.flush()
        sys.exit(code or 0)
    except click.UsageError as error:
        told = io.StringIO()
        error.show(told)  # repeats what was typed, or what a file is called
        tell(told.getvalue().rstrip("\n"), err=True)
        sys.exit(2)
    except BrokenPipeError:
        # The reader (head, less) has seen enough.
        _drop(sys.stdout)
        sys.exit(0)
    except Ended as wish:
        with contextlib.suppress(OSError):  # nobody may be left to tell
            _leave(f"planner: ended ({wish}). What was entered is saved; nothing is half done.", wish.code)
        _drop(sys.stdout, sys.stderr)
        sys.exit(wish.code)
    except click.Abort:
        _leave("planner: stopped; nothing more was changed.", 1)
    except Exception as error:
        if os.environ.get("PLANNER_DEBUG") and not isinstance(error, PlannerError):
            raise
        if isinstance(error, OSError):
            _drop(sys.stdout)  # it may be what failed
        _leave(f"planner: {_explained(error)}", 1)


def _explained(error: Exception) -> str:
    """Return what happened and what to do."""
    if isinstance(error, PlannerError):
        hint = ""
        if Workspace.is_altered(error):
            hint = " To accept it or restore a copy, run 'planner' and open it there, or see 'planner copies --help'."
        elif Workspace.can_restore(error):
            hint = " To restore it, run 'planner' and open it there, or see 'planner copies --help'."
        return f"{error}{hint}"
    if isinstance(error, click.ClickException):
        return error.format_message()
    if isinstance(error, OSError):
        return (
            f"the system refused: {error}. What was saved before is still there. Check the disk that is written to "
            "and the names of files and folders, then try again."
        )
    return (
        f"this should not have happened ({type(error).__name__}: {error}). Nothing you saved is lost. "
        "Set PLANNER_DEBUG=1 to see where, and send that with the output of 'planner diagnostics'."
    )


def _drop(*streams: TextIO | None) -> None:
    """Let what is not written yet go nowhere: Python must not complain when it flushes at exit."""
    for stream in streams:
        if stream is not None:  # closed by who called us
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _leave(message: str, code: int) -> NoReturn:
    # One line, without the control characters a file's name or a client's text may hold.
    tell(one_line(message, 2000), err=True)
    sys.exit(code)
