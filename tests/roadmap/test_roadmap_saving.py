"""Seats nobody uses: what they cost, and until when they can be handed back."""

from __future__ import annotations

import pytest

from planner.model.inventory import Item
from planner.model.roadmap import Initiative, UnusedSeats
from tests.assess.factory import item
from tests.roadmap.test_roadmap_standin import work


def seats(**facts: str | float) -> Item:
    return item(
        "licences", "Documents", product="Documents", bought=110, active=84, unit_cost_month=32, **facts
    )


def saving(*records: Item) -> tuple[Initiative, UnusedSeats]:
    found = work(*records, no=("SVC-03",))["licence-savings"]
    (one,) = found.unused
    return found, one


CASEFILE = item("vendors", "Casefile", name="Casefile", renewal_date="2027-01-31", notice_days=60)


def test_seats_are_due_back_by_the_last_day_for_notice_of_their_contract() -> None:
    found, one = saving(seats(publisher="Casefile", renewal_date="2027-06-30"), CASEFILE)
    assert (one.supplier, one.renews, one.by, one.notice) == ("Casefile", "2027-01-31", "2026-12-02", True)
    assert (one.seats, one.bought) == (26, 110)
    assert one.yearly == pytest.approx(9984)
    assert (found.due, found.at_once, found.priority) == ("2026-12-02", True, "P1")
    assert found.requires == ()


def test_without_a_contract_the_licence_itself_renews() -> None:
    found, one = saving(seats(publisher="Microsoft", renewal_date="2027-08-28"), CASEFILE)
    assert (one.supplier, one.renews, one.by, one.notice) == ("", "2027-08-28", "2027-08-28", False)
    assert (found.due, found.at_once) == ("2027-08-28", False)


def test_a_resellers_contract_pays_for_nothing_by_its_name_alone() -> None:
    partner = item(
        "vendors", "IT", name="IT", service="managed_it", renewal_date="2027-03-01", notice_days=60
    )
    _, one = saving(seats(publisher="Adoko", supplier="IT", renewal_date="2027-04-01"), partner)
    assert (one.supplier, one.by) == ("", "2027-04-01")
    maker = item("vendors", "Shop", name="Shop", service="software", renewal_date="2027-03-01")
    _, one = saving(seats(publisher="Adoko", supplier="Shop", renewal_date="2027-04-01"), maker)
    assert (one.supplier, one.by) == ("Shop", "2027-03-01")


def test_a_chance_that_has_passed_comes_again_a_year_later() -> None:
    late = item("vendors", "Casefile", name="Casefile", renewal_date="2026-12-31", notice_days=60)
    _, one = saving(seats(publisher="Casefile"), late)
    assert (one.renews, one.by) == ("2027-12-31", "2027-11-01")
    _, one = saving(seats())
    assert (one.renews, one.by) == (None, None)


def test_a_web_address_in_other_hands_is_moved_before_it_runs_out() -> None:
    own = item(
        "domains", "own.example", dns_owner_company=True, registrar_mfa=False, expiry_date="2026-12-24"
    )
    theirs = item("domains", "shop.example", dns_owner_company=False, expiry_date="2027-02-09")
    week = work(own, theirs)["first-week"]
    assert "SVC-12" in week.findings
    assert week.due == "2027-02-09"


def test_a_contract_of_29_february_renews_on_that_day_in_every_year_that_has_it() -> None:
    for notice, renews in ((60, "2027-02-28"), (100, "2028-02-29")):
        contract = item("vendors", "Casefile", name="Casefile", renewal_date="2024-02-29", notice_days=notice)
        _, one = saving(seats(publisher="Casefile"), contract)
        assert one.renews == renews
