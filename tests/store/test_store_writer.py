"""Saving in the background: the newest plan, in order, and never said too early."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest

from planner.model.error import PlannerError
from planner.model.plan import Plan
from planner.model.summary import Summary
from planner.store import PlanFile, Store, StoreFull, Writer
from planner.store.atomic import Stamp


class Gate:
    """Holds a file's saves back until told, and can make them fail."""

    def __init__(self, file: PlanFile, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reached, self.go = threading.Semaphore(0), threading.Semaphore(0)
        self.error: Exception | None = None
        self.saved: list[str] = []
        real = file.save

        def save(plan: Plan) -> Stamp:
            self.reached.release()
            assert self.go.acquire(timeout=30)
            if self.error is not None:
                raise self.error
            self.saved.append(plan.client.name)
            return real(plan)

        monkeypatch.setattr(file, "save", save)


@pytest.fixture
def file(store: Store, make_plan: Callable[..., Plan]) -> Any:
    with store.open(store.new(make_plan("Acme"))) as opened:
        yield opened


def test_drain_waits_until_all_is_on_disk(store: Store, make_plan: Callable[..., Plan]) -> None:
    writer = Writer()
    files = [store.open(store.new(make_plan(f"Client {n}"))) for n in range(3)]
    for number in range(20):
        for file in files:
            writer.submit(file, make_plan(f"{file.slug} {number}"))
    assert writer.drain() == ()
    assert [store.read(f.slug).client.name for f in files] == [f"{f.slug} 19" for f in files]
    assert not any(writer.pending(f) for f in files)
    assert writer.close() == ()
    for file in files:
        file.close()


def test_only_the_newest_waits_and_saved_is_said_once_it_is_true(
    store: Store, file: PlanFile, make_plan: Callable[..., Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, writer = Gate(file, monkeypatch), Writer()
    said: list[tuple[str, str]] = []
    writer.watch(
        file,
        lambda at, error: said.append((store.read(file.slug).client.name, at if not error else "failed")),
    )
    assert not writer.pending(file)
    writer.submit(file, make_plan("1"))
    assert writer.pending(file)
    assert gate.reached.acquire(timeout=30)
    for name in ("2", "3", "4"):
        writer.submit(file, make_plan(name))
    gate.go.release()
    assert gate.reached.acquire(timeout=30)
    assert said == [], "1 is on disk, but 4 is what the screen shows"
    assert writer.pending(file)
    gate.go.release()
    assert writer.drain() == ()
    assert gate.saved == ["1", "4"]
    assert said == [("4", "2026-11-22T10:42:00+00:00")]
    assert not writer.pending(file)
    writer.close()


def test_a_failed_save_is_kept_told_and_tried_again(
    store: Store, file: PlanFile, make_plan: Callable[..., Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, writer = Gate(file, monkeypatch), Writer()
    said: list[PlannerError | None] = []
    writer.watch(file, lambda _, error: said.append(error))
    full = StoreFull("The disk is full.", file.path)
    gate.error = full
    gate.go.release(2)
    writer.submit(file, make_plan("1"))
    (failure,) = writer.drain()
    assert (failure.slug, failure.plan, failure.error) == (file.slug, make_plan("1"), full)
    assert said.pop() is full
    assert writer.pending(file), "what is not on disk never counts as saved"
    assert store.read(file.slug) == make_plan("Acme")
    gate.error = None
    gate.go.release(1)
    assert writer.drain() == (), "drain tries again"
    assert said.pop() is None
    assert store.read(file.slug) == make_plan("1")
    assert not writer.pending(file)
    writer.close()


def test_the_next_plan_takes_a_failed_ones_place(
    store: Store, file: PlanFile, make_plan: Callable[..., Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, writer = Gate(file, monkeypatch), Writer()
    gate.error = StoreFull("The disk is full.", file.path)
    gate.go.release(2)
    writer.submit(file, make_plan("1"))
    assert len(writer.drain()) == 1
    gate.error = None
    gate.go.release(2)
    writer.submit(file, make_plan("2"))
    assert writer.close() == ()
    assert gate.saved == ["2"]
    assert store.read(file.slug) == make_plan("2")


def test_an_unforeseen_error_is_a_failed_save_and_the_writer_lives(
    store: Store, file: PlanFile, make_plan: Callable[..., Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, writer = Gate(file, monkeypatch), Writer()
    gate.error = ZeroDivisionError("surprise")
    gate.go.release(2)
    writer.submit(file, make_plan("1"))
    (failure,) = writer.drain()
    assert "surprise" in str(failure.error)
    gate.error = None
    gate.go.release(2)
    assert writer.drain() == ()
    assert store.read(file.slug) == make_plan("1")
    writer.close()


def test_the_list_gets_its_summary_after_the_save(
    store: Store, file: PlanFile, make_plan: Callable[..., Plan]
) -> None:
    writer = Writer()
    writer.submit(file, make_plan("1"), lambda: Summary(name="1", gaps=3))
    writer.drain()
    entry = store.index()[file.slug]
    assert (entry.summary, entry.stale) == (Summary(name="1", gaps=3), False)

    def broken() -> Summary:
        raise ValueError("no figures")

    writer.submit(file, make_plan("2"), broken)
    assert writer.drain() == (), "the plan is saved all the same"
    assert store.read(file.slug) == make_plan("2")
    assert store.index()[file.slug].stale
    writer.close()


def test_a_watcher_that_fails_or_waits_for_us_stops_nothing(
    store: Store, file: PlanFile, make_plan: Callable[..., Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.store.writer._CALLBACK_PATIENCE", 0.05)
    writer, free = Writer(), threading.Event()

    def watcher(at: str, error: PlannerError | None) -> None:
        del at, error
        free.wait(30)
        raise RuntimeError("the screen is gone")

    writer.watch(file, watcher)
    writer.submit(file, make_plan("1"))
    assert writer.drain() == ()
    assert store.read(file.slug) == make_plan("1")
    free.set()
    writer.submit(file, make_plan("2"))
    assert writer.close() == ()
    assert store.read(file.slug) == make_plan("2")


def test_a_file_that_is_let_go_tells_what_was_not_saved(
    file: PlanFile, make_plan: Callable[..., Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, writer = Gate(file, monkeypatch), Writer()
    gate.error = StoreFull("The disk is full.", file.path)
    gate.go.release(2)
    writer.submit(file, make_plan("1"))
    writer.drain()
    (failure,) = writer.forget(file)
    assert failure.plan == make_plan("1")
    assert writer.forget(file) == ()
    assert writer.drain() == ()
    writer.close()


_EXIT = """
import sys
from pathlib import Path
from msgspec.structs import replace
from planner.store import Store, Writer
store = Store(Path(sys.argv[1]))
file = store.open(sys.argv[2])
Writer().submit(file, replace(file.plan, stage="left in a hurry"))
"""


def test_leaving_the_program_waits_for_the_writer(store: Store, make_plan: Callable[..., Plan]) -> None:
    slug = store.new(make_plan())
    subprocess.run([sys.executable, "-c", _EXIT, str(store.folder), slug], check=True)
    assert store.read(slug).stage == "left in a hurry"


def test_a_save_that_failed_is_tried_again_by_itself(
    store: Store, make_plan: Callable[..., Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    slug = store.new(make_plan("Acme"))
    full, told, saved = threading.Event(), threading.Event(), threading.Event()
    full.set()
    writer = Writer(retry=0.01)
    with store.open(slug) as file:
        real = file.save

        def save(plan: Plan) -> Stamp:
            if full.is_set():
                raise StoreFull("The disk is full.", file.path)
            return real(plan)

        monkeypatch.setattr(file, "save", save)
        writer.watch(file, lambda _, error: (told if error else saved).set())
        writer.submit(file, make_plan("Acme 1"))
        assert told.wait(20)
        assert writer.pending(file)
        full.clear()
        assert saved.wait(20), "nobody asked, and there was room again"
        assert writer.close() == ()
    assert store.read(slug) == make_plan("Acme 1")
