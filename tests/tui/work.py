"""Pieces of work and quarters for tests of how the roadmap is drawn, without a plan behind them."""

from __future__ import annotations

from collections.abc import Sequence

from planner.model.decision import Choice, Decision
from planner.model.money import Range
from planner.model.roadmap import Initiative, Placement
from planner.report.figure import Figure
from planner.tui.screens.roadmap.lane import Columns
from planner.tui.screens.roadmap.row import Row

QUARTERS = tuple(f"{2027 + i // 4}-Q{i % 4 + 1}" for i in range(12))
HOSTILE = (
    "[/etc] [bold]x[@click=app.quit]y[/]", "a\u202egpj.exe\x1b[31m\nb", "日本語のとても長い題名" * 3, "e" + "\u0301" * 50,
    "🏳️‍🌈 flags 👩‍👩‍👧‍👦", "\u200b\u200b", "", "x" * 400, "a b " * 60,
)  # fmt: skip


def flat(amount: float) -> Range:
    """Return a range without a spread."""
    return Range(low=amount, expected=amount, high=amount)


def piece(
    key: str, start: int | None, *, title: str = "", length: int = 1, due: int | None = None, **fields: object
) -> Row:
    """Return one initiative where it stands."""
    values: dict[str, object] = {
        "id": key, "title": title or f"Work {key}", "outcome": "", "findings": (), "unverified": (), "risk_removed": 1.0,
        "weight": 1.0, "partner_hours": 10.0, "one_time": flat(0), "monthly": flat(0), "first_year": 0.0, "value": 1.0,
        "quick_win": False, "priority": "P2", "requires": (), "duration": length,
    } | fields  # fmt: skip
    finish = None if start is None else start + length - 1
    place = Placement(initiative=key, start=start, finish=finish)
    return Row(item=Initiative(**values), placement=place, start="", why="", due=due)  # type: ignore[arg-type]  # by name


def approved() -> Decision:
    """Return a yes."""
    return Decision(choice=Choice.APPROVE, by="Ann", at="2026-11-22", why="Because")


def figure(name: str, money: int = 5000, hours: float = 40, cap: int | None = 10_000) -> Figure:
    """Return a quarter's figures."""
    return Figure(
        id=name, quarters=(name,), one_time=money, recurring=0, hours=hours, labour=0, cap=cap, hours_cap=80.0
    )


def columns(rows: Sequence[Row], quarters: int = 12) -> Columns:
    """Return what a board shows of them."""
    names = QUARTERS[:quarters]
    risks = [100.0 - 5 * i for i in range(quarters)]
    return Columns([figure(name) for name in names], risks, rows, "USD")
