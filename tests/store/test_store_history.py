"""Copies are kept, damage is told, and nothing is overwritten that was not read."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from tinydb import TinyDB

from planner.model.plan import Plan
from planner.store import (
    PlanChanged,
    PlanDamaged,
    PlanLocked,
    PlanMissing,
    PlanRefused,
    Store,
    StoreVanished,
)
from planner.store.history import KEPT

DAY = date(2026, 11, 22)

DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "truncated": lambda data: data[: len(data) // 2],
    "nul bytes": lambda data: b"\0" * len(data),
    "nul tail": lambda data: data[:-20] + b"\0" * 20,
    "not json": lambda _: b"%PDF-1.7",
    "a list": lambda _: b"[1, 2]",
    "no meta": lambda data: data.replace(b'"meta"', b'"mate"'),
    "no client": lambda data: data.replace(b'"client"', b'"tneilc"'),
    "a number for a name": lambda data: data.replace(b'"name":"Acme"', b'"name":12345'),
    "half a character": lambda data: data.replace(b"Acme", b"Acm\xc3"),
    "a table that is none": lambda data: data.replace(b'"answers":{}', b'"answers":[]'),
    "an answer that is none": lambda data: data.replace(b'"answers":{}', b'"answers":{"1":7}'),
    "a revision that is none": lambda data: data.replace(b'"revision":', b'"revision":"x","r":'),
}


def save(store: Store, slug: str, plan: Plan, day: date = DAY) -> None:
    with store.open(slug, today=day) as file:
        assert not file.read_only
        file.save(plan)


def test_each_days_first_save_leaves_a_copy_of_the_state_before(
    store: Store, make_plan: Callable[..., Plan]
) -> None:
    slug = store.new(make_plan("Acme"))
    assert store.backups(slug) == ()
    save(store, slug, make_plan("Acme 1"))
    save(store, slug, make_plan("Acme 2"))
    save(store, slug, make_plan("Acme 3"), DAY + timedelta(days=1))
    save(store, slug, make_plan("Acme 4"), DAY + timedelta(days=1))
    backups = store.backups(slug)
    assert [(b.taken, b.client, b.reason, b.readable, b.revision) for b in backups] == [
        ("2026-11-23", "Acme 2", "first save of the day", True, 3),
        ("2026-11-22", "Acme", "first save of the day", True, 1),
    ]
    assert backups[0].path == store.folder / "history" / slug / "2026-11-23.json"
    assert store.read(slug) == make_plan("Acme 4")


def test_a_copy_is_a_file_of_its_own(store: Store, make_plan: Callable[..., Plan]) -> None:
    slug = store.new(make_plan("Acme"))
    save(store, slug, make_plan("Acme 1"))
    with TinyDB(store.folder / f"{slug}.json", encoding="utf-8") as db:  # writes in place
        db.table("client").update({"name": "scribbled"})
    assert store.backups(slug)[0].client == "Acme"


def test_where_there_are_no_links_the_bytes_are_copied(
    store: Store, make_plan: Callable[..., Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr("planner.store.history.os.link", refuse)
    slug = store.new(make_plan("Acme"))
    save(store, slug, make_plan("Acme 1"))
    assert store.backups(slug)[0].client == "Acme"


def test_so_many_daily_copies_are_kept(store: Store, make_plan: Callable[..., Plan]) -> None:
    slug = store.new(make_plan("Acme"))
    folder = store.folder / "history" / slug
    folder.mkdir(parents=True)
    for number in range(KEPT + 5):
        (folder / f"{DAY - timedelta(days=number + 1)}.json").write_bytes(b"{}")
    (folder / "2020-01-01-before-restore.json").write_bytes(b"{}")
    save(store, slug, make_plan("Acme 1"))
    names = sorted(p.name for p in folder.iterdir())
    assert len(names) == KEPT + 1
    assert names[0] == "2020-01-01-before-restore.json", "copies before something drastic stay"
    assert names[-1] == f"{DAY}.json"


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_file_is_kept_and_the_newest_good_copy_offered(
    store: Store, make_plan: Callable[..., Plan], kind: str
) -> None:
    slug = store.new(make_plan("Acme"))
    save(store, slug, make_plan("Acme"), DAY - timedelta(days=2))
    save(store, slug, make_plan("Acme"), DAY - timedelta(days=1))
    newer = store.folder / "history" / slug / f"{DAY - timedelta(days=1)}.json"
    newer.write_bytes(b"also damaged")
    path = store.folder / f"{slug}.json"
    bad = DAMAGE[kind](path.read_bytes())
    path.write_bytes(bad)
    for use in (store.open, store.read, store.open):  # however often: one copy
        with pytest.raises(PlanDamaged) as caught:
            use(slug)
        error = caught.value
        assert error.kept == store.folder / f"{slug}.damaged-2026-11-22-1.json"
        assert error.kept.read_bytes() == bad == path.read_bytes()
        assert error.backup is not None
        assert error.backup.taken == "2026-11-20"
        assert str(path) in str(error)
        assert "put aside on 2026-11-20" in str(error)
        assert "Restore it" in str(error)
    assert error.backup is not None
    assert error.kept is not None
    store.restore(slug, error.backup)
    assert store.read(slug) == make_plan("Acme")
    assert error.kept.read_bytes() == bad
    save(store, slug, make_plan("Acme 5"))
    assert [b.readable for b in store.backups(slug)] == [True, False, True]


def test_without_a_copy_the_words_say_so(store: Store, make_plan: Callable[..., Plan]) -> None:
    slug = store.new(make_plan("Acme"))
    (store.folder / f"{slug}.json").write_bytes(b"")
    with pytest.raises(PlanDamaged, match=r"is empty\. It is kept as .*There is no earlier copy") as caught:
        store.read(slug)
    assert caught.value.backup is None
    assert slug in store.slugs(), "it stays in the list, or nobody would notice"
    place = store.delete(slug)
    assert sorted(p.name for p in place.iterdir()) == ["acme.damaged-2026-11-22-1.json", "acme.json"]


def test_two_damages_are_both_kept(store: Store, make_plan: Callable[..., Plan]) -> None:
    slug = store.new(make_plan("Acme"))
    for data in (b"one", b"two"):
        (store.folder / f"{slug}.json").write_bytes(data)
        with pytest.raises(PlanDamaged):
            store.read(slug)
    kept = sorted(store.folder.glob(f"{slug}.damaged-*"))
    assert [p.read_bytes() for p in kept] == [b"one", b"two"]


def test_restoring_keeps_what_was_there(store: Store, make_plan: Callable[..., Plan]) -> None:
    slug = store.new(make_plan("Acme"))
    save(store, slug, make_plan("Acme 1"))
    store.restore(slug, store.backups(slug)[0])
    assert store.read(slug) == make_plan("Acme")
    newest = store.backups(slug)[0]
    assert (newest.reason, newest.client) == ("before restore", "Acme 1")
    store.restore(slug, newest)
    assert store.read(slug) == make_plan("Acme 1")
    assert len(store.backups(slug)) == 3
    meta = json.loads((store.folder / f"{slug}.json").read_bytes())["meta"]["1"]
    assert meta["revision"] == 4, "later than anything that was read before"


def test_a_plan_in_use_or_a_bad_copy_is_not_restored(store: Store, make_plan: Callable[..., Plan]) -> None:
    slug = store.new(make_plan("Acme"))
    save(store, slug, make_plan("Acme 1"))
    backup = store.backups(slug)[0]
    with store.open(slug), pytest.raises(PlanLocked, match="was not restored"):
        store.restore(slug, backup)
    backup.path.write_bytes(b"{")
    with pytest.raises(PlanRefused, match="cannot be read"):
        store.restore(slug, backup)
    assert store.read(slug) == make_plan("Acme 1")


def test_a_plan_that_was_lost_can_be_restored(store: Store, make_plan: Callable[..., Plan]) -> None:
    slug = store.new(make_plan("Acme"))
    save(store, slug, make_plan("Acme 1"))
    (store.folder / f"{slug}.json").unlink()
    with pytest.raises(PlanMissing):
        store.read(slug)
    store.restore(slug, store.backups(slug)[0])
    assert store.read(slug) == make_plan("Acme")


# -- somebody else wrote the file -----------------------------------------------------------------


def test_a_save_over_somebody_elses_work_is_refused(store: Store, make_plan: Callable[..., Plan]) -> None:
    slug = store.new(make_plan("Acme"))
    path = store.folder / f"{slug}.json"
    with store.open(slug) as file:
        file.save(make_plan("Mine"))
        other = Store(store.folder.parent / "other")
        other.new(make_plan("Acme"))
        save(other, slug, make_plan("Them"))  # the same length, the same revision, and soon after
        theirs = (other.folder / f"{slug}.json").read_bytes()
        path.write_bytes(theirs)
        for _ in range(2):
            with pytest.raises(PlanChanged, match="revision 2, here revision 2"):
                file.save(make_plan("Mine 2"))
        assert path.read_bytes() == theirs
        assert file.reload() == make_plan("Them")
        file.save(make_plan("Both"))
    assert store.read(slug) == make_plan("Both")


def test_damage_under_an_open_plan_is_kept_aside_and_healed_by_the_save(
    store: Store, make_plan: Callable[..., Plan]
) -> None:
    slug = store.new(make_plan("Acme"))
    path = store.folder / f"{slug}.json"
    with store.open(slug) as file:
        path.write_bytes(b"damaged meanwhile")
        file.save(make_plan("Acme 1"))
    assert (store.folder / f"{slug}.damaged-2026-11-22-1.json").read_bytes() == b"damaged meanwhile"
    assert store.read(slug) == make_plan("Acme 1")


def test_a_file_that_was_moved_away_is_written_again(store: Store, make_plan: Callable[..., Plan]) -> None:
    slug = store.new(make_plan("Acme"))
    with store.open(slug) as file:
        (store.folder / f"{slug}.json").unlink()
        file.save(make_plan("Acme 1"))
    assert store.read(slug) == make_plan("Acme 1")


def test_a_folder_that_went_away_is_told_and_not_made_anew(
    store: Store, make_plan: Callable[..., Plan], tmp_path: Path
) -> None:
    slug = store.new(make_plan("Acme"))
    with store.open(slug) as file:
        store.folder.rename(tmp_path / "unplugged")
        with pytest.raises(StoreVanished, match="Reconnect the drive"):
            file.save(make_plan("Acme 1"))
        assert not store.folder.exists()
        (tmp_path / "unplugged").rename(store.folder)
        file.save(make_plan("Acme 1"))
    assert store.read(slug) == make_plan("Acme 1")
