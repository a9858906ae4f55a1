"""Commands about plans as a whole: demo, new, list, show."""

from __future__ import annotations

import click

from planner.cli import shape
from planner.cli.context import Context, json_option, need_terminal, pass_context, plan_argument
from planner.cli.output import print_json, print_table, tell
from planner.model.catalogue import title_of
from planner.model.summary import Summary
from planner.model.text import one_line
from planner.writing import decimal_mark, locale_of, read_number, whole


@click.command()
@pass_context
def demo(context: Context) -> None:
    """Open a filled sample client. Saved clients are not touched."""
    need_terminal()  # before the work of building it
    context.run_screens(context.workspace.demo())


@click.command()
@click.argument("name")
@click.option("--people", type=int, help="Head count.")
@click.option("--industry", default="", help="An id such as legal (see 'templates list --json').")
@click.option("--currency", default="USD", show_default=True, help="Three letters.")
@click.option(
    "--exchange-rate", "rate", default="", help="How many of the currency one unit of the price book's buys."
)
@click.option("--fiscal-year-start", type=int, default=1, show_default=True, help="Month 1 to 12.")
@click.option(
    "--trait", "traits", multiple=True, help="What raises the stakes, e.g. health_data; may be repeated."
)
@click.option(
    "--consultant", default="", help="Your name; it stands beside what you enter and on the document."
)
@click.option("--attendee", "attendees", multiple=True, help="Who else is in the room; may be repeated.")
@json_option
@pass_context
def new(
    context: Context,
    name: str,
    people: int | None,
    industry: str,
    currency: str,
    rate: str,
    fiscal_year_start: int,
    traits: tuple[str, ...],
    consultant: str,
    attendees: tuple[str, ...],
    as_json: bool,
) -> None:
    """Make a plan for a new client and print its slug."""
    slug = context.clients.create(
        name,
        people=people,
        industry=industry,
        currency=currency,
        exchange_rate=_exchange_rate(rate, currency),
        fiscal_year_start=fiscal_year_start,
        traits=traits,
        consultant=consultant,
        attendees=attendees,
    )
    if as_json:
        print_json({"plan": slug, "generated_at": context.workspace.today.isoformat()})
    else:
        tell(slug)


def _exchange_rate(text: str, currency: str) -> float | None:
    figure = read_number(text, decimal_mark(locale_of(currency)))
    if text and figure is None:
        raise click.UsageError(f"{text!r} is no exchange rate: write a number such as 0.92.")
    return figure


@click.command(name="list")
@click.option("--all", "every", is_flag=True, help="Archived plans too.")
@json_option
@pass_context
def list_(context: Context, every: bool, as_json: bool) -> None:
    """List the saved plans."""
    workspace = context.clients
    rows: list[tuple[str, Summary, str]] = []
    for listed in workspace.plans():
        # When its file changed behind the index it is read again, so that the list is right.
        row = workspace.look_into(listed) if listed.stale else listed
        known = row.summary or Summary(name=row.slug)
        if every or not known.archived:
            rows.append((row.slug, known, row.problem))
    for _, _, problem in rows:
        if problem:
            tell(f"planner: {one_line(problem, 2000)}", err=True)
    if as_json:
        plans = [shape.row(slug, summary, problem) for slug, summary, problem in rows]
        print_json({"generated_at": workspace.today.isoformat(), "plans": plans})
        return
    if not rows:
        tell('No plans yet. Make one with: planner new "Client\'s name"', err=True)
        return
    print_table(
        ["PLAN", "CLIENT", "MUSTS>", "SCORE>", "BAND", "UNKNOWN>", "CRITICAL>", "HIGH>", "CHANGED"],
        [
            (
                slug,
                s.name,
                *(("", "", "cannot be read", "", "", "") if problem else _figures(s)),
                s.changed[:10],
            )
            for slug, s, problem in rows
        ],
    )


def _figures(summary: Summary) -> tuple[str, ...]:
    point = "–" if summary.score is None else f"{whole(summary.score):,}"
    total = summary.must_met + summary.must_missing + summary.must_unknown
    return (
        f"{summary.must_met}/{total}" if total else "",
        point,
        f"({whole(summary.low):,}–{whole(summary.high):,})",
        str(summary.unknown),
        str(summary.gaps_critical),
        str(summary.gaps_high),
    )


@click.command()
@plan_argument
@json_option
@pass_context
def show(context: Context, plan: str, as_json: bool) -> None:
    """Show what is recorded about a client: every fact the results depend on."""
    with context.plan(plan) as session:
        if as_json:
            print_json(shape.show(session))
            return
        client, words = session.plan.client, session.knowledge.catalogue.vocabulary
        for label, value in (
            ("Client", client.name),
            ("People", "not stated" if client.people is None else str(client.people)),
            ("Industry", title_of(words.industries, client.industry) or "not stated"),
            ("Currency", client.currency),
            ("Fiscal year", f"starts in month {client.fiscal_year_start}"),
            ("Traits", ", ".join(title_of(words.traits, trait) for trait in client.traits) or "none"),
        ):
            tell(f"{label + ':':<13}{one_line(value)}")
        tell()
        rows = []
        for kind, items in session.inventory.items.items():
            if items or kind in session.plan.complete:
                state = "complete" if kind in session.inventory.complete else "may be incomplete"
                rows.append((session.knowledge.catalogue.kind_title(kind), str(len(items)), state))
        print_table(["INVENTORY", "ENTRIES>", "LIST"], rows)
        plan_ = session.plan
        tell(
            f"\n{len(plan_.sources)} sources, {len(plan_.answers)} answers, {len(plan_.decisions)} decisions, "
            f"{len(session.accepted)} accepted risks"
        )


COMMANDS = (demo, new, list_, show)
