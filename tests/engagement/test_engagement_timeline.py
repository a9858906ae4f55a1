"""Every date on one line: what closes soon with its money, what has passed, and nothing twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from planner.engagement import Basis, budget, timeline
from planner.model.answer import Answer
from planner.model.decision import Acceptance, Choice, Decision
from planner.model.inventory import Item
from planner.model.timeline import Event, Timeline
from tests.engagement.factory import TODAY, basis, item, roadmap, work


def of(found: Basis) -> Timeline:
    return timeline(found, budget(found))


def events(*items: Item) -> dict[str, Event]:
    return {event.id: event for event in of(basis(items)).events}


def contract(name: str, renews: str, notice: int | None, cost: float | None = 1200) -> Item:
    return item("vendors", name, renewal_date=renews, notice_days=notice, annual_cost=cost)


def test_the_last_day_for_notice_is_the_renewal_minus_the_notice_period() -> None:
    found = events(contract("Bright", "2027-03-01", 60))
    notice = found["notice-vendors-Bright"]
    assert (notice.date, notice.notice_of, notice.money) == ("2026-12-31", "2027-03-01", 1200)
    assert notice.closes
    assert not found["renewal-vendors-Bright"].closes, "on that day nothing can be stopped any more"


def test_a_deadline_that_passed_unnoticed_is_said() -> None:
    found = of(basis([contract("Pay", "2026-12-31", 60)]))
    (missed,) = found.missed()
    assert (missed.date, missed.kind) == ("2026-11-01", "notice")
    renewal = next(event for event in found.ahead() if event.kind == "renewal")
    assert "too late to give notice" in renewal.title


def test_without_a_notice_period_the_renewal_is_what_closes() -> None:
    found = of(basis([contract("Micro", "2027-01-31", None)]))
    (one,) = found.closing()
    assert (one.kind, one.date) == ("renewal", "2027-01-31")
    assert "ask how long before that notice is due" in one.title
    assert found.notice_money == 0


def test_a_licence_inside_a_contract_is_not_told_again_on_the_same_day() -> None:
    licence = item(
        "licences", "Tax", product="Tax", publisher="Ledger", bought=1, unit_cost_month=100.0, renewal_date="2027-03-01"
    )  # fmt: skip
    found = events(contract("Ledger", "2027-03-01", 30), licence)
    assert "renewal-licences-Tax" not in found
    other = events(contract("Ledger", "2027-05-01", 30), licence)
    assert other["renewal-licences-Tax"].money is None, "its money is in the contract"


def test_a_licence_is_told_on_the_day_of_somebody_elses_contract() -> None:
    licence = item(
        "licences", "Tax", product="Tax", publisher="Ledger", bought=1, unit_cost_month=100.0, renewal_date="2027-03-01"
    )  # fmt: skip
    found = events(contract("Ledger", "2027-05-01", 30), contract("Other", "2027-03-01", 30), licence)
    assert "renewal-licences-Tax" in found


def test_what_passed_long_ago_is_not_told() -> None:
    assert events(contract("A", "2025-11-21", 30)) == {}
    assert set(events(contract("A", "2025-11-22", 30))) == {"renewal-vendors-A"}


def test_another_contract_of_the_same_day_is_told() -> None:
    found = events(contract("A", "2027-03-01", 30), contract("B", "2027-03-01", 30))
    assert {"renewal-vendors-A", "renewal-vendors-B"} <= set(found)


def test_an_insurance_is_told_as_one() -> None:
    found = events(contract("Harbor Insurance Brokers", "2027-08-31", 30))
    assert "insurance-vendors-Harbor Insurance Brokers" in found


def test_dates_of_several_records_on_one_day_are_one_date() -> None:
    laptops = [
        item("devices", f"L{n}", **{"class": "laptop", "warranty_end": "2027-01-22"}) for n in range(6)
    ]
    (one,) = [event for event in events(*laptops).values() if event.kind == "warranty"]
    assert len(one.records) == 6
    assert one.title.startswith("6 computers and phones (L0, L1, L2, L3 and 2 more)")


def test_the_last_day_itself_is_not_too_late_and_closes() -> None:
    found = of(basis([contract("A", "2026-12-22", 30), contract("B", "2026-12-21", 30)]))
    told = {event.id: event for event in found.events}
    assert (told["notice-vendors-A"].date, "too late" in told["renewal-vendors-A"].title) == (
        "2026-11-22",
        False,
    )
    assert (told["notice-vendors-B"].date, "too late" in told["renewal-vendors-B"].title) == (
        "2026-11-21",
        True,
    )
    assert [event.id for event in found.closing()] == ["notice-vendors-A"]
    assert [event.id for event in found.missed()] == ["notice-vendors-B"]


def test_what_renews_today_could_have_been_stopped_and_what_renewed_before_is_over() -> None:
    assert "notice-vendors-A" in events(contract("A", "2026-11-22", 30))
    assert set(events(contract("A", "2026-11-21", 30))) == {"renewal-vendors-A"}


@pytest.mark.parametrize(("notice", "told"), [(0, False), (1, True), (3660, True), (3661, False)])
def test_a_period_of_ten_years_is_the_longest_that_is_no_slip(notice: int, told: bool) -> None:
    assert (
        any(event.kind == "notice" for event in of(basis([contract("A", "2037-01-01", notice)])).events)
        is told
    )


@pytest.mark.parametrize(("days", "soon"), [(0, True), (90, True), (91, False)])
def test_ninety_days_ahead_is_soon(days: int, soon: bool) -> None:
    renews = (TODAY + timedelta(days=days + 5)).isoformat()
    assert of(basis([contract("A", renews, 5)])).notice_money == (1200 if soon else 0)


def test_what_is_due_today_is_ahead() -> None:
    found = of(basis([item("domains", "a.example", expiry_date=TODAY.isoformat())]))
    assert ([e.kind for e in found.ahead()], found.passed()) == (["domain"], ())


def test_only_a_deferral_comes_up_again_and_only_a_question_that_was_noted() -> None:
    until = {"by": "Ann", "why": "x", "at": "2026-11-22", "until": "2027-01-10"}
    plan = replace(
        basis().plan,
        decisions={"app-fit": Decision(choice=Choice.APPROVE, **until)},
        answers={"NET-03": Answer(answer="unknown", follow_up="  ", at="2026-11-20T10:00:00")},
    )
    assert of(basis(plan=plan)).events == ()


def test_a_decision_is_looked_at_again_on_its_day() -> None:
    decision = Decision(choice=Choice.DECLINE, by="Ann", why="x", at="2026-11-22", revisit="2027-01-10")
    found = of(basis(plan=replace(basis().plan, decisions={"app-fit": decision})))
    assert [(event.kind, event.date) for event in found.events] == [("revisit", "2027-01-10")]
    assert found.pressing() == found.closing() == found.events


def test_the_day_work_has_to_be_finished_is_told_with_the_date_it_is_for() -> None:
    due = replace(work("swap", once=10), due="2027-01-15")
    found = of(basis(found=roadmap((due, None, None))))
    assert [event.kind for event in found.closing()] == ["due"]
    assert found.pressing() == ()


def test_a_batch_is_of_one_class_and_one_quarter_with_the_money_of_all_of_it() -> None:
    facts: dict[str, str] = {"purchase_date": "2023-05-02"}
    made = [item("devices", f"L{n}", **{"class": "laptop", **facts}) for n in range(2)]
    desktop = item("devices", "D", **{"class": "desktop", **facts})
    unknown = [item("devices", f"U{n}", **{"class": "laptop"}) for n in range(3)]
    third = item("devices", "L2", **{"class": "laptop", "purchase_date": "2023-08-02"})
    found = {e.id: e for e in of(basis([*made, desktop, third, *unknown])).events if e.kind == "refresh"}
    assert {key: (len(e.records), e.money, e.assumed) for key, e in found.items()} == {
        "refresh-laptop-2027-Q2": (2, 2000, False),
        "refresh-desktop-2027-Q2": (1, 800, False),
        # Three of unknown age over four years: in the middle of each third.
        "refresh-laptop-2027-Q3": (2, 2000, True),
        "refresh-laptop-2029-Q1": (1, 1000, True),
    }


def test_work_starts_with_its_first_years_money() -> None:
    one = work("swap", once=10, monthly=5)
    (event,) = of(basis(found=roadmap((one, 1, 1)))).events
    assert (event.kind, event.money, event.per_year) == ("initiative", 70, False)


def test_what_is_out_of_use_has_no_dates() -> None:
    server = item("servers", "S", warranty_end="2027-01-22")
    assert {event.kind for event in events(server).values()} == {"warranty"}
    assert events(replace(server, idle=("lifecycle_state",))) == {}


def test_what_people_decided_comes_up_again() -> None:
    plan = basis().plan
    plan = replace(
        plan,
        decisions={
            "app-fit": Decision(choice=Choice.DEFER, by="Ann", why="x", at="2026-11-22", until="2027-01-10")
        },
        accepted={"IAM-01": Acceptance(by="Ann", why="x", at="2026-01-01", until="2026-11-01")},
        answers={"NET-03": Answer(answer="unknown", follow_up="Ask", owner="Bo", at="2026-11-20T10:00:00")},
    )
    found = of(basis(plan=plan))
    told = {event.kind: event for event in found.events}
    assert told["deferral"].date == "2027-01-10"
    assert (told["follow_up"].date, told["follow_up"].assumed) == ("2026-12-20", True)
    assert [event.kind for event in found.missed()] == ["acceptance"], "it lapsed and is looked at again"


def test_work_and_replacements_stand_at_the_start_of_their_quarter() -> None:
    due = replace(work("swap", once=10), due="2027-05-01")
    laptop = item("devices", "L", **{"class": "laptop", "purchase_date": "2023-05-02"})
    found = {event.id: event for event in of(basis([laptop], found=roadmap((due, 2, 2)))).events}
    assert found["initiative-swap"].date == "2027-07-01"
    assert found["due-swap"].date == "2027-05-01"
    batch = found["refresh-laptop-2027-Q2"]
    assert (batch.date, batch.money) == ("2027-04-01", 1000)


def test_what_closes_soon_is_sorted_by_day_then_money() -> None:
    found = of(basis([contract("S", "2027-01-31", 31, 10), contract("L", "2027-01-31", 31, 900)])).closing()
    assert [event.records[0][1] for event in found] == ["L", "S"]


@given(
    renews=st.dates(date(2025, 1, 1), date(2031, 1, 1)),
    notice=st.none() | st.integers(-5, 5000),
    cost=st.none() | st.integers(0, 10**6),
)
def test_notice_is_before_renewal_and_every_date_is_told_once(
    renews: date, notice: int | None, cost: int | None
) -> None:
    found = of(basis([contract("A", renews.isoformat(), notice, cost)]))
    assert len({event.id for event in found.events}) == len(found.events)
    assert [event.date for event in found.events] == sorted(event.date for event in found.events)
    for event in found.events:
        if event.notice_of is not None:
            assert notice is not None
            assert event.date < event.notice_of == renews.isoformat()
            assert date.fromisoformat(event.notice_of) >= TODAY
    soon = TODAY + timedelta(days=found.soon_days)
    assert all(TODAY <= date.fromisoformat(event.date) <= soon for event in found.closing())
    assert len(found.passed()) + len(found.ahead()) == len(found.events)


def test_an_end_of_support_that_passed_is_told_however_long_ago() -> None:
    xray = item("devices", "XRAY", **{"class": "ot"}, os_eol_date="2020-01-14")
    found = of(basis([xray]))
    assert [(one.kind, one.date) for one in found.missed()] == [("support", "2020-01-14")]
