"""Commands about the work: decide, change, roadmap, export."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli import shape
from planner.cli.argument import typed_cap
from planner.cli.context import Context, json_option, pass_context, plan_argument
from planner.cli.output import print_document, print_json, print_table, tell
from planner.cli.sheet import write_sheet
from planner.model.decision import Choice
from planner.model.roadmap import Roadmap
from planner.model.text import one_line
from planner.workspace import Session
from planner.writing import half_up, percent, whole


@click.command()
@plan_argument
@click.argument("initiatives", nargs=-1, required=True, metavar="INITIATIVE...")
@click.argument("choice", type=click.Choice([c.value for c in Choice]))
@click.option("--by", required=True, help="Who decided.")
@click.option("--why", required=True, help="The reason.")
@click.option("--until", help="For a deferral: not before this date, YYYY-MM-DD.")
@click.option("--revisit", help="When the decision is looked at again, YYYY-MM-DD.")
@pass_context
def decide(
    context: Context,
    plan: str,
    initiatives: tuple[str, ...],
    choice: str,
    by: str,
    why: str,
    until: str | None,
    revisit: str | None,
) -> None:
    """Approve, defer or decline one INITIATIVE or several, with a name and a reason."""
    with context.plan(plan, change=True) as session:
        session.decide(initiatives, choice, by=by, why=why, until=until, revisit=revisit)


@click.command()
@plan_argument
@click.argument("initiative")
@click.argument("field")
@click.argument("value")
@click.option("--why", required=True, help="The reason; kept beside the original figure.")
@click.option("--by", help="Who says so; the plan's consultant, when left out.")
@pass_context
def change(
    context: Context, plan: str, initiative: str, field: str, value: str, why: str, by: str | None
) -> None:
    """Change one figure of an INITIATIVE: hours, one_time, monthly, effect, duration, due or pin."""
    with context.plan(plan, change=True) as session:
        session.change(initiative, field, value, why=why, by=by)


@click.command()
@plan_argument
@click.option(
    "--budget-per-quarter",
    help="Cap on money a quarter, one-time plus recurring: one figure, or a list such as '20000; 12000'.",
)
@click.option("--hours-per-quarter", help="Cap on hours a quarter, likewise.")
@click.option("--quarters", type=int, help="Length of the roadmap.")
@click.option("--start", metavar="YYYY-Qn", help="First quarter, in the client's fiscal year.")
@click.option(
    "--save",
    is_flag=True,
    help="Keep these settings, and look for a better plan once more; without it they are a what-if.",
)
@click.option("--csv", type=click.Path(path_type=Path), help="Write a CSV file, a folder or '-'.")
@click.option("--force", is_flag=True, help="Replace a file that is there; a plan is never replaced.")
@json_option
@pass_context
def roadmap(
    context: Context,
    plan: str,
    budget_per_quarter: str | None,
    hours_per_quarter: str | None,
    quarters: int | None,
    start: str | None,
    save: bool,
    csv: Path | None,
    force: bool,
    as_json: bool,
) -> None:
    """Show the roadmap: what is done when, what it costs, what risk stays, and why this order."""
    caps = {"budget_per_quarter": budget_per_quarter, "hours_per_quarter": hours_per_quarter}
    given = {"quarters": quarters, "start": start}
    with context.plan(plan, change=save, planned=not save) as session:
        settings: dict[str, object] = {name: value for name, value in given.items() if value is not None}
        settings |= {name: typed_cap(session, name, text) for name, text in caps.items() if text is not None}
        if save:
            session.set_settings(**settings)
            found = session.settle(again=True)
        else:
            *_, found = session.improving(settings)
        if csv is not None:
            write_sheet(session, csv, "work", session.work_sheet(found), force=force)
        if as_json:
            print_json(shape.roadmap(session, found))
        elif csv is None:
            _print(session, found)


def _print(session: Session, found: Roadmap) -> None:
    tell(f"{one_line(session.plan.client.name)}, money in {one_line(session.plan.client.currency)}\n")
    rows = [
        (
            row.id,
            f"{row.one_time:,}",
            f"{row.recurring:,}",
            "–" if row.cap is None else f"{row.cap:,}",
            f"{half_up(row.hours, 1):,}",
            "–" if row.hours_cap is None else f"{whole(row.hours_cap):,}",
            f"{half_up(load.risk_end, 1):,}",
        )
        for row, load in zip(session.figures(found), found.quarters, strict=True)
    ]
    print_table(["QUARTER", "ONE-TIME>", "RECURRING>", "CAP>", "HOURS>", "CAP>", "RISK LEFT>"], rows)
    tell()
    lines, words = [], session.words(found)
    for item in found.initiatives:
        start = found.placements[item.id].start
        when = "unscheduled" if start is None else found.quarters[start].id
        lines.append(
            (
                when,
                item.priority,
                item.id,
                f"{half_up(item.partner_hours, 1):,}",
                f"{whole(item.one_time.expected):,}",
                f"{whole(item.monthly.expected):,}",
                f"{half_up(item.risk_removed, 1):,}",
                words.place(item.id),
            )
        )
    print_table(["START", "PRIO", "INITIATIVE", "HOURS>", "ONE-TIME>", "MONTHLY>", "RISK>", "WHY"], lines)
    tell(
        f"\nCarried {half_up(found.carried, 1):,}; no plan can go below {half_up(found.bound, 1):,} (gap {percent(found.gap)})."
    )
    for problem in words.problems():
        tell(f"Note: {one_line(problem, 400)}")
    for sentence in session.overage(found):
        tell(f"Runs on: {one_line(sentence, 400)}")
    _print_waiting(session, found)


def _print_waiting(session: Session, found: Roadmap) -> None:
    """Say what a quarter's delay costs where that is money or a date."""
    titles = {item.id: item.title for item in found.initiatives}
    for key, one in session.waits(found).each.items():
        costs = [f"{whole(one.saving):,} more is paid for what nobody uses"] if whole(one.saving) else []
        costs += [f"{x.label} can be changed only until {x.day}" for x in one.missed]
        costs += [f"{x.happens} on {', '.join(x.records)} ({x.day})" for x in one.endings]
        if costs:
            tell(f"A quarter later: {one_line(f'{titles[key]}: ' + '; '.join(costs), 400)}")


@click.command()
@plan_argument
@click.option(
    "-f", "--format", "form", type=click.Choice(["md"]), default="md", show_default=True, help="Markdown."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="File or folder; standard output without it."
)
@click.option(
    "--document",
    "template",
    default="roadmap",
    show_default=True,
    metavar="NAME",
    help="Which document: roadmap, appendix or one of your own.",
)
@click.option("--audience", type=click.Choice(["client", "internal"]), default="client", show_default=True)
@click.option("--force", is_flag=True, help="Replace a file that is there; a plan is never replaced.")
@pass_context
def export(
    context: Context, plan: str, form: str, output: Path | None, template: str, audience: str, force: bool
) -> None:
    """Write a document the client takes home: the roadmap, or the appendix to it.

    In a folder it gets its usual name, with a number behind it when that is taken. A file you
    name is refused when it exists, unless you say --force.
    """
    del form  # Markdown is the only one so far; the option is there so that calls stay valid.
    with context.plan(plan, planned=True) as session:
        if output is None or str(output) == "-":
            print_document(session.document(audience, template))
        else:
            written = session.export(output, audience=audience, template=template, replace=force)
            tell(one_line(str(written), 4096), err=True)


COMMANDS = (decide, change, roadmap, export)
