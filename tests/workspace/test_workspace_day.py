"""The day is read when it is needed: a program that ran overnight is not yesterday's."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.workspace import Workspace
from planner.workspace.clock import ClockError


def test_a_day_that_passes_while_the_plan_is_open_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(tmp_path / "plans", author="Kim")
    session = workspace.open(workspace.create("Acme", people=10))
    session.accept("GOV-01", by="Ann", why="Sold soon", until="2026-11-22")
    assert "GOV-01" in session.accepted
    assert session.assessment is session.assessment, "within a day nothing is computed twice"
    monkeypatch.setenv("PLANNER_TODAY", "2026-11-23")
    assert session.assessment.today == "2026-11-23"
    assert "GOV-01" not in session.accepted
    plan = session.answer("GOV-02", "yes")
    assert plan.answers["GOV-02"].at.startswith("2026-11-23T")
    session.close()
    workspace.close()


def test_a_wrong_day_is_told_before_anything_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_TODAY", "tomorrow")
    with pytest.raises(ClockError):
        Workspace(tmp_path / "plans")


def test_every_change_keeps_its_original(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "plans", author="Kim")
    session = workspace.open(workspace.create("Acme", people=10))
    session.answer("GOV-01", "no")
    work = session.roadmap.initiatives[0]
    spec = session.knowledge.catalogue.initiatives[work.id]
    values: dict[str, str | float] = {
        "pin": session.roadmap.quarters[3].id, "effect": 0.25, "hours": 1000, "one_time": 5, "monthly": 7, "duration": 2,
    }  # fmt: skip
    for field, value in values.items():
        session.change(work.id, field, value, why="Measured")
    kept = {change.field: change.original for change in session.plan.changes[work.id]}
    assert kept["effect"] == spec.effect
    assert kept["hours"] == work.partner_hours
    assert kept["duration"] == work.duration
    assert kept["pin"] is not None
    assert None not in kept.values()
    session.close()
    workspace.close()
