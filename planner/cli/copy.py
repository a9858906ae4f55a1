"""Commands about the copies kept of a plan."""

from __future__ import annotations

import click

from planner.cli.context import Context, json_option, pass_context, plan_argument
from planner.cli.output import print_json, print_table
from planner.model.text import minute


@click.command()
@plan_argument
@click.option(
    "--restore", "number", type=click.IntRange(min=1), metavar="N", help="Put copy N in the plan's place."
)
@click.option(
    "--accept", is_flag=True, help="Take the plan as it is, though something else changed its file."
)
@json_option
@pass_context
def copies(context: Context, plan: str, number: int | None, accept: bool, as_json: bool) -> None:
    """List the copies kept of a plan, newest first; restore one, or accept a file that was changed.

    The file that is there is kept as a copy in either case.
    """
    if number is not None and accept:
        raise click.UsageError("Either --restore N or --accept, not both.")
    workspace = context.clients
    if accept:
        workspace.accept(plan)
    found = workspace.backups(plan)
    if number is not None:
        if number > len(found):
            raise click.UsageError(f"There are {len(found)} copies; {number} is none of them.")
        workspace.restore(plan, found[number - 1])
        found = workspace.backups(plan)
    if as_json:
        rows = [
            {
                "path": str(b.path),
                "taken": b.taken,
                "saved": b.saved,
                "reason": b.reason,
                "readable": b.readable,
            }
            for b in found
        ]
        print_json({"plan": plan, "generated_at": workspace.today.isoformat(), "copies": rows})
        return
    print_table(
        ["N>", "STATE OF", "PUT ASIDE", "WHY", "READABLE"],
        [
            (str(i), minute(b.saved), minute(b.taken), b.reason, "yes" if b.readable else "no")
            for i, b in enumerate(found, 1)
        ],
    )


COMMANDS = (copies,)
