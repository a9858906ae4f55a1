"""Documents beside plans: what is written over, what never is, and what a cut-off export leaves."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.model.plan import Plan
from planner.store import ExportExists, Store, StoreError, export, export_target, write_document
from planner.store.recognise import is_plan

posix = pytest.mark.skipif(os.name == "nt", reason="rights, links and pipes as POSIX has them")
Write = Callable[..., Path]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    folder.mkdir()
    return folder


@pytest.fixture
def write(store: Store) -> Write:
    def call(path: Path, *, replace: bool = False) -> Path:
        target = export_target(path, "acme.md", store=store.folder)
        return write_document(target, "the document", replace=replace)

    return call


@pytest.fixture
def plan_bytes(tmp_path: Path, make_plan: Callable[..., Plan]) -> bytes:
    """Return the bytes of a plan from a store of somebody else's."""
    other = Store(tmp_path / "other")
    slug = other.new(make_plan())
    return (tmp_path / "other" / f"{slug}.json").read_bytes()


@posix
def test_a_document_is_its_owners_alone_also_where_an_open_one_was(desk: Path, write: Write) -> None:
    (desk / "old.md").write_text("old")
    (desk / "old.md").chmod(0o644)
    for path in (write(desk / "new.md"), write(desk / "old.md", replace=True)):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert path.read_text() == "the document"
    assert len(list(desk.iterdir())) == 2


def test_what_is_there_is_replaced_on_demand_only(desk: Path, write: Write) -> None:
    for name in ("note.md", ".profile", "no suffix"):
        (desk / name).write_text("mine")
        with pytest.raises(ExportExists, match="4 bytes, last changed"):
            write(desk / name)
        assert (desk / name).read_text() == "mine"
        assert write(desk / name, replace=True).read_text() == "the document"


def test_in_a_folder_a_number_keeps_both(desk: Path, write: Write) -> None:
    assert [write(desk).name for _ in range(3)] == ["acme.md", "acme-2.md", "acme-3.md"]
    assert write(desk, replace=True).name == "acme.md"
    assert export_target(desk / "acme.md", "x.md", store=desk / "s").free == desk / "acme-4.md"


@pytest.mark.parametrize("links", [True, False], ids=["links", "no-links"])
def test_a_file_that_appears_in_between_stays(
    desk: Path, store: Store, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    if not links:

        def refused(*_: object) -> None:
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr(os, "link", refused)
    named = export_target(desk / "x.md", "acme.md", store=store.folder)
    folder = export_target(desk, "acme.md", store=store.folder)
    for name in ("x.md", "acme.md"):
        (desk / name).write_text("theirs")
    with pytest.raises(ExportExists):
        write_document(named, "ours")
    assert write_document(folder, "ours") == desk / "acme-2.md"
    assert (desk / "acme-2.md").read_text() == "ours"
    assert {(desk / name).read_text() for name in ("x.md", "acme.md")} == {"theirs"}
    assert len(list(desk.iterdir())) == 3


def test_a_plan_that_appears_in_between_stays(desk: Path, store: Store, plan_bytes: bytes) -> None:
    (desk / "x.md").write_text("old")
    target = export_target(desk / "x.md", "acme.md", store=store.folder)
    (desk / "x.md").write_bytes(plan_bytes)
    with pytest.raises(StoreError, match="is a plan"):
        write_document(target, "ours", replace=True)
    assert [p.read_bytes() for p in desk.iterdir()] == [plan_bytes]


def _spoiled(data: bytes) -> dict[str, bytes]:
    return {
        "whole": data,
        "marked.md": b"\xef\xbb\xbf" + data,
        "indented": data.replace(b"{", b"{\n  ").replace(b'":', b'" : '),
        "cut": data[: len(data) * 2 // 3],
        "flipped": data.replace(b'"meta"', b'"mdta"', 1),
        "overwritten": b"\0" * 100 + data[100:],
        "headless": data[60:],
    }


@pytest.mark.parametrize("how", _spoiled(b""))
def test_a_plan_is_never_replaced_wherever_it_lies(
    desk: Path, write: Write, plan_bytes: bytes, how: str
) -> None:
    data = _spoiled(plan_bytes)[how]
    (desk / how).write_bytes(data)
    with pytest.raises(StoreError, match="is a plan"):
        write(desk / how, replace=True)
    assert (desk / how).read_bytes() == data


@pytest.mark.parametrize(
    "text", ["", "{", "{}", '{"meta": {}}', '{"meta": 1, "schema": 2}', "# A plan\n", "[1]"]
)
def test_other_files_are_no_plans(desk: Path, text: str) -> None:
    (desk / "x").write_text(text)
    assert not is_plan(desk / "x")


@pytest.mark.parametrize("which", ["plans", "other"])
@pytest.mark.parametrize(
    "name",
    [
        "index.json", "index.lock", "acme-legal-llp.lock", "new.json", "new", "history/acme/x.json",
        "trash/acme-2026-11-22/x", "trash/acme-2026-11-22/history/x.json",
    ],
)  # fmt: skip
def test_nothing_but_documents_is_put_into_a_store(  # noqa: PLR0917 - fixtures by name
    tmp_path: Path, store: Store, write: Write, make_plan: Callable[..., Plan], which: str, name: str
) -> None:
    store.new(make_plan())
    slug = Store(tmp_path / "other").new(make_plan())
    with Store(tmp_path / "other").open(slug) as file:
        file.save(make_plan())
    path = tmp_path / which / name
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(StoreError, match="holds your plans"):
        write(path, replace=True)
    assert (path.read_bytes() if path.exists() else None) == before
    assert write(tmp_path / which / "notes.md").read_text() == "the document"


@posix
def test_the_file_a_plan_is_linked_to_is_the_stores_even_when_nothing_of_it_reads(
    desk: Path, store: Store, write: Write
) -> None:
    store.folder.mkdir()
    (desk / "acme.json").write_bytes(b"\0" * 50)
    (store.folder / "acme.json").symlink_to(desk / "acme.json")
    with pytest.raises(StoreError, match="holds your plans"):
        write(desk / "acme.json", replace=True)


@posix
def test_what_is_no_regular_file_is_refused_also_behind_a_link(
    desk: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk)  # a socket's path has a short limit
    os.mkfifo("pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        Path("null").symlink_to("/dev/null")
        Path("folder").mkdir()
        (Path("folder") / "acme.md").mkdir()
        for name in ("pipe", "socket"):
            Path(f"{name}-link").symlink_to(name)
        before = sorted(desk.rglob("*"))
        for name in (
            "pipe",
            "socket",
            "null",
            "pipe-link",
            "socket-link",
            "/dev/null",
            "folder/acme.md/acme.md",
        ):
            path = Path(name)
            if name.endswith("acme.md"):
                path.mkdir()
                before.append(desk / path)
                path = path.parent
            with pytest.raises(StoreError, match=r"a (pipe|socket|device|folder) is there"):
                write(path, replace=True)
        assert sorted(desk.rglob("*")) == sorted(before)


@posix
def test_a_link_to_a_document_stays_a_link(desk: Path, write: Write) -> None:
    (desk / "there").mkdir()
    for name in ("new.md", "old.md"):
        (desk / name).symlink_to(desk / "there" / name)
    (desk / "there" / "old.md").write_text("old")
    with pytest.raises(ExportExists):
        write(desk / "old.md")
    write(desk / "new.md")
    write(desk / "old.md", replace=True)
    assert all((desk / name).is_symlink() for name in ("new.md", "old.md"))
    assert {p.read_text() for p in (desk / "there").iterdir()} == {"the document"}


def test_a_folder_that_is_not_there_and_a_name_that_is_too_long_are_told(desk: Path, write: Write) -> None:
    with pytest.raises(StoreError, match="there is no folder"):
        write(desk / "no" / "x.md")
    with pytest.raises(StoreError, match="too long"):
        write(desk / ("x" * 300))
    longest = desk / ("x" * 252 + ".md")  # the temporary name must not be the longer one
    assert write(longest) == longest


@pytest.mark.parametrize("call", ["write", "fsync", "link", "replace"])
def test_an_export_that_fails_leaves_what_was_there_and_nothing_else(
    desk: Path, write: Write, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    (desk / "x.md").write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, full)
    if call == "link":  # then it is written directly, which fails as well
        monkeypatch.setattr(os, "write", full)
    for path, replace in ((desk / "x.md", True), (desk / "y.md", False)):
        if call == "replace" and not replace:
            continue
        with pytest.raises(StoreError, match="disk is full"):
            write(path, replace=replace)
    assert [(p.name, p.read_text()) for p in desk.iterdir()] == [("x.md", "old")]


_CUT_OFF = """
import os, sys
from pathlib import Path
from planner.store import export_target, write_document
target = export_target(Path(sys.argv[1]), "acme.md", store=Path(sys.argv[1]) / "none")
os.fsync = lambda _: os._exit(9)
write_document(target, "half")
"""


@posix
def test_the_next_export_sweeps_what_a_dead_one_left_and_nothing_else(desk: Path, write: Write) -> None:
    done = subprocess.run([sys.executable, "-c", _CUT_OFF, str(desk)], check=False, timeout=60)
    assert done.returncode == 9
    (left,) = desk.iterdir()
    assert stat.S_IMODE(left.stat().st_mode) == 0o600
    dead = left.name.split("-")[3]
    running = left.with_name(left.name.replace(f"-{dead}-", f"-{os.getppid()}-"))
    elsewhere = left.with_name(left.name.replace(f"-{export._host()}-", "-00000000-"))
    abandoned = left.with_name(elsewhere.name.replace(f"-{dead}-", f"-{os.getppid()}-"))
    strangers = left.with_name(".planner-export-x.tmp")
    for path in (running, elsewhere, abandoned, strangers):
        path.write_text("another's")
    os.utime(abandoned, (0, 0))
    write(desk / "x.md")
    assert {p.name for p in desk.iterdir()} == {running.name, elsewhere.name, strangers.name, "x.md"}
