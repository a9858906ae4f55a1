"""A store, a file or a figure that is not what it should be: clear words, nothing lost."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import pytest

from planner.workspace import Workspace
from tests.cli.runner import Run, runner


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


def test_a_store_that_is_a_file_is_not_an_empty_store(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = tmp_path / "file"
    wrong.write_text("something else")
    for place in (wrong, wrong / "below"):
        monkeypatch.setenv("PLANNER_STORE", str(place))
        for arguments in (("list",), ("list", "--json"), ("show", "acme"), ("new", "Acme")):
            done = run(*arguments)
            assert (done.code, done.out) == (1, "")
            assert "is not a folder" in done.err
            assert "PLANNER_STORE" in done.err
        assert run("diagnostics").code == 0
    assert wrong.read_text() == "something else"


def test_a_store_nobody_may_read_is_not_an_empty_store(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("new", "Acme")
    scan = os.scandir

    def refused(path: str | os.PathLike[str]) -> object:
        if Path(path).name == "plans":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refused)
    done = run("list")
    assert (done.code, done.out) == (1, "")
    assert "Permission denied" in done.err


def test_one_damaged_plan_does_not_hide_the_others(run: Run, own_world: Path) -> None:
    run("new", "Acme")
    run("new", "Beta", "--people", "9")
    (own_world / "acme.json").write_bytes(b'{"meta": {"1": {"sch')
    done = run("list")
    assert done.code == 0
    assert "Beta" in done.out
    assert "cannot be read" in done.out
    assert "acme.json cannot be read as a plan" in done.err
    documents = run("list", "--json").json["plans"]
    assert isinstance(documents, list)
    rows = {row["plan"]: row for row in documents}
    assert rows["beta"]["problem"] == ""
    assert rows["beta"]["people"] == 9
    assert "cannot be read as a plan" in rows["acme"]["problem"]


def test_the_list_rounds_like_every_document(run: Run, own_world: Path) -> None:
    run("new", "Acme")
    for standard, answer in (("IAM-10", "no"), ("IAM-11", "partly"), ("GOV-01", "yes")):
        run("answer", "acme", standard, answer)
    documents, score = run("list", "--json").json["plans"], run("score", "acme", "--json").json
    assert isinstance(documents, list)
    assert [documents[0][name] for name in ("low", "high")] == [score[name] for name in ("low", "high")]
    assert documents[0]["score"] is None  # three answers are too few for a point
    workspace = Workspace(own_world)
    with closing(workspace.open("acme")) as session:
        for standard in session.knowledge.catalogue.standards:
            session.answer(standard, "partly")
    workspace.close()
    plans = run("list", "--json").json["plans"]
    assert isinstance(plans, list)
    assert plans[0]["score"] == run("score", "acme", "--json").json["score"]


def test_a_damaged_plan_says_where_it_is_restored(run: Run, own_world: Path) -> None:
    run("new", "Acme")
    run("answer", "acme", "IAM-10", "no")
    (own_world / "acme.json").write_bytes(b"\0" * 500)
    done = run("score", "acme")
    assert done.code == 1
    assert "newest good copy" in done.err
    assert "run 'planner' and open it there" in done.err


def test_a_folder_that_cannot_be_written_is_not_told_as_a_second_program(run: Run, own_world: Path) -> None:
    run("new", "Acme")
    (own_world / "acme.lock").unlink()
    (own_world / "acme.lock").mkdir()  # what any user is refused, the administrator too
    done = run("answer", "acme", "IAM-10", "no")
    assert done.code == 1
    assert "open elsewhere" not in done.err
    assert "cannot be written" in done.err
    assert run("score", "acme").code == 0


def test_an_export_never_writes_over_a_plan(run: Run, own_world: Path, tmp_path: Path) -> None:
    run("new", "Acme")
    run("answer", "acme", "IAM-10", "no")
    run("roadmap", "acme")  # keeps the schedule
    before = {path: path.read_bytes() for path in own_world.rglob("*") if path.is_file()}
    link = tmp_path / "link.md"
    link.symlink_to(own_world / "acme.json")
    for target in (own_world / "acme.json", own_world / "history" / "acme" / "x.json", link):
        done = run("export", "acme", "-o", target)
        assert done.code == 1
        assert "holds your plans" in done.err
        assert run("export", "acme", "-o", target, "--force").code == 1
    assert {path: path.read_bytes() for path in own_world.rglob("*") if path.is_file()} == before
    assert run("export", "acme", "-o", own_world / "acme.md").code == 0


def test_an_export_writes_over_nothing_unasked(run: Run, tmp_path: Path) -> None:
    run("new", "Acme")
    note = tmp_path / ".private"
    note.write_text("mine")
    done = run("export", "acme", "-o", note)
    assert done.code == 1
    assert "4 bytes, last changed" in done.err
    assert "--force" in done.err
    assert note.read_text() == "mine"
    assert run("export", "acme", "-o", note, "--force").code == 0
    assert "Acme" in note.read_text(encoding="utf-8")


def test_a_document_exported_into_a_folder_again_gets_a_number(run: Run, tmp_path: Path) -> None:
    run("new", "Acme")
    folder = tmp_path / "desk"
    folder.mkdir()
    first, second = (run("export", "acme", "-o", folder) for _ in range(2))
    assert first.err.strip().endswith("acme-roadmap-2026-11-22.md")
    assert second.err.strip().endswith("acme-roadmap-2026-11-22-2.md")
    assert run("export", "acme", "-o", folder, "--force").err == first.err
    assert len(list(folder.iterdir())) == 2


def test_names_no_file_can_have_are_told(run: Run, tmp_path: Path) -> None:
    run("new", "Acme")
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    for target in (tmp_path / ("x" * 300 + ".md"), tmp_path / "a", "~nobody-of-that-name/x.md"):
        done = run("export", "acme", "-o", target)
        assert done.code == 1
        assert "should not have happened" not in done.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("change", "acme", "mfa-everywhere", "duration", "nan", "--why", "x"), "not a number"),
        (("change", "acme", "mfa-everywhere", "duration", "inf", "--why", "x"), "not a number"),
        (("change", "acme", "mfa-everywhere", "duration", "1.5", "--why", "x"), "1 to 40"),
        (("change", "acme", "mfa-everywhere", "pin", "9999-Q4", "--why", "x"), "no year to plan in"),
        (("change", "acme", "mfa-everywhere", "due", "0001-01-01", "--why", "x"), "not a date"),
        (("set", "acme", "start=9999-Q4"), "no year to plan in"),
        (("set", "acme", "start=0001-Q1"), "no year to plan in"),
        (("roadmap", "acme", "--start", "9999-Q4"), "no year to plan in"),
        (("new", "X", "--industry", "wizardry"), "There are accounting"),
    ],
)
def test_figures_out_of_reason_are_told(run: Run, arguments: tuple[str, ...], words: str) -> None:
    run("new", "Acme")
    done = run(*arguments)
    assert done.code == 1
    assert words in done.err


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-13-01", "soon"])
def test_days_out_of_reason_are_told(run: Run, monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    monkeypatch.setenv("PLANNER_TODAY", day)
    done = run("new", "Acme")
    assert (done.code, done.out) == (1, "")
    assert "PLANNER_TODAY" in done.err


def test_check_finds_what_would_stop_the_document(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("new", "Acme")
    own = tmp_path / "firm" / "documents" / "roadmap"
    own.mkdir(parents=True)
    (own / "front.md.j2").write_text("{{ nothing }}")
    (own / "goals.md.j2").write_text("{% if %}")
    monkeypatch.setenv("PLANNER_TEMPLATES", str(tmp_path / "firm"))
    done = run("templates", "check")
    assert done.code == 1
    assert [line.split(": ")[0] for line in done.out.splitlines()] == [
        "documents/roadmap/goals.md.j2",
        "documents/roadmap/front.md.j2",
    ]
    assert run("export", "acme").code == 1
    assert run("score", "acme").code == 0
