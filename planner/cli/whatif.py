"""The command about what-ifs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import msgspec

from planner.cli import shape
from planner.cli.argument import ceilings, typed_number
from planner.cli.context import Context, json_option, pass_context, plan_argument
from planner.cli.output import print_json, print_table, tell
from planner.model.roadmap import Roadmap
from planner.model.scenario import Scenario
from planner.model.text import one_line
from planner.workspace import Session
from planner.writing import half_up, whole

if TYPE_CHECKING:
    from planner.roadmap import Comparison


@click.command()
@plan_argument
@click.option("--name", help="A kept what-if; with --keep, what it is called.")
@click.option("--budget-per-quarter", help="Cap on money a quarter; 'none' for no cap.")
@click.option("--hours-per-quarter", help="Cap on hours a quarter; 'none' for no cap.")
@click.option("--quarters", type=int, help="Length of the roadmap.")
@click.option("--start", metavar="YYYY-Qn", help="First quarter, in the client's fiscal year.")
@click.option("--likely", type=click.FloatRange(0, 1), help="How much of the unknown turns out to be wrong.")
@click.option(
    "--refresh-per-year", help="Ceiling on replacements in a fiscal year; 'none' keeps batches together."
)
@click.option(
    "--refresh",
    "refreshes",
    metavar="BATCH=N|together",
    multiple=True,
    help="A ceiling of one batch's own, such as computers=8000.",
)
@click.option("--prices", metavar="+N%", help="All prices so much higher, or lower with a minus.")
@click.option("--without", metavar="INITIATIVE", multiple=True, help="Not done; may be repeated.")
@click.option(
    "--with", "take_in", metavar="INITIATIVE", multiple=True, help="Done in any case; may be repeated."
)
@click.option(
    "--pin", "pins", metavar="INITIATIVE=YYYY-Qn", multiple=True, help="Starts then; may be repeated."
)
@click.option("--keep", is_flag=True, help="Keep it under --name.")
@click.option("--adopt", is_flag=True, help="Make it the plan's own.")
@click.option("--drop", is_flag=True, help="Throw the kept one away.")
@click.option("--by", default="", help="With --adopt: who decides.")
@click.option("--why", default="", help="With --adopt: the reason.")
@json_option
@pass_context
def whatif(
    context: Context,
    /,
    plan: str,
    name: str | None,
    keep: bool,
    adopt: bool,
    drop: bool,
    by: str,
    why: str,
    as_json: bool,
    **said: object,
) -> None:
    """Try the plan with something different: what moves, falls out, what risk stays, what it costs.

    Without anything different it lists the what-ifs that were kept.
    """
    if keep + adopt + drop > 1:
        raise click.UsageError("One at a time: --keep, --adopt or --drop.")
    if (keep or drop) and not name:
        raise click.UsageError("--keep and --drop need --name.")
    asked = not drop and bool(name or any(value not in (None, ()) for value in said.values()))
    with context.plan(plan, change=keep or adopt or drop, planned=asked) as session:
        if drop:
            session.drop_scenario(name or "")
            return
        what = _asked(session, name, said, new=keep)
        if not what:
            _list(session, as_json=as_json)
            return
        *_, found = session.trying(what)  # as good as the plan's own, or the two could not be compared
        told = session.compared(found)  # against the plan as it still is
        if keep:
            session.keep_scenario(what)
        elif adopt:
            session.adopt(what, by=by, why=why)
            if what.prices == 1:
                session.keep(found)  # what was shown is what is kept
        if as_json:
            print_json({**shape.roadmap(session, found), "scenario": shape.full(what), "compared": told})
        else:
            _print(session, found, told)


def _asked(session: Session, name: str | None, said: dict[str, object], *, new: bool) -> Scenario:
    """Return what was asked for: a kept what-if with what was said on top, or only that."""
    what = Scenario(name=name or "")
    if name and not (new and name not in session.plan.scenarios):
        what = session.scenario(name)
    settings = dict(what.settings)
    for option in ("budget_per_quarter", "hours_per_quarter", "refresh_per_year"):
        if text := said[option]:
            cap = f"--{option.replace('_', '-')}"
            settings[option] = None if text == "none" else typed_number(session, cap, str(text))
    settings |= {n: v for n in ("quarters", "start", "likely") if isinstance(v := said[n], int | float | str)}
    pins = dict(what.pins)
    for text in _texts(said["pins"]):
        key, mark, quarter = text.partition("=")
        if not mark:
            raise click.UsageError(f"{text!r}: write an initiative and a quarter, such as patching=2027-Q2.")
        pins[key] = quarter
    prices = what.prices
    if text := said["prices"]:
        prices = 1 + typed_number(session, "--prices", str(text).strip().rstrip("%").lstrip("+")) / 100
    return msgspec.structs.replace(
        what, settings=settings, prices=prices, pins=pins,
        refresh={**what.refresh, **ceilings(session, _texts(said["refreshes"]))},
        leave_out=tuple(dict.fromkeys((*what.leave_out, *_texts(said["without"])))),
        take_in=tuple(dict.fromkeys((*what.take_in, *_texts(said["take_in"])))),
    )  # fmt: skip


def _texts(given: object) -> tuple[str, ...]:
    return tuple(str(text) for text in given) if isinstance(given, tuple) else ()


def _list(session: Session, *, as_json: bool) -> None:
    kept = session.plan.scenarios
    if as_json:
        print_json({**shape.head(session), "scenarios": {key: shape.full(one) for key, one in kept.items()}})
    elif kept:
        rows = [(one_line(key), one.at[:10], one_line(one.by)) for key, one in kept.items()]
        print_table(["WHAT-IF", "KEPT", "BY"], rows)
    else:
        tell(
            "No what-if is kept. Try one, such as --budget-per-quarter 4000, and keep it with --keep --name."
        )


def _print(session: Session, found: Roadmap, told: Comparison) -> None:
    titles = {one.id: one_line(one.title) for one in found.initiatives}
    for move in told.moved:
        tell(f"Moves: {titles.get(move.initiative, move.initiative)}, {move.before} to {move.after}")
    for what, names in (("Falls out", told.fell_out), ("Comes in", told.came_in)):
        for name in names:
            tell(f"{what}: {titles.get(name, name)}")
    if told.same:
        tell("All work stands where it stood.")
    for sentence in session.overage(found):
        tell(f"Runs on: {one_line(sentence)}")
    before, after = told.risk_left
    tell(f"Risk left at the end: {half_up(before, 1):,} now, {half_up(after, 1):,} then\n")
    rows = [
        (year, f"{whole(one):,}", f"{whole(other):,}", f"{whole(told.hours[year][0]):,}", f"{whole(told.hours[year][1]):,}")
        for year, (one, other) in told.money.items()
    ]  # fmt: skip
    print_table(["YEAR", "MONEY NOW>", "THEN>", "HOURS NOW>", "THEN>"], rows)


COMMANDS = (whatif,)
