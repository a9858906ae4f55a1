"""The program: the group of commands, and how failures are told."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

import planner
from planner.cli import about, assess, data, engagement, plans
from planner.cli.context import Context
from planner.model.error import PlannerError

_EPILOG = (
    "Every command takes PLAN as printed by 'planner new' and 'planner list'. Add --help to any of them."
)


@click.group(
    invoke_without_command=True, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]}
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
    ctx.obj = Context(store)
    if ctx.invoked_subcommand is None:
        ctx.obj.run_screens(None)


for _module in (plans, data, assess, engagement, about):
    for _command in _module.COMMANDS:
        program.add_command(_command)


def main() -> None:
    """Run the command line and leave with the exit code of the contract."""
    try:
        # Commands return nothing; what comes back is the code of a click.exceptions.Exit.
        code = program.main(prog_name="planner", standalone_mode=False)
        sys.stdout.flush()
        sys.exit(code or 0)
    except PlannerError as error:
        _leave(f"planner: {error}", 1)
    except click.UsageError as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        _leave("planner: stopped; nothing more was changed.", 1)
    except click.ClickException as error:
        _leave(f"planner: {error.format_message()}", 1)
    except KeyboardInterrupt:
        _leave("planner: stopped.", 130)
    except BrokenPipeError:
        # The reader (head, less) has seen enough. Python must not complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if os.environ.get("PLANNER_DEBUG"):
            raise
        _leave(
            f"planner: this should not have happened ({type(error).__name__}: {error}). Nothing you saved is lost. "
            "Set PLANNER_DEBUG=1 to see where, and send that with the output of 'planner diagnostics'.",
            1,
        )


def _leave(message: str, code: int) -> None:
    click.echo(message, err=True)
    sys.exit(code)
