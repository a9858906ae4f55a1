"""An acceptance holds through its last day; from the next on the finding is like any other, at every door."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from planner.cli import shape
from planner.model.decision import Acceptance
from planner.tui.screens.overview import card
from planner.workspace import Session, Workspace
from planner.workspace.demo import build, demo_day
from planner.workspace.knowledge import Knowledge

YESTERDAY = (demo_day() - timedelta(days=1)).isoformat()
TODAY = demo_day().isoformat()


def _worst(session: Session) -> str:
    return session.assessment.findings()[0].standard


def _sentence(session: Session, key: str) -> str:
    return session.sentence(key)


def _roadmap(session: Session, key: str) -> bool:
    return any(key in work.findings for work in session.roadmap.initiatives)


def _wanted(session: Session, key: str) -> bool:
    work = session.catalogue.standards[key].initiative
    shown = card.decisions(session, session.roadmap).plain.splitlines()[0]
    return session.catalogue.initiatives[work].title in shown


def _one_page(session: Session, key: str) -> bool:
    page = next(part.markdown for part in session.parts() if part.id == "one-page")
    return _sentence(session, key) in page


def _findings(session: Session, key: str) -> bool:
    page = next(part.markdown for part in session.parts() if part.id == "findings")
    return re.search(rf"{re.escape(_sentence(session, key))}.*ccepted by Ann", page) is None


def _decisions(session: Session, key: str) -> bool:
    page = next(part.markdown for part in session.parts() if part.id == "decisions")
    return key in session.plan.accepted and "so the risk counts again" in page


def _overview(session: Session, key: str) -> bool:
    return _sentence(session, key)[:40] in card.risks(session).plain


def _json(session: Session, key: str) -> bool:
    document = shape.gaps(session)["findings"]
    assert isinstance(document, list)
    return next(f["accepted"] for f in document if f["standard"] == key) is None


def _why(session: Session, key: str) -> bool:
    return "the risk counts again" in " ".join(session.explain(key))


DOORS: dict[str, Callable[[Session, str], bool]] = {
    "roadmap": _roadmap, "one page": _one_page, "findings": _findings, "decisions": _decisions,
    "overview": _overview, "decisions wanted": _wanted, "json": _json, "why": _why,
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = Workspace(tmp_path_factory.mktemp("accept") / "plans", today=demo_day(), author="Kim")
    build(workspace)
    workspace.close()
    return workspace.store_folder


@pytest.fixture
def session(built: Path, tmp_path: Path) -> Iterator[Session]:
    shutil.copytree(built, tmp_path / "plans")
    workspace = Workspace(tmp_path / "plans", today=demo_day(), author="Kim", knowledge=Knowledge())
    opened = workspace.open(workspace.plans()[0].slug)
    yield opened
    opened.close()
    workspace.close()


@pytest.mark.parametrize("door", DOORS)
def test_a_lapsed_acceptance_is_a_finding_like_any_other(session: Session, door: str) -> None:
    key = _worst(session)
    session.accept(key, by="Ann", why="Sold soon", until=TODAY)
    assert not DOORS[door](session, key), "it still holds on its last day"
    session.accept(key, by="Ann", why="Sold soon", until=YESTERDAY)
    assert DOORS[door](session, key), "it has ended"


def test_the_predicate_takes_dates_with_a_time_and_none() -> None:
    def held(until: str | None) -> bool:
        return Acceptance(by="a", why="b", at=TODAY, until=until).in_force(TODAY)

    assert held(None)
    assert held("")
    assert held(f"{TODAY}T00:00:00")
    assert not held(f"{YESTERDAY}T23:59:59")
