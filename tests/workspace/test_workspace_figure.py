"""Figures as people type them, several changed at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.model.error import PlannerError
from planner.model.money import Range
from planner.workspace import Session, Workspace
from planner.workspace.figure import range_text, read_range


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    workspace = Workspace(tmp_path / "plans", author="Kim")
    opened = workspace.open(workspace.create("Acme", people=10))
    for standard in ("EML-01", "IAM-01", "IAM-02"):
        opened.answer(standard, "no")
    yield opened
    opened.close()
    workspace.close()


@pytest.mark.parametrize(
    ("text", "mark", "amount"),
    [
        ("1000", ".", Range(1000, 1000, 1000)),
        ("1,000.50", ".", Range(1000.5, 1000.5, 1000.5)),
        ("800..1200", ".", Range(800, 1000, 1200)),
        ("800 .. 1000 .. 1500", ".", Range(800, 1000, 1500)),
        ("0,5..1,5", ",", Range(0.5, 1.0, 1.5)),
    ],
)  # fmt: skip
def test_money_is_one_figure_or_goes_from_the_least_to_the_most(text: str, mark: str, amount: Range) -> None:
    assert read_range(text, "one_time", mark) == amount
    assert read_range(range_text(amount, mark), "one_time", mark) == amount


@pytest.mark.parametrize("text", ["", "x", "1..", "3..2", "1..3..2", "1..2..3..4", "-1", "1..1e13"])
def test_what_is_no_money_is_refused(text: str) -> None:
    with pytest.raises(PlannerError):
        read_range(text, "one_time")


def test_several_figures_are_one_step_and_keep_their_originals(session: Session) -> None:
    item, plan = session.roadmap.initiatives[0], session.plan
    with pytest.raises(PlannerError):
        session.change_figures(item.id, {"hours": "30", "effect": "2"}, why="Measured")
    assert session.plan is plan, "all of them or none"
    session.change_figures(
        item.id, {"hours": "30", "one_time": "800..1500", "due": "2027-06-30"}, why="Measured"
    )
    found = next(one for one in session.roadmap.initiatives if one.id == item.id)
    assert (found.partner_hours, found.one_time, found.due) == (30, Range(800, 1150, 1500), "2027-06-30")
    originals = {change.field: change.original for change in session.plan.changes[item.id]}
    assert originals == {"hours": item.partner_hours, "one_time": item.one_time.expected, "due": item.due}
    session.change_figures(item.id, {"one_time": "900", "hours": ""}, why="Measured again")
    changes = {change.field: change for change in session.plan.changes[item.id]}
    assert set(changes) == {"one_time", "due"}
    assert (changes["one_time"].value, changes["one_time"].low) == (900, None)
    assert changes["one_time"].original == item.one_time.expected
    session.undo()
    session.undo()
    assert item.id not in session.plan.changes


def test_the_least_and_the_most_follow_the_currency_and_the_disk(session: Session) -> None:
    item = session.roadmap.initiatives[0]
    session.change_figures(item.id, {"monthly": "10..20..40"}, why="Offer")
    session.flush()
    assert session._file.theirs().changes == session.plan.changes
    session.set_currency("JPY", 150)
    (change,) = session.plan.changes[item.id]
    assert (change.low, change.value, change.high) == (1500, 3000, 6000)
