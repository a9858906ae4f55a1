"""The folder of plans: names, making, taking in, deleting, rights."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.model.plan import Plan
from planner.model.summary import Summary
from planner.store import PlanLocked, PlanMissing, PlanRefused, Store, StoreError
from planner.store.slug import LONGEST, is_slug, numbered, slug_for


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Acme Legal LLP", "acme-legal-llp"),
        ("  Müller & Söhne GmbH ", "muller-and-sohne-gmbh"),
        ("Straße Ørsted Æ", "strasse-orsted-ae"),
        ("../x", "x"),
        ("[/etc]", "etc"),
        ("..\\..\\windows", "windows"),
        ("🧾", "client"),
        ("", "client"),
        ("\u202e\u200f", "client"),
        ("株式会社", "client"),
        ("CON", "con-client"),
        ("nul", "nul-client"),
        ("com1", "com1-client"),
        ("Index", "index-client"),
        ("history", "history-client"),
        ("a\x00b\nc", "a-b-c"),
        ("x" * 500, "x" * LONGEST),
    ],
)
def test_slugs_are_plain_and_portable(name: str, slug: str) -> None:
    assert slug_for(name) == slug


@given(st.text(st.characters(exclude_categories=())), st.integers(1, 2000))
def test_every_name_has_a_slug_that_is_one(name: str, number: int) -> None:
    slug = numbered(slug_for(name), number)
    assert is_slug(slug)
    assert slug.isascii()
    assert len(slug) <= LONGEST + len("-client")


def test_looking_creates_nothing(store: Store) -> None:
    assert store.slugs() == ()
    assert store.index() == {}
    assert store.backups("acme") == ()
    with pytest.raises(PlanMissing, match="There is no plan 'acme'"):
        store.open("acme")
    with pytest.raises(PlanMissing):
        store.read("acme")
    with pytest.raises(PlanMissing):
        store.delete("acme")
    assert not store.set_summary("acme", Summary(name="Acme"))
    assert not store.folder.exists()


@pytest.mark.parametrize(
    "slug", ["../x", "/etc/passwd", "a/b", "", ".", "index", "x.damaged-2026-11-22-1", "con", "a\x00"]
)
def test_a_name_from_outside_is_never_a_path(store: Store, make_plan: Callable[..., Plan], slug: str) -> None:
    store.new(make_plan())
    for use in (store.open, store.read, store.delete):
        with pytest.raises(PlanMissing):
            use(slug)
    assert store.backups(slug) == ()


def test_the_same_name_gets_a_number(store: Store, make_plan: Callable[..., Plan]) -> None:
    assert [store.new(make_plan("Acme")) for _ in range(3)] == ["acme", "acme-2", "acme-3"]
    assert store.slugs() == ("acme", "acme-2", "acme-3")
    assert len(store.new(make_plan("y" * 200))) == len(store.new(make_plan("y" * 200))) == LONGEST


@pytest.mark.skipif(os.name == "nt", reason="rights are not modes there")
def test_everything_is_private(store: Store, make_plan: Callable[..., Plan]) -> None:
    old = os.umask(0)
    try:
        slug = store.new(make_plan(), Summary(name="Acme"))
        with store.open(slug) as file:
            file.save(make_plan())
            modes = {p: stat.S_IMODE(p.stat().st_mode) for p in store.folder.rglob("*")}
            assert modes == {p: 0o700 if p.is_dir() else 0o600 for p in modes}
            names = {p.name for p in modes}
    finally:
        os.umask(old)
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700
    assert names >= {
        f"{slug}.json",
        "index.json",
        f"{slug}.owner.json",
        f"{slug}.lock",
        "2026-11-22T104200Z-r1.json",
    }


def test_a_deleted_plan_lies_in_the_trash_with_its_history(
    store: Store, make_plan: Callable[..., Plan]
) -> None:
    slug = store.new(make_plan("Acme"))
    with store.open(slug) as file:
        file.save(make_plan("Acme"))
        with pytest.raises(PlanLocked, match="open elsewhere"):
            store.delete(slug)
    place = store.delete(slug)
    assert place == store.folder / "trash" / "acme-2026-11-22"
    assert sorted(str(p.relative_to(place)) for p in place.rglob("*.json")) == [
        "acme.json",
        "history/2026-11-22T104200Z-r1.json",
        "history/2026-11-22T104200Z-r2.json",
    ]
    assert store.slugs() == ()
    assert [p.name for p in store.folder.iterdir() if p.is_file()] == []
    assert store.import_file(place / "acme.json") == "acme"
    assert store.delete("acme").name == "acme-2026-11-22-2"


def test_a_plan_file_from_elsewhere_is_taken_in(tmp_path: Path, make_plan: Callable[..., Plan]) -> None:
    there, here = Store(tmp_path / "there"), Store(tmp_path / "here")
    slug = there.new(make_plan("Acme"))
    copy = tmp_path / "Acme from Bob.JSON"
    copy.write_bytes((there.folder / f"{slug}.json").read_bytes())
    assert here.import_file(copy) == "acme"
    assert here.import_file(copy) == "acme-2"
    assert here.read("acme") == here.read("acme-2") == make_plan("Acme")


@pytest.mark.parametrize(
    "data",
    [b"", b"\0" * 100, b"not json", b"[]", b"{}", b'{"meta": 1}', b'{"meta": {}}', b'{"meta": {"1": []}}',
     b'{"meta": {"1": {"schema": 1}}}', b'{"meta": {"1": {"schema": "1.0"}}}', b"Name,Serial\nPC-1,123\n", b"[" * 100_000,
     b'{"_default": {"1": {"a": 1}}}', '{"a": "\xe9"}'.encode("latin-1")],
    ids=lambda d: repr(d[:20]),
)  # fmt: skip
def test_a_file_that_is_no_plan_is_refused_in_words(store: Store, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(data)
    with pytest.raises(PlanRefused, match="is not a plan file") as caught:
        store.import_file(path)
    assert "export.csv" in str(caught.value)
    assert "Traceback" not in str(caught.value)
    assert store.slugs() == ()


def test_a_folder_and_a_missing_file_are_refused_in_words(store: Store, tmp_path: Path) -> None:
    with pytest.raises(PlanRefused, match="is not a file"):
        store.import_file(tmp_path)
    with pytest.raises(PlanRefused, match="is not there"):
        store.import_file(tmp_path / "gone.json")


def test_an_editors_byte_order_mark_does_no_harm(store: Store, make_plan: Callable[..., Plan]) -> None:
    slug = store.new(make_plan())
    path = store.folder / f"{slug}.json"
    pretty = json.dumps(json.loads(path.read_text("utf-8")), indent=2).encode()
    path.write_bytes(b"\xef\xbb\xbf" + pretty)
    assert store.read(slug) == make_plan()


def test_other_files_in_the_folder_are_left_out(store: Store, make_plan: Callable[..., Plan]) -> None:
    store.new(make_plan("Acme"))
    for name in (
        "notes.txt",
        "Upper.json",
        "acme.damaged-2026-11-22-1.json",
        ".acme.json.1-ab.tmp",
        "index.json",
    ):
        (store.folder / name).write_text("{}")
    (store.folder / "a-folder.json").mkdir()
    assert store.slugs() == ("acme",)


def test_a_store_that_is_a_file_is_told_in_words(tmp_path: Path, make_plan: Callable[..., Plan]) -> None:
    (tmp_path / "plans").write_text("I am a file")
    store = Store(tmp_path / "plans")
    assert store.slugs() == ()
    assert store.index() == {}
    with pytest.raises(StoreError, match="plans could not be saved"):
        store.new(make_plan())
