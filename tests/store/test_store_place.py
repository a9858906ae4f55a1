"""The store is where it was: links are followed once, and nothing is written to what only has its name."""

from __future__ import annotations

import errno
import json
import os
import stat
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from planner.model.plan import Plan
from planner.store import PlanChanged, Store, StoreError, StoreFailed, StoreVanished
from planner.store.atomic import write_file
from planner.store.lock import Lock
from planner.store.trash import KEPT_DAYS, NOTICE_DAYS, purge

DAY = date(2026, 11, 22)


@pytest.fixture
def slug(store: Store, make_plan: Callable[..., Plan]) -> str:
    return store.new(make_plan("Acme"))


def swap(store: Store, away: Path) -> None:
    """Take the drive out: an empty folder has the store's name."""
    store.folder.rename(away)
    store.folder.mkdir()


# -- links ------------------------------------------------------------------------------------------


def test_a_linked_plan_is_saved_where_it_leads_to(
    store: Store, slug: str, make_plan: Callable[..., Plan], tmp_path: Path
) -> None:
    real = tmp_path / "cloud" / "acme.json"
    real.parent.mkdir()
    link = store.folder / f"{slug}.json"
    link.rename(real)
    link.symlink_to(real)
    with store.open(slug) as file:
        assert not file.read_only
        file.save(make_plan("Acme 1"))
        assert file.slug == slug
    assert link.is_symlink()
    assert b"Acme 1" in real.read_bytes()
    assert store.read(slug) == make_plan("Acme 1")
    assert [b.client for b in store.backups(slug)] == ["Acme 1", "Acme"]
    assert not any(b.path.is_symlink() for b in store.backups(slug))
    assert not list(store.folder.glob(".*.tmp"))


def test_a_link_is_one_plan_with_one_lock_whatever_way_it_is_opened(
    store: Store, slug: str, tmp_path: Path
) -> None:
    other = Store(tmp_path / "other")
    other.folder.mkdir()
    (other.folder / "same.json").symlink_to(store.folder / f"{slug}.json")
    with store.open(slug), other.open("same") as second:
        assert second.read_only
        assert "open elsewhere" in second.why


def test_deleting_a_link_keeps_what_it_leads_to(store: Store, slug: str, tmp_path: Path) -> None:
    other = Store(tmp_path / "other")
    other.folder.mkdir()
    (other.folder / "same.json").symlink_to(store.folder / f"{slug}.json")
    place = other.delete("same")
    assert not (place / "same.json").is_symlink()
    assert (place / "same.json").read_bytes() == (store.folder / f"{slug}.json").read_bytes()
    assert other.slugs() == ()
    assert store.slugs() == (slug,)


def test_a_new_plan_is_not_written_through_a_dangling_link(
    store: Store, make_plan: Callable[..., Plan], tmp_path: Path
) -> None:
    store.folder.mkdir()
    (store.folder / "acme.json").symlink_to(tmp_path / "nowhere.json")
    assert store.new(make_plan("Acme")) == "acme-2"
    assert (store.folder / "acme.json").is_symlink()
    assert not (tmp_path / "nowhere.json").exists()


# -- the folder -------------------------------------------------------------------------------------


def test_nothing_is_written_to_an_empty_mount_point(
    store: Store, slug: str, make_plan: Callable[..., Plan], tmp_path: Path
) -> None:
    with store.open(slug) as file:
        swap(store, tmp_path / "drive")
        for _ in range(2):
            with pytest.raises(StoreVanished, match="another one has its name"):
                file.save(make_plan("Acme 1"))
        assert list(store.folder.iterdir()) == []
        rescued = file.rescue(make_plan("Acme 1"))
        assert store.folder not in rescued.parents
        assert list(store.folder.iterdir()) == []
        store.folder.rmdir()
        (tmp_path / "drive").rename(store.folder)
        file.save(make_plan("Acme 1"))
    assert store.read(slug) == make_plan("Acme 1")
    assert store.read(store.import_file(rescued)) == make_plan("Acme 1")


def test_the_same_drive_in_another_slot_is_the_same_store(
    store: Store, slug: str, make_plan: Callable[..., Plan], tmp_path: Path
) -> None:
    with store.open(slug) as file:
        swap(store, tmp_path / "drive")
        (store.folder / f"{slug}.json").write_bytes((tmp_path / "drive" / f"{slug}.json").read_bytes())
        file.save(make_plan("Acme 1"))
        file.save(make_plan("Acme 2"))
    assert store.read(slug) == make_plan("Acme 2")


def test_a_new_plan_is_not_put_on_an_empty_mount_point(
    store: Store, slug: str, make_plan: Callable[..., Plan], tmp_path: Path
) -> None:
    assert list(store.index()) == [slug]
    swap(store, tmp_path / "drive")
    with pytest.raises(StoreVanished):
        store.new(make_plan("Bolt"))
    assert list(store.folder.iterdir()) == []
    store.folder.rmdir()
    (tmp_path / "drive").rename(store.folder)
    assert store.new(make_plan("Bolt")) == "bolt"


# -- the lock ---------------------------------------------------------------------------------------


def test_a_removed_lock_file_is_taken_anew(store: Store, slug: str, make_plan: Callable[..., Plan]) -> None:
    with store.open(slug) as file:
        (store.folder / f"{slug}.lock").unlink()
        file.save(make_plan("Acme 1"))
        with store.open(slug) as second:
            assert second.read_only, "the lock holds again"
    with store.open(slug) as third:
        assert not third.read_only


def test_who_took_the_place_of_a_removed_lock_is_not_overwritten(
    store: Store, slug: str, make_plan: Callable[..., Plan]
) -> None:
    with store.open(slug) as file:
        (store.folder / f"{slug}.lock").unlink()
        with store.open(slug) as second:
            assert not second.read_only
            with pytest.raises(PlanChanged, match="somebody else opened it meanwhile"):
                file.save(make_plan("Acme 1"))
            second.save(make_plan("Theirs"))
        with pytest.raises(PlanChanged, match="something else wrote it"):
            file.save(make_plan("Acme 1"))
        assert file.theirs() == make_plan("Theirs")
        assert file.adopt(make_plan("Acme 1")) == make_plan("Theirs")
        file.save(make_plan("Both"))
    assert store.read(slug) == make_plan("Both")
    assert "Acme 1" in [b.client for b in store.backups(slug)], "what was here is kept among the copies"


def test_a_lock_that_is_ours_is_left_alone(tmp_path: Path) -> None:
    now = datetime(2026, 11, 22, tzinfo=UTC)
    lock = Lock(tmp_path, "acme")
    assert lock.take(now)
    inode = lock.path.stat().st_ino
    assert lock.renew(now)
    assert lock.path.stat().st_ino == inode
    lock.close()


# -- the same content ---------------------------------------------------------------------------------


def test_a_file_written_again_with_the_same_content_is_no_change(
    store: Store, slug: str, make_plan: Callable[..., Plan]
) -> None:
    path = store.folder / f"{slug}.json"
    with store.open(slug) as file:
        again = json.dumps(json.loads(path.read_bytes()), indent=1).encode()
        path.unlink()
        path.write_bytes(again)
        file.save(make_plan("Acme 1"))
    assert store.read(slug) == make_plan("Acme 1")


# -- the disk ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [stat.S_IFREG, stat.S_IFDIR])
@pytest.mark.parametrize("code", [errno.EIO, errno.EINVAL, errno.ENOTSUP])
def test_a_disk_that_does_not_confirm_is_an_error_unless_it_cannot(
    store: Store, make_plan: Callable[..., Plan], monkeypatch: pytest.MonkeyPatch, kind: int, code: int
) -> None:
    slug = store.new(make_plan("Acme"))
    real = os.fsync

    def sync(descriptor: int) -> None:
        if stat.S_IFMT(os.fstat(descriptor).st_mode) == kind:
            raise OSError(code, os.strerror(code))
        real(descriptor)

    with store.open(slug) as file:
        with monkeypatch.context() as patch:
            patch.setattr("planner.store.atomic.os.fsync", sync)
            if code == errno.EIO:
                with pytest.raises(StoreFailed, match=os.strerror(code)):
                    file.save(make_plan("Acme 1"))
            else:
                file.save(make_plan("Acme 1"))
        file.save(make_plan("Acme 2"))
    assert store.read(slug) == make_plan("Acme 2")


# -- what is put away -------------------------------------------------------------------------------


def test_a_deleted_plan_goes_after_its_time_and_a_notice(store: Store, slug: str) -> None:
    place = store.delete(slug)
    over = DAY + timedelta(days=KEPT_DAYS + 1)
    purge(store.folder, over - timedelta(days=1))
    assert [p.name for p in place.iterdir()] == [f"{slug}.json"]
    purge(store.folder, over)
    assert place.exists(), "its time being over is only noticed"
    purge(store.folder, over + timedelta(days=NOTICE_DAYS - 1))
    assert place.exists()
    purge(store.folder, over + timedelta(days=NOTICE_DAYS))
    assert not place.exists()


def test_a_clock_that_jumped_purges_nothing(store: Store, slug: str) -> None:
    place = store.delete(slug)
    purge(store.folder, DAY + timedelta(days=3650))
    purge(store.folder, DAY + timedelta(days=1))
    purge(store.folder, DAY + timedelta(days=3650 + NOTICE_DAYS))
    assert (place / f"{slug}.json").exists()


def test_only_what_was_put_away_by_us_is_purged(store: Store, slug: str, tmp_path: Path) -> None:
    store.delete(slug)
    trash = store.folder / "trash"
    (trash / "notes").mkdir()
    (trash / "acme-2020-13-45").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (trash / "bolt-2020-01-01").symlink_to(tmp_path / "elsewhere")
    for days in (400, 400 + NOTICE_DAYS):
        purge(store.folder, DAY + timedelta(days=days))
    assert sorted(p.name for p in trash.iterdir()) == ["acme-2020-13-45", "bolt-2020-01-01", "notes"]
    assert (tmp_path / "elsewhere").is_dir()


# -- the last door ------------------------------------------------------------------------------------


def test_a_rescued_plan_is_private_and_can_be_taken_in(
    store: Store, slug: str, make_plan: Callable[..., Plan]
) -> None:
    with store.open(slug) as file:
        first, second = file.rescue(make_plan("Mine")), file.rescue(make_plan("Mine 2"))
    assert first.parent == store.folder / "rescued"
    assert first != second
    assert first.stat().st_mode & 0o777 == 0o600
    assert store.slugs() == (slug,), "it is no plan of the list until it is taken in"
    assert store.read(store.import_file(first)) == make_plan("Mine")
    assert store.read(store.import_file(second)) == make_plan("Mine 2")


def test_where_the_store_takes_nothing_another_place_does(
    store: Store, make_plan: Callable[..., Plan], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    slug = store.new(make_plan("Acme"))
    refused: list[Path] = []
    refusals = 0
    real = write_file

    def write(path: Path, data: bytes) -> object:
        if len(refused) < refusals:
            refused.append(path)
            raise StoreError("no", path)
        return real(path, data)

    monkeypatch.setattr("planner.store.rescue.write_file", write)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with store.open(slug) as file:
        places = []
        for refusals in (0, 1, 2):  # noqa: B007 - what `write` looks at
            refused.clear()
            places.append(file.rescue(make_plan("Mine")).parent)
        assert len(set(places)) == 3
        refused.clear()
        refusals = 3
        with pytest.raises(StoreError, match="no"):
            file.rescue(make_plan("Mine"))
