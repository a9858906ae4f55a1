"""Stored text, arguments, names of files and settings of the shell cannot speak to the terminal."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from msgspec.structs import replace

from planner.cli.app import program
from planner.cli.output import print_json, tell
from planner.model.plan import Plan
from planner.workspace import Session, Workspace
from planner.workspace.demo import build
from planner.workspace.reading import read_here
from tests.cli.runner import ROOT, Run, runner
from tests.hostile import EVIL, acting, hostile

SHARED = ROOT.parent / "shared" / "cases" / "hostile"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """Return the demo client's plan with hostile text in every field."""
    workspace = Workspace(tmp_path_factory.mktemp("demo"))
    session = workspace.open(build(workspace))
    standard, initiative = next(iter(session.assessment.results)), session.roadmap.initiatives[0].id
    session.answer(standard, "no", note="n", internal="i", evidence="e", follow_up="f", owner="o", by="b")
    session.decide(initiative, "approve", by="b", why="w")
    session.change(initiative, "hours", 7, why="w", by="b")
    session.accept(standard, by="b", why="w")
    session.set_client(contact="c", provider="p", consultant="c", internal="i")
    plan = hostile(session.plan)
    session.close()
    return plan


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], demo: Plan) -> Run:
    """Return the command line, whose every plan is the hostile one whatever the store cleans."""
    opened: Callable[..., Session] = Workspace.open

    def hostile_session(self: Workspace, slug: str, *, read_only: bool = False) -> Session:
        session = opened(self, slug, read_only=read_only)
        session._plan = replace(demo, id=session.plan.id)
        return session

    monkeypatch.setattr(Workspace, "open", hostile_session)
    return runner(monkeypatch, capsys)


COMMANDS = [
    ("list",), ("show", "acme"), ("score", "acme"), ("gaps", "acme"), ("roadmap", "acme"),
    ("templates", "list"), ("templates", "check"), ("formats",), ("diagnostics",),
    ("export", "acme"), ("export", "acme", "--audience", "internal"),
    ("show", "nobody" + EVIL), ("answer", "acme", "NOPE" + EVIL, "yes"), ("answer", "acme", "IAM-01", EVIL),
    ("set", "acme", EVIL), ("set", "acme", EVIL + "=1"), ("set", "acme", "people=" + EVIL),
    ("decide", "acme", "nope" + EVIL, "approve", "--by", "a", "--why", "b"), ("decide", "acme", "x", EVIL),
    ("import", "acme", "nothing" + EVIL + ".csv"), ("import", "acme", "x.csv", "--as", EVIL),
    ("import", "acme", "x.csv", "--observed", EVIL), (EVIL,), ("list", "--" + EVIL), ("export", "acme", "-f", EVIL),
    ("export", "acme", "-o", EVIL + "/x.md"), ("--store", "/nowhere" + EVIL, "diagnostics"),
]  # fmt: skip
DOCUMENTS = [("list",), ("show", "acme"), ("score", "acme"), ("gaps", "acme"), ("roadmap", "acme"), ("templates", "list"),
             ("formats",)]  # fmt: skip


def _name(arguments: tuple[str, ...]) -> str:
    return " ".join(part.replace(EVIL, "EVIL") for part in arguments)


@pytest.mark.parametrize("terminal", [False, True])
@pytest.mark.parametrize("arguments", COMMANDS, ids=_name)
def test_nothing_printed_acts(
    run: Run, arguments: tuple[str, ...], terminal: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("new", "acme").out == "acme\n"
    monkeypatch.setenv("LANG", "C" + EVIL.replace("\udc9b", ""))
    if terminal:
        monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True, raising=False)
    done = run(*arguments)
    assert done.out or done.err
    assert acting(done.out) == []
    assert acting(done.err) == []


@pytest.mark.parametrize("arguments", DOCUMENTS, ids=_name)
def test_documents_escape_what_acts_and_say_the_same(run: Run, arguments: tuple[str, ...]) -> None:
    run("new", "acme")
    done = run(*arguments, "--json")
    assert done.code == 0
    assert acting(done.out) == []
    document = json.loads(done.out)
    if arguments[0] == "show":
        assert document["client"]["name"].endswith(EVIL.replace("\udc9b", "?"))


def test_lines_for_people_do_not_act_whoever_words_them(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tell(EVIL)
    tell(EVIL, err=True)
    told = capsys.readouterr()
    assert "Evil" in told.out
    assert "Evil" in told.err
    assert acting(told.out) + acting(told.err) == []

    def refused(**_options: object) -> None:
        raise click.UsageError(EVIL.replace("\x1b", "\x9b"))

    monkeypatch.setattr(program, "main", refused)
    done = run("list")
    assert done.code == 2
    assert "Evil" in done.err
    assert acting(done.err) == []


def test_a_document_has_the_values_it_was_made_of(capsys: pytest.CaptureFixture[str]) -> None:
    value = {"a\u202e": ["".join(map(chr, range(0xD800))), "\U000e0041\ufeff\U0010ffff", "漢字", '\\u202e "']}
    print_json(value)
    told = capsys.readouterr().out
    assert json.loads(told) == value
    assert acting(told) == []
    assert "\\udb40\\udc41" in told
    assert "漢字" in told


def test_the_report_of_an_import_does_not_act(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The plan is worse than any that was loaded, which another process would not be sent.
    monkeypatch.setattr("planner.workspace.reading.read_apart", read_here)
    name = "list" + EVIL.replace("/", "").replace("\udc9b", "") + ".csv"
    (tmp_path / name).write_text(
        f"Device name{EVIL},Serial number,Model{EVIL},Password\nPC{EVIL},S1,M{EVIL},x\nPC,,,\n".replace(
            "\udc9b", ""
        ),
        encoding="utf-8",
    )
    run("new", "acme")
    for extra in ((), ("--json",)):
        done = run("import", "acme", tmp_path / name, "--dry-run", *extra)
        assert done.out
        assert acting(done.out) + acting(done.err) == []


def test_template_problems_do_not_act(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / ("mine" + EVIL.replace("/", "").replace("\udc9b", "") + "x") / "standards"
    folder.mkdir(parents=True)
    (folder / "x.toml").write_text(
        f'[[standard]]\nid = "X{json.dumps(EVIL.replace(chr(0xDC9B), ""))[1:-1]}"\n', encoding="utf-8"
    )
    monkeypatch.setenv("PLANNER_TEMPLATES", str(folder.parent))
    for arguments in (("diagnostics",), ("templates", "check"), ("templates", "check", folder.parent)):
        done = run(*arguments)
        assert "x.toml" in done.out
        assert acting(done.out) + acting(done.err) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo terminals there")
@pytest.mark.skipif(not SHARED.is_dir(), reason="the hostile cases are not beside the project")
@pytest.mark.parametrize("arguments", ["list", "show r", "score r", "show r --json", "export r"])
def test_a_real_terminal_gets_nothing_that_acts(arguments: str, tmp_path: Path) -> None:
    import pty

    shutil.copytree(SHARED / "escape-store", tmp_path / "plans")
    parent, child = pty.openpty()
    environment = {**os.environ, "PLANNER_STORE": str(tmp_path / "plans"), "TERM": "xterm"}
    with subprocess.Popen(
        [sys.executable, "-m", "planner", *arguments.split()],
        stdin=child, stdout=child, stderr=child, cwd=ROOT, env=environment,
    ):  # fmt: skip
        os.close(child)
        read = b""
        while True:
            try:
                piece = os.read(parent, 65536)
            except OSError:  # the other end is gone
                break
            if not piece:
                break
            read += piece
    os.close(parent)
    told = read.decode("utf-8").replace("\r\n", "\n")
    assert "Evil" in told
    assert acting(told) == []
