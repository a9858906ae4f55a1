"""Copies and changed files at the command line, and work that could not be saved."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.runner import Run, runner


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


def answer(path: Path) -> str:
    answers = json.loads(path.read_bytes())["answers"]
    return next((a["answer"] for a in answers.values()), "")


def test_a_copy_can_be_listed_and_restored(run: Run, own_world: Path) -> None:
    run("new", "Acme")
    run("answer", "acme", "IAM-01", "yes")
    run("answer", "acme", "IAM-01", "no")
    copies = run("copies", "acme", "--json").json["copies"]
    assert isinstance(copies, list)
    assert len(copies) == 3, "before the first answer, and after each"
    assert run("copies", "acme").out.count("everyday copy") == 3
    assert run("copies", "acme", "--restore", "2").code == 0
    assert answer(own_world / "acme.json") == "yes"
    assert "before restore" in run("copies", "acme").out
    wrong = run("copies", "acme", "--restore", "9")
    assert (wrong.code, "9 is none of them" in wrong.err) == (2, True)
    assert run("copies", "acme", "--restore", "1", "--accept").code == 2


def test_a_changed_file_is_refused_until_it_is_accepted(run: Run, own_world: Path) -> None:
    run("new", "Acme")
    run("answer", "acme", "IAM-01", "yes")
    path = own_world / "acme.json"
    path.write_bytes(path.read_bytes().replace(b'"answer":"yes"', b'"answer":"no"'))
    refused = run("score", "acme")
    assert (refused.code, refused.out) == (1, "")
    assert "changed by something other than the planner" in refused.err
    assert "planner copies --help" in refused.err
    assert run("copies", "acme", "--accept").code == 0
    assert run("score", "acme").code == 0
    assert answer(path) == "no"


def test_what_cannot_be_saved_is_kept_and_the_place_told(
    run: Run, own_world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("new", "Acme")
    replace = os.replace

    def full(source: str, target: str) -> None:
        if Path(target).name == "acme.json":
            raise OSError(28, "No space left on device")
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full)
        done = run("answer", "acme", "IAM-01", "yes")
    assert done.code == 1
    assert "the disk is full" in done.err
    (kept,) = (own_world / "rescued").iterdir()
    assert str(kept) in done.err
    assert answer(kept) == "yes"
    assert answer(own_world / "acme.json") == ""
