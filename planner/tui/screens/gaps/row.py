"""What the list says about each finding."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from planner.model.catalogue import Band
from planner.model.finding import Result, Status
from planner.tui.widgets.column import Cell, Column
from planner.writing import half_up

MARKS = {
    Status.GAP: "✗ gap",
    Status.PARTIAL: "◐ partial",
    Status.UNVERIFIED: "~ unverified",
    Status.OPEN: "? open",
}
"""Glyph and word of each status; the glyph alone is never the only sign."""
ACCEPTED = "✓ accepted"
TONES = {Status.GAP: "bad", Status.PARTIAL: "warn", Status.UNVERIFIED: "muted", Status.OPEN: "muted"}
_BAND_TONES = ("bad", "warn", "", "muted")
_ORDER = list(MARKS)


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One finding with what is needed to show it."""

    result: Result
    sentence: str
    """What is wrong, or not known, about this client."""
    domain: str
    accepted: bool
    band: str
    """The band of its risk in words; empty while no risk is known."""
    band_tone: str
    affected: int

    @property
    def status(self) -> str:
        """Glyph and word."""
        return ACCEPTED if self.accepted else MARKS.get(self.result.status, "")


def band_of(risk: float, bands: Sequence[Band]) -> tuple[str, str]:
    """Return the band a risk falls into and the tone it is shown in.

    Args:
        risk: 0 to 25.
        bands: Highest first.
    """
    if risk <= 0:
        return "", "muted"
    for band, tone in zip(bands, _BAND_TONES, strict=False):
        if risk >= band.at_least:
            return band.title, tone
    return "", "muted"


def _status(row: Row) -> Cell:
    return Cell(row.status, "muted" if row.accepted else TONES.get(row.result.status, ""))


def _status_order(row: Row) -> float:
    return len(_ORDER) if row.accepted else _ORDER.index(row.result.status)


def _risk(row: Row) -> Cell:
    risk = row.result.risk
    return Cell(f"{half_up(risk, 1):,}" if risk else "–", row.band_tone)


def _maybe(row: Row) -> Cell:
    maybe = row.result.unverified_risk
    return Cell(f"{half_up(maybe, 1):,}" if maybe else "–", "muted")


def columns() -> tuple[Column[Row], ...]:
    """Return the columns; the less important ones need a wide terminal."""
    return (
        Column(id="risk", title="Risk", text=_risk, width=4, right=True, sort=lambda r: -r.result.risk),
        Column(
            id="unverified", title="Maybe", text=_maybe, width=5, right=True, sort=lambda r: -r.result.unverified_risk,
        ),
        Column(id="status", title="Status", text=_status, width=12, sort=_status_order),
        Column(id="standard", title="Id", text=lambda r: Cell(r.result.standard, "muted"), width=6),
        Column(id="title", title="What is wrong", text=lambda r: r.sentence),
        Column(id="domain", title="Domain", text=lambda r: Cell(r.domain, "muted"), width=26, least=120),
        Column(
            id="affected", title="Items", width=5, right=True, least=79,
            text=lambda r: str(r.affected) if r.affected else "", sort=lambda r: -r.affected,
        ),
    )  # fmt: skip
