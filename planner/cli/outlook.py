"""Commands about money and dates: budget, timeline."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.argument import ceilings, typed_number
from planner.cli.context import Context, json_option, pass_context, plan_argument
from planner.cli.outlook_shape import budget_document, timeline_document
from planner.cli.output import print_document, print_json, print_table, tell
from planner.cli.sheet import write_sheet
from planner.model.budget import PARTS, Budget
from planner.model.ownership import Ownership
from planner.model.text import one_line
from planner.model.timeline import Event, Timeline
from planner.writing import half_up, whole

if TYPE_CHECKING:
    from planner.report.spend import Row
    from planner.workspace import Session

_AUDIENCE = click.Choice(["client", "internal"])


@click.command()
@plan_argument
@click.option("--years", type=int, help="Years the budget covers, 1 to 5.")
@click.option("--refresh-per-year", help="Ceiling on replacements in a fiscal year.")
@click.option(
    "--refresh",
    "refreshes",
    multiple=True,
    metavar="BATCH=N|together",
    help="A ceiling of one batch's own, such as computers=8000.",
)
@click.option(
    "--rate", "rates", multiple=True, metavar="CUR=N", help="What one unit of another currency is worth."
)
@click.option("--save", is_flag=True, help="Keep these settings; without it they are a what-if.")
@click.option("--csv", type=click.Path(path_type=Path), help="Write a CSV file, a folder or '-'.")
@click.option("--force", is_flag=True, help="Replace a file that is there; a plan is never replaced.")
@click.option("--audience", type=_AUDIENCE, default="internal", show_default=True)
@json_option
@pass_context
def budget(
    context: Context,
    plan: str,
    years: int | None,
    refresh_per_year: str | None,
    refreshes: tuple[str, ...],
    rates: tuple[str, ...],
    save: bool,
    csv: Path | None,
    force: bool,
    audience: str,
    as_json: bool,
) -> None:
    """Show the whole IT budget: what is paid anyway, what is replaced, what the roadmap brings."""
    settings: dict[str, object] = {} if years is None else {"budget_years": years}
    with context.plan(plan, change=save, planned=True) as session:
        if refresh_per_year is not None:
            settings["refresh_per_year"] = typed_number(session, "--refresh-per-year", refresh_per_year)
        if refreshes:
            own = session.plan.settings.refresh_ceilings
            settings["refresh_ceilings"] = {**own, **ceilings(session, refreshes)}
        if rates:
            settings["currency_rates"] = {**session.plan.settings.currency_rates, **_rates(session, rates)}
        if save and settings:
            session.set_settings(**settings)
        outlook = session.outlook(audience, settings={} if save else settings)
        found = outlook.budget
        if csv is not None:
            write_sheet(session, csv, "budget", session.budget_sheet(found), force=force)
        if as_json:
            print_json(budget_document(session, found, outlook.ownership))
        elif csv is None:
            _print_budget(session, found)
            _print_ownership(session, outlook.ownership)


def _rates(session: Session, given: tuple[str, ...]) -> dict[str, float]:
    found = {}
    for text in given:
        code, _, number = text.partition("=")
        figure = session.read_number(number)
        if figure is None:
            raise click.UsageError(f"{text!r}: write a currency and a number, for example EUR=1.08.")
        found[code.strip().upper()] = figure
    return found


def _print_budget(session: Session, found: Budget) -> None:
    tell(f"{one_line(session.plan.client.name)}, money in {one_line(found.currency)}, expected amounts\n")
    printed = session.spending(found)
    titles = ["", "RUN>", "REFRESH>", "PROJECTS>", "FEE>", "WORK>", "TOTAL>", "LOW>", "HIGH>"]
    print_table(titles, [_row(row, row.id) for row in printed.quarters])
    tell()
    print_table(titles, [_row(row, row.id) for row in (*printed.years, printed.total)])
    tell()
    for year, sentence in found.replaced_words.items():
        tell(f"Replaced in {year}: {sentence}")
    for row in printed.years:
        if row.over is not None:
            way = "over" if row.over > 0 else "under"
            tell(f"{row.id}: {abs(row.over):,} {way} the stated IT budget of {found.stated.year}.")
        if row.share is not None:
            tell(f"{row.id}: {half_up(row.share * 100, 1)}% of the revenue of {found.stated.year}.")
    if found.stated.spend is not None and found.yearly > found.stated.spend:
        tell(
            f"The contracts known here come to {whole(found.yearly):,} a year; the books of {found.stated.year} "
            f"show {whole(found.stated.spend):,} spent."
        )
    if found.unused:
        seats = sum(line.seats for line in found.seats)
        tell(f"{whole(seats):,} seats are paid for and not used: {whole(found.unused):,} a year.")
    for sentence in found.unknown:
        tell(f"Not known: {one_line(sentence, 400)}")
    for sentence in found.assumed:
        tell(f"Note: {one_line(sentence, 400)}")
    for one in found.apart:
        per = " a year" if one.yearly else ""
        tell(f"Kept apart: {one_line(one.what, 60)}, {whole(one.amount.expected):,} {one.currency}{per}")


def _print_ownership(session: Session, found: Sequence[Ownership]) -> None:
    for one in found:
        now, then = (session.spending(x).total.total for x in (one.as_it_stands, one.with_plan))
        tell(
            f"Over {one.years} years all of IT costs {now.expected:,} as it stands and {then.expected:,} "
            f"({then.low:,} to {then.high:,}) with the plan."
        )


def _row(row: Row, name: str) -> tuple[str, ...]:
    parts = [f"{row.parts[part].expected:,}" for part in PARTS]
    total = row.total
    return (name, *parts, f"{total.expected:,}", f"{total.low:,}", f"{total.high:,}")


@click.command()
@plan_argument
@click.option("--ics", type=click.Path(path_type=Path), help="Write a calendar file, a folder or '-'.")
@click.option("--force", is_flag=True, help="Replace a file that is there; a plan is never replaced.")
@click.option("--audience", type=_AUDIENCE, default="internal", show_default=True)
@json_option
@pass_context
def timeline(
    context: Context, plan: str, ics: Path | None, force: bool, audience: str, as_json: bool
) -> None:
    """Show every date: what closes soon first, what has passed, and all that is ahead."""
    with context.plan(plan, planned=True) as session:
        if ics is not None and str(ics) != "-":
            written = session.write_calendar(ics, audience=audience, replace_file=force)
            tell(one_line(str(written), 4096), err=True)
        elif ics is not None:
            print_document(session.calendar(audience))
        found = session.timeline(audience)
        if as_json:
            print_json(timeline_document(session, found))
        elif ics is None:
            _print_timeline(session, found)


def _print_timeline(session: Session, found: Timeline) -> None:
    tell(f"{one_line(session.plan.client.name)}, money in {one_line(session.plan.client.currency)}\n")
    closing, missed = found.closing(), found.missed()
    if found.notice_money:
        tell(
            f"Within {found.soon_days} days the notice closes for contracts worth {whole(found.notice_money):,} a year.\n"
        )
    for title, events in (
        (f"CLOSES WITHIN {found.soon_days} DAYS", closing),
        ("HAS PASSED", missed),
        ("AHEAD", found.ahead()),
    ):
        if events:
            print_table(["DATE", title, "MONEY>"], [_line(event) for event in events])
            tell()
    if not found.events:
        tell("No dates are known yet.")


def _line(event: Event) -> tuple[str, ...]:
    money = "" if event.money is None else f"{whole(event.money):,}{' a year' if event.per_year else ''}"
    return event.date, event.title, money


COMMANDS = (budget, timeline)
