"""One writes, the second reads and is told who the first is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from planner.model.plan import Plan
from planner.store import PlanLocked, PlanReadOnly, Store
from planner.store.lock import Owner

_HOLD = """
import sys
from pathlib import Path
from planner.store import Store
file = Store(Path(sys.argv[1])).open(sys.argv[2])
print("read-only" if file.read_only else "held", flush=True)
sys.stdin.readline()
"""


def hold(store: Store, slug: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(store.folder), slug],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def end(process: subprocess.Popen[str], *, kill: bool = False) -> None:
    if kill:
        process.kill()
    process.communicate("\n")


def test_a_second_opener_in_the_same_process_reads_only(
    tmp_path: Path, make_plan: Callable[..., Plan]
) -> None:
    one, two = Store(tmp_path / "plans"), Store(tmp_path / "plans")
    slug = one.new(make_plan("Acme"))
    first, second = one.open(slug), two.open(slug)
    assert (first.read_only, first.holder, first.why) == (False, "", "")
    assert second.read_only
    assert f"process {os.getpid()}" in second.holder
    assert second.holder in second.why
    assert second.plan == make_plan("Acme")
    with pytest.raises(PlanReadOnly, match="was not saved"):
        second.save(make_plan("Other"))
    first.save(make_plan("Acme 2"))
    assert second.plan == make_plan("Acme")
    assert second.reload() == make_plan("Acme 2")
    second.close()
    assert two.open(slug).read_only, "closing a reader must not free the writer's lock"
    first.close()
    with two.open(slug) as third:
        assert not third.read_only
        third.save(make_plan("Acme 3"))


def test_a_closed_file_is_not_saved(store: Store, make_plan: Callable[..., Plan]) -> None:
    file = store.open(store.new(make_plan()))
    file.close()
    file.close()
    with pytest.raises(PlanReadOnly, match="closed"):
        file.save(make_plan("Other"))


def test_asking_for_reading_takes_no_lock(store: Store, make_plan: Callable[..., Plan]) -> None:
    slug = store.new(make_plan())
    reader = store.open(slug, read_only=True)
    assert (reader.read_only, reader.holder) == (True, "")
    with store.open(slug) as writer:
        assert not writer.read_only
    assert not (store.folder / f"{slug}.owner.json").exists()


def test_another_process_holds_it_and_says_who(store: Store, make_plan: Callable[..., Plan]) -> None:
    slug = store.new(make_plan())
    process = hold(store, slug)
    try:
        file = store.open(slug)
        assert file.read_only
        assert file.holder.startswith("ann on ")
        assert f"(process {process.pid}), since " in file.holder
        with pytest.raises(PlanLocked, match=f"process {process.pid}"):
            store.delete(slug)
    finally:
        end(process)
    with store.open(slug) as again:
        assert not again.read_only


def test_a_dead_owner_is_taken_over_silently(store: Store, make_plan: Callable[..., Plan]) -> None:
    slug = store.new(make_plan())
    process = hold(store, slug)
    end(process, kill=True)
    note = store.folder / f"{slug}.owner.json"
    assert json.loads(note.read_bytes())["process"] == process.pid, "the dead one could not tidy up"
    with store.open(slug) as file:
        assert not file.read_only
        assert json.loads(note.read_bytes())["process"] == os.getpid()
        file.save(make_plan("Acme 2"))
    assert not note.exists()


def test_leftovers_of_the_dead_go_and_those_of_others_stay(
    store: Store, make_plan: Callable[..., Plan]
) -> None:
    mine, other = store.new(make_plan("Acme")), store.new(make_plan("Acme Two"))
    with store.open(other):
        stale = store.folder / f".{mine}.json.999999-0123456789ab.tmp"
        live = store.folder / f".{other}.json.999998-0123456789ab.tmp"
        for path in (stale, live):
            path.write_bytes(b'{"meta": {"1": {"sch')
        store.open(mine, read_only=True)
        assert stale.exists(), "a reader cleans nothing: it may not be alone"
        with store.open(mine) as file:
            assert not stale.exists()
            assert live.exists()
            assert file.plan == make_plan("Acme")


def test_a_damaged_note_still_says_somebody(store: Store, make_plan: Callable[..., Plan]) -> None:
    slug = store.new(make_plan())
    with store.open(slug):
        (store.folder / f"{slug}.owner.json").write_bytes(b"\0")
        assert store.open(slug).holder == "somebody else"


def test_the_holder_in_words() -> None:
    owner = Owner(user="ann", host="LAPTOP-3", process=812, since="2026-11-22T10:42:00+00:00")
    assert owner.words(datetime(2026, 11, 22, 12, tzinfo=UTC)) == "ann on LAPTOP-3 (process 812), since 10:42"
    assert owner.words(datetime(2026, 11, 23, 9, tzinfo=UTC)).endswith("since 2026-11-22 10:42")
    broken = Owner(user="ann", host="h", process=1, since="yesterday")
    assert broken.words(datetime(2026, 11, 23, 9, tzinfo=UTC)) == "ann on h (process 1)"
