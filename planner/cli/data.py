"""Commands about the inventory: import, formats, complete, set."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from planner.cli import shape
from planner.cli.argument import typed_cap, typed_number
from planner.cli.context import Context, json_option, pass_context, plan_argument
from planner.cli.output import print_json, print_table, tell
from planner.model.catalogue import Catalogue
from planner.model.condition import RawCondition
from planner.model.intake import FileReport, Preview
from planner.model.secret import removed_in_words
from planner.model.text import one_line
from planner.workspace import Session

_TRUTH: dict[str, bool] = {"true": True, "yes": True, "false": False, "no": False}
_SHOWN = 10
"""Rejected rows and the like are listed up to this many; the JSON has them all."""


@click.command(name="import")
@plan_argument
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--as", "as_format", metavar="FORMAT", help="Read the files as this format (see 'planner formats')."
)
@click.option("--observed", metavar="DATE", help="Date of the exports, YYYY-MM-DD; today when left out.")
@click.option("--hidden", is_flag=True, help="Take hidden sheets and rows of workbooks, too.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask before importing.")
@json_option
@pass_context
def import_(
    context: Context,
    plan: str,
    files: tuple[Path, ...],
    as_format: str | None,
    observed: str | None,
    hidden: bool,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Import exports and lists, or whole folders of them, into the inventory. The same thing twice changes nothing.

    In a terminal it shows what will change and asks; called by a program it does not ask.
    """
    day = _date(observed)
    with context.plan(plan, change=not dry_run) as session:
        preview = session.preview(files, as_format=as_format, observed=day, hidden=hidden)
        if not as_json:
            for report in preview.files:
                _print_report(report, session.knowledge.catalogue)
        if not dry_run and any(not f.error for f in preview.files) and _agreed(preview, yes or as_json):
            session.apply(preview)
            session.flush()
        if as_json:
            print_json({**shape.head(session), "dry_run": dry_run, "files": shape.files(preview.files)})
    if any(f.error for f in preview.files):
        raise click.exceptions.Exit(1)


def _date(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.UsageError(f"--observed takes a date such as 2026-11-22, not {text!r}.") from None


def _agreed(preview: Preview, agreed: bool) -> bool:
    if agreed or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return True
    created = sum(f.created for f in preview.files)
    updated = sum(f.updated for f in preview.files)
    click.confirm(f"Import {created} new and {updated} changed entries?", abort=True, err=True)
    return True


def _print_report(report: FileReport, catalogue: Catalogue) -> None:
    tell(one_line(report.path))
    if report.error:
        tell(f"  not imported: {one_line(report.error, 500)}", err=True)
        return
    where = f", header on line {report.header_line}" if report.header_line else ""
    how = ", ".join(part for part in (report.encoding, _delimiter(report.delimiter)) if part)
    held = one_line(catalogue.kind_title(report.kind), 60)
    tell(f"  read as {report.format} ({held}): {report.rows} rows; {how}{where}")
    tell(f"  {report.created} new, {report.updated} changed, {report.unchanged} unchanged")
    for line in report.samples[:5]:
        tell(f"    {one_line(line, 120)}")
    if report.rejected:
        tell(f"  {len(report.rejected)} rows rejected:")
        for rejection in report.rejected[:_SHOWN]:
            place = f"record {rejection.line} of {one_line(report.rows_at, 60)}" if report.rows_at else (
                f"line {rejection.line}"
            )  # fmt: skip
            tell(f"    {place}: {one_line(rejection.reason, 120)}")
    for title, names in (
        ("columns not used", report.unmapped_columns),
        ("columns with secrets, dropped", report.dropped_secret_columns),
    ):
        if names:
            tell(f"  {title}: {one_line(', '.join(names), 400)}")
    if report.masked_secrets:
        removed = removed_in_words(report.masked_secrets)
        tell(f"  secrets removed before anything was stored: {removed}")
    for conflict in report.conflicts[:_SHOWN]:
        values = " / ".join(one_line(v, 40) for v in conflict.values)
        known = catalogue.field(conflict.kind, conflict.field)
        title = one_line(known.title if known else conflict.field, 60)
        tell(f"  conflict: {one_line(conflict.label, 60)}, {title}: {values}")
    for warning in report.warnings:
        tell(f"  note: {one_line(warning, 400)}")


def _delimiter(text: str) -> str:
    return {"": "", ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}.get(text, text)


@click.command()
@json_option
@pass_context
def formats(context: Context, as_json: bool) -> None:
    """List the formats that can be imported, and how to get such a file."""
    found = context.workspace.formats()
    if as_json:
        print_json(
            {"formats": [{"id": m.id, "tool": m.tool, "title": m.title, "kind": m.kind} for m in found]}
        )
        return
    catalogue = context.workspace.catalogue
    print_table(
        ["FORMAT", "TOOL", "FILE", "HOLDS"],
        [(m.id, m.tool, m.title, catalogue.kind_title(m.kind)) for m in found],
    )


@click.command()
@plan_argument
@click.argument("kind")
@click.option("--by", help="Who vouches for it; the plan's consultant, when left out.")
@click.option("--undo", is_flag=True, help="It is not complete after all.")
@click.option("--fact", metavar="FIELD", help="Complete for this yes-or-no fact only; needs --source.")
@click.option("--source", metavar="FILE", help="The imported file that lists all of which it is true.")
@click.option("--where", multiple=True, metavar="FIELD=VALUE", help="Which records it speaks about.")
@pass_context
def complete(
    context: Context,
    plan: str,
    kind: str,
    by: str | None,
    undo: bool,
    fact: str | None,
    source: str | None,
    where: tuple[str, ...],
) -> None:
    """Say that the list of a KIND (devices, servers, sites …) is complete.

    An empty complete list means "there are none"; an empty list nobody vouches for means "unknown".

    With --fact and --source the file is said to list every record of which the fact is true: for records in
    use that it does not list the fact is then false, for example
    planner complete acme devices --fact edr_installed --source console.csv --where class=laptop,desktop
    """
    if (fact is None) != (source is None) or (where and fact is None):
        raise click.UsageError("--fact and --source belong together, and --where to both.")
    scope: dict[str, RawCondition] = {}
    for pair in where:
        name, equals, value = pair.partition("=")
        if not equals:
            raise click.UsageError(f"{pair!r}: write FIELD=VALUE, for example class=laptop,desktop.")
        values = tuple(_TRUTH.get(part.strip(), part.strip()) for part in value.split(","))
        scope[name.strip()] = values[0] if len(values) == 1 else tuple(str(part) for part in values)
    with context.plan(plan, change=True) as session:
        if fact is not None and source is not None:
            session.vouch(kind, fact, source, where=scope, by=by, listed=not undo)
            return
        session.mark_complete(kind, by=by, complete=not undo)


@click.command(name="set")
@plan_argument
@click.argument("pairs", nargs=-1, required=True, metavar="NAME=VALUE...")
@pass_context
def set_(context: Context, plan: str, pairs: tuple[str, ...]) -> None:
    """Set figures of the client or the plan.

    Client: name people industry currency locale fiscal_year_start traits contact provider consultant attendees.
    Plan: stage hourly_rate exchange_rate start quarters budget_per_quarter hours_per_quarter.
    Another currency needs its exchange_rate: how many of it one unit of the price book's buys. Every
    amount that was stated is converted.
    An empty value takes a head count or a cap away; traits and attendees are separated by commas. A cap
    may be a list such as '80; 40': its last figure holds for all quarters after it. 'usual' lets the cap
    on hours follow the head count again.
    """
    wanted: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise click.UsageError(f"{pair!r}: write NAME=VALUE, for example people=40.")
        if name not in _SETTABLE:
            raise click.UsageError(f"There is no {name!r} to set; there are {', '.join(_SETTABLE)}.")
        wanted[name] = value.strip()
    with context.plan(plan, change=True) as session:
        client: dict[str, object] = {}
        settings: dict[str, object] = {}
        if wanted.get("hours_per_quarter", "").casefold() == _USUAL:
            del wanted["hours_per_quarter"]
            settings["hours_follow"] = True
        for name, value in wanted.items():
            read, target = _SETTABLE[name]
            (client if target == "client" else settings)[name] = read(session, name, value)
        if stage := settings.pop("stage", ""):
            session.set_stage(str(stage))
        if currency := client.pop("currency", ""):
            rate = settings.pop("exchange_rate", None)
            session.set_currency(str(currency), rate if isinstance(rate, float | int) else None)
        if client:
            session.set_client(**client)
        if settings:
            session.set_settings(**settings)


def _text(_session: Session, _name: str, value: str) -> object:
    return value


def _whole(session: Session, name: str, value: str) -> object:
    figure = typed_number(session, name, value)
    if figure != int(figure):
        raise click.UsageError(f"{name} is a whole number; {value!r} is none.")
    return int(figure)


def _whole_or_none(session: Session, name: str, value: str) -> object:
    return _whole(session, name, value) if value else None


def _cap(session: Session, name: str, value: str) -> object:
    return typed_cap(session, name, value)


def _number(session: Session, name: str, value: str) -> object:
    return typed_number(session, name, value)


def _names(_session: Session, _name: str, value: str) -> object:
    return [part.strip() for part in value.split(",") if part.strip()]


_USUAL = "usual"
_SETTABLE = {
    "name": (_text, "client"),
    "people": (_whole_or_none, "client"),
    "industry": (_text, "client"),
    "currency": (_text, "client"),
    "locale": (_text, "client"),
    "fiscal_year_start": (_whole, "client"),
    "traits": (_names, "client"),
    "contact": (_text, "client"),
    "provider": (_text, "client"),
    "consultant": (_text, "client"),
    "attendees": (_names, "client"),
    "stage": (_text, "settings"),
    "hourly_rate": (_number, "settings"),
    "exchange_rate": (_number, "settings"),
    "start": (_text, "settings"),
    "quarters": (_whole, "settings"),
    "budget_per_quarter": (_cap, "settings"),
    "hours_per_quarter": (_cap, "settings"),
}

COMMANDS = (import_, formats, complete, set_)
