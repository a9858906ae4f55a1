"""The page of one piece of work: what it replaces, what a quarter's delay costs, what it costs over the years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from textual.content import Content

from planner.tui.screens.roadmap.detail import details, panel
from planner.tui.screens.roadmap.planned import NOTHING, Planned
from planner.tui.screens.roadmap.row import Row
from planner.workspace import Session, Workspace


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder: Path = tmp_path_factory.mktemp("plans")
    session = Workspace(folder, today=date(2026, 11, 22)).demo()
    yield session
    session.close()


def page(session: Session, key: str) -> str:
    """Return the long form of one piece of work."""
    item = next(one for one in session.roadmap.initiatives if one.id == key)
    row = Row(item=item, placement=session.roadmap.placements[key], start="", why="", due=None)
    planned = Planned.of(session, session.roadmap, NOTHING, None, "internal")
    long = details(session, row, planned, Content(""), client_view=False)
    return long.plain + panel(session, row, client_view=False).plain


def test_a_batch_shows_its_machines_and_no_risk(demo: Session) -> None:
    batch = next(one for one in demo.roadmap.initiatives if one.replaces)
    told = page(demo, batch.id)
    assert f"Replaces {batch.replaces[0].counted}" in told
    assert all(f"{one.due}  {one.label}" in told for one in batch.machines)
    assert "Closes 0" not in told
    assert "= 0.1, at least, so that it is not left out for good" in told


def test_what_a_quarter_later_costs_and_owning_it(demo: Session) -> None:
    told = page(demo, "licence-savings")
    waits = demo.waits().each["licence-savings"]
    assert waits.saving > 1000
    assert (
        f"{waits.saving:,.0f} USD is not saved; Ledgerline Practice Manager can be changed only until 2026-12-31"
        in told
    )
    assert "Owning it" in told
    assert "at least, so that" not in told
    held = page(demo, "backup-rebuild")
    assert "of risk stays open; 1 more move" in held
    assert "515" in held
    assert "over 3 years" in held
