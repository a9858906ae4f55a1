"""One plan that cannot be read costs its own row of the list."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from planner.model.error import PlannerError
from planner.store import Store
from tests.cli.runner import ROOT, Run, runner

BAD = ROOT.parent / "shared" / "cases" / "hostile" / "store-one-bad" / "bad.json"
FAILURES = (
    UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"),
    RecursionError("maximum recursion depth exceeded"), MemoryError(), KeyError("client"),
    OSError(5, "Input/output error"), PlannerError("mid is damaged: it ends in the middle."),
)  # fmt: skip


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


@pytest.mark.parametrize("failure", FAILURES, ids=lambda f: type(f).__name__)
def test_whatever_fails_stays_with_its_row(
    run: Run, failure: Exception, own_world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Abel", "Mid", "Zeno"):
        run("new", name, "--people", "7")
    (own_world / "index.json").unlink()
    read = Store.read

    def broken(self: Store, slug: str) -> object:
        if slug == "mid":
            raise failure
        return read(self, slug)

    monkeypatch.setattr(Store, "read", broken)
    done = run("list")
    assert done.code == 0
    rows = {line.split()[0]: line for line in done.out.splitlines()[1:]}
    assert "cannot be read" in rows["mid"]
    assert "(0–100)" in rows["abel"]
    assert "(0–100)" in rows["zeno"]
    assert done.err.startswith("planner: mid ")
    assert done.err.count("\n") == 1
    plans = run("list", "--json").json["plans"]
    assert isinstance(plans, list)
    assert [bool(p["problem"]) for p in plans] == [False, True, False]


@pytest.mark.skipif(not BAD.is_file(), reason="the hostile cases are not beside the project")
def test_a_plan_with_half_a_surrogate_does_not_empty_the_list(run: Run, own_world: Path) -> None:
    run("new", "Abel")
    run("new", "Zeno")
    shutil.copy(BAD, own_world / "bad.json")
    done = run("list")
    assert done.code == 0
    for name in ("Abel", "Zeno"):
        assert name in done.out
    assert "cannot be read" in done.out
    assert done.err.startswith("planner: ")
