"""Initiatives and options for tests of the schedule."""

from __future__ import annotations

from planner.model.decision import Choice, Decision
from planner.model.money import Range
from planner.model.roadmap import Initiative
from planner.model.settings import Cap
from planner.roadmap import Options


def work(
    key: str,
    *,
    risk: float = 10,
    hours: float = 0,
    once: float = 0,
    monthly: float = 0,
    duration: int = 1,
    requires: tuple[str, ...] = (),
    due: str | None = None,
    pinned: str | None = None,
    decision: Decision | None = None,
) -> Initiative:
    """Return an initiative."""
    first_year = once + 12 * monthly + hours * 100
    return Initiative(
        id=key, title=key.upper(), outcome="", findings=(), unverified=(), risk_removed=risk, weight=risk,
        partner_hours=hours,
        one_time=Range(once, once, once), monthly=Range(monthly, monthly, monthly), first_year=first_year,
        value=risk / (1 + first_year / 1000), quick_win=False, priority="P2", requires=requires,
        duration=duration, due=due, pinned=pinned, decision=decision,
    )  # fmt: skip


def decided(choice: Choice, until: str | None = None) -> Decision:
    """Return a decision."""
    return Decision(choice=choice, by="Ann", why="because", at="2026-11-22", until=until)


def options(money: Cap = None, hours: Cap = None, quarters: int = 4) -> Options:
    """Return options for a roadmap from 2027-Q1."""
    return Options(budget_per_quarter=money, hours_per_quarter=hours, quarters=quarters, start="2027-Q1")
