"""The program as others start it: by its command line, in this process or in one of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from planner.cli.app import main
from tests.journeys.reference_fact import Json

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Done:
    """How one command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Json:
        document = json.loads(self.out)
        assert isinstance(document, dict)
        return document


class Run(Protocol):
    def __call__(self, *arguments: str | Path) -> Done: ...


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process: fast, for many calls."""

    def call(*arguments: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["planner", *map(str, arguments)])
        code = 0
        try:
            main()
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else 1
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return call


@dataclass
class Machine:
    """Somebody's laptop: an empty home, a date, and the program installed."""

    home: Path
    today: str = "2026-11-22"

    def __call__(self, *arguments: str | Path) -> Done:
        """Run one command in a process of its own."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PLANNER_", "XDG_", "PYTHON"))}
        world = {**kept, "HOME": str(self.home), "PLANNER_TODAY": self.today, "PYTHONUTF8": "1"}
        command = [sys.executable, "-m", "planner", *map(str, arguments)]
        done = subprocess.run(
            command,
            capture_output=True,
            cwd=ROOT,
            env=world,
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=120,
        )
        return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Return a machine whose home is empty and which knows no setting of ours."""
    home = tmp_path / "laptop"
    home.mkdir()
    return Machine(home)
