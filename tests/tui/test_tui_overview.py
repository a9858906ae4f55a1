"""The overview: the plan on one page, and what a newcomer reads instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.widgets import Input, TextArea

from planner.model.roadmap import QuarterLoad, Roadmap
from planner.tui.app import PlannerApp
from planner.tui.dialogs.form import Form
from planner.tui.screens.overview import card
from planner.tui.screens.overview.screen import OverviewScreen
from planner.workspace import Session, Workspace
from planner.workspace.knowledge import Knowledge

Frame = Callable[[App[Any]], str]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """Read the shipped templates once."""
    return Knowledge()


@pytest.fixture
def session(tmp_path: Path, knowledge: Knowledge) -> Iterator[Session]:
    """Open a new plan in a store of its own."""
    workspace = Workspace(tmp_path / "plans", author="Ann", knowledge=knowledge)
    opened = workspace.open(workspace.create("Acme [/etc] LLP", people=31))
    yield opened
    opened.close()
    workspace.close()


def app_of(session: Session) -> PlannerApp:
    return PlannerApp(Workspace(Path("unused"), knowledge=session.knowledge), session)


async def test_a_newcomer_is_told_three_steps(session: Session, wait_for: Any, frame: Frame) -> None:
    app = app_of(session)
    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: "This plan is empty" in frame(app), "the welcome")
        shown = frame(app)
        for words in ("2   Inventory", "3   Interview", "4   Gaps"):
            assert words in shown
        assert "Three risks" not in shown
        session.answer("IAM-01", "no")
        await wait_for(pilot, lambda: "Three risks" in frame(app), "the cards")
        assert "This plan is empty" not in frame(app)
    assert app.unexpected == []


@pytest.mark.parametrize("size", [(80, 120), (120, 60)])
async def test_the_page_says_risks_decisions_money_and_unknown(
    size: tuple[int, int], session: Session, wait_for: Any, frame: Frame
) -> None:
    session.set_settings(budget_per_quarter=20_000, hours_per_quarter=80)
    for standard in ("IAM-01", "NET-02", "DAT-04", "EML-06"):
        session.answer(standard, "no", note="[bold] said so", internal="Secret remark")
    app = app_of(session)
    async with app.run_test(size=size) as pilot:
        await wait_for(pilot, lambda: "in the first year" in frame(app), "the decisions")
        shown = " ".join(frame(app).split())
        for result in session.assessment.gravest():
            assert " ".join(session.sentence(result.standard).split()[:3]) in shown
        for words in (
            "▲ Critical",
            "Why it matters",
            "▲ 4 critical",
        ):
            assert words in shown
        for words in ("One-time $", "Recurring $", "of $80,000", "of 320 hours", "What we do not know yet"):
            assert words in shown
        assert "Secret" not in shown
        for domain in session.knowledge.catalogue.domains.values():
            assert domain.title[:16] in shown
        await pilot.press("f5")
        await wait_for(pilot, lambda: "CLIENT VIEW" in frame(app), "the client view")
        assert "P1" in frame(app)
    assert app.unexpected == []


async def test_enter_asks_the_next_question(session: Session, wait_for: Any) -> None:
    app = app_of(session)
    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, OverviewScreen), "the overview")
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.area == "interview", "the interview")


async def test_the_page_scrolls_with_keys(session: Session, wait_for: Any, frame: Frame) -> None:
    session.answer("IAM-01", "no")
    app = app_of(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: "Three risks" in frame(app), "the cards")
        page = app.screen.query_one("#overview")
        await pilot.press("pagedown")
        await wait_for(pilot, lambda: page.scroll_offset.y > 2, "further down")
        await pilot.press("up", "pageup", "k")
        await wait_for(pilot, lambda: page.scroll_offset.y == 0, "the top again")
        await pilot.press("down", "j")
        await wait_for(pilot, lambda: page.scroll_offset.y == 2, "two lines down")


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [(12400.4, "USD", "$12,400"), (0, "EUR", "€0"), (1000, "CHF", "CHF\u00a01,000"), (5, "[/]", "[/]5")],
)
def test_money_has_its_sign(amount: float, currency: str, text: str) -> None:
    assert card.money(amount, currency) == text


def quarter(name: str, **figures: Any) -> QuarterLoad:
    known = {"one_time": 100.0, "recurring": 50.0, "hours": 10.0, "cap": None, "hours_cap": None}
    return QuarterLoad(id=name, risk_start=0, risk_end=0, **{**known, **figures})


def roadmap(*quarters: QuarterLoad) -> Roadmap:
    return Roadmap(
        quarters=quarters, initiatives=(), placements={}, risk_carried=0, carried=0, bound=0, seconds=0
    )


def test_the_year_is_four_quarters_with_or_without_caps(session: Session) -> None:
    free = card.year(
        session, roadmap(*(quarter(f"2027-Q{i}") for i in range(1, 5)), quarter("2028-Q1")), 60
    ).plain
    assert "$400" in free
    assert "$600\n" in free.replace(" ", "")
    assert "40 hours" in free
    assert free.endswith("2027-Q1 to 2027-Q4")
    assert "━" not in free
    capped = card.year(session, roadmap(quarter("2027-Q1", cap=149.0, hours_cap=20.0)), 60).plain
    assert "$150 of $149" in capped
    assert capped.count("━") == 16 + 8
    assert card.year(session, roadmap(), 60).plain == "No quarters are planned."


def test_phrases_end_with_the_first_sentence() -> None:
    assert card.phrase("One. Two.") == "One."
    assert card.phrase("No full stop") == "No full stop"
    assert card.phrase("x" * 500, 20) == "x" * 20 + "…"


async def test_the_client_can_be_put_right(session: Session, wait_for: Any, frame: Frame) -> None:
    """``e`` changes who the client is; what is left alone stays, and undo takes it back."""
    app = PlannerApp(Workspace(Path("unused"), knowledge=session.knowledge))
    async with app.run_test(size=(120, 40)) as pilot:
        app.enter(session, "overview")
        await wait_for(pilot, lambda: "Acme" in frame(app), "the overview")
        before = session.plan.client
        await pilot.press("e")
        await wait_for(pilot, lambda: isinstance(app.screen, Form) and app.focused is not None, "the form")
        app.screen.query_one("#field-name", Input).value = "Acme [/etc] LLP"
        app.screen.query_one("#field-consultant", Input).value = "Jo Field"
        app.screen.query_one(
            "#field-goals", TextArea
        ).text = "Open a second office (by 2027-03-31)\n\n Sell online (by 2027-02-30)"
        app.screen.query_one("#field-hourly_rate", Input).value = "150"
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: "Acme [/etc] LLP ─ must-haves" in frame(app), "the new name")
        client = session.plan.client
        assert client.consultant == "Jo Field"
        goals = [(goal.text, goal.by) for goal in client.goals]
        assert goals == [("Open a second office", "2027-03-31"), ("Sell online (by 2027-02-30)", "")]
        assert (client.people, client.traits, client.currency) == (before.people, before.traits, "USD")
        assert session.plan.settings.hourly_rate == 150
        await pilot.press("ctrl+z", "ctrl+z")
        await wait_for(pilot, lambda: session.plan.client == before, "both changes to be taken back")
        assert app.unexpected == []


async def test_dates_that_will_not_wait_have_a_card(session: Session, wait_for: Any, frame: Frame) -> None:
    soon = (session.today + timedelta(days=75)).isoformat()
    session.add_record(
        "vendors", {"name": "Bright [IT]", "renewal_date": soon, "notice_days": "30", "annual_cost": "12000"}
    )
    session.add_record(
        "licences", {"product": "Office", "bought": "10", "active": "4", "unit_cost_month": "20"}
    )
    app = app_of(session)
    async with app.run_test(size=(120, 60)) as pilot:
        for words in (
            "Notice closes for contracts worth $12,000 a year",
            "Bright [IT]: last day",
            "6 unused seats cost $1,440 a year",
        ):
            await wait_for(pilot, lambda words=words: words in frame(app), words)
    assert app.unexpected == []
