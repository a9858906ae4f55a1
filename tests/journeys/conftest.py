"""The program as others start it: by its command line, in this process or in one of its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from planner.cli.app import main
from tests.journeys.reference_fact import Json

TODAY = "2026-11-22"
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


class Run:
    """The command line in this process: fast, for many calls."""

    def __init__(self, store: Path) -> None:
        """Work on one store.

        Args:
            store: Folder of the plans.
        """
        self.store = store

    def __call__(self, *arguments: str | Path) -> Done:
        """Run one command the way the console script does."""
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
        code = 0
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            patch.setenv("PLANNER_TODAY", TODAY)
            patch.setenv("PLANNER_SECONDS", "0")
            for name in ("PLANNER_TEMPLATES", "PLANNER_DEBUG"):
                patch.delenv(name, raising=False)
            patch.setattr(sys, "argv", ["planner", "--store", str(self.store), *map(str, arguments)])
            try:
                main()
            except SystemExit as leaving:
                code = leaving.code if isinstance(leaving.code, int) else 1
        return Done(code, _written(out), _written(err))


def _written(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


@pytest.fixture
def run(own_world: Path) -> Run:
    """Return the command line on a store of the test's own."""
    return Run(own_world)


@dataclass
class Machine:
    """Somebody's laptop: an empty home, a date, and the program installed."""

    home: Path
    today: str = TODAY

    def __call__(self, *arguments: str | Path) -> Done:
        """Run one command in a process of its own."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PLANNER_", "XDG_", "PYTHON"))}
        world = {
            **kept,
            "HOME": str(self.home),
            "PLANNER_TODAY": self.today,
            "PYTHONUTF8": "1",
            "PLANNER_SECONDS": "0",
        }
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
