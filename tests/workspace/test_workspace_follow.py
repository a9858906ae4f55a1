"""What follows from the client's details when they change: names of quarters, hours by head count."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from planner.model.quarter import Quarter
from planner.model.scenario import Scenario
from planner.workspace import Session, Workspace


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    workspace = Workspace(tmp_path / "plans", author="Kim")
    opened = workspace.open(workspace.create("Acme", people=30))
    yield opened
    opened.close()
    workspace.close()


def _days(session: Session) -> list[date]:
    month = session.plan.client.fiscal_year_start
    return [Quarter.parse(quarter.id).first_day(month) for quarter in session.roadmap.quarters]


@pytest.mark.parametrize("month", [4, 7, 10])
def test_another_fiscal_year_renames_the_quarters_and_moves_nothing(session: Session, month: int) -> None:
    session.answer("GOV-01", "no")
    work = session.roadmap.initiatives[0].id
    session.change(work, "pin", session.roadmap.quarters[2].id, why="Asked for")
    days, place, names = _days(session), session.roadmap.placements[work], session.roadmap.quarters[0].id
    session.set_client(fiscal_year_start=month)
    assert _days(session) == days
    assert session.roadmap.placements[work].start == place.start == 2
    assert session.roadmap.quarters[0].id != names
    session.set_client(fiscal_year_start=1)
    assert session.roadmap.quarters[0].id == names


def test_what_ifs_are_renamed_with_the_rest(session: Session) -> None:
    session.answer("GOV-01", "no")
    work, quarters = session.roadmap.initiatives[0].id, session.roadmap.quarters
    tried = Scenario(name="Later", settings={"start": quarters[1].id}, pins={work: quarters[3].id})
    session.keep_scenario(tried)
    before = session.try_out(tried)
    session.set_client(fiscal_year_start=7)
    kept = session.plan.scenarios["Later"]
    assert kept.settings["start"] == session.roadmap.quarters[1].id != quarters[1].id
    after = session.try_out(kept)
    assert [(q.starts, q.ends) for q in after.quarters] == [(q.starts, q.ends) for q in before.quarters]
    assert after.placements[work].start == before.placements[work].start == 2


def test_a_fiscal_year_off_the_quarters_moves_by_a_month_at_most(session: Session) -> None:
    before = _days(session)
    for month in range(1, 13):
        session.set_client(fiscal_year_start=month)
        for one, two in zip(before, _days(session), strict=True):
            assert abs((one - two).days) <= 31
        session.undo()


def test_hours_follow_the_head_count_until_somebody_sets_them(session: Session) -> None:
    first = session.plan.settings.hours_per_quarter
    session.set_client(people=60)
    followed = session.plan.settings.hours_per_quarter
    assert (first, followed) == ((150.0, 60.0), (300.0, 120.0))
    assert [q.hours_cap for q in session.roadmap.quarters][:3] == [300, 120, 120]
    session.set_settings(hours_per_quarter=75)
    session.set_client(people=90)
    assert session.plan.settings.hours_per_quarter == 75


def test_hours_can_be_given_back_to_the_head_count(session: Session) -> None:
    session.set_settings(hours_per_quarter=75)
    session.set_client(people=90)
    session.set_settings(hours_follow=True)
    assert session.plan.settings.hours_per_quarter == (450.0, 180.0)
    session.set_client(people=60)
    assert session.plan.settings.hours_per_quarter == (300.0, 120.0)
