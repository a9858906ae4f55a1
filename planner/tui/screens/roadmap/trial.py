"""The lines above everything: how good the roadmap is, and what a what-if changes in it."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING

from textual.content import Content

from planner.model.roadmap import Roadmap
from planner.tui.planning import Phase
from planner.tui.text import one_line
from planner.writing import plain, whole

if TYPE_CHECKING:
    from planner.model.scenario import Scenario
    from planner.roadmap import Comparison
    from planner.tui.screens.roadmap.planned import Planned
    from planner.workspace import Session

_TITLE = 44
"""Characters of a title in these lines."""
_PINNED = 26
"""Characters of a title beside two quarters: on eighty columns both have to be seen."""
_BESIDE = 60
"""Columns of the first line of a move beside the name."""
Piece = str | tuple[str, str]


def headline(session: Session, planned: Planned, progress: Piece, *, narrow: bool) -> Content:
    """Return what the roadmap takes and how good it is.

    Args:
        session: The plan.
        planned: What is shown.
        progress: How far planning has come.
        narrow: Two short lines instead of a long one.
    """
    found = planned.found
    placed = sum(1 for p in found.placements.values() if p.start is not None)
    currency = one_line(session.plan.client.currency, 8)
    return Content.assemble(
        (f"{placed} of {len(found.initiatives)} planned", "bold"),
        f" · first year {planned.year.money:,} {currency}, {whole(planned.year.hours):,} hours",
        "\n" if narrow else " · ",
        progress,
    )


def progress(found: Roadmap, phase: Phase, *, was_kept: bool, improving: bool) -> Piece:
    """Return how far planning has come, in a line.

    Args:
        found: What is shown.
        phase: How far the plan's own roadmap has come.
        was_kept: A roadmap was kept with the plan, so that something has changed since.
        improving: Something better may still come.
    """
    at_most = ceil(round(found.gap * 100, 3))
    if improving:
        return (f"◌ improving … {_from_best(at_most)}", "bold $primary")
    if phase is Phase.DONE:
        return (closeness(found), "$text-muted")
    if was_kept:
        return ("changed since it was planned: r plans it again", "$warning")
    return (f"{_from_best(at_most)}: r plans on", "$warning")


def _from_best(at_most: int) -> str:
    return f"at most {at_most}% from the best" if at_most else "as good as the best"


def closeness(found: Roadmap) -> str:
    """Return how good a roadmap is under the same caps, in words a client can read."""
    at_most = ceil(round(found.gap * 100, 3))
    if not at_most:
        return "nothing within this budget is better"
    return f"nothing within this budget is more than {at_most}% better"


def notes(unmet: Sequence[str], fresh: Sequence[str] = ()) -> Content:
    """Return the first thing that could not be met, and how many there are.

    Args:
        unmet: What could not be met, a sentence each.
        fresh: Those that a what-if brings: they are said first.
    """
    if not unmet:
        return Content("")
    count = len(fresh) or len(unmet)
    new = " new" if fresh else ""
    more = f"{count}{new} notes (n): " if count > 1 else ""
    return Content.assemble((f"! {more}{one_line((fresh or unmet)[0], 200)}", "$warning"))


def compared(session: Session, planned: Planned, progress: Piece, *, narrow: bool, width: int = 0) -> Content:
    """Return what the what-if changes: what falls out, comes in and moves, what risk stays, what it takes.

    Args:
        session: The plan.
        planned: What is shown.
        progress: How far planning has come.
        narrow: Four short lines instead of three.
        width: Columns of the screen.
    """
    currency = one_line(session.plan.client.currency, 8)
    return Content.assemble(
        *asked(session, planned.what, planned.own, width),
        "\n",
        *moves(planned),
        f"\n{risk(planned)} · first year {_change(planned.own_year.money, planned.year.money)} {currency}",
        "\n" if narrow else " · ",
        progress,
    )


def percent_more(own: Roadmap, told: Comparison) -> int:
    """Return by how many per cent more risk is borne until all is done.

    Less than is possible within what is not known of the first roadmap is no less: a search that goes on
    would find it there as well.

    Args:
        own: What is compared with.
        told: The comparison.
    """
    before, after = told.risk_carried
    share = after / before - 1 if before else 0.0
    return 0 if -own.gap <= share < 0 else whole(share * 100)


def risk(planned: Planned) -> str:
    """Return what risk is left in the end, and how much more or less of it is borne until then."""
    percent = percent_more(planned.own, planned.told)
    until = f", {abs(percent)}% {'more' if percent > 0 else 'less'} on the way there" if percent else ""
    return f"Risk left {_change(*planned.told.risk_left)}{until}"


def moves(planned: Planned, named: int = 3) -> list[Piece]:
    """Return what falls out, comes in and moves.

    Args:
        planned: What is shown.
        named: So much work is named; the rest is counted.
    """
    told, what = planned.told, planned.what
    titles = {i.id: i.title for i in (*planned.own.initiatives, *planned.found.initiatives)}
    mine = {*what.pins, *what.leave_out, *what.take_in}
    others = [move for move in told.moved if move.initiative not in mine]
    pieces: list[Piece] = []
    if out := [key for key in told.fell_out if key not in mine]:
        pieces.append((f"Falls out: {_names(out, titles, named)}. ", "bold $error"))
    if came := [key for key in told.came_in if key not in mine]:
        pieces.append((f"Comes in: {_names(came, titles, named)}. ", "bold $success"))
    if others:
        whose = " other" if mine else ""
        verb = "moves" if len(others) == 1 else "move"
        pieces.append(f"{len(others)}{whose}{'s' if mine and len(others) > 1 else ''} {verb}.")
    if not pieces:
        pieces.append("Nothing else moves." if mine else "All work stands where it stood.")
    return pieces


def asked(session: Session, what: Scenario, own: Roadmap, width: int = 0) -> list[Piece]:
    """Return the first line of a what-if: how it ends, and what is different.

    Args:
        session: The plan.
        what: The what-if.
        own: The plan's own roadmap.
        width: Columns of the screen: the name of a single piece of work is whole where there is room.
    """
    is_move = bool(what.pins) and not (what.settings or what.leave_out or what.take_in or what.prices != 1)
    name = one_line(what.name, 40) or ("Move" if is_move else "What if")
    room = max(_PINNED, width - _BESIDE) if is_move and len(what.pins) == 1 else _PINNED
    said = one_line(", ".join(differences(session, what, own, room)), 400)
    return [
        (f" {name} ", "bold $background on $primary"),
        (" Enter keeps · Esc drops  ", "$text-muted"),
        (said, "bold"),
    ]


def differences(session: Session, what: Scenario, own: Roadmap, room: int = _PINNED) -> list[str]:
    """Return what is different in a what-if, a phrase each.

    Args:
        session: The plan.
        what: The what-if.
        own: The plan's own roadmap, for where things stand now.
        room: Longest name of what is moved.
    """
    settings = session.plan.settings
    titles = {key: spec.title for key, spec in session.knowledge.catalogue.initiatives.items()}
    titles |= {item.id: item.title for item in own.initiatives}
    found = [
        f"{_said(name, value)} (now {_value(getattr(settings, name), _NONE.get(name, 'no cap'))})"
        for name, value in what.settings.items()
    ]
    found += [
        f"{one_line(batch, _TITLE)}: {_said('refresh_per_year', ceiling)}"
        for batch, ceiling in what.refresh.items()
    ]
    if what.prices != 1:
        percent = abs(what.prices - 1) * 100
        found.append(f"prices {percent:.3g}% {'higher' if what.prices > 1 else 'lower'}")
    found += [f"without {one_line(titles.get(key, key), _TITLE)}" for key in what.leave_out]
    found += [f"with {one_line(titles.get(key, key), _TITLE)}" for key in what.take_in]
    for key, quarter in what.pins.items():
        place = own.placements.get(key)
        now = "no quarter" if place is None or place.start is None else own.quarters[place.start].id
        found.append(f"{one_line(titles.get(key, key), room)}: {now} → {quarter}")
    return found


_WORDS = {
    "budget_per_quarter": "budget {} a quarter",
    "hours_per_quarter": "{} hours a quarter",
    "quarters": "{} quarters",
    "start": "start in {}",
    "likely": "what is not known counts {}",
    "refresh_per_year": "replacements up to {} a year",
}
_NONE = {"refresh_per_year": "all of a batch at once"}
"""What no figure means, where that is another thing than no cap."""


def _said(name: str, value: object) -> str:
    if value is None and name in _NONE:
        return f"replacements {_NONE[name]}"
    return _WORDS[name].format(_value(value))


def _value(value: object, none: str = "no cap") -> str:
    if value is None:
        return none
    if isinstance(value, tuple):
        return ", then ".join(_value(figure) for figure in value)
    if isinstance(value, int | float):
        return f"{whole(value):,}" if value >= 10 else plain(value)
    return str(value)


def _change(before: float, after: float) -> str:
    one, other = f"{whole(before):,}", f"{whole(after):,}"
    return one if one == other else f"{one} → {other}"


def _names(ids: Sequence[str], titles: dict[str, str], named: int) -> str:
    names = sorted(titles.get(i, i) for i in ids)
    more = f" and {len(names) - named} more" if len(names) > named else ""
    return ", ".join(one_line(n, _TITLE) for n in names[:named]) + more


def result(session: Session, planned: Planned, progress: Piece) -> Content:
    """Return what a what-if changes, in lines that have room to wrap: also the money of every year.

    Args:
        session: The plan.
        planned: What is shown.
        progress: How far planning has come.
    """
    currency = one_line(session.plan.client.currency, 8)
    years = " · ".join(f"{year}: {_change(*money)}" for year, money in planned.told.money.items())
    fresh = ""
    if planned.fresh:
        count = f"{len(planned.fresh)} new notes, the first: " if len(planned.fresh) > 1 else ""
        fresh = f"\n! {count}{one_line(planned.fresh[0], 200)}"
    return Content.assemble(
        *moves(planned, named=2),
        f" {risk(planned)}.\n",
        (f"Money in {currency}  ", "$text-muted"),
        years,
        "\n",
        progress,
        (fresh, "$warning"),
    )
