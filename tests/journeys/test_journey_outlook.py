"""Budget and timeline worked out again from the other JSON documents, by DOMAIN A5, A10 and A11."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeAlias

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from planner.cli import outlook_shape, shape
from planner.workspace import Session, Workspace
from planner.workspace.demo import build
from tests.journeys.conftest import TODAY, Run
from tests.journeys.random_plan import fill, with_spares
from tests.journeys.reference_budget import BudgetReference
from tests.journeys.reference_fact import Json
from tests.journeys.reference_timeline import TimelineReference
from tests.journeys.reference_waiting import WaitingReference

Documents: TypeAlias = dict[str, Json]
NAMES = ("show", "templates", "roadmap", "budget", "timeline")


def differences(found: Documents) -> list[str]:
    """Return in words everything that comes out differently."""
    budget = BudgetReference(*(found[name] for name in NAMES[:4]))
    timeline = TimelineReference(budget, found["timeline"])
    return [*budget.differences(), *timeline.differences(), *WaitingReference(budget).differences()]


def documents(session: Session) -> Documents:
    """Return what the command line prints for an open plan."""
    found = (
        shape.show(session),
        shape.catalogue(session.knowledge.catalogue),
        shape.roadmap(session, session.roadmap),
        outlook_shape.budget_document(session, session.budget(), session.outlook().ownership),
        outlook_shape.timeline_document(session, session.timeline()),
    )
    return dict(zip(NAMES, (json.loads(msgspec.json.encode(one)) for one in found), strict=True))


class Demo:
    """The demo, read by the command line alone."""

    def __init__(self, store: Path) -> None:
        """Make it, at the date of the tests."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(os.environ, "PLANNER_TODAY", TODAY)
            workspace = Workspace(store, author="Ann")
            self.slug = build(workspace)
            workspace.close()
        self._run = Run(store)

    def read(self, *arguments: str) -> Json:
        """Return the document of a command."""
        return self._run(*arguments, "--json").json

    def printed(self) -> Documents:
        """Return every document that the outlook follows from, and the outlook."""
        found = {name: self.read(name, self.slug) for name in NAMES if name != "templates"}
        return {**found, "templates": self.read("templates", "list")}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return Demo(tmp_path_factory.mktemp("plans"))


def test_the_demo_can_be_recomputed(demo: Demo) -> None:
    found = demo.printed()
    assert differences(found) == []
    kinds = {one["kind"] for one in found["timeline"]["dates"]}
    assert {
        "notice",
        "renewal",
        "insurance",
        "warranty",
        "support",
        "domain",
        "refresh",
        "initiative",
    } <= kinds


def test_a_what_if_can_be_recomputed(demo: Demo) -> None:
    found = demo.printed()
    tried: tuple[tuple[tuple[str, ...], dict[str, Any]], ...] = (
        (("--years", "5"), {"budget_years": 5}),
        (("--refresh-per-year", "6000"), {"refresh_per_year": 6000.0}),
        (("--refresh", "computers=5000"), {"refresh_ceilings": {"computers": 5000.0}}),
        (("--rate", "EUR=1.1"), {"currency_rates": {"EUR": 1.1}}),
    )
    for options, changed in tried:
        show = {**found["show"], "settings": {**found["show"]["settings"], **changed}}
        budget = demo.read("budget", demo.slug, *options)
        # A ceiling moves machines between batches: it is a what-if of the roadmap as well.
        roadmap = demo.read("whatif", demo.slug, *options) if "refresh" in options[0] else found["roadmap"]
        wanted = BudgetReference(show, found["templates"], roadmap, budget)
        assert wanted.differences() == [], options


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    workspace = Workspace(tmp_path_factory.mktemp("random"), today=date.fromisoformat(TODAY))
    yield SimpleNamespace(workspace=workspace, slug=workspace.create("Dice"))
    workspace.close()


@settings(
    max_examples=10,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
    phases=[Phase.generate],  # A smaller seed is no simpler plan.
)
@given(seed=st.integers(0, 1_000_000))
def test_any_plan_can_be_recomputed(world: SimpleNamespace, seed: int) -> None:
    session = world.workspace.open(world.slug)
    try:
        session._commit(with_spares(fill(session.plan, session.knowledge.catalogue, seed), seed), "dice")
        found = documents(session)
    finally:
        session.close()
    assert differences(found) == []


SPOILT = (
    ("budget", "quarters", 0, "run", "high"), ("budget", "quarters", 3, "refresh", "expected"),
    ("budget", "quarters", 1, "work", "low"), ("budget", "years", 0, "fee", "expected"),
    ("budget", "total", "projects", "high"), ("budget", "lines", 0, "yearly", "expected"),
    ("budget", "unused", "yearly"), ("budget", "refresh", 0, "cost", "low"), ("budget", "refresh", 0, "kept"),
    ("budget", "handed_back", 0, "yearly"), ("budget", "handed_back", 0, "seats"), ("budget", "stated", "budget"),
    ("budget", "ownership", 0, "with_plan", "run", "low"), ("budget", "ownership", 1, "as_it_stands", "refresh", "high"),
    ("roadmap", "initiatives", 0, "waiting", "held"), ("roadmap", "initiatives", 0, "ownership", 1, "again", "high"),
    ("roadmap", "waiting", "saving"), ("timeline", "notice_money"), ("timeline", "dates", 0, "days"), ("timeline", "dates", 3, "money"),
)  # fmt: skip


@pytest.mark.parametrize("path", SPOILT, ids=str)
def test_a_wrong_figure_would_be_found(demo: Demo, path: tuple[str | int, ...]) -> None:
    found: Any = demo.printed()
    place = found
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = (place[path[-1]] or 0) + 1.5
    assert differences(found)


@pytest.mark.parametrize("name", ["dates", "refresh", "lines", "unknown", "handed_back"])
def test_an_entry_that_is_missing_would_be_found(demo: Demo, name: str) -> None:
    found = demo.printed()
    found["timeline" if name == "dates" else "budget"][name].pop()
    assert differences(found)
