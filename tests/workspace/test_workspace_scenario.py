"""What-ifs: tried without a trace, kept, compared, adopted and dropped."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum
from pathlib import Path

import pytest

from planner.model.decision import Choice
from planner.model.error import PlannerError
from planner.model.scenario import Scenario
from planner.workspace import Session, Workspace


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    workspace = Workspace(tmp_path / "plans", author="Kim")
    opened = workspace.open(workspace.create("Acme", people=10))
    for standard in (
        "EML-02",
        "IAM-01",
        "IAM-02",
        "GOV-01",
        "DAT-05",
        "END-01",
        "NET-02",
        "SRV-01",
        "DAT-04",
    ):
        opened.answer(standard, "no")
    opened.set_settings(budget_per_quarter=2000, hours_per_quarter=60)
    yield opened
    opened.close()
    workspace.close()


def test_trying_changes_nothing(session: Session) -> None:
    before, own = session.plan, session.roadmap
    key = own.initiatives[0].id
    found = session.try_out(Scenario(leave_out=(key,)))
    assert found.placements[key].start is None
    assert session.plan is before
    assert session.roadmap is own
    told = session.compared(found)
    assert key in told.fell_out
    assert told.risk_left[1] > told.risk_left[0]
    assert session.compared(own).same


def test_the_comparison_adds_up(session: Session) -> None:
    own = session.roadmap
    found = session.try_out(Scenario(settings={"budget_per_quarter": 500.0, "hours_per_quarter": 20.0}))
    told = session.compared(found)
    before = {k: own.quarters[p.start].id for k, p in own.placements.items() if p.start is not None}
    after = {k: found.quarters[p.start].id for k, p in found.placements.items() if p.start is not None}
    assert set(told.fell_out) == before.keys() - after.keys()
    assert set(told.came_in) == after.keys() - before.keys()
    assert {m.initiative: (m.before, m.after) for m in told.moved} == {
        k: (before[k], after[k]) for k in before.keys() & after.keys() if before[k] != after[k]
    }
    assert told.moved
    for at, roadmap in ((0, own), (1, found)):
        assert fsum(m[at] for m in told.money.values()) == pytest.approx(
            fsum(q.one_time + q.recurring for q in roadmap.quarters)
        )
        assert fsum(h[at] for h in told.hours.values()) == pytest.approx(
            fsum(q.hours for q in roadmap.quarters)
        )
        assert told.risk_left[at] == roadmap.quarters[-1].risk_end


def test_dearer_prices_cost_more_and_move_no_hour(session: Session) -> None:
    session.set_settings(budget_per_quarter=None)
    dear = session.try_out(Scenario(prices=1.1))
    for one in session.roadmap.initiatives:
        other = next(i for i in dear.initiatives if i.id == one.id)
        assert other.one_time.expected == pytest.approx(one.one_time.expected * 1.1)
        assert other.monthly.high == pytest.approx(one.monthly.high * 1.1)
        assert other.partner_hours == one.partner_hours


def test_likely_and_pins_are_tried(session: Session) -> None:
    sure = session.try_out(Scenario(settings={"likely": 1.0}))
    doubtful = session.try_out(Scenario(settings={"likely": 0.0}))
    assert any(
        i.weight > next(j.weight for j in doubtful.initiatives if j.id == i.id) for i in sure.initiatives
    )
    key = session.roadmap.initiatives[0].id
    last = session.roadmap.quarters[-1].id
    moved = session.try_out(Scenario(pins={key: last}))
    assert moved.quarters[moved.placements[key].start or 0].id == last


def test_a_scenario_is_kept_shown_again_adopted_and_gone(session: Session) -> None:
    key, other = (i.id for i in session.roadmap.initiatives[:2])
    what = Scenario(
        name=" Lean  year ", settings={"budget_per_quarter": 900.0}, prices=1.2, leave_out=(key,),
        pins={other: session.roadmap.quarters[2].id},
    )  # fmt: skip
    plan = session.keep_scenario(what)
    kept = plan.scenarios["Lean year"]
    assert (kept.by, kept.at[:4]) == ("Kim", str(session.today.year))
    stood = session.roadmap.quarters[session.roadmap.placements[other].start or 0].id
    with pytest.raises(PlannerError, match="with a name and a reason"):
        session.adopt(kept, by="Ann")
    plan = session.adopt(kept, by="Ann", why="Money is short")
    assert plan.settings.budget_per_quarter == 900
    assert plan.settings.exchange_rate is None, "prices go back"
    assert (plan.decisions[key].choice, plan.decisions[key].by) == (Choice.DECLINE, "Ann")
    (pin,) = plan.changes[other]
    assert (pin.value, pin.original, pin.by) == (session.roadmap.quarters[2].id, stood, "Ann")
    assert plan.scenarios == {}
    session.undo()
    assert session.drop_scenario("lean YEAR").scenarios == {}


@pytest.mark.parametrize(
    ("what", "message"),
    [
        (Scenario(name="x"), "Nothing is different"),
        (Scenario(name=" ", prices=2), "under a name"),
        (Scenario(name="x" * 61, prices=2), "under a name"),
        (Scenario(name="x", prices=0), "more than 0"),
        (Scenario(name="x", settings={"hourly_rate": 1.0}), "cannot be tried"),
        (Scenario(name="x", settings={"quarters": 0}), "1 to"),
        (Scenario(name="x", leave_out=("nothing",)), "nothing"),
        (Scenario(name="x", pins={"mfa-everywhere": "soon"}), "soon"),
    ],
)
def test_what_makes_no_sense_is_refused(session: Session, what: Scenario, message: str) -> None:
    before = session.plan
    with pytest.raises(PlannerError, match=message):
        session.keep_scenario(what)
    assert session.plan is before


def test_a_plan_keeps_a_few_dozen_at_most(session: Session) -> None:
    for number in range(20):
        session.keep_scenario(Scenario(name=f"n{number}", prices=1.5))
    session.keep_scenario(Scenario(name="n3", prices=2))
    with pytest.raises(PlannerError, match="drop one first"):
        session.keep_scenario(Scenario(name="one too many", prices=1.5))
