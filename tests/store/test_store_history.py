"""Copies are kept, damage is told, and nothing is overwritten that was not read."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from planner.model.answer import Answer
from planner.model.plan import Plan
from planner.store import (
    PlanChanged,
    PlanDamaged,
    PlanLocked,
    PlanMissing,
    PlanRefused,
    Store,
    StoreFull,
    StoreVanished,
)
from planner.store.environment import Environment
from planner.store.history import EVERY_SAVES, EVERY_SECONDS

DAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

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


def at(store: Store, moment: datetime) -> Store:
    """Return the same store at another time."""
    return Store(store.folder, environment=Environment(today=moment.date, now=lambda: moment, app="0.1.0"))


def save(store: Store, slug: str, plan: Plan, moment: datetime = NOON) -> None:
    with at(store, moment).open(slug) as file:
        assert not file.read_only
        file.save(plan)


def states(store: Store, slug: str) -> list[str]:
    return [b.client for b in store.backups(slug)]


def test_a_session_leaves_what_was_there_before_and_what_it_leaves_behind(
    store: Store, make_plan: Callable[..., Plan]
) -> None:
    slug = store.new(make_plan("Acme"))
    assert store.backups(slug) == ()
    with at(store, NOON).open(slug) as file:
        for number in range(10):
            file.save(make_plan(f"Acme {number}"))
    assert states(store, slug) == ["Acme 9", "Acme"]
    save(store, slug, make_plan("Acme 10"), NOON + HOUR)
    assert states(store, slug) == ["Acme 10", "Acme 9", "Acme"], "what is there already is not kept twice"
    first = store.backups(slug)[-1]
    assert (first.reason, first.readable, first.revision) == ("everyday copy", True, 1)
    assert first.path == store.folder / "history" / slug / "2026-11-22T120000Z-r1.json"
    with at(store, NOON + HOUR).open(slug):
        pass
    assert len(store.backups(slug)) == 3, "looking leaves no copy"


def test_copies_are_due_after_so_many_saves_or_minutes(store: Store, make_plan: Callable[..., Plan]) -> None:
    slug = store.new(make_plan("0"))
    moment = [NOON]
    clock = Environment(today=lambda: DAY, now=lambda: moment[0], app="0.1.0")
    with Store(store.folder, environment=clock).open(slug) as file:
        for number in range(1, 2 * EVERY_SAVES + 2):
            file.save(make_plan(str(number)))
        assert states(store, slug) == [str(2 * EVERY_SAVES), str(EVERY_SAVES), "0"]
        moment[0] += timedelta(seconds=EVERY_SECONDS)
        file.save(make_plan("later"))
        assert states(store, slug)[0] == str(2 * EVERY_SAVES + 1)
        moment[0] -= timedelta(days=400)
        file.save(make_plan("the clock was set back"))
        assert "later" in states(store, slug), "a clock set back does not put off the next copy"


def test_a_day_in_four_sessions_has_a_copy_of_each(store: Store, make_plan: Callable[..., Plan]) -> None:
    slug = store.new(make_plan("Acme"))
    for session in range(4):
        with at(store, NOON + session * HOUR).open(slug) as file:
            for number in range(25):
                answers = {f"IAM-{n}": Answer(answer="yes") for n in range(session * 25 + number + 1)}
                file.save(make_plan("Acme", answers=answers))
    newest = store.backups(slug)[0]
    assert len(store.plan_in(newest).answers) == 100


def test_a_copy_is_a_file_of_its_own(store: Store, make_plan: Callable[..., Plan]) -> None:
    slug = store.new(make_plan("Acme"))
    save(store, slug, make_plan("Acme 1"))
    with (store.folder / f"{slug}.json").open("r+b") as handle:  # an editor that writes in place
        handle.write(b"scribbled")
    assert states(store, slug) == ["Acme 1", "Acme"]


def test_where_there_are_no_links_the_bytes_are_copied(
    store: Store, make_plan: Callable[..., Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr("planner.store.history.os.link", refuse)
    slug = store.new(make_plan("Acme"))
    save(store, slug, make_plan("Acme 1"))
    assert states(store, slug) == ["Acme 1", "Acme"]


def test_a_full_disk_stops_no_close(
    store: Store, make_plan: Callable[..., Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    slug = store.new(make_plan("Acme"))
    with at(store, NOON).open(slug) as file:
        file.save(make_plan("Acme 1"))

        def full(*_: object, **__: object) -> None:
            raise StoreFull("no room", store.folder)

        monkeypatch.setattr("planner.store.history.write_file", full)
    assert states(store, slug) == ["Acme"]
    with at(store, NOON).open(slug) as file:
        assert not file.read_only, "it was closed"


def test_old_copies_go_by_the_rule_and_those_of_the_first_version_are_known(
    store: Store, make_plan: Callable[..., Plan]
) -> None:
    slug = store.new(make_plan("Acme"))
    folder = store.folder / "history" / slug
    folder.mkdir(parents=True)
    good = (store.folder / f"{slug}.json").read_bytes()
    for number in range(1, 200):
        (folder / f"{DAY - timedelta(days=number)}.json").write_bytes(good)
    (folder / "2026-01-01-before-restore.json").write_bytes(good)
    (folder / "2020-01-01-before-restore-2.json").write_bytes(good)
    (folder / "notes.txt").write_text("not ours")
    save(store, slug, make_plan("Acme 1"))
    names = {p.name for p in folder.iterdir()}
    everyday = [n for n in names if "-before-" not in n and n != "notes.txt" and "T" not in n]
    assert 31 + 20 < len(everyday) < 31 + 30, "one a day of a month, one a week before"
    assert "2026-01-01-before-restore.json" in names, "copies before something drastic stay two years"
    assert "2020-01-01-before-restore-2.json" not in names
    assert "notes.txt" in names


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_file_is_kept_and_the_newest_good_copy_offered(
    store: Store, make_plan: Callable[..., Plan], kind: str
) -> None:
    slug = store.new(make_plan("Acme"))
    save(store, slug, make_plan("Acme"), NOON - 2 * 24 * HOUR)
    newer = store.folder / "history" / slug / "2026-11-21T120000Z-r3.json"
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
        assert error.backup.path.name == "2026-11-20T120000Z-r2.json"
        assert str(path) in str(error)
        assert "has the state of 2026-11-20 12:00" in str(error)
        assert "Restore it" in str(error)
    assert error.backup is not None
    assert error.kept is not None
    store.restore(slug, error.backup)
    assert store.read(slug) == make_plan("Acme")
    assert error.kept.read_bytes() == bad
    save(store, slug, make_plan("Acme 5"))
    assert [b.readable for b in store.backups(slug)] == [True, True, False, True, True]


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
    store.restore(slug, store.backups(slug)[-1])
    assert store.read(slug) == make_plan("Acme")
    newest = next(b for b in store.backups(slug) if b.reason == "before restore")
    assert newest.client == "Acme 1"
    store.restore(slug, newest)
    assert store.read(slug) == make_plan("Acme 1")
    assert len(store.backups(slug)) == 4
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
    store.restore(slug, store.backups(slug)[-1])
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
