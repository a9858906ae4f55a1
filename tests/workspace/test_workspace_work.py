"""Work split, merged and added: no finding is lost or counted twice, and everything goes back."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.model.error import PlannerError
from planner.model.money import Range
from planner.model.roadmap import Initiative
from planner.roadmap import cost, waits_for_itself, with_own_work
from planner.workspace import Session, Workspace


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    workspace = Workspace(tmp_path / "plans", author="Kim")
    opened = workspace.open(workspace.create("Acme", people=10))
    for standard in ("EML-01", "EML-02", "EML-03", "IAM-01", "IAM-02", "GOV-01", "DAT-05"):
        opened.answer(standard, "no")
    yield opened
    opened.close()
    workspace.close()


def found(session: Session, key: str) -> Initiative | None:
    return next((i for i in session.roadmap.initiatives if i.id == key), None)


def risk(session: Session) -> float:
    return fsum(
        i.risk_removed / session.catalogue.initiatives[i.id].effect for i in session.roadmap.initiatives
    )


def source(session: Session) -> Initiative:
    """Return an initiative that closes several findings."""
    return max(session.roadmap.initiatives, key=lambda i: len(i.findings))


def test_a_split_takes_its_findings_and_leaves_the_rest(session: Session) -> None:
    before, whole = source(session), risk(session)
    session.add_work("Mail first", split=before.id, standards=before.findings[:1], why="The bank asked")
    part, rest = found(session, "own-1"), found(session, before.id)
    assert part is not None
    assert rest is not None
    assert (part.title, part.findings) == ("Mail first", before.findings[:1])
    assert set(rest.findings) == set(before.findings[1:])
    assert risk(session) == pytest.approx(whole)
    session.decide("own-1", "approve", by="Ann", why="Now")
    plan = session.drop_work("own-1")
    assert (plan.work, plan.decisions) == ({}, {})
    assert found(session, before.id) == before


def test_a_merger_stands_in_the_place_of_all(session: Session) -> None:
    first, second = session.roadmap.initiatives[:2]
    waiting = {i.id for i in session.catalogue.initiatives.values() if first.id in i.requires} - {second.id}
    whole = risk(session)
    session.add_work("Both", merge=(first.id, second.id), why="One supplier does both")
    both = found(session, "own-1")
    assert both is not None
    assert set(both.findings) == {*first.findings, *second.findings}
    assert found(session, first.id) is None
    assert found(session, second.id) is None
    assert risk(session) == pytest.approx(whole)
    for key in waiting:
        assert "own-1" in session.catalogue.initiatives[key].requires
    # own work is taken apart and merged again like any other
    session.add_work("A part", split="own-1", standards=both.findings[:1], why="Sooner")
    session.add_work("All again", merge=("own-1", "own-2"), why="Later")
    assert list(session.plan.work) == ["own-3"]
    assert risk(session) == pytest.approx(whole)


def test_work_of_ones_own_is_planned_with_its_figures(session: Session) -> None:
    session.add_work(
        "Move house", why="The lease ends", partner_hours=12, client_hours=3, one_time=Range(100, 200, 300),
        monthly=Range(5, 5, 5), duration=2, requires=[session.roadmap.initiatives[0].id],
    )  # fmt: skip
    own = found(session, "own-1")
    assert own is not None
    assert (own.partner_hours, own.client_hours, own.duration) == (12, 3, 2)
    assert (own.one_time, own.monthly.expected) == (Range(100, 200, 300), 5)
    assert (own.findings, own.risk_removed) == ((), 0)
    assert own.requires == (session.roadmap.initiatives[0].id,)
    session.change("own-1", "hours", 20, why="Two floors")
    changed = found(session, "own-1")
    assert changed is not None
    assert changed.partner_hours == 20
    assert session.plan.changes["own-1"][0].original == 12


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"title": " ", "why": "x"}, "A title is missing"),
        ({"title": "x", "why": ""}, "Why the work was made is missing"),
        ({"title": "x" * 201, "why": "x"}, "at most 200"),
        ({"title": "x", "why": "x", "partner_hours": -1}, "must not be negative"),
        ({"title": "x", "why": "x", "one_time": Range(2, 1, 3)}, "from low over expected to high"),
        ({"title": "x", "why": "x", "duration": 0}, "1 to 40 quarters"),
        ({"title": "x", "why": "x", "standards": ["NO-99"]}, "NO-99"),
        ({"title": "x", "why": "x", "merge": ["email-hardening"]}, "at least two"),
        ({"title": "x", "why": "x", "split": "email-hardening", "standards": ["GOV-01"]}, "is not closed by"),
        (
            {"title": "x", "why": "x", "split": "email-hardening", "standards": []},
            "takes some of the findings",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    session: Session, said: dict[str, object], message: str
) -> None:
    before = session.plan
    with pytest.raises(PlannerError, match=message):
        session.add_work(**said)  # type: ignore[arg-type]  # each case is checked when it runs
    assert session.plan is before


def test_work_that_would_wait_for_itself_is_refused(session: Session) -> None:
    known = session.catalogue.initiatives
    last, middle = next((c, b) for c in known.values() for b in (known[r] for r in c.requires) if b.requires)
    with pytest.raises(PlannerError, match="would have to wait for themselves"):
        session.add_work("x", why="x", merge=(last.id, middle.requires[0]))
    assert session.plan.work == {}


def test_work_of_the_catalogue_is_not_dropped(session: Session) -> None:
    with pytest.raises(PlannerError, match="comes from the catalogue"):
        session.drop_work(session.roadmap.initiatives[0].id)


def test_several_are_decided_at_once_or_none(session: Session) -> None:
    one, other = (i.id for i in session.roadmap.initiatives[:2])
    session.decide((one, other), "approve", by="Ann", why="Now", revisit="2027-03-01")
    assert {d.revisit for d in session.plan.decisions.values()} == {"2027-03-01"}
    assert set(session.plan.decisions) == {one, other}
    session.undo()
    assert session.plan.decisions == {}
    with pytest.raises(PlannerError):
        session.decide((one, "nothing"), "approve", by="Ann", why="Now")
    assert session.plan.decisions == {}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dice=st.randoms(use_true_random=False))
def test_no_finding_is_lost_or_counted_twice(session: Session, dice: object) -> None:
    import random

    assert isinstance(dice, random.Random)
    while session.undo():
        if not session.plan.work:
            break
    known = session.knowledge.catalogue
    for _ in range(4):
        now = session.catalogue
        keys = sorted(now.initiatives)
        try:
            if dice.random() < 0.5:
                session.add_work("Merged", why="x", merge=dice.sample(keys, 2))
            else:
                key = dice.choice(keys)
                own = sorted(s.id for s in now.standards.values() if s.initiative == key)
                session.add_work("Split", why="x", split=key, standards=dice.sample(own, len(own) // 2))
        except PlannerError:
            continue
    made = with_own_work(known, session.plan.work)
    assert made.standards.keys() == known.standards.keys()
    assert all(s.initiative in made.initiatives for s in made.standards.values())
    assert waits_for_itself(made) == ()
    costed = cost(session.plan, made, session.inventory, session.assessment)
    closed = [name for one in costed for name in (*one.findings, *one.unverified)]
    assert len(closed) == len(set(closed))
    wrong = {r.standard for r in session.assessment.findings() if r.v_high < 1}
    assert {name for one in costed for name in one.findings} == wrong
