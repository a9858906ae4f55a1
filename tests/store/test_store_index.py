"""The index: small, derived, never wrong without saying so."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.model.plan import Plan
from planner.model.summary import Summary
from planner.store import Store


def test_what_was_set_is_shown_until_the_plan_changes(store: Store, make_plan: Callable[..., Plan]) -> None:
    known = Summary(name="Acme", score=62.0, low=47.0, high=78.0, unknown=14, gaps=31)
    slug = store.new(make_plan("Acme"), known)
    bare = store.new(make_plan("Bare"))
    index = store.index()
    assert (index[slug].summary, index[slug].stale) == (known, False)
    assert (index[bare].summary, index[bare].stale) == (None, True)
    with store.open(slug) as file:
        file.save(make_plan("Acme 2"))
    assert (store.index()[slug].summary, store.index()[slug].stale) == (known, True)
    assert store.set_summary(slug, Summary(name="Acme 2"))
    assert store.index()[slug].summary == Summary(name="Acme 2")
    assert not store.index()[slug].stale


def test_a_summary_of_an_older_file_stays_stale(store: Store, make_plan: Callable[..., Plan]) -> None:
    slug = store.new(make_plan("Acme"))
    stamp = store.stamp(slug)
    with store.open(slug) as file:
        file.save(make_plan("Acme 2"))
    assert store.set_summary(slug, Summary(name="Acme"), stamp)
    assert store.index()[slug].stale


@pytest.mark.parametrize(
    "data", [b"", b"\0\0\0", b"{", b"[]", b"{}", b'{"plans": []}', b'{"plans": {"acme": 1}}']
)
def test_a_damaged_index_is_only_stale(store: Store, make_plan: Callable[..., Plan], data: bytes) -> None:
    slug = store.new(make_plan("Acme"), Summary(name="Acme"))
    (store.folder / "index.json").write_bytes(data)
    assert store.index()[slug].stale
    assert store.set_summary(slug, Summary(name="Acme"))
    assert not store.index()[slug].stale


def test_one_bad_entry_costs_only_itself(store: Store, make_plan: Callable[..., Plan]) -> None:
    store.new(make_plan("Acme"), Summary(name="Acme"))
    store.new(make_plan("Beta"), Summary(name="Beta"))
    path = store.folder / "index.json"
    path.write_bytes(path.read_bytes().replace(b'"name":"Beta"', b'"name":12345'))
    index = store.index()
    assert (index["acme"].stale, index["beta"].stale) == (False, True)


def test_entries_of_plans_that_are_gone_are_dropped(store: Store, make_plan: Callable[..., Plan]) -> None:
    slug = store.new(make_plan("Acme"), Summary(name="Acme"))
    store.delete(slug)
    assert store.index() == {}
    store.new(make_plan("Beta"), Summary(name="Beta"))
    assert b"acme" not in (store.folder / "index.json").read_bytes()


def test_a_name_with_half_a_character_does_no_harm(store: Store, make_plan: Callable[..., Plan]) -> None:
    slug = store.new(make_plan("x\ud800"), Summary(name="x\ud800"))
    assert store.index()[slug].summary == Summary(name="x\ud800")


def _write(folder: str, own: str, rounds: int) -> None:
    store = Store(Path(folder))
    for number in range(rounds):
        assert store.set_summary(own, Summary(name=own, gaps=number))


def test_two_processes_do_not_lose_each_others_entries(store: Store, make_plan: Callable[..., Plan]) -> None:
    slugs = [store.new(make_plan(name)) for name in ("One", "Two")]
    context = multiprocessing.get_context("spawn")
    rounds = 40
    processes = [context.Process(target=_write, args=(str(store.folder), slug, rounds)) for slug in slugs]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        assert process.exitcode == 0
    for slug in slugs:
        assert store.index()[slug].summary == Summary(name=slug, gaps=rounds - 1)
    assert not [p for p in store.folder.iterdir() if p.name.endswith(".tmp")]


def test_listing_the_plans_loads_neither_database_nor_lock(
    store: Store, make_plan: Callable[..., Plan]
) -> None:
    store.new(make_plan(), Summary(name="Acme"))
    script = (
        "import sys; from pathlib import Path; from planner.store import Store, Writer\n"
        "assert len(Store(Path(sys.argv[1])).index()) == 1; Writer()\n"
        "print([m for m in ('tinydb', 'filelock', 'textual') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(store.folder)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
