"""Risk left, money and hours of every quarter as charts, one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from planner.tui.screens.roadmap.load import Piece, over_style, short
from planner.tui.text import fit
from planner.tui.widgets.chart import HATCHED, LINE, SOLID, Bar, chart, labels
from planner.writing import whole

if TYPE_CHECKING:
    from planner.model.roadmap import Roadmap
    from planner.report.figure import Figure

_LABEL = 6
"""Terminal columns of the figures at the left."""
_LEAST, _MOST = 6, 16
"""Terminal columns of one quarter."""
_BESIDES = 2
"""Lines of a chart besides its bars: what it shows, and the figures."""


class Course(NamedTuple):
    """What the charts show."""

    figures: Sequence[Figure] = ()
    risks: Sequence[float] = ()
    """The risk left at the end of each quarter."""
    untouched: float = 0.0
    """The risk that stays when nothing is done."""
    currency: str = ""

    @classmethod
    def of(cls, figures: Sequence[Figure], found: Roadmap, currency: str) -> Course:
        """Return the course of a roadmap with its printed figures."""
        untouched = found.quarters[0].risk_start if found.quarters else 0.0
        return cls(figures, [quarter.risk_end for quarter in found.quarters], untouched, currency)


class Pane(NamedTuple):
    """One chart."""

    title: str
    legend: str
    bars: tuple[Bar, ...]
    values: tuple[str, ...]
    """What is written below each bar."""


class Charts(Widget, can_focus=True):
    """The charts, with as many quarters as fit."""

    DEFAULT_CSS = "Charts { height: 1fr; width: 1fr; padding: 0 1; text-wrap: nowrap; }"

    course: reactive[Course] = reactive(Course())

    def render(self) -> Content:
        """Return the charts."""
        told, (width, height) = self.course, self.size
        if not told.figures or not height:
            return Content("")
        count = max(1, min(len(told.figures), (width - _LABEL) // _LEAST))
        each = max(1, min(_MOST, (width - _LABEL) // count))
        charts = panes(told, count, each)
        axis = _line("", [fit(text, each) for text in quarters([f.id for f in told.figures[:count]], each)])
        # With more room each chart has the quarters below it, and a blank line before the next one.
        roomy = height >= len(charts) * (_BESIDES + 6)
        besides = _BESIDES + (2 if roomy else 0)
        tall = max(1, (height - 1 + (1 if roomy else 0)) // len(charts) - besides) if height > 1 else 1
        lines: list[Content] = []
        for pane in charts:
            lines += [_title(pane, width), *_body(pane, tall, each), *([axis, Content("")] if roomy else [])]
        lines = lines[:-1] if roomy else [*lines, axis]
        return Content("\n").join(Content(" ") if not line.plain else line for line in lines[:height])


def panes(told: Course, count: int, each: int) -> tuple[Pane, ...]:
    """Return the charts of the first so many quarters.

    Args:
        told: What they show.
        count: How many quarters.
        each: Terminal columns of one, which the figures below the bars have to fit into.
    """
    figures, total = told.figures[:count], len(told.figures)
    rooms = each - 1
    some = f"first {count} of {total} quarters   " if count < total else ""
    risk = Pane(
        "Risk left",
        f"{some}{SOLID} at the end of the quarter   {LINE} if nothing is done: {whole(told.untouched):,}",
        tuple(Bar(risk, line=told.untouched) for risk in told.risks[:count]),
        tuple(_value(risk, None, rooms) for risk in told.risks[:count]),
    )
    money = Pane(
        f"Money, {told.currency}" if told.currency else "Money",
        f"{HATCHED} once   {SOLID} running{_capped([f.cap for f in figures])}",
        tuple(Bar(f.recurring, f.one_time, f.cap, over=bool(over_style(f.money, f.cap))) for f in figures),
        tuple(_value(f.money, f.cap, rooms) for f in figures),
    )
    hours = Pane(
        "Hours",
        f"{SOLID} the partner's{_capped([f.hours_cap for f in figures])}",
        tuple(Bar(f.hours, line=f.hours_cap, over=bool(over_style(f.hours, f.hours_cap))) for f in figures),
        tuple(_value(f.hours, f.hours_cap, rooms) for f in figures),
    )
    return (risk, money, hours)


def quarters(ids: Sequence[str], each: int) -> list[str]:
    """Return what stands below the bars: the quarters, in full where there is room.

    Args:
        ids: The quarters.
        each: Terminal columns of one.
    """
    if each > max(map(cell_len, ids), default=0):
        return list(ids)
    parts = [name.partition("-") for name in ids]
    return [
        f"’{year[2:]}" if quarter == "Q1" or at == 0 else quarter
        for at, (year, _, quarter) in enumerate(parts)
    ]


def _capped(caps: Sequence[float | None]) -> str:
    known = [cap for cap in caps if cap is not None]
    if not known:
        return ""
    low, high = whole(min(known)), whole(max(known))
    return f"   {LINE} cap {low:,}" + (f" to {high:,}" if high != low else "")


def _value(used: float, cap: float | None, room: int) -> str:
    """Return a figure in full where there is room, with a mark when it is over its cap."""
    mark = "!" if over_style(used, cap) else ""
    plain = f"{whole(used):,}{mark}"
    return plain if cell_len(plain) <= room else f"{short(used)}{mark}"


def _title(pane: Pane, width: int) -> Content:
    room = width - cell_len(pane.title) - 3
    return Content.assemble((pane.title, "bold $primary"), "   ", (fit(pane.legend, room), "$text-muted"))


def _body(pane: Pane, height: int, each: int) -> list[Content]:
    lines = [
        Content.assemble(
            (fit("" if named is None else f"{short(named)} ", _LABEL, right=True), "$text-muted"), *pieces
        )
        for pieces, named in zip(chart(pane.bars, height, each), labels(pane.bars, height), strict=True)
    ]
    over = [("bold $error" if bar.over else "bold") for bar in pane.bars]
    values: list[Piece] = [(fit(text, each), style) for text, style in zip(pane.values, over, strict=True)]
    return [*lines, Content.assemble(" " * _LABEL, *values)]


def _line(label: str, cells: Sequence[str]) -> Content:
    return Content.assemble((fit(label, _LABEL), ""), ("".join(cells), "$text-muted"))
