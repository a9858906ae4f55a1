"""What each quarter carries against its caps, as bars that read without colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from planner.model.roadmap import Roadmap

if TYPE_CHECKING:
    from planner.report.figure import Figure

LABEL = 12
WIDTH = 11
"""Terminal columns of one quarter."""
_BAR = WIDTH - 1

Piece = str | tuple[str, str]


def visible_quarters(width: int) -> int:
    """Return how many quarters fit into so many terminal columns."""
    return max(1, (width - LABEL) // WIDTH)


def bar(used: float, cap: float | None, width: int = _BAR) -> tuple[str, str]:
    """Return a bar and its style: how much of the cap is used. Without a cap there is none."""
    if not cap:
        return " " * width, "$text-muted"
    share = used / cap
    full = min(width, round(share * width))
    if used > 0 and full == 0:
        full = 1
    style = "$error" if share > 1.0001 else "$warning" if share > 0.9 else "$success"
    return "▇" * full + "▁" * (width - full), style


def loads(found: Roadmap, figures: Sequence[Figure], first: int, width: int) -> Content:
    """Return the strip above the list: quarters as columns with money, hours and the risk left.

    Args:
        found: The roadmap.
        figures: Its printed figures, one a quarter.
        first: The first quarter shown.
        width: Terminal columns there are.
    """
    shown = range(first, min(first + visible_quarters(width), len(figures)))
    lines: list[list[Piece]] = [
        [_label("")], [_label("Money")], [_label("")], [_label("Hours")], [_label("")], [_label("Risk left")]
    ]  # fmt: skip
    for index in shown:
        figure, quarter = figures[index], found.quarters[index]
        lines[0].append((f"{figure.id:<{WIDTH}}", "bold"))
        lines[1].append(f"{_pair(figure.money, figure.cap):<{WIDTH}}")
        lines[2] += _cell(bar(figure.money, figure.cap))
        lines[3].append(f"{_pair(figure.hours, figure.hours_cap):<{WIDTH}}")
        lines[4] += _cell(bar(figure.hours, figure.hours_cap))
        lines[5].append((f"{quarter.risk_end:<{WIDTH}.0f}", "$text-muted"))
    return Content("\n").join(Content.assemble(*line) for line in lines)


def _label(text: str) -> Piece:
    return (f"{text:<{LABEL}}", "$text-muted")


def _cell(drawn: tuple[str, str]) -> list[Piece]:
    return [(drawn[0], drawn[1]), " "]


def _pair(used: float, cap: float | None) -> str:
    """Return ``12.3k/14k``: short enough for a column, exact below ten thousand."""
    return _short(used) if cap is None else f"{_short(used)}/{_short(cap)}"


def _short(amount: float) -> str:
    if amount >= 99_950:
        return f"{amount / 1000:,.0f}k"
    if amount >= 10_000:
        return f"{amount / 1000:.1f}k".replace(".0k", "k")
    return f"{amount:,.0f}" if amount >= 1000 else f"{amount:.0f}"
