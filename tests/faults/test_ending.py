"""However the program is ended, what was entered is on the disk, and the end comes."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from planner.workspace import Workspace
from tests.faults.terminal import PATIENCE, Terminal, on_pipes

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and terminals as POSIX has them")

_PATIENT = "import planner.cli.ending as ending\nassert ending._PATIENCE\nending._PATIENCE = 1e6\n"
# Nothing is saved by itself, so that what is on the disk was saved because of the end; and nothing
# is ended because it takes long, so that it ended by itself.
_NEVER = _PATIENT + "import planner.store.writer as writer\nassert writer._BREATH\nwriter._BREATH = 1e6\n"
_HANGING = """
import threading
from planner.store import PlanFile
PlanFile.save = lambda *_: threading.Event().wait()
"""
_HASTY = "import planner.cli.ending as ending\nassert ending._PATIENCE\nending._PATIENCE = 0.2\n"


@pytest.fixture
def plan(own_world: Path) -> Path:
    return own_world / f"{Workspace(own_world).create('Acme')}.json"


def answers(plan: Path) -> list[str]:
    table = json.loads(plan.read_bytes())["answers"]
    return [row["answer"] for row in table.values()]


@contextmanager
def answered(before: str = _NEVER, *, told: bool = True) -> Iterator[Terminal]:
    """Yield a terminal on which a question was just answered."""
    with Terminal(before, told=told) as terminal:
        terminal.see("Acme")
        terminal.press(b"\r")
        terminal.see("Overview")
        terminal.press(b"3")
        terminal.see("not applicable")
        terminal.press(b"y")
        terminal.see("saving")
        yield terminal


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_saves_the_last_answer_and_leaves_the_terminal_whole(plan: Path, number: int) -> None:
    with answered() as terminal:
        assert answers(plan) == []
        terminal.process.send_signal(number)
        assert terminal.end() == 128 + number
        assert answers(plan) == ["yes"]
        assert terminal.is_whole
        assert b"Traceback" not in terminal.seen
        assert not plan.with_suffix(".owner.json").exists()


@pytest.mark.parametrize("told", [True, False], ids=["told", "not-told"])
def test_a_closed_terminal_saves_the_last_answer_and_ends(plan: Path, told: bool) -> None:
    with answered(told=told) as terminal:
        terminal.close()
        assert terminal.process.wait(PATIENCE) == 128 + signal.SIGHUP
        assert answers(plan) == ["yes"]
        assert not plan.with_suffix(".owner.json").exists()


@pytest.mark.usefixtures("plan")
def test_a_second_signal_ends_a_save_that_hangs() -> None:
    with answered(_NEVER + _HANGING) as terminal:
        for _ in range(PATIENCE * 10):
            terminal.process.terminate()
            terminal._read(0.1)
            if terminal.process.poll() is not None:
                break
        assert terminal.end() == 143
        assert terminal.is_whole


@pytest.mark.usefixtures("plan")
def test_a_save_that_hangs_is_given_up_after_a_while() -> None:
    with answered(_NEVER + _HANGING + _HASTY) as terminal:
        terminal.process.terminate()
        assert terminal.end() == 143
        assert terminal.is_whole


@pytest.mark.usefixtures("plan")
def test_a_save_that_fails_is_told() -> None:
    failing = """
from pathlib import Path
from planner.store import PlanFile, StoreFull
def full(*_):
    raise StoreFull("acme could not be saved: the disk is full", Path("acme"))
PlanFile.save = full
"""
    with answered(_NEVER + failing) as terminal:
        terminal.process.terminate()
        assert terminal.end() == 1
        assert b"planner: acme could not be saved: the disk is full" in terminal.seen
        assert terminal.is_whole


@pytest.mark.parametrize("when", ["building", "shown"])
def test_the_demo_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    with Terminal("", "demo") as terminal:
        if when == "shown":
            terminal.see("Overview")
        while not any(place.glob("planner-demo-*/plans")):
            terminal._read(0.01)
        terminal.process.terminate()
        assert terminal.end() == 143
        assert b"Traceback" not in terminal.seen
    assert list(place.glob("planner-*")) == []


# -- commands -----------------------------------------------------------------------------------

_WAIT = "print('READY', flush=True); import time; time.sleep(1e6)"


def stopped(process: subprocess.Popen[bytes], number: int = signal.SIGTERM) -> tuple[int, str]:
    """Send a signal once the process is ready; return its exit code and messages when all of it is gone."""
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line == b"READY\n", process.communicate()
    process.send_signal(number)
    _, messages = process.communicate(timeout=PATIENCE)  # until no child holds the output either
    return process.returncode, messages.decode()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_an_answer_that_was_taken_is_saved(plan: Path, number: int) -> None:
    taken = f"""
from planner.workspace import Session
answer = Session.answer
def slow(*args, **kwargs):
    answer(*args, **kwargs)
    {_WAIT}
Session.answer = slow
"""
    code, messages = stopped(on_pipes(_NEVER + taken, "answer", "acme", "IAM-10", "yes"), number)
    assert code == 128 + number
    assert re.fullmatch(
        r"planner: ended \(.+\)\. What was entered is saved; nothing is half done\.\n", messages
    )
    assert answers(plan) == ["yes"]


def test_an_import_is_whole_or_not_at_all_and_its_child_is_gone(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("Device name,Serial number\nA,S1\n")
    before = plan.read_bytes()
    reading = f"""
import pathlib, time
from planner.workspace.reading import apart
start, ask = apart._start, apart._State._ask
def started():
    process = start()
    pathlib.Path({str(tmp_path / "child")!r}).write_text(str(process.pid))
    return process
def told(*args):
    print("READY", flush=True)
    ask(*args)  # waits for ever: the child does not listen
    time.sleep(1e6)
apart._start, apart._State._ask = started, told
apart._CODE = "import time; time.sleep(1e6)"
"""
    code, messages = stopped(on_pipes(reading, "import", "acme", str(tmp_path / "d.csv"), "--yes"))
    assert code == 143
    assert "Traceback" not in messages
    assert plan.read_bytes() == before
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "child").read_text()), 0)


def test_a_save_under_way_is_finished(plan: Path, tmp_path: Path) -> None:
    go = tmp_path / "go"
    slow = f"""
import pathlib, time
import planner.cli.ending as ending
from planner.store import PlanFile
save = PlanFile.save
def slow(*args):
    print("READY", flush=True)
    while not pathlib.Path({str(go)!r}).exists():
        time.sleep(0.01)
    return save(*args)
PlanFile.save = slow
asked = ending.Ending.ask
def ask(self, number):
    asked(self, number)
    pathlib.Path({str(go)!r}).touch()
ending.Ending.ask = ask
"""
    code, messages = stopped(on_pipes(slow, "answer", "acme", "IAM-10", "yes"))
    assert code == 143
    assert "Traceback" not in messages
    assert answers(plan) == ["yes"]


def test_a_signal_that_is_ignored_stays_so(plan: Path) -> None:
    ignoring = """
import os, signal
signal.signal(signal.SIGHUP, signal.SIG_IGN)
from planner.workspace import Session
answer = Session.answer
def told(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGHUP)
    return answer(*args, **kwargs)
Session.answer = told
"""
    process = on_pipes(ignoring, "answer", "acme", "IAM-10", "yes")
    assert process.communicate(timeout=PATIENCE) == (b"", b"")
    assert process.returncode == 0
    assert answers(plan) == ["yes"]


def test_no_crash_writes_the_memory_to_the_disk() -> None:
    code = """
import resource, sys
from planner.cli import main
sys.argv = ["planner", "--version"]
try:
    main()
except SystemExit:
    print(resource.getrlimit(resource.RLIMIT_CORE))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "(0, 0)"
