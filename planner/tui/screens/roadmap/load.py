"""What each quarter carries against its caps, as bars that read without colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from planner.tui.text import fit
from planner.writing import half_up, whole

if TYPE_CHECKING:
    from planner.report.figure import Figure

LABEL = 11
WIDTH = 12
"""Terminal columns of one quarter, at least."""
_WIDEST = 18
_WITH_BARS = 6
"""Lines the strip has when there is room for bars."""
_NOISE = 1e-6
"""Money or hours over a cap below which it is noise of the calculation."""

Piece = str | tuple[str, str]


class Strip(NamedTuple):
    """What the strip shows."""

    figures: Sequence[Figure] = ()
    risks: Sequence[float] = ()
    """The risk left at the end of each quarter."""
    chosen: int | None = None
    """The quarter that must be seen."""


class Loads(Widget):
    """Quarters as columns: money and hours against the caps, and the risk that is left."""

    DEFAULT_CSS = "Loads { height: 6; width: 1fr; }"

    strip: reactive[Strip] = reactive(Strip())

    def render(self) -> Content:
        """Return the strip, with as many quarters as fit, the chosen one among them."""
        told = self.strip
        if not told.figures:
            return Content("")
        bars = self.size.height >= _WITH_BARS
        width = self.size.width - LABEL
        room = max(1, min(width // WIDTH, len(told.figures)))
        each = max(WIDTH, min(width // room, _WIDEST))
        first = first_shown(len(told.figures), room, told.chosen)
        shown = range(first, min(first + room, len(told.figures)))
        span = (
            "" if len(shown) == len(told.figures) else f"{first + 1}–{shown[-1] + 1} of {len(told.figures)}"
        )
        lines = [[_label(span)], [_label("Money")], [_label("Hours")], [_label("Risk left")]]
        money_bars, hour_bars = [_label("")], [_label("")]
        for index in shown:
            figure = told.figures[index]
            lines[0] += _cell(figure.id, "bold underline" if index == told.chosen else "bold", each)
            lines[1] += _cell(_pair(figure.money, figure.cap), over_style(figure.money, figure.cap), each)
            hours = _pair(figure.hours, figure.hours_cap)
            lines[2] += _cell(hours, over_style(figure.hours, figure.hours_cap), each)
            lines[3] += _cell(f"{whole(told.risks[index]):,}", "$text-muted", each)
            money_bars += [*bar(figure.money, figure.cap, each - 2), "  "]
            hour_bars += [*bar(figure.hours, figure.hours_cap, each - 2), "  "]
        if bars:
            lines = [lines[0], lines[1], money_bars, lines[2], hour_bars, lines[3]]
        return Content("\n").join(Content.assemble(*line) for line in lines)


def first_shown(count: int, room: int, chosen: int | None) -> int:
    """Return the first of ``count`` columns to show so that the chosen one and the one after are seen."""
    if chosen is None or chosen < room - 1:
        return 0
    after = 1 if room > 1 else 0
    return max(0, min(chosen + after - room + 1, count - room))


def bar(used: float, cap: float | None, width: int) -> list[Piece]:
    """Return a bar: heavy for what is used of the cap, light for the rest; nothing without a cap.

    What is over the cap is red and ends in ``!``.
    """
    if cap is None:
        return [" " * width]
    if over_style(used, cap):
        return [("━" * (width - 1) + "!", "bold $error")]
    full = min(width, round(used / cap * width)) if cap else 0
    if used > 0 and full == 0:
        full = 1
    return [("━" * full, "$primary"), ("─" * (width - full), "$text-disabled")]


def over_style(used: float, cap: float | None) -> str:
    """Return the style of a figure: only what is over its cap stands out."""
    return "bold $error" if cap is not None and used > cap * 1.0001 + _NOISE else ""


def _label(text: str) -> Piece:
    return (fit(text, LABEL), "$text-muted")


def _cell(text: str, style: str, width: int) -> list[Piece]:
    text = fit(text, width - 1).rstrip()
    return [(text, style), " " * (width - cell_len(text))]


def _pair(used: float, cap: float | None) -> str:
    """Return ``12.3k/14k``: short enough for a column, exact below ten thousand."""
    return short(used) if cap is None else f"{short(used)}/{short(cap)}"


def short(amount: float) -> str:
    """Return an amount in few characters: ``9,140``, ``12.4k``, ``1.3M``."""
    for size, letter in ((1e6, "M"), (1e3, "k")):
        if amount >= 10 * size or (letter == "M" and amount >= 0.9995 * size):
            text = f"{half_up(amount / size, 1):,}" if amount < 100 * size else f"{whole(amount / size):,}"
            return text.removesuffix(".0") + letter
    return f"{whole(amount):,}"
