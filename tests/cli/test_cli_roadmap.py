"""Every command that shows the roadmap shows one and the same: the best that was found, kept with the plan."""

from __future__ import annotations

from typing import Any

import pytest

from planner.workspace import Session, Workspace
from tests.cli.runner import Run, runner


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    call = runner(monkeypatch, capsys)
    assert call("new", "Acme", "--people", "10").code == 0
    for standard in ("EML-02", "IAM-01", "GOV-01", "DAT-05", "SRV-01", "END-01", "NET-01"):
        assert call("answer", "acme", standard, "no").code == 0
    assert call("set", "acme", "hours_per_quarter=30", "budget_per_quarter=4000").code == 0
    return call


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Count the searches."""
    searched: list[object] = []
    settle = Session.settle

    def counted(session: Session, *, again: bool = False) -> Any:
        before = session.plan.schedule
        found = settle(session, again=again)
        searched.append(None if session.plan.schedule == before else found)
        return found

    monkeypatch.setattr(Session, "settle", counted)
    return searched


@pytest.mark.parametrize("command", ["roadmap", "budget", "timeline", "export"])
def test_the_first_that_shows_it_keeps_it_for_all(run: Run, kept: list[object], command: str) -> None:
    assert run(command, "acme").code == 0
    assert len(kept) == 1
    assert kept[0] is not None
    first = run("roadmap", "acme", "--json").json["initiatives"]
    for other in ("budget", "timeline", "export"):
        assert run(other, "acme").code == 0
    assert kept[1:] == [None] * 4
    assert run("roadmap", "acme", "--json").json["initiatives"] == first


def test_a_what_if_keeps_nothing_and_saving_it_does(run: Run) -> None:
    run("roadmap", "acme")
    before = Workspace().open("acme", read_only=True)
    schedule = before.plan.schedule
    assert schedule is not None
    assert run("roadmap", "acme", "--hours-per-quarter", "20").code == 0
    assert Workspace().open("acme", read_only=True).plan.schedule == schedule
    assert run("roadmap", "acme", "--hours-per-quarter", "20", "--save").code == 0
    after = Workspace().open("acme", read_only=True)
    assert after.plan.schedule not in (None, schedule)
    assert after.roadmap.kept


def test_hours_are_given_back_to_the_head_count(run: Run) -> None:
    assert run("set", "acme", "hours_per_quarter=usual").code == 0
    quarters = run("roadmap", "acme", "--json").json["quarters"]
    assert isinstance(quarters, list)
    assert [quarter["hours_cap"] for quarter in quarters[:3]] == [80, 40, 40]


def test_a_plan_that_is_open_elsewhere_is_shown_all_the_same(run: Run) -> None:
    other = Workspace()
    session = other.open("acme")
    try:
        done = run("roadmap", "acme", "--json")
        assert done.code == 0
        assert session.plan.schedule is None
    finally:
        session.close()
        other.close()
