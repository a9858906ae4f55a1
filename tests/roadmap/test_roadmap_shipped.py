"""The shipped initiatives: a client that answers no to everything still gets a roadmap that adds up."""

from __future__ import annotations

from functools import lru_cache

import pytest

from planner.assess import assess
from planner.model.answer import Answer
from planner.model.catalogue import Catalogue
from planner.model.roadmap import Roadmap
from planner.model.settings import Settings
from planner.roadmap import build
from planner.standards import load_catalogue
from tests.assess.factory import inventory, plan


@lru_cache
def shipped() -> Catalogue:
    return load_catalogue()


@lru_cache
def everything_wrong(money: float | None, hours: float | None) -> Roadmap:
    answers = {key: Answer(answer="no") for key in shipped().standards}
    settings = Settings(hourly_rate=100, start="2027-Q1", budget_per_quarter=money, hours_per_quarter=hours)
    mine, nothing = plan(answers, settings=settings), inventory()
    return build(mine, shipped(), nothing, assess(mine, shipped(), nothing))


def test_every_initiative_closes_its_standards() -> None:
    roadmap = everything_wrong(None, None)
    assert {i.id for i in roadmap.initiatives} == set(shipped().initiatives)
    closed = [s for i in roadmap.initiatives for s in i.findings]
    assert sorted(closed) == sorted(shipped().standards)
    for initiative in roadmap.initiatives:
        assert initiative.partner_hours > 0, initiative.id
        assert initiative.one_time.low <= initiative.one_time.expected <= initiative.one_time.high
        assert initiative.monthly.low <= initiative.monthly.expected <= initiative.monthly.high


@pytest.mark.parametrize(("money", "hours"), [(None, None), (20_000, 80), (6_000, None), (None, 45), (0, 0)])
def test_caps_hold_and_totals_add_up(money: float | None, hours: float | None) -> None:
    roadmap = everything_wrong(money, hours)
    for quarter in roadmap.quarters:
        assert money is None or quarter.one_time + quarter.recurring <= money + 1e-6
        assert hours is None or quarter.hours <= hours + 1e-6
        assert quarter.risk_end <= quarter.risk_start
    scheduled = [i for i in roadmap.initiatives if roadmap.placements[i.id].start is not None]
    assert sum(q.one_time for q in roadmap.quarters) == pytest.approx(
        sum(i.one_time.expected for i in scheduled)
    )
    assert sum(q.hours for q in roadmap.quarters) == pytest.approx(sum(i.partner_hours for i in scheduled))
    assert 0 <= roadmap.bound <= roadmap.risk_carried


def test_without_caps_the_roadmap_is_the_best_there_is() -> None:
    assert everything_wrong(None, None).gap == pytest.approx(0)
