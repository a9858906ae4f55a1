"""What the list says about each initiative."""

from __future__ import annotations

import msgspec

from planner.model.decision import Choice
from planner.model.roadmap import Initiative, Placement, Roadmap
from planner.tui.widgets.column import Cell, Column

DECISIONS = {Choice.APPROVE: "✓", Choice.DEFER: "…", Choice.DECLINE: "✗"}
_TONES = {Choice.APPROVE: "good", Choice.DEFER: "warn", Choice.DECLINE: "muted"}
_PRIORITY_TONES = {"P1": "bad", "P2": "warn"}


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One initiative where it stands."""

    item: Initiative
    placement: Placement
    start: str
    """Quarter id, or why there is none in a word."""
    bar: str
    """One character a quarter: ``■`` while it runs, ``·`` before, ``–`` after."""


def rows_of(found: Roadmap) -> list[Row]:
    """Return the initiatives in the roadmap's own order."""
    return [_row(item, found) for item in found.initiatives]


def _row(item: Initiative, found: Roadmap) -> Row:
    placement = found.placements[item.id]
    if placement.start is None or placement.finish is None:
        declined = item.decision is not None and item.decision.choice is Choice.DECLINE
        return Row(
            item=item,
            placement=placement,
            start="declined" if declined else "later",
            bar="·" * len(found.quarters),
        )
    start, finish = placement.start, placement.finish
    bar = "·" * start + "■" * (finish - start + 1) + "–" * (len(found.quarters) - finish - 1)
    return Row(item=item, placement=placement, start=found.quarters[start].id, bar=bar)


def money(amount: float) -> str:
    """Return whole money with thousands separated; nothing for nothing."""
    return f"{amount:,.0f}" if amount >= 0.5 else "–"


def _title(row: Row) -> Cell:
    decision = row.item.decision
    mark = f"{DECISIONS[decision.choice]} " if decision else ""
    pin = "⚲ " if row.item.pinned else ""
    late = " (late)" if row.placement.late else ""
    return Cell(f"{mark}{pin}{row.item.title}{late}", _TONES[decision.choice] if decision else "")


def columns(quarters: int) -> tuple[Column[Row], ...]:
    """Return the columns.

    Args:
        quarters: How many quarters the bar has.
    """
    return (
        Column(
            id="start", title="Start", width=8, text=lambda r: Cell(r.start, "" if r.placement.start is not None else "muted"),
            sort=lambda r: 99 if r.placement.start is None else r.placement.start,
        ),
        Column(
            id="priority", title="", width=2, text=lambda r: Cell(r.item.priority, _PRIORITY_TONES.get(r.item.priority, "muted")),
        ),
        Column(id="title", title="Initiative", text=_title),
        Column(id="bar", title="Quarters", width=max(quarters, 8), text=lambda r: r.bar, least=80),
        Column(id="hours", title="Hours", width=5, right=True, text=lambda r: money(r.item.hours), sort=lambda r: -r.item.hours),
        Column(
            id="once", title="Once", width=7, right=True, text=lambda r: money(r.item.one_time.expected),
            sort=lambda r: -r.item.one_time.expected,
        ),
        Column(
            id="monthly", title="A month", width=7, right=True, text=lambda r: money(r.item.monthly.expected),
            sort=lambda r: -r.item.monthly.expected,
        ),
        Column(
            id="risk", title="Risk", width=5, right=True, text=lambda r: f"{r.item.risk_removed:.1f}",
            sort=lambda r: -r.item.risk_removed,
        ),
    )  # fmt: skip
