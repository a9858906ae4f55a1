"""The plain values behind the templates, at the edges their words depend on."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from planner.model.budget import Budget, RunLine
from planner.model.money import Range
from planner.model.reason import Full, Lack, MonthlyFull, Reason, Short, Waits
from planner.report import Material
from planner.report.section import read_template
from planner.report.view.appendix import appendix
from planner.report.view.limit import Limit, limits
from planner.report.view.people import people
from planner.report.view.start import pending
from planner.report.view.year import year


def _moved(material: Material, name: str, start: int) -> Material:
    places = material.roadmap.placements
    moved = replace(places[name], start=start, finish=start)
    return replace(material, roadmap=replace(material.roadmap, placements={**places, name: moved}))


def test_a_decision_is_asked_about_two_quarters(material: Material) -> None:
    for start, asked in ((1, ["detect"]), (2, [])):
        assert [one.id for one in pending(_moved(material, "detect", start))] == asked


def test_what_is_closed_is_a_share_of_all_risk_known_today(material: Material) -> None:
    results = material.assessment.results
    graver = replace(results["IAM-02"], v_low=0.0, v_high=0.0)  # nobody plans to close more of it
    assessment = replace(material.assessment, results={**results, "IAM-02": graver})
    found, more = year(material), year(replace(material, assessment=assessment))
    assert found is not None
    assert more is not None
    assert found.closed == pytest.approx(49.5 / 57.5)
    assert more.closed == pytest.approx(49.5 / 62)


def test_the_first_year_counts_the_clients_hours_and_what_is_saved(material: Material) -> None:
    def told(start: int, finish: int) -> tuple[int, int]:
        places = material.roadmap.placements
        one = replace(material.roadmap.initiatives[1], client_hours=9, gain=1200)
        place = replace(places["detect"], start=start, finish=finish)
        roadmap = replace(material.roadmap, initiatives=(one,), placements={**places, "detect": place})
        found = year(replace(material, roadmap=roadmap))
        assert found is not None
        return found.own_hours, found.saving

    assert told(1, 3) == (9, 1200)
    assert told(2, 4) == (6, 0)  # it is not finished in the first year
    assert told(4, 4) == (0, 0)


@pytest.mark.parametrize(
    ("reason", "money", "hours"),
    [
        (Full(quarters=(0,), what=("hours",)), False, True),
        (Full(quarters=(0, 1), what=("money", "hours")), True, True),
        (MonthlyFull(quarters=(3,)), True, False),
        (Short(lacks=(Lack(what="hours", amount=4, first=0, last=2),)), False, True),
        (Waits(works=("x",), until=1), False, False),
    ],
)
def test_a_limit_holds_the_plan_back_when_a_reason_says_so(
    reason: Reason, money: bool, hours: bool, material: Material
) -> None:
    quarters = tuple(replace(load, hours_cap=40.0) for load in material.roadmap.quarters)
    places = {key: replace(one, reasons=(reason,)) for key, one in material.roadmap.placements.items()}
    found = limits(replace(material, roadmap=replace(material.roadmap, quarters=quarters, placements=places)))
    # 40 people: an hour each is what the planner reckons with by itself.
    assert found.hours == Limit(binds=hours, stated=False, first=40, later=40)
    assert found.money is not None
    assert (found.money.stated, found.money.binds) == (True, money)
    other = tuple(replace(load, hours_cap=41.0) for load in quarters)
    stated = limits(replace(material, roadmap=replace(material.roadmap, quarters=other))).hours
    assert stated is not None
    assert stated.stated


def test_without_a_limit_in_each_quarter_there_is_none(material: Material) -> None:
    first, *rest = material.roadmap.quarters
    quarters = (replace(first, cap=None), *rest)
    found = limits(replace(material, roadmap=replace(material.roadmap, quarters=quarters)))
    assert (found.money, found.hours, found.waits, found.first) == (None, None, True, "Q1 2027")


def test_the_present_provider_is_named_by_the_client_or_by_its_contract(material: Material) -> None:
    def fee(label: str) -> RunLine:
        return RunLine(kind="vendors", record=label, label=label, what="contract", yearly=Range(), fee=True)

    silent = replace(
        material, plan=replace(material.plan, client=replace(material.plan.client, provider=" "))
    )
    for lines, name in (((), ""), ((fee("North"),), "North"), ((fee("North"), fee("South")), "")):
        paid = replace(silent, budget=Budget(currency="USD", quarters=(), lines=lines))
        assert people(paid).support == name
    assert people(material).support == "Old IT Ltd"


def test_the_printed_price_is_that_of_one(material: Material, shipped: tuple[Path, ...]) -> None:
    first, *rest = material.roadmap.initiatives
    lines = (
        replace(first.lines[0], quantity=0, possible=12, amount=Range(0, 60, 180)),
        replace(first.lines[1], quantity=0, possible=4, amount=Range(0, 0, 240)),
    )
    roadmap = replace(material.roadmap, initiatives=(replace(first, lines=lines), *rest), bound=0)
    found = appendix(replace(material, roadmap=roadmap), read_template("appendix", shipped))
    assert [(one.quantity, one.possible, one.unit) for one in found.lines[:2]] == [(0, 12, 10), (0, 4, 60)]
    assert found.gap is None  # nothing is proven
