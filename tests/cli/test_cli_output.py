"""Results reach whoever asked, whatever the terminal speaks and wherever they are sent."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.runner import ROOT, Done, Run, runner, spawn

NAME = "Müller & Söhne 漢字 שלום"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


@pytest.mark.parametrize(
    "encoding",
    ["ascii", "cp437", *(pytest.param(more, marks=pytest.mark.campaign) for more in ("latin-1", "cp1252"))],
)
def test_no_name_stops_a_result_on_an_old_terminal(run: Run, encoding: str) -> None:
    slug = run("new", NAME).out.strip()
    listed = spawn("list", encoding=encoding)
    assert (listed.returncode, listed.stderr) == (0, b"")
    assert slug.encode() in listed.stdout
    # What programs and files take is UTF-8 all the same.
    document = json.loads(spawn("show", slug, "--json", encoding=encoding).stdout.decode("utf-8"))
    assert document["client"]["name"] == NAME
    exported = spawn("export", slug, encoding=encoding)
    assert exported.returncode == 0
    assert "漢字" in exported.stdout.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are text there, not bytes")
def test_a_name_that_could_not_be_decoded_becomes_text() -> None:
    made = spawn("new", b"caf\xe9 bar")
    assert (made.returncode, made.stderr) == (0, b"")
    listed = spawn("list", "--json")
    assert listed.returncode == 0
    assert json.loads(listed.stdout)["plans"][0]["name"] == "caf\ufffd bar"


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are text there, not bytes")
def test_a_name_in_utf_8_survives_an_ascii_shell() -> None:
    made = spawn("new", NAME.encode(), LC_ALL="POSIX", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert made.returncode == 0
    assert json.loads(spawn("list", "--json").stdout)["plans"][0]["name"] == NAME


def _shell(command: str) -> Done:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m planner {command}"],
        capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("command", ["list", "list --json", "formats", "diagnostics"])
def test_a_closed_output_is_no_failure(run: Run, command: str) -> None:
    run("new", "Acme")
    done = _shell(f"{command} >&-")
    assert (done.code, done.err) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("command", ["list", "list --json", "templates list --json"])
def test_a_full_disk_behind_the_output_is_told(run: Run, command: str) -> None:
    run("new", "Acme")
    done = _shell(f"{command} >/dev/full")
    assert done.code == 1
    assert "No space left on device" in done.err
    assert "should not have happened" not in done.err
    assert done.err.count("\n") == 1


def test_a_failure_prints_nothing_on_standard_output(run: Run, tmp_path: Path) -> None:
    run("new", "Acme")
    for arguments in (
        ("show", "nobody", "--json"),
        ("score", "nobody", "--json"),
        ("roadmap", "acme", "--quarters", "0", "--json"),
        ("import", "acme", tmp_path, "--as", "telepathy", "--json"),
        ("export", "acme", "--audience", "nobody"),
    ):
        done = run(*arguments)
        assert done.code in (1, 2)
        assert done.out == ""
        assert done.err


def test_a_message_cannot_drive_the_terminal(run: Run, tmp_path: Path) -> None:
    run("new", "Acme")
    done = run("export", "acme", "-o", tmp_path / "\x1b[31mred\u202e" / "x.md")
    assert done.code == 1
    assert "\x1b" not in done.err
    assert "\u202e" not in done.err


@pytest.mark.parametrize("command", ["", "demo"])
def test_the_screens_do_not_wait_for_ever_where_nobody_sees_them(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "planner", *command.split()],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd=ROOT, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert "need a terminal" in done.stderr
    assert "\x1b" not in done.stderr
