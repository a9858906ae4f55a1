"""The shipped initiatives: a client that answers no to everything still gets a roadmap that adds up."""

from __future__ import annotations

from functools import lru_cache
from math import ceil

import pytest

from planner.assess import assess
from planner.model.answer import Answer
from planner.model.catalogue import Catalogue
from planner.model.inventory import Item
from planner.model.roadmap import Initiative, Roadmap
from planner.model.settings import Settings
from planner.roadmap import build, cost
from planner.standards import load_catalogue
from tests.assess.factory import client, inventory, item, items, plan


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
    # An answer names no record of which other work could take its part.
    parts = {spec.id for spec in shipped().initiatives.values() if spec.takes}
    assert {i.id for i in roadmap.initiatives} == set(shipped().initiatives) - parts
    closed = [s for i in roadmap.initiatives for s in i.findings]
    # What only some clients owe, or what is beyond a client's size, is no finding to close.
    mine = plan({key: Answer(answer="no") for key in shipped().standards})
    assert sorted(closed) == sorted(r.standard for r in assess(mine, shipped(), inventory()).findings())
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
    assert 0 <= roadmap.bound <= roadmap.carried


def test_a_client_of_25_with_nothing_in_place_gets_all_its_work_planned() -> None:
    # Work larger than a quarter is spread: 21 of 32 initiatives used to have no quarter, and five quarters nothing.
    defaults = shipped().vocabulary.defaults
    hours = (
        max(defaults.minimum_hours_first_quarter, defaults.hours_per_person_first_quarter * 25),
        max(defaults.minimum_hours_quarter, defaults.hours_per_person_quarter * 25),
    )
    assert max(hours) == 125
    assert min(hours) == 50
    answers = {key: Answer(answer="no") for key in shipped().standards}
    settings = Settings(hourly_rate=100, start="2027-Q1", hours_per_quarter=hours)
    mine, nothing = plan(answers, who=client(25), settings=settings), inventory()
    roadmap = build(mine, shipped(), nothing, assess(mine, shipped(), nothing))
    assert [q.hours_cap for q in roadmap.quarters] == [125, *[50] * 11]
    out = [i for i in roadmap.initiatives if roadmap.placements[i.id].start is None]
    assert [i.id for i in out if i.weight > 0] == []
    for initiative in roadmap.initiatives:
        spec = shipped().initiatives[initiative.id]
        assert initiative.duration == max(spec.duration, ceil(initiative.partner_hours / 50 - 1e-9))


def test_without_caps_the_roadmap_is_the_best_there_is() -> None:
    assert everything_wrong(None, None).gap == pytest.approx(0)


def bare(people: int, *records: Item) -> dict[str, Initiative]:
    """Return the work for a client that has nothing in place and listed little or nothing."""
    answers = {key: Answer(answer="no") for key in shipped().standards}
    mine, found = plan(answers, who=client(people)), inventory(*records)
    return {i.id: i for i in cost(mine, shipped(), found, assess(mine, shipped(), found))}


def test_a_larger_client_pays_more_for_every_piece_that_grows_with_it() -> None:
    ten, forty = bare(10), bare(40)
    for money in ("partner_hours", "client_hours", "first_year"):
        small, large = (sum(getattr(i, money) for i in found.values()) for found in (ten, forty))
        assert large > 1.3 * small, money
    for key, one in ten.items():
        assert forty[key].partner_hours + forty[key].client_hours >= one.partner_hours + one.client_hours, key


def test_hours_are_of_the_size_a_practitioner_expects() -> None:
    dozen = bare(12)
    assert 4 <= dozen["remote-access"].partner_hours <= 8
    # A client that has listed no server may have none: what backups cost is reckoned with one that is listed.
    assert 8 <= bare(12, item("servers", "SRV1"))["backup-rebuild"].partner_hours <= 16
    assert 8 <= dozen["segmentation"].partner_hours <= 12
    rhythm = dozen["it-rhythm"]
    assert 12 <= rhythm.partner_hours + rhythm.client_hours <= 16
    assert rhythm.client_hours > rhythm.partner_hours


def test_the_first_week_costs_hours_and_no_purchase_and_waits_for_nothing() -> None:
    week = shipped().initiatives["first-week"]
    assert (week.line, week.requires, week.at_once) == ((), (), True)
    assert max(step.day for step in week.first_steps) <= 7
    roadmap = everything_wrong(20_000, 80)
    assert roadmap.placements["first-week"].start == 0
    assert bare(12)["first-week"].priority == "P1"


def test_the_gravest_work_does_not_wait_for_lists_or_for_other_work() -> None:
    for key in ("patching", "backup-rebuild", "remote-access", "endpoint-protection", "mfa-everywhere"):
        assert shipped().initiatives[key].requires == (), key


OLD = {"class": "desktop", "os_supported": False}


def refreshed(*machines: dict[str, object], work: str = "device-refresh") -> Initiative:
    records: tuple[Item, ...] = items("devices", machines)  # type: ignore[arg-type] # plain facts
    mine, found = plan(who=client(12)), inventory(*records)
    return next(i for i in cost(mine, shipped(), found, assess(mine, shipped(), found)) if i.id == work)


def bought(found: Initiative) -> dict[str, tuple[float, float]]:
    return {x.item: (x.quantity, x.possible) for x in found.lines if not x.optional}


REPLACED = "desktop in place of one that cannot run a supported system"


def test_an_old_build_is_updated_and_old_hardware_replaced() -> None:
    good = {"class": "desktop", "os_supported": True, "age_years": 1}
    updated = refreshed(good, {**OLD, "system_updatable": True}, work="system-update")
    assert (bought(updated), updated.requires) == ({}, ())
    assert "1 × 1.5 h" in updated.hours_why
    replaced = refreshed(good, {**OLD, "system_updatable": False}, {**OLD, "system_updatable": False})
    assert bought(replaced) == {REPLACED: (2, 0)}
    assert "2 × 4 h" in replaced.hours_why
    nobody_knows = refreshed(good, OLD)
    assert bought(nobody_knows) == {REPLACED: (0, 1)}


def test_update_and_purchase_share_the_risk_of_what_they_close() -> None:
    fleet = (
        {"class": "desktop", "os_supported": True, "age_years": 1},
        *[{**OLD, "system_updatable": True}] * 3, {**OLD, "system_updatable": False},
    )  # fmt: skip
    updated, replaced = refreshed(*fleet, work="system-update"), refreshed(*fleet)
    assert updated.findings == ("END-06",)
    assert "END-06" in replaced.findings
    assert updated.priority == replaced.priority == "P1"
    mine, found = plan(who=client(12)), inventory(*items("devices", fleet))  # type: ignore[arg-type]  # plain facts
    results = assess(mine, shipped(), found).results
    others = sum(results[name].risk for name in replaced.findings if name != "END-06")
    assert updated.risk_removed == pytest.approx(results["END-06"].risk * 3 / 4)
    assert updated.risk_removed + replaced.risk_removed == pytest.approx(results["END-06"].risk + others)
    (line,) = (x for x in replaced.lines if x.item == REPLACED)
    assert line.records == (("devices", "devices-4"),)
    assert {key for x in updated.work for key in x.records} == {
        ("devices", f"devices-{n}") for n in (1, 2, 3)
    }


def test_a_machine_that_steers_equipment_gets_no_office_price() -> None:
    mill = {"class": "ot", "os_supported": False, "system_updatable": False, "age_years": 12}
    assert bought(refreshed({**OLD, "system_updatable": False}, mill)) == {REPLACED: (1, 0)}
    answers = {"NET-04": Answer(answer="no")}
    mine, found = plan(answers, who=client(12)), inventory(*items("devices", [mill, mill]))  # type: ignore[list-item]  # plain facts
    made = cost(mine, shipped(), found, assess(mine, shipped(), found))
    fenced = next(i for i in made if i.id == "segmentation")
    assert "2 × 1.5 h" in fenced.hours_why


def test_unused_seats_are_a_gain() -> None:
    seats = items("licences", [
        {"bought": 12, "active": 11, "unit_cost_month": 6}, {"bought": 5, "active": 2, "unit_cost_month": 8.25},
        {"bought": 3, "active": 4, "unit_cost_month": 9}, {"bought": 9, "active": 1},
    ])  # fmt: skip
    mine = plan({"SVC-03": Answer(answer="no", note="We pay for too many.")}, who=client(12))
    found = inventory(*seats)
    made = next(
        i for i in cost(mine, shipped(), found, assess(mine, shipped(), found)) if i.id == "licence-savings"
    )
    assert made.gain == pytest.approx(369)
    assert made.weight == pytest.approx(made.risk_removed + made.unverified_removed / 2 + 0.369)
