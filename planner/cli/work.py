"""The command about work of the consultant's own."""

from __future__ import annotations

import click

from planner.cli import shape
from planner.cli.argument import typed_number
from planner.cli.context import Context, json_option, pass_context, plan_argument
from planner.cli.output import print_json, print_table, tell
from planner.model.money import Range
from planner.model.text import one_line
from planner.model.work import OwnWork
from planner.workspace import Session
from planner.writing import whole


@click.command()
@plan_argument
@click.option("--add", "title", help="Make a piece of work of this title.")
@click.option("--split", metavar="INITIATIVE", help="Take its findings from this one, some of them.")
@click.option(
    "--merge", metavar="INITIATIVE", multiple=True, help="Put in the place of these; give it twice or more."
)
@click.option(
    "--finding", "standards", metavar="STANDARD", multiple=True, help="What it closes; may be repeated."
)
@click.option(
    "--machine",
    "records",
    metavar="NAME",
    multiple=True,
    help="With --split: what it replaces; may be repeated.",
)
@click.option(
    "--after", "requires", metavar="INITIATIVE", multiple=True, help="What has to be finished first."
)
@click.option("--outcome", help="What the client has when it is done.")
@click.option("--hours", help="Hours of IT support, on top of what its findings take.")
@click.option("--client-hours", help="Hours of the client's own people, likewise.")
@click.option("--one-time", metavar="N or LOW..HIGH", help="Money once, likewise.")
@click.option("--monthly", metavar="N or LOW..HIGH", help="Money a month, likewise.")
@click.option("--duration", type=int, help="Quarters it takes at least.")
@click.option("--drop", metavar="ID", help="Take a piece of own work away; its findings go back.")
@click.option("--why", default="", help="The reason; needed to add one.")
@click.option("--by", help="Who says so; the plan's consultant, when left out.")
@json_option
@pass_context
def work(
    context: Context,
    /,
    plan: str,
    title: str | None,
    split: str | None,
    merge: tuple[str, ...],
    drop: str | None,
    why: str,
    by: str | None,
    as_json: bool,
    **said: object,
) -> None:
    """Split, merge or add work: list it, or make some with --add, or take some away with --drop."""
    if title is None and (split or merge or any(said.values())):
        raise click.UsageError("--add TITLE names the work that is made.")
    if sum(map(bool, (split, merge, drop))) > 1 or (drop and title):
        raise click.UsageError("One at a time: --split, --merge or --drop.")
    if said["records"] and not split:
        raise click.UsageError("--machine needs --split: the work that replaces it so far.")
    with context.plan(plan, change=bool(title or drop)) as session:
        if title is not None:
            figures = _figures(session, said)
            session.add_work(title, why=why, by=by, split=split or "", merge=merge, **figures)
        elif drop:
            session.drop_work(drop)
        if as_json:
            print_json({**shape.head(session), "work": shape.work(session)})
        else:
            _print(session)


def _figures(session: Session, said: dict[str, object]) -> dict[str, object]:
    """Return what was said, as fields of the work."""
    found: dict[str, object] = {
        "standards": said["standards"], "requires": said["requires"],
        "records": [("", name) for name in _texts(said["records"])],
        "outcome": said["outcome"] or "", "duration": said["duration"] or 1,
    }  # fmt: skip
    for option, field in (("hours", "partner_hours"), ("client_hours", "client_hours")):
        if text := said[option]:
            found[field] = typed_number(session, f"--{option.replace('_', '-')}", str(text))
    for option in ("one_time", "monthly"):
        if text := said[option]:
            low, _, high = str(text).partition("..")
            name = f"--{option.replace('_', '-')}"
            least = typed_number(session, name, low)
            most = typed_number(session, name, high) if high else least
            found[option] = Range(least, (least + most) / 2, most)
    return found


def _closes(one: OwnWork) -> str:
    number = len(one.records)
    machines = [f"{number} {'machine' if number == 1 else 'machines'}"] if number else []
    return ", ".join((*one.standards, *machines))


def _texts(given: object) -> tuple[str, ...]:
    return tuple(str(text) for text in given) if isinstance(given, tuple) else ()


def _print(session: Session) -> None:
    rows = [
        (key, one_line(one.title), _closes(one), f"{whole(one.partner_hours):,}",
         f"{whole(one.one_time.expected):,}", f"{whole(one.monthly.expected):,}", one_line(one.why))
        for key, one in session.plan.work.items()
    ]  # fmt: skip
    if rows:
        print_table(["ID", "WORK", "CLOSES", "HOURS>", "ONE-TIME>", "MONTHLY>", "WHY"], rows)
    else:
        tell("No work was split, merged or added: all of it is the catalogue's.")


COMMANDS = (work,)
