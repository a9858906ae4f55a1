"""The columns of the list and of the Gantt chart: names first, then what there is room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len

from planner.model.decision import Choice
from planner.tui.screens.roadmap.bars import Scale, bar_cell
from planner.tui.screens.roadmap.row import Row
from planner.tui.text import one_line
from planner.tui.widgets.column import Cell, Column
from planner.writing import half_up, whole

_TONES = {Choice.APPROVE: "good", Choice.DEFER: "warn", Choice.DECLINE: "muted"}
_PRIORITY_TONES = {"P1": "bad", "P2": "warn"}
_NAME = (20, 64)
"""Terminal columns kept for names: at least, and at most however long they are."""
_AFTER = 72
"""Terminal columns of the names of what has to be finished first, at most."""
_SMALL = 60
"""Terminal columns below which a chart has no room for legible bars."""
_LIST_BAR, _CHART_BAR = 6, 12
"""Terminal columns of a quarter, at most."""


def money(amount: float) -> str:
    """Return whole money with thousands separated; nothing for nothing."""
    return f"{whole(amount):,}" if amount >= 0.5 else "–"


def title_of(row: Row) -> Cell:
    """Return the title with what was decided and whether it is late."""
    decision = row.item.decision
    late = "(late) " if row.placement.late else ""
    return Cell(f"{row.marks}{late}{row.item.title}", _TONES[decision.choice] if decision else "")


def names(rows: Sequence[Row]) -> int:
    """Return the terminal columns the names take, within reason."""
    least, most = _NAME
    return min(max((cell_len(one_line(title_of(row).text)) for row in rows), default=least), most)


def columns(scale: Scale, rows: Sequence[Row], width: int) -> tuple[Column[Row], ...]:
    """Return the columns of the list.

    Where names would be cut, the bars give way first, then the money a month.

    Args:
        scale: The quarters; how wide they are drawn follows from the room there is.
        rows: What is listed.
        width: Terminal columns of the list.
    """
    fixed = (_start(), _priority(), *_figures())
    bare = sum(column.width for column in fixed) + len(fixed) + 2 + names(rows)
    monthly = _monthly(bare + 7)
    each = max(1, min(_LIST_BAR, (width - bare - monthly.width - 2) // max(len(scale.ids), 1)))
    scale = scale._replace(each=each)
    chart = _chart(scale, max(scale.width, 8), bare + monthly.width + 2 + max(scale.width, 8))
    start, priority, hours, once, risk = fixed
    return (
        start,
        priority,
        Column(id="title", title="Initiative", text=title_of),
        chart,
        hours,
        once,
        monthly,
        risk,
    )


def gantt_columns(
    scale: Scale, rows: Sequence[Row], width: int, by: Callable[[str], int], chosen: Callable[[], Row | None]
) -> tuple[Column[Row], ...]:
    """Return the columns of the Gantt chart: names whole, then bars as wide as there is room for.

    Args:
        scale: The quarters; how wide they are drawn follows from the room there is.
        rows: What is charted.
        width: Terminal columns of the chart.
        by: Quarters an initiative, by its id, is drawn later than it stands, while the mouse carries it.
        chosen: The initiative under the cursor: what it waits for and what waits for it is marked.
    """
    titles = {row.item.id: one_line(row.item.title) for row in rows}
    after = {
        row.item.id: ", ".join(titles[key] for key in row.item.requires if key in titles) for row in rows
    }
    wanted = min(max(map(cell_len, after.values()), default=0), _AFTER)
    count, rest = max(len(scale.ids), 1), width - names(rows) - 9
    # The names of what comes first are shown where the bars stay legible beside them.
    beside = wanted if wanted and (rest - wanted - 1) // count >= 6 else 0
    # Bars of one column say too little: there the longest names give way, and stand in full below.
    least = 2 if width >= _SMALL else 1
    each = max(least, min(_CHART_BAR, (rest - beside - (1 if beside else 0)) // count))
    scale = scale._replace(each=each)

    def tie(row: Row) -> Cell:
        one = chosen()
        if one is not None and row.item.id in one.item.requires:
            return Cell("▲", "accent")
        return Cell("▼" if one is not None and one.item.id in row.item.requires else "", "accent")

    made: list[Column[Row]] = [
        _priority(),
        Column(id="tie", title="", width=1, text=tie),
        Column(id="title", title="Initiative", text=title_of),
        _chart(scale, scale.width, 0, by),
    ]
    if beside:
        made.append(
            Column(
                id="after",
                title="After",
                width=beside,
                text=lambda r: Cell(after.get(r.item.id, ""), "muted"),
            )
        )
    return tuple(made)


def _begin(row: Row) -> float:
    return 99 if row.placement.start is None else row.placement.start


def _start() -> Column[Row]:
    return Column(
        id="start", title="Start", width=8, sort=_begin,
        text=lambda r: Cell(r.start, "" if r.placement.start is not None else "muted"),
    )  # fmt: skip


def _priority() -> Column[Row]:
    return Column(
        id="priority", title="", width=2,
        text=lambda r: Cell(r.item.priority, _PRIORITY_TONES.get(r.item.priority, "muted")),
    )  # fmt: skip


def _chart(scale: Scale, width: int, least: int, by: Callable[[str], int] = lambda _: 0) -> Column[Row]:
    return Column(
        id="bar", title=scale.title, width=width, least=least, sort=_begin,
        text=lambda r: bar_cell(r, scale, by(r.item.id)),
    )  # fmt: skip


def _monthly(least: int) -> Column[Row]:
    return Column(
        id="monthly", title="Month", width=6, right=True, least=least,
        text=lambda r: money(r.item.monthly.expected), sort=lambda r: -r.item.monthly.expected,
    )  # fmt: skip


def _figures() -> tuple[Column[Row], Column[Row], Column[Row]]:
    return (
        Column(
            id="hours", title="Hours", width=5, right=True, text=lambda r: money(r.item.partner_hours),
            sort=lambda r: -r.item.partner_hours,
        ),
        Column(
            id="once", title="Once", width=7, right=True, text=lambda r: money(r.item.one_time.expected),
            sort=lambda r: -r.item.one_time.expected,
        ),
        Column(
            id="risk", title="Risk", width=5, right=True, text=lambda r: f"{half_up(r.item.risk_removed, 1):,}",
            sort=lambda r: -r.item.risk_removed,
        ),
    )  # fmt: skip
