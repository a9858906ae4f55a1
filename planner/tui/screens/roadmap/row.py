"""What list and Gantt chart say about each initiative."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import msgspec

from planner.model.decision import Choice
from planner.model.quarter import Quarter
from planner.model.roadmap import Initiative, Placement, Roadmap
from planner.tui.widgets.column import Cell, Column
from planner.writing import half_up, whole

DECISIONS = {Choice.APPROVE: "✓", Choice.DEFER: "…", Choice.DECLINE: "✗"}
PINNED = "◆"
MARKED = "●"
_TONES = {Choice.APPROVE: "good", Choice.DEFER: "warn", Choice.DECLINE: "muted"}
_PRIORITY_TONES = {"P1": "bad", "P2": "warn"}
_TITLE = 28
"""Terminal columns the Gantt chart leaves for titles."""
_WIDEST = 8
"""Terminal columns of a quarter in the Gantt chart, at most."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One initiative where it stands."""

    item: Initiative
    placement: Placement
    start: str
    """Quarter id, or why there is none in a word."""
    why: str
    """Why it stands there, with its quarter."""
    due: int | None = None
    """Index of the quarter it is due in, when that is within the roadmap."""
    marked: bool = False
    """It is one of several something is to be done to."""

    @property
    def marks(self) -> str:
        """Its mark, the decision and whether it is pinned, as glyphs; empty or followed by a blank."""
        decision = DECISIONS[self.item.decision.choice] if self.item.decision else ""
        pin = PINNED if self.item.pinned else ""
        mark = MARKED if self.marked else ""
        return f"{mark}{decision}{pin} " if mark or decision or pin else ""


def rows_of(found: Roadmap, fiscal_year_start: int, why: Callable[[str], str]) -> tuple[Row, ...]:
    """Return the initiatives in the roadmap's own order.

    Args:
        found: The roadmap.
        fiscal_year_start: The month the client's year begins in, for due dates.
        why: Says why an initiative, by its id, stands where it stands.
    """
    quarters = [load.id for load in found.quarters]
    return tuple(
        _row(item, found.placements[item.id], quarters, fiscal_year_start, why(item.id))
        for item in found.initiatives
    )


def _row(
    item: Initiative, placement: Placement, quarters: Sequence[str], fiscal_year_start: int, why: str
) -> Row:
    due = None
    if item.due:
        name = Quarter.of(date.fromisoformat(item.due), fiscal_year_start).id
        due = quarters.index(name) if name in quarters else None
    if placement.start is not None:
        start = quarters[placement.start]
    else:
        declined = item.decision is not None and item.decision.choice is Choice.DECLINE
        start = "declined" if declined else "later"
    return Row(item=item, placement=placement, start=start, why=why, due=due)


def bar(row: Row, quarters: int, each: int = 1) -> str:
    """Return the work as a bar over the quarters: ``··███◇···``.

    Args:
        row: The initiative.
        quarters: How many quarters there are.
        each: Terminal columns of one.

    Returns:
        ``█`` while it runs, ``◇`` in the quarter it is due, ``·`` elsewhere.
    """
    start, finish = row.placement.start, row.placement.finish
    cells = []
    for index in range(quarters):
        if start is not None and finish is not None and start <= index <= finish:
            cells.append("█" * each)
        else:
            mark = "◇" if index == row.due else "·"
            cells.append(mark.center(each, "·"))
    return "".join(cells)


def scale(ids: Sequence[str], each: int = 1) -> str:
    """Return what stands above the bars: the years, and the quarters where there is room for them.

    A line joins them, because a table takes runs of blanks out of its texts.

    Args:
        ids: The quarters.
        each: Terminal columns of one.
    """
    parts = []
    for at, name in enumerate(ids):
        year, _, number = name.partition("-")
        label = f"’{year[2:]}" if number == "Q1" or at == 0 else ""
        if each >= 4:
            label = label or number
        parts.append((at * each, label))
    line = ""
    for at, label in parts:
        if label and at >= len(line):
            line = f"{line:─<{at}}{label}"
    return f"{line:─<{len(ids) * each}}"


def money(amount: float) -> str:
    """Return whole money with thousands separated; nothing for nothing."""
    return f"{whole(amount):,}" if amount >= 0.5 else "–"


def title_of(row: Row) -> Cell:
    """Return the title with what was decided and whether it is late."""
    decision = row.item.decision
    late = "(late) " if row.placement.late else ""
    return Cell(f"{row.marks}{late}{row.item.title}", _TONES[decision.choice] if decision else "")


def _start() -> Column[Row]:
    return Column(
        id="start", title="Start", width=8,
        text=lambda r: Cell(r.start, "" if r.placement.start is not None else "muted"),
        sort=lambda r: 99 if r.placement.start is None else r.placement.start,
    )  # fmt: skip


def _priority() -> Column[Row]:
    return Column(
        id="priority", title="", width=2,
        text=lambda r: Cell(r.item.priority, _PRIORITY_TONES.get(r.item.priority, "muted")),
    )  # fmt: skip


def columns(ids: Sequence[str]) -> tuple[Column[Row], ...]:
    """Return the columns of the list.

    Args:
        ids: The quarters.
    """
    return (
        _start(),
        _priority(),
        Column(id="title", title="Initiative", text=title_of),
        Column(
            id="bar", title=scale(ids), width=max(len(ids), 8), text=lambda r: Cell(bar(r, len(ids)), "muted"),
            sort=lambda r: 99 if r.placement.start is None else r.placement.start,
        ),
        Column(id="hours", title="Hours", width=5, right=True, text=lambda r: money(r.item.partner_hours), sort=lambda r: -r.item.partner_hours),
        Column(
            id="once", title="Once", width=7, right=True, text=lambda r: money(r.item.one_time.expected),
            sort=lambda r: -r.item.one_time.expected,
        ),
        Column(
            id="monthly", title="Month", width=6, right=True, least=82,
            text=lambda r: money(r.item.monthly.expected), sort=lambda r: -r.item.monthly.expected,
        ),
        Column(
            id="risk", title="Risk", width=5, right=True, text=lambda r: f"{half_up(r.item.risk_removed, 1):,}",
            sort=lambda r: -r.item.risk_removed,
        ),
    )  # fmt: skip


def gantt_columns(ids: Sequence[str], width: int) -> tuple[Column[Row], ...]:
    """Return the columns of the Gantt chart: as wide a bar as there is room for.

    Args:
        ids: The quarters.
        width: Terminal columns there are.
    """
    each = max(1, min(_WIDEST, (width - _TITLE - 8) // max(len(ids), 1)))
    return (
        _priority(),
        Column(id="title", title="Initiative", text=title_of),
        Column(id="start", title=scale(ids, each), width=len(ids) * each, text=lambda r: Cell(bar(r, len(ids), each), "muted"),
               sort=lambda r: 99 if r.placement.start is None else r.placement.start),
    )  # fmt: skip
