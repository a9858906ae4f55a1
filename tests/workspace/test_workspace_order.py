"""The consultant's own order of what starts in the same quarter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.model.error import PlannerError
from planner.workspace import Session, Workspace


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    workspace = Workspace(tmp_path / "plans", author="Kim")
    opened = workspace.open(workspace.create("Acme", people=10))
    for standard in ("EML-01", "IAM-01", "GOV-01", "DAT-05", "SRV-07"):
        opened.answer(standard, "no")
    yield opened
    opened.close()
    workspace.close()


def first_quarter(session: Session) -> list[str]:
    found = session.roadmap
    return [one.id for one in found.initiatives if found.placements[one.id].start == 0]


def test_work_is_put_in_another_place_of_its_quarter_and_nothing_else_changes(session: Session) -> None:
    own, before = first_quarter(session), session.roadmap
    assert len(own) > 3
    session.put_in_order(own[2], 1)
    assert first_quarter(session) == [own[2], own[0], own[1], *own[3:]]
    assert session.roadmap.placements == before.placements
    assert session.roadmap.bound == before.bound
    [change] = session.plan.changes[own[2]]
    assert (change.field, change.value, change.original, change.by) == ("order", 1.0, 3.0, "Kim")
    session.put_in_order(own[0], 1)  # what was put there before gives way
    assert first_quarter(session) == [own[0], own[2], own[1], *own[3:]]
    session.put_in_order(own[0], 99)
    assert first_quarter(session) == [own[2], own[1], *own[3:], own[0]]
    assert session.undo() == f"order of {own[0]}"
    assert first_quarter(session)[0] == own[0]
    session.unchange(own[0], "order")
    session.unchange(own[2], "order")
    assert first_quarter(session) == own
    assert session.plan.changes == {}


def test_the_order_shown_is_what_places_are_counted_in(session: Session) -> None:
    own = first_quarter(session)
    session.put_in_order(own[1], 2, [own[3], own[2], own[1]])
    assert session.plan.changes[own[1]][0].value == 2.0
    assert session.plan.changes[own[1]][0].original == 3.0


@pytest.mark.parametrize("place", [0, -1, 1.5, 1000, "first"])
def test_a_place_that_is_none_is_refused(session: Session, place: float | str) -> None:
    own = first_quarter(session)
    with pytest.raises(PlannerError, match="order"):
        session.change(own[0], "order", place, why="x")
    session.change(own[0], "order", 2, why="The client asked")
    assert first_quarter(session)[1] == own[0]
    assert session.plan.changes[own[0]][0].original == 1.0


def test_unknown_work_has_no_place(session: Session) -> None:
    with pytest.raises(PlannerError):
        session.put_in_order("no-such-work", 1)
