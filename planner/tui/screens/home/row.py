"""What the list of clients says about each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.tui.widgets.column import Cell, Column
from planner.tui.widgets.score import band_text

if TYPE_CHECKING:
    from planner.workspace import PlanRow

BAND_WIDTH = 20


def name_of(row: PlanRow) -> str:
    """Return the client's name, or the slug while the plan has not been looked into."""
    return row.summary.name if row.summary else row.slug


def _name(row: PlanRow) -> Cell:
    if row.summary is not None and row.summary.archived:
        return Cell(f"{name_of(row)} (archived)", "muted")
    return Cell(name_of(row), "strong")


def _score(row: PlanRow) -> Cell:
    if row.summary is None:
        return Cell("…", "muted")
    return Cell("—", "muted") if row.summary.score is None else Cell(f"{row.summary.score:.0f}")


def _band(row: PlanRow) -> Cell:
    if row.summary is None:
        return Cell("…", "muted")
    return Cell("".join(band_text(row.summary.low, row.summary.high, row.summary.score, BAND_WIDTH)))


def _range(row: PlanRow) -> Cell:
    return Cell("") if row.summary is None else Cell(f"{row.summary.low:.0f}–{row.summary.high:.0f}", "muted")


def _gaps(row: PlanRow) -> str:
    return "" if row.summary is None else str(row.summary.gaps)


def _stage(row: PlanRow) -> str:
    return "" if row.summary is None else row.summary.stage.replace("_", " ").capitalize()


def _review(row: PlanRow) -> str:
    return "" if row.summary is None else row.summary.next_review or "—"


def _changed(row: PlanRow) -> str:
    return "" if row.summary is None else row.summary.changed[:10]


def columns() -> tuple[Column[PlanRow], ...]:
    """Return the columns; the less important ones need a wide terminal."""
    return (
        Column(id="name", title="Client", text=_name, sort=name_of),
        Column(
            id="score", title="Score", text=_score, width=5, right=True,
            sort=lambda r: None if r.summary is None else r.summary.score,
        ),
        Column(id="range", title="Range", text=_range, width=7,
               sort=lambda r: None if r.summary is None else r.summary.low),
        Column(id="band", title="Band 0 to 100", text=_band, width=BAND_WIDTH, least=100,
               sort=lambda r: None if r.summary is None else r.summary.high - r.summary.low),
        Column(id="gaps", title="Gaps", text=_gaps, width=5, right=True,
               sort=lambda r: None if r.summary is None else r.summary.gaps),
        Column(id="stage", title="Stage", text=_stage, width=12),
        Column(id="review", title="Next review", text=_review, width=11, least=78,
               sort=lambda r: None if r.summary is None else r.summary.next_review),
        Column(id="changed", title="Changed", text=_changed, width=10, least=100,
               sort=lambda r: None if r.summary is None else r.summary.changed),
    )  # fmt: skip
