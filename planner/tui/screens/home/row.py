"""What the list of clients says about each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from planner.tui.widgets.column import Cell, Column
from planner.tui.widgets.score import band_text
from planner.writing import whole

if TYPE_CHECKING:
    from planner.model.summary import Summary
    from planner.workspace import PlanRow

BAND_WIDTH = 20


def name_of(row: PlanRow) -> str:
    """Return the client's name, or the slug while the plan has not been looked into."""
    return row.summary.name if row.summary else row.slug


def _name(row: PlanRow) -> Cell:
    if row.problem:
        return Cell(f"✗ {name_of(row)}: cannot be read", "bad")
    if row.summary is not None and row.summary.archived:
        return Cell(f"{name_of(row)} (archived)", "muted")
    return Cell(name_of(row), "strong")


def _figures(row: PlanRow) -> Summary | None:
    """Return the figures that count; None before the plan was looked into, or when that failed."""
    return None if row.problem else row.summary


def _unknown(row: PlanRow) -> Cell:
    return Cell("" if row.problem else "…", "muted")


def _score(row: PlanRow) -> Cell:
    found = _figures(row)
    if found is None:
        return _unknown(row)
    return Cell("—", "muted") if found.score is None else Cell(f"{whole(found.score):,}")


def _band(row: PlanRow) -> Cell:
    found = _figures(row)
    if found is None:
        return _unknown(row)
    return Cell("".join(band_text(found.low, found.high, found.score, BAND_WIDTH)))


def _range(row: PlanRow) -> Cell:
    found = _figures(row)
    return Cell("") if found is None else Cell(f"{whole(found.low):,}–{whole(found.high):,}", "muted")


def _must(row: PlanRow) -> str:
    found = _figures(row)
    total = 0 if found is None else found.must_met + found.must_missing + found.must_unknown
    return f"{found.must_met}/{total}" if found is not None and total else ""


def _gaps(row: PlanRow) -> str:
    """Return ``3+9``: the critical and the high ones; the rest is no headline."""
    found = _figures(row)
    return "" if found is None else f"{found.gaps_critical}+{found.gaps_high}"


def _stage(row: PlanRow) -> str:
    found = _figures(row)
    return "" if found is None else found.stage_title


def _review(row: PlanRow) -> str:
    found = _figures(row)
    return "" if found is None else found.next_review or "—"


def _changed(row: PlanRow) -> str:
    return "" if row.summary is None else row.summary.changed[:10]


def _by(figure: Callable[[Summary], float | str | None]) -> Callable[[PlanRow], float | str | None]:
    """Return what sorts rows by one of their figures."""
    return lambda row: None if (found := _figures(row)) is None else figure(found)


def columns() -> tuple[Column[PlanRow], ...]:
    """Return the columns; the less important ones need a wide terminal."""
    return (
        Column(id="name", title="Client", text=_name, sort=name_of),
        Column(id="must", title="Musts", text=_must, width=5, right=True,
               sort=_by(lambda s: s.must_missing)),
        Column(
            id="score", title="Score", text=_score, width=5, right=True,
            sort=_by(lambda s: s.score),
        ),
        Column(id="range", title="Range", text=_range, width=7,
               sort=_by(lambda s: s.low)),
        Column(id="band", title="Band 0 to 100", text=_band, width=BAND_WIDTH, least=100,
               sort=_by(lambda s: s.high - s.low)),
        Column(id="gaps", title="Crit+high", text=_gaps, width=9, right=True,
               sort=_by(lambda s: s.gaps_critical * 1000 + s.gaps_high)),
        Column(id="stage", title="Stage", text=_stage, width=12),
        Column(id="review", title="Next review", text=_review, width=11, least=78,
               sort=_by(lambda s: s.next_review)),
        Column(id="changed", title="Changed", text=_changed, width=10, least=100,
               sort=_by(lambda s: s.changed)),
    )  # fmt: skip
