"""The lines above everything: how good the roadmap is, and what a what-if changes in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from planner.model.roadmap import Roadmap
from planner.tui.screens.roadmap.planned import Planned
from planner.tui.text import one_line
from planner.workspace import Session
from planner.writing import whole

_NAMED = 3
Piece = str | tuple[str, str]


def headline(session: Session, planned: Planned, *, narrow: bool) -> Content:
    """Return what the roadmap takes and how good it is.

    Args:
        session: The plan.
        planned: What is shown.
        narrow: Two short lines instead of a long one.
    """
    found = planned.found
    placed = sum(1 for p in found.placements.values() if p.start is not None)
    currency = one_line(session.plan.client.currency, 8)
    return Content.assemble(
        (f"{placed} of {len(found.initiatives)} planned", "bold"),
        f" · first year {planned.year.money:,} {currency}, {whole(planned.year.hours):,} hours",
        "\n" if narrow else " · ",
        (closeness(found), "$text-muted"),
    )


def closeness(found: Roadmap) -> str:
    """Return how good a roadmap is under the same caps, in words a client can read."""
    share = found.gap * 100
    if share < 0.5:
        return "no other order within these caps is better"
    return f"another order could be at most {whole(share):,}% better"


def _left(found: Roadmap) -> float:
    """Return the known risk that is left at the end of a roadmap."""
    return found.quarters[-1].risk_end if found.quarters else 0.0


def notes(unmet: Sequence[str]) -> Content:
    """Return the first thing that could not be met, and how many there are."""
    if not unmet:
        return Content("")
    count = len(unmet)
    more = f"{count} notes (n): " if count > 1 else ""
    return Content.assemble((f"! {more}{one_line(unmet[0], 200)}", "$warning"))


def compared(session: Session, planned: Planned) -> Content:
    """Return what the what-if changes: what falls out, what comes in, what risk stays, what it takes."""
    own, found = planned.own, planned.found
    titles = {i.id: i.title for i in (*own.initiatives, *found.initiatives)}
    before = {key for key, p in own.placements.items() if p.start is not None}
    after = {key for key, p in found.placements.items() if p.start is not None}
    currency = one_line(session.plan.client.currency, 8)
    pieces = asked(session, planned.settings)
    pieces.append("\n")
    if before - after:
        pieces.append((f"Falls out: {_names(before - after, titles)}. ", "bold $error"))
    if after - before:
        pieces.append((f"Comes in: {_names(after - before, titles)}. ", "bold $success"))
    if before == after:
        moved = sum(1 for key in before if own.placements[key].start != found.placements[key].start)
        pieces.append(f"The same work is planned, {moved} of {len(before)} in another quarter. ")
    pieces.append("\n")
    pieces.append(
        f"Risk left at the end {whole(_left(found)):,} ({_signed(_left(found) - _left(own))}), {closeness(found)}; "
        f"first year {planned.year.money:,} {currency} ({_signed(planned.year.money - planned.own_year.money)})."
    )
    return Content.assemble(*pieces)


def asked(session: Session, settings: Mapping[str, object]) -> list[Piece]:
    """Return the first line of a what-if: what is tried, and how it ends."""
    own = session.plan.settings
    parts = [
        f"{_WORDS[name].format(_value(value))} (now {_value(getattr(own, name))})"
        for name, value in settings.items()
        if getattr(own, name) != value
    ]
    return [
        (" What if ", "bold $background on $primary"),
        (f" {one_line(', '.join(parts)) or 'nothing changes'}", "bold"),
        ("   y keeps it · Esc drops it", "$text-muted"),
    ]


_WORDS = {
    "budget_per_quarter": "budget {} a quarter",
    "hours_per_quarter": "{} hours a quarter",
    "quarters": "{} quarters",
    "start": "start in {}",
}


def _value(value: object) -> str:
    if value is None:
        return "no cap"
    if isinstance(value, tuple):
        return ", then ".join(_value(figure) for figure in value)
    return f"{whole(value):,}" if isinstance(value, float) else str(value)


def _signed(amount: float) -> str:
    return f"{whole(amount):+,}".replace("-", "−") if round(amount) else "same"


def _names(ids: set[str], titles: dict[str, str]) -> str:
    names = sorted(titles[i] for i in ids)
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(one_line(n, 50) for n in names[:_NAMED]) + more
