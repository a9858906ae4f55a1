"""A full disk, a read-only folder, a disk that fails: clear words, and the old plan stays."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from planner.model.answer import Answer
from planner.model.client import Client
from planner.model.plan import Plan
from planner.model.settings import Settings
from planner.model.summary import Summary
from planner.store import (
    PlanDamaged,
    PlanReadOnly,
    Store,
    StoreError,
    StoreFailed,
    StoreFull,
    StoreUnwritable,
    Writer,
)

EDQUOT = getattr(errno, "EDQUOT", errno.ENOSPC)

FAILURES = [
    (call, code, kind)
    for call in ("open", "write", "fsync", "replace")
    for code, kind in (
        (errno.ENOSPC, StoreFull),
        (EDQUOT, StoreFull),
        (errno.EROFS, StoreUnwritable),
        (errno.EACCES, StoreUnwritable),
        (errno.EIO, StoreFailed),
    )
]


def plan(name: str = "Acme", notes: int = 0) -> Plan:
    answers = {f"IAM-{n}": Answer(answer="yes", note="x" * 1000) for n in range(notes)}
    return Plan(
        id="p", created="", client=Client(name=name), settings=Settings(hourly_rate=1.0), answers=answers
    )


def temporary(folder: Path) -> list[str]:
    return [p.name for p in folder.rglob("*") if p.name.endswith(".tmp")]


def failing(
    real: Callable[..., Any], code: int, *, only: Callable[..., bool] = lambda *_: True
) -> Callable[..., Any]:
    def fail(*args: Any, **kwargs: Any) -> Any:
        if only(*args):
            raise OSError(code, os.strerror(code))
        return real(*args, **kwargs)

    return fail


@pytest.mark.parametrize(("call", "code", "kind"), FAILURES, ids=lambda v: getattr(v, "__name__", str(v)))
def test_whatever_the_system_refuses_the_old_plan_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int, kind: type[StoreError]
) -> None:
    store = Store(tmp_path / "plans")
    slug = store.new(plan())
    path = store.folder / f"{slug}.json"
    with store.open(slug) as file:
        file.save(plan())
        before = path.read_bytes()
        with monkeypatch.context() as patch:
            patch.setattr(f"planner.store.atomic.os.{call}", failing(getattr(os, call), code))
            with pytest.raises(kind, match="could not be saved") as caught:
                file.save(plan("Acme 2"))
        assert str(path) in str(caught.value)
        assert os.strerror(code) in str(caught.value)
        assert path.read_bytes() == before
        assert file.plan == plan()
        assert temporary(store.folder) == []
        file.save(plan("Acme 2"))
    assert store.read(slug) == plan("Acme 2")


def test_a_disk_that_fills_up_within_a_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path / "plans")
    slug = store.new(plan())
    real = os.write
    with store.open(slug) as file:

        def half(descriptor: int, data: bytes) -> int:
            if len(data) < 100:
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(descriptor, data[: len(data) // 2])

        with monkeypatch.context() as patch:
            patch.setattr("planner.store.atomic.os.write", half)
            with pytest.raises(StoreFull, match=r"disk is full.*Free some space"):
                file.save(plan("Acme 2"))
        assert temporary(store.folder) == []
        assert store.read(slug) == plan()


def test_short_writes_are_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr("planner.store.atomic.os.write", lambda d, data: real(d, data[:7]))
    store = Store(tmp_path / "plans")
    assert store.read(store.new(plan())) == plan()


def test_a_disk_that_fails_after_the_rename_can_be_saved_to_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "plans")
    slug = store.new(plan())
    with store.open(slug) as file:
        with monkeypatch.context() as patch:
            patch.setattr("planner.store.atomic.sync_folder", failing(lambda _: None, errno.EIO))
            with pytest.raises(StoreFailed, match="did not confirm"):
                file.save(plan("Acme 2"))
        assert store.read(slug) == plan("Acme 2"), "it was renamed already"
        file.save(plan("Acme 3"))
    assert store.read(slug) == plan("Acme 3")


def test_a_new_plan_on_a_full_disk_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "plans")
    with monkeypatch.context() as patch:
        patch.setattr("planner.store.atomic.os.write", failing(os.write, errno.ENOSPC))
        with pytest.raises(StoreFull):
            store.new(plan())
    assert store.slugs() == ()
    assert temporary(store.folder) == []
    assert store.new(plan()) == "acme"


def test_the_writer_keeps_the_plan_until_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, writer = Store(tmp_path / "plans"), Writer()
    with store.open(store.new(plan())) as file:
        with monkeypatch.context() as patch:
            patch.setattr("planner.store.atomic.os.fsync", failing(os.fsync, errno.ENOSPC))
            writer.submit(file, plan("Acme 2"))
            (failure,) = writer.drain()
            assert isinstance(failure.error, StoreFull)
            assert store.read(file.slug) == plan()
        assert writer.close() == ()
        assert store.read(file.slug) == plan("Acme 2")


def test_an_index_that_cannot_be_written_is_only_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "plans")
    slug = store.new(plan(), Summary(name="Acme"))
    monkeypatch.setattr("planner.store.atomic.os.write", failing(os.write, errno.ENOSPC))
    assert not store.set_summary(slug, Summary(name="New"))
    assert store.index()[slug].summary == Summary(name="Acme")


def test_a_folder_nobody_may_lock_opens_for_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path / "plans")
    slug = store.new(plan())
    monkeypatch.setattr("planner.store.lock.Lock.take", failing(lambda *_: True, errno.EROFS))
    with store.open(slug) as file:
        assert file.read_only
        assert file.holder == ""
        assert "cannot be written" in file.why
        with pytest.raises(PlanReadOnly, match="cannot be written"):
            file.save(plan())
    with pytest.raises(StoreUnwritable):
        store.delete(slug)


_LIMITED = """
import resource, sys
from pathlib import Path
from msgspec.structs import replace
from planner.model.answer import Answer
from planner.store import Store, StoreFull
store = Store(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, 64 * 1024))
with store.open(sys.argv[2]) as file:
    big = {f"IAM-{n}": Answer(answer="yes", note="x" * 1000) for n in range(100)}
    try:
        file.save(replace(file.plan, answers=big))
    except StoreFull as error:
        print(error)
"""


@pytest.mark.skipif(os.name == "nt", reason="no limits on a file's size there")
def test_a_real_limit_of_the_system_in_the_middle_of_a_write(tmp_path: Path) -> None:
    store = Store(tmp_path / "plans")
    slug = store.new(plan())
    done = subprocess.run(
        [sys.executable, "-c", _LIMITED, str(store.folder), slug], capture_output=True, text=True, check=True
    )
    assert "could not be saved: the disk is full" in done.stdout
    assert store.read(slug) == plan()
    assert temporary(store.folder) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 256 kB of its own, where this user may."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("mounting a small disk needs an administrator")
    yield place
    subprocess.run(["umount", str(place)], check=False, capture_output=True)


def test_a_disk_that_is_really_full(small_disk: Path) -> None:
    store = Store(small_disk / "plans")
    slug = store.new(plan(notes=100))
    with store.open(slug) as file:
        ballast = small_disk / "ballast"
        with pytest.raises(OSError, match="No space left"):
            ballast.write_bytes(b"x" * 300_000)
        with pytest.raises(StoreFull):
            file.save(plan("Acme 2", notes=101))
        assert store.read(slug) == plan(notes=100)
        assert temporary(store.folder) == []
        ballast.unlink()
        file.save(plan("Acme 2", notes=101))
    assert store.read(slug) == plan("Acme 2", notes=101)


def test_a_disk_that_is_really_read_only(small_disk: Path) -> None:
    store = Store(small_disk / "plans")
    slug = store.new(plan())
    bad = store.new(plan("Bad"))
    (store.folder / f"{bad}.json").write_bytes(b"damaged")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True, capture_output=True)
    with store.open(slug) as file:
        assert file.read_only
        assert "cannot be written" in file.why
        assert file.plan == plan()
    assert store.read(slug) == plan()
    assert set(store.index()) == {slug, bad}
    assert not store.set_summary(slug, Summary(name="Acme"))
    with pytest.raises(StoreUnwritable, match="may not write"):
        store.new(plan("Other"))
    with pytest.raises(PlanDamaged, match="It was left as it is") as caught:
        store.read(bad)
    assert caught.value.kept is None


def test_a_folder_without_the_right_to_write(tmp_path: Path) -> None:
    store = Store(tmp_path / "plans")
    slug = store.new(plan())
    with store.open(slug) as file:
        store.folder.chmod(0o500)
        try:
            try:
                (store.folder / "probe").touch()
            except OSError:
                pass
            else:
                pytest.skip("rights do not stop this user")
            with pytest.raises(StoreUnwritable, match="may not write"):
                file.save(plan("Acme 2"))
            assert store.read(slug) == plan()
            assert not store.set_summary(slug, Summary(name="Acme"))
        finally:
            store.folder.chmod(0o700)
        file.save(plan("Acme 2"))
    assert store.read(slug) == plan("Acme 2")


@pytest.mark.skipif(os.name == "nt", reason="folders are not synced there")
def test_the_disk_has_the_bytes_before_the_rename_and_the_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "plans")
    with store.open(store.new(plan())) as file:
        file.save(plan())  # the day's copy is made
        calls: list[str] = []

        def noted(name: str) -> Callable[..., Any]:
            real = getattr(os, name)

            def call(*args: Any, **kwargs: Any) -> Any:
                calls.append(name)
                return real(*args, **kwargs)

            return call

        with monkeypatch.context() as patch:
            for name in ("open", "write", "fsync", "close", "replace"):
                patch.setattr(f"planner.store.atomic.os.{name}", noted(name))
            file.save(plan("Acme 2"))
    assert calls == ["open", "write", "fsync", "close", "replace", "open", "fsync", "close"]
