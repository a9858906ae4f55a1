"""Another currency converts what was stated; it never gives an amount another name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.model.error import PlannerError
from planner.model.money import Range
from planner.model.reason import Unpriced
from planner.model.scenario import Scenario
from planner.workspace import Session, Workspace


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    workspace = Workspace(tmp_path / "plans", author="Kim")
    opened = workspace.open(workspace.create("Acme", people=10))
    yield opened
    opened.close()
    workspace.close()


def test_a_currency_without_a_rate_is_refused(session: Session) -> None:
    before = session.plan
    with pytest.raises(PlannerError, match="how many JPY one USD buys"):
        session.set_currency("JPY")
    with pytest.raises(PlannerError, match="how many JPY one USD buys"):
        session.set_client(currency="JPY")
    assert session.plan is before


def test_every_stated_amount_is_converted_and_back(session: Session) -> None:
    session.set_settings(hourly_rate=100, budget_per_quarter=5000, point=1000, refresh_per_year=200)
    session.set_settings(currency_rates={"EUR": 1.1}, refresh_ceilings={"computers": 300.0, "servers": None})
    session.answer("GOV-01", "no")
    work = session.roadmap.initiatives[0]
    session.change(work.id, "one_time", 200, why="Quoted")
    session.change(work.id, "hours", 8, why="Quoted")
    session.add_record("finance", {"it_spend_year": "12000"})
    record = next(iter(session.plan.records["finance"].values()))
    session.add_work("Move of the office", why="Asked", one_time={"low": 1, "expected": 2, "high": 3})
    (own,) = session.plan.work
    session.keep_scenario(
        Scenario(
            name="Less",
            settings={"budget_per_quarter": 4000.0, "hours_per_quarter": 30.0, "likely": 1.0},
            refresh={"servers": 50.0, "computers": None},
        )
    )
    plan = session.set_currency("jpy", 150)
    assert plan.work[own].one_time == Range(150, 300, 450)
    assert plan.scenarios["Less"].settings == {
        "budget_per_quarter": 600000, "hours_per_quarter": 30, "likely": 1,
    }  # fmt: skip
    assert plan.client.currency == "JPY"
    assert (plan.settings.hourly_rate, plan.settings.budget_per_quarter) == (15000, 750000)
    assert (plan.settings.point, plan.settings.refresh_per_year) == (150000, 30000)
    assert plan.settings.currency_rates == {"EUR": pytest.approx(165), "USD": 150}
    assert plan.settings.refresh_ceilings == {"computers": 45000, "servers": None}
    assert plan.scenarios["Less"].refresh == {"servers": 7500, "computers": None}
    money, hours = plan.changes[work.id]
    assert (money.value, hours.value) == (30000, 8)
    assert money.original == pytest.approx(work.one_time.expected * 150)
    (fact,) = plan.records["finance"][record.id].facts["it_spend_year"]
    assert fact.value == 1800000
    plan = session.set_currency("USD")
    assert plan.settings.hourly_rate == pytest.approx(100)
    assert plan.settings.exchange_rate == 1
    session.undo()
    assert session.plan.client.currency == "JPY"


def test_without_a_rate_nothing_is_priced_or_converted(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "plans", author="Kim")
    usual = workspace.catalogue.vocabulary.defaults.hourly_rate
    with pytest.raises(PlannerError, match="say how many EUR one USD buys"):
        workspace.create("Acme", currency="EUR")
    session = workspace.open(workspace.create("Acme", currency="EUR", exchange_rate=0.9))
    assert session.plan.settings.hourly_rate == pytest.approx(0.9 * usual)
    session.set_settings(exchange_rate=None)  # as a file of an earlier version has it
    with pytest.raises(PlannerError, match="First state how many EUR one USD buys"):
        session.set_currency("USD")
    session.answer("IAM-02", "no")
    assert all(one.one_time.high == one.monthly.high == 0 for one in session.roadmap.initiatives)
    assert session.roadmap.problems[0] == Unpriced(book="USD", own="EUR")
    assert session.words().problems()[0].startswith("Nothing has a price yet: the prices are in USD.")
    session.set_settings(exchange_rate=0.5)
    assert any(one.one_time.high > 0 for one in session.roadmap.initiatives)
    assert not any(isinstance(one, Unpriced) for one in session.roadmap.problems)
    rate = session.plan.settings.hourly_rate
    assert session.set_currency("USD").settings.hourly_rate == pytest.approx(rate * 2)
    session.close()
    workspace.close()
