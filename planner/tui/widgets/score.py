"""The score and its band: what is known, and what the unknown could make of it."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from planner.model.finding import Score
from planner.writing import score_text, whole


def band_text(low: float, high: float, point: float | None, width: int) -> tuple[str, str, str]:
    """Return a bar of ``width`` columns from 0 to 100 in three parts: before, inside and after the band.

    The band is heavy, the rest is light, and the score is a dot in it, so that the bar reads the
    same without colour: ``──────┣━━━●━━━━┫────``.
    """
    last = max(width - 1, 1)
    left = min(max(whole(low / 100 * last), 0), last)
    right = min(max(whole(high / 100 * last), left), last)
    band = ["━"] * (right - left + 1)
    if right > left:
        band[0], band[-1] = "┣", "┫"
    if point is not None:
        at = min(max(whole(point / 100 * last) - left, 0), right - left)
        band[at] = "●"
    return "─" * left, "".join(band), "─" * (last - right)


class ScoreBand(Widget):
    """The band as a bar with its figures: ``0 ───┣━━●━━┫─── 100   62 (47–78)``."""

    DEFAULT_CSS = """
    ScoreBand { height: 1; width: 1fr; }
    """

    score: reactive[Score | None] = reactive(None)
    """What is shown."""

    def render(self) -> Content:
        """Return the line."""
        if self.score is None:
            return Content("")
        low, high = self.score.low * 100, self.score.high * 100
        point = None if self.score.shown is None else self.score.shown * 100
        figures = f"  {score_text(low, high, point)}"
        width = max(self.size.width - len(figures) - 6, 8)
        before, band, after = band_text(low, high, point, width)
        return Content.assemble(
            ("0 ", "$text-muted"),
            (before, "$text-disabled"),
            (band, "bold $primary"),
            (after, "$text-disabled"),
            (" 100", "$text-muted"),
            (figures, "bold"),
        )
