"""Helpers for tests of the screens: wait for a condition, read the screen as text, stand-ins."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Protocol

import pytest
from msgspec.structs import replace
from textual.app import App
from textual.pilot import Pilot

from planner.model.client import Client
from planner.model.error import PlannerError
from planner.model.finding import Assessment, Basis, Result, Score, Status
from planner.model.plan import Plan
from planner.model.roadmap import Roadmap
from planner.model.settings import Settings
from planner.model.summary import Summary
from planner.workspace import PlanRow, SaveState, Session, Workspace
from planner.workspace.demo import build, demo_day

PATIENCE = 90.0
"""Seconds after which a condition that does not come true is given up."""


class WaitFor(Protocol):
    """Waits until a condition holds."""

    async def __call__(self, pilot: Pilot[None], condition: Callable[[], bool], description: str) -> None: ...


@pytest.fixture
def wait_for() -> WaitFor:
    """Pump the app until the condition holds; fail, saying what was waited for, when it never does."""

    async def wait(pilot: Pilot[None], condition: Callable[[], bool], description: str) -> None:
        # The deadline only ends a test that hangs; nothing is measured by it.
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                if condition():
                    return
            except LookupError:
                pass  # a widget that is not mounted yet
            await pilot.pause()
            await asyncio.sleep(0)
        raise AssertionError(f"waited in vain: {description}\n{frame_text(pilot.app)}")

    return wait


@pytest.fixture
def author() -> str:
    """Return who works in the store; a test that overrides it may have nobody."""
    return "Kim"


@pytest.fixture
def workspace(tmp_path: Path, author: str) -> Iterator[Workspace]:
    """Return a store of the test's own, with the shipped templates."""
    made = Workspace(tmp_path / "plans", author=author)
    yield made
    made.close()


@pytest.fixture
def session(workspace: Workspace) -> Iterator[Session]:
    """Open a new plan of a small client."""
    opened = workspace.open(workspace.create("Acme", people=31))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the demo once, with its first roadmap kept; every test that wants it gets a copy."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLANNER_SECONDS", "0")
        workspace = Workspace(tmp_path_factory.mktemp("demo") / "plans", today=demo_day(), author="Kim")
        session = workspace.open(build(workspace))
        session.settle()
        session.close()
        workspace.close()
    return workspace.store_folder


@pytest.fixture
def demo(demo_store: Path, tmp_path: Path) -> Iterator[Session]:
    """Open a copy of the demo."""
    shutil.copytree(demo_store, tmp_path / "demo")
    workspace = Workspace(tmp_path / "demo", today=demo_day(), author="Kim")
    opened = workspace.open(workspace.plans()[0].slug)
    yield opened
    opened.close()
    workspace.close()


def frame_text(app: App[Any]) -> str:
    """Return what the screen shows, as lines of text."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


@pytest.fixture
def frame() -> Callable[[App[Any]], str]:
    """Return what the screen shows, as lines of text."""
    return frame_text


class StubSession:
    """A session without a store: answers what the shell asks, and can fail to save."""

    def __init__(self, name: str = "Acme Legal LLP", *, read_only: bool = False) -> None:
        self.slug = "acme"
        self.read_only = read_only
        self.holder = "maria on LAPTOP-7" if read_only else ""
        self.save_state = SaveState(phase="saved", at="2026-11-22T10:42:11")
        self.plan = Plan(
            id="1", created="2026-11-22", client=Client(name=name), settings=Settings(hourly_rate=100)
        )
        results = {f"IAM-{i:02}": _result(f"IAM-{i:02}", i) for i in range(1, 9)}
        score = Score(low=0.47, high=0.78, point=0.62, answered=90, unknown=14, not_applicable=3)
        self.assessment = Assessment(today="2026-11-22", results=results, score=score, domains={})
        titles = {key: SimpleNamespace(title=f"Standard {key} [/etc]") for key in results}
        self.knowledge = SimpleNamespace(
            catalogue=SimpleNamespace(standards=titles, vocabulary=SimpleNamespace(bands=()))
        )
        self.listeners: list[Callable[[], None]] = []
        self.told: list[Callable[[str], None]] = []
        self.history: list[Plan] = []
        self.closed = False
        self.is_contested = False

    def listen(self, callback: Callable[[], None]) -> Callable[[], None]:
        self.listeners.append(callback)
        return lambda: self.listeners.remove(callback)

    def on_removed(self, callback: Callable[[str], None]) -> Callable[[], None]:
        self.told.append(callback)
        return lambda: self.told.remove(callback)

    def load_solver(self) -> None:
        """Have nothing to load."""

    def improving(self, **_: object) -> Iterator[Roadmap]:
        return iter(())

    def tell(self) -> None:
        for callback in tuple(self.listeners):
            callback()

    def set_client(self, **fields: str) -> Plan:
        if self.read_only:
            raise PlannerError("This plan is open for reading only.")
        self.history.append(self.plan)
        self.plan = replace(self.plan, client=replace(self.plan.client, **fields))
        self.tell()
        return self.plan

    def undo(self) -> str | None:
        if not self.history:
            return None
        self.plan = self.history.pop()
        self.tell()
        return "the client's details"

    def redo(self) -> str | None:
        return None

    def fail(self, message: str) -> None:
        self.save_state = SaveState(phase="failed", at=self.save_state.at, message=message)
        self.tell()

    def flush(self) -> None:
        if self.save_state.phase == "failed":
            raise PlannerError(self.save_state.message)

    def close(self) -> None:
        self.closed = True
        self.flush()


def _result(key: str, number: int) -> Result:
    status = (Status.GAP, Status.PARTIAL, Status.OPEN, Status.MET)[number % 4]
    high = {Status.GAP: 0.0, Status.PARTIAL: 0.5}.get(status, 1.0)
    return Result(
        standard=key, domain="IAM", v_low=0.0 if status is not Status.MET else 1.0, v_high=high, status=status,
        basis=Basis.ANSWER, impact=4, likelihood=3,
    )  # fmt: skip


class StubWorkspace:
    """A list of clients without a store."""

    def __init__(self, names: tuple[str, ...] = (), *, stale: bool = False) -> None:
        self.store_folder = Path("store")
        self.author = "Kim"
        self.rows = {f"p{i}": row(f"p{i}", name, stale=stale) for i, name in enumerate(names)}
        self.calls: list[tuple[object, ...]] = []
        self.sessions: dict[str, StubSession] = {}
        self.failure: Exception | None = None
        terms = (
            SimpleNamespace(id="legal", title="Law [/etc]"),
            SimpleNamespace(id="health", title="Health"),
        )
        self.catalogue = SimpleNamespace(
            vocabulary=SimpleNamespace(industries=terms, traits=terms), prices=SimpleNamespace(currency="USD")
        )

    def _call(self, *what: object) -> None:
        self.calls.append(what)
        if self.failure is not None:
            failure, self.failure = self.failure, None
            raise failure

    def plans(self) -> tuple[PlanRow, ...]:
        return tuple(self.rows.values())

    @staticmethod
    def is_damage(error: PlannerError) -> bool:
        return "damaged" in str(error)

    @staticmethod
    def is_altered(error: PlannerError) -> bool:
        return "altered" in str(error)

    def refresh(self, slug: str) -> PlanRow:
        self._call("refresh", slug)
        self.rows[slug] = replace(self.rows[slug], stale=False)
        return self.rows[slug]

    def look_into(self, row: PlanRow) -> PlanRow:
        try:
            return self.refresh(row.slug)
        except PlannerError as error:
            return replace(row, problem=f"{row.slug} cannot be read ({type(error).__name__}).")

    def open(self, slug: str) -> StubSession:
        self._call("open", slug)
        summary = self.rows[slug].summary
        assert summary is not None
        return self.sessions.setdefault(slug, StubSession(summary.name))

    def demo(self) -> StubSession:
        self._call("demo")
        return StubSession("Demo & Partners")

    def create(self, name: str, **fields: object) -> str:
        self._call("create", name, fields)
        self.rows["new"] = row("new", name)
        return "new"

    def duplicate(self, slug: str, name: str) -> str:
        self._call("duplicate", slug, name)
        self.rows["copy"] = row("copy", name)
        return "copy"

    def archive(self, slug: str, archived: bool) -> None:
        self._call("archive", slug, archived)
        summary = self.rows[slug].summary
        assert summary is not None
        self.rows[slug] = replace(self.rows[slug], summary=replace(summary, archived=archived))

    def delete(self, slug: str) -> Path:
        self._call("delete", slug)
        del self.rows[slug]
        return Path("trash") / slug

    def import_plan(self, path: Path) -> str:
        self._call("import", path)
        self.rows["in"] = row("in", "Imported")
        return "in"

    def backups(self, slug: str) -> tuple[SimpleNamespace, ...]:
        self._call("backups", slug)
        bad = SimpleNamespace(readable=False, saved="", reason="before migration")
        good = SimpleNamespace(readable=True, saved="2026-11-21T09:30:00", reason="first save of the day")
        return (bad, good)

    def restore(self, slug: str, backup: SimpleNamespace) -> None:
        self._call("restore", slug, backup.saved)

    def close(self) -> None:
        self._call("close")


def row(slug: str, name: str, *, stale: bool = False) -> PlanRow:
    """Return a row of the list of clients."""
    summary = Summary(
        name=name, score=62.0, low=47.0, high=78.0, unknown=14, gaps=31, gaps_critical=2, gaps_high=5, must_met=4, must_missing=3, must_unknown=2, stage="assessment", stage_title="Taking stock",
        changed="2026-11-20T10:42:00", next_review="2027-02-01",
    )  # fmt: skip
    return PlanRow(slug=slug, summary=summary, stale=stale)


@pytest.fixture
def stub_session() -> Callable[..., Any]:
    """Make a session without a store."""
    return StubSession


@pytest.fixture
def stub_workspace() -> Callable[..., Any]:
    """Make a workspace without a store."""
    return StubWorkspace
