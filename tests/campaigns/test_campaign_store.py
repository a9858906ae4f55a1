"""No damage to a plan is read as a fact, no plan anybody can write ends in a traceback, no fault loses one."""

from __future__ import annotations

import contextlib
import errno
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from planner.model.error import PlannerError
from planner.model.plan import Plan
from planner.store import Store, StoreError, Writer
from planner.store.checksum import BLANK, with_checksum
from planner.workspace import Workspace
from planner.workspace.knowledge import Knowledge
from tests.campaigns.trials import attack

pytestmark = pytest.mark.campaign

TODAY = date(2026, 11, 22)
CALLS = ("open", "write", "fsync", "close", "replace", "link", "unlink", "mkdir", "rename", "stat", "listdir")
CODES = (errno.EIO, errno.ENOSPC, errno.EACCES, errno.EROFS, errno.ENOENT, errno.EINTR, errno.EMFILE)
STRANGE: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 7, 10**6, 2**62, 2**63, 10**30, 0.5, -0.0, 1e308, float("nan"), float("inf"),
    "", " ", "x", "yes", "number", "unknown", "2027-Q1", "9999-Q4", "0001-Q1", "2026-02-30", "2026-11-22", "0000-00-00",
    "2026-11-22T25:00:00", "9999-12-31", "\ud800", "\x1b]0;x\x07", "\u202e", "[/etc]", "{{ x }}", "=cmd", "../../x",
    "x" * 5000, [], {}, [[]], {"": ""}, {"1": {}}, ["a"], [1, "a", None],
)  # fmt: skip
"""Values nobody would write into a plan, one of each kind."""


@lru_cache(maxsize=1)
def _knowledge() -> Knowledge:
    return Knowledge()


@lru_cache(maxsize=1)
def _demo() -> bytes:
    """Return the file of the demo's plan: every table is filled."""
    session = Workspace(today=TODAY, knowledge=_knowledge()).demo()
    try:
        return session._file.path.read_bytes()
    finally:
        session.close()


@lru_cache(maxsize=1)
def _plan() -> Plan:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        return _opened(Path(folder), _demo())


def _opened(folder: Path, data: bytes) -> Plan:
    (folder / "demo.json").write_bytes(data)
    return Store(folder).read("demo")


# -- damage -------------------------------------------------------------------------------------------


def test_damage_is_refused_or_harmless(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    def trial(chance: Random, folder: Path) -> None:
        data = bytearray(_demo())
        for _ in range(chance.choice((1, 1, 1, 2, 8))):
            at = chance.randrange(len(data))
            match chance.randrange(5):
                case 0 | 1:
                    data[at] ^= 1 << chance.randrange(8)
                case 2:
                    data[at] = chance.randrange(256)
                case 3:
                    del data[at : at + chance.randrange(1, 2000)]
                case _:
                    data[at:at] = data[at - chance.randrange(500) : at] or b"\0"
        try:
            found = _opened(folder, bytes(data))
        except StoreError:
            return
        assert found == _plan()

    attack(request, tmp_path, trial, 600)


# -- a plan by another hand ---------------------------------------------------------------------------


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield (*path, key)
        if isinstance(inner, dict | list):
            yield from _places(inner, (*path, key))


@lru_cache(maxsize=1)
def _by_depth() -> dict[tuple[Any, ...], list[tuple[Any, ...]]]:
    """Return every place of the demo's file by what it is about, so that rare ones are met as often."""
    found: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
    for place in set(_places(json.loads(_demo()))):
        about = tuple(key for key in place if not (isinstance(key, int) or str(key).isdigit()))
        found.setdefault(about, []).append(place)
    return found


def _strange(chance: Random) -> bytes:
    """Return the demo's file with a few values replaced, as somebody with an editor would leave it."""
    tables = json.loads(_demo())
    abouts = sorted(_by_depth(), key=str)
    for _ in range(chance.choice((1, 1, 2, 4))):
        place = chance.choice(sorted(_by_depth()[chance.choice(abouts)], key=str))
        inner: Any = tables
        try:
            for key in place[:-1]:
                inner = inner[key]
            if chance.randrange(6) == 0:
                del inner[place[-1]]
            else:
                # Mostly of the same sort, or hardly anything would get past the form.
                like = [value for value in STRANGE if type(value) is type(inner[place[-1]])]
                inner[place[-1]] = chance.choice(like if like and chance.randrange(4) else STRANGE)
        except (KeyError, IndexError, TypeError):
            continue  # another change took the place away
    meta = tables.get("meta")
    if isinstance(meta, dict) and isinstance(meta.get("1"), dict):
        meta["1"]["checksum"] = BLANK
    return with_checksum(json.dumps(tables).encode("utf-8", "surrogatepass"))


def test_a_plan_by_another_hand_is_refused_or_works(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    def trial(chance: Random, folder: Path) -> None:
        (folder / "demo.json").write_bytes(_strange(chance))
        workspace = Workspace(folder, today=TODAY, knowledge=_knowledge())
        try:
            workspace.refresh("demo")
        except PlannerError:
            return
        session = workspace.open("demo")
        try:
            _ = (
                session.inventory,
                session.assessment,
                session.roadmap,
                session.conflicts,
                session.first_year(),
            )
            session.what_if(budget_per_quarter=1000.0)
            for standard in ("IAM-01", "END-02", "DAT-01"):
                session.explain(standard)
            session.document("client")
            session.document("internal")
            session.answer("IAM-01", "no", note="all the same")
        finally:
            session.close()
        assert workspace.open("demo", read_only=True).plan.answers["IAM-01"].answer == "no"

    attack(request, tmp_path, trial, 350)


# -- faults -------------------------------------------------------------------------------------------


@contextmanager
def _failing(chance: Random, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let some of the system's calls fail for a while."""
    left, often = chance.randrange(1, 4), chance.choice((2, 5, 12, 40))
    calls = chance.sample(CALLS, chance.randrange(1, 4))

    def broken(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            nonlocal left
            if left and chance.randrange(often) == 0:
                left -= 1
                code = chance.choice(CODES)
                raise OSError(code, os.strerror(code))
            return real(*args, **kwargs)

        return call

    with patch.context() as context:
        for name in calls:
            context.setattr(os, name, broken(getattr(os, name)))
        yield


def test_no_fault_of_the_system_loses_what_was_saved(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = replace(_plan(), records={}, sources={})

    def trial(chance: Random, folder: Path) -> None:
        store = Store(folder / "plans", today=TODAY)
        slug = store.new(replace(base, created="0"))
        acknowledged, tried = 0, 0
        for _ in range(chance.randrange(1, 4)):
            try:
                file = store.open(slug)
            except StoreError:
                continue
            try:
                for _ in range(chance.randrange(1, 5)):
                    tried += 1
                    # Nothing but an error of ours may come out of a save.
                    with _failing(chance, monkeypatch), contextlib.suppress(StoreError):
                        file.save(replace(base, created=str(tried)))
                        acknowledged = tried
            finally:
                with _failing(chance, monkeypatch):
                    file.close()
            found = int(store.read(slug).created)
            assert acknowledged <= found <= tried
            acknowledged = found
        with store.open(slug) as file:
            assert not file.read_only, file.why
            file.save(replace(base, created="end"))
        assert store.read(slug).created == "end"
        assert all(b.readable for b in store.backups(slug))
        assert [p for p in folder.rglob("*.tmp") if p.parent.name == "plans"] == []

    attack(request, tmp_path, trial, 700)


def test_what_fails_at_the_writer_is_saved_or_rescued(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = replace(_plan(), records={}, sources={})

    def trial(chance: Random, folder: Path) -> None:
        store = Store(folder / "plans", today=TODAY)
        slug = store.new(replace(base, created="0"))
        writer = Writer(retry=0.001)
        with store.open(slug) as file:
            with _failing(chance, monkeypatch):
                for number in range(1, chance.randrange(2, 5)):
                    writer.submit(file, replace(base, created=str(number)))
                failures = writer.drain()
            if failures:
                kept = file.rescue(failures[0].plan)
                assert store.read(store.import_file(kept)).created == str(number)
            failures = writer.close()
            assert failures == ()
        assert store.read(slug).created == str(number)

    attack(request, tmp_path, trial, 300)


# -- two at once --------------------------------------------------------------------------------------


def test_two_that_write_lose_nothing_they_acknowledged(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    base = replace(_plan(), records={}, sources={})

    def trial(chance: Random, folder: Path) -> None:
        store = Store(folder / "plans", today=TODAY)
        slug = store.new(replace(base, created="0"))
        files = [store.open(slug), store.open(slug)]
        assert [f.read_only for f in files] == [False, True]
        path, told = store.folder / f"{slug}.json", "0"
        for number in range(1, chance.randrange(4, 12)):
            which = chance.randrange(2)
            file = files[which]
            match chance.randrange(5):
                case 0:
                    file.close()
                    files[which] = store.open(slug)
                    assert files[which].plan.created == told
                case 1:
                    path.with_suffix(".lock").unlink(missing_ok=True)
                case 2:
                    data = path.read_bytes()
                    path.unlink()
                    path.write_bytes(data)
                case _:
                    try:
                        file.save(replace(base, created=str(number)))
                    except StoreError:
                        continue
                    told = str(number)
            assert store.read(slug).created == told, "who was told that it is saved has saved it"
        for file in files:
            file.close()

    attack(request, tmp_path, trial, 400)
