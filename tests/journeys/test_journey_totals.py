from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from planner.tui.screens.overview import card
from planner.tui.screens.roadmap.planned import NOTHING, Planned
from planner.tui.screens.roadmap.trial import headline
from planner.workspace import Session, Workspace


@pytest.fixture(scope="module")
def demo() -> Iterator[Session]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PLANNER_TODAY", raising=False)
        session = Workspace(author="Ann").demo()
    yield session
    session.close()


def printed(amount: int) -> str:
    return f"{amount:,}"


def test_screens_and_document_print_the_same_money(demo: Session) -> None:
    year = demo.first_year()
    document = demo.document()
    overview = card.year(demo, demo.roadmap, 60).plain
    planned = Planned.of(demo, demo.roadmap, NOTHING, None, "internal")
    roadmap = headline(demo, planned, "", narrow=False).plain
    assert printed(year.money) in document
    for amount in (year.one_time, year.recurring, year.money):
        assert printed(amount) in overview
    assert printed(year.money) in roadmap


def test_screens_and_document_want_the_same_decisions(demo: Session) -> None:
    document, overview = demo.document(), card.decisions(demo, demo.roadmap).plain
    section = document.split("### Three decisions we need from you")[1].split("###")[0]
    wanted = [
        initiative.title
        for initiative in demo.roadmap.wanted(
            [r.standard for r in demo.assessment.gravest(demo.plan.accepted)]
        )[:3]
    ]
    assert re.findall(r"\d\. \*\*(.+?)\.\*\*", section) == wanted
    assert [title for title in wanted if title in overview] == wanted
