from __future__ import annotations

import importlib
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from planner.cli.app import main, program

ROOT = Path(__file__).parents[2]
Run = Callable[..., "Done"]


class Done:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> dict[str, object]:
        document = json.loads(self.out)
        assert isinstance(document, dict)
        return document


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line the way the console script does, in this process."""

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


@pytest.fixture
def devices(tmp_path: Path) -> Path:
    path = tmp_path / "computers.csv"
    path.write_text(
        "Device name,Serial number,Manufacturer,Model,OS,OS version,Encrypted,Last check-in,Device type\n"
        "LT-01,SN1001,Dell Inc.,Latitude 5440,Windows,10.0.22631.4317,Yes,2026-11-20,Laptop\n"
        "LT-02,SN1002,Dell Inc.,Latitude 5440,Windows,10.0.19045.5011,No,2026-11-19,Laptop\n"
        "LT-03,SN1003,LENOVO,ThinkPad T14,Windows,10.0.22631.4317,,2026-11-18,Laptop\n",
        encoding="utf-8",
    )
    return path


def test_new_prints_the_slug_alone(run: Run) -> None:
    done = run("new", "Acme Legal LLP", "--people", "40")
    assert (done.code, done.out, done.err) == (0, "acme-legal-llp\n", "")


def test_a_plan_from_new_to_document(run: Run, devices: Path, tmp_path: Path) -> None:
    slug = run("new", "Acme Legal LLP", "--people", "40").out.strip()

    imported = run("import", slug, devices, "--json").json
    assert isinstance(imported["files"], list)
    report = imported["files"][0]
    assert set(report) >= {
        "path", "format", "kind", "encoding", "delimiter", "header_line", "rows", "created", "updated", "unchanged",
        "rejected", "unmapped_columns", "dropped_secret_columns", "masked_secrets", "conflicts",
    }  # fmt: skip
    assert (report["rows"], report["created"], report["error"]) == (3, 3, "")
    again = run("import", slug, devices, "--json").json
    assert isinstance(again["files"], list)
    assert (again["files"][0]["created"], again["files"][0]["unchanged"]) == (0, 3)

    before = run("score", slug, "--json").json
    assert set(before) >= {
        "plan",
        "generated_at",
        "score",
        "low",
        "high",
        "answered",
        "unknown",
        "not_applicable",
    }
    assert run("answer", slug, "iam-10", "no", "--note", "Everyone has a list of their own").code == 0
    after = run("score", slug, "--json").json
    assert after["unknown"] == int(str(before["unknown"])) - 1
    assert float(str(after["high"])) < float(str(before["high"]))

    gaps = run("gaps", slug, "--json").json
    assert isinstance(gaps["findings"], list)
    found = {f["standard"]: f for f in gaps["findings"]}
    assert found["IAM-10"]["status"] == "gap"
    assert found["END-01"]["status"] == "partial"
    assert found["END-01"]["measures"][0]["met"] == 1
    assert found["END-01"]["measures"][0]["unmet"] == 1
    assert found["END-01"]["measures"][0]["unknown"] == 1
    assert found["END-01"]["affected"][0]["label"] == "LT-02"

    assert (
        run("decide", slug, "password-manager", "approve", "--by", "R. Acme", "--why", "Asked for").code == 0
    )
    roadmap = run("roadmap", slug, "--json").json
    assert isinstance(roadmap["initiatives"], list)
    placed = {i["id"]: i for i in roadmap["initiatives"]}
    assert placed["password-manager"]["decision"]["by"] == "R. Acme"
    assert placed["password-manager"]["quarter"] is not None
    assert float(str(roadmap["carried"])) >= float(str(roadmap["bound"]))

    target = tmp_path / "acme.md"
    assert run("export", slug, "-o", target).code == 0
    text = target.read_text(encoding="utf-8")
    assert "Acme Legal LLP" in text
    assert run("export", slug).out == text


def test_show_has_every_fact_with_its_source(run: Run, devices: Path) -> None:
    slug = run("new", "Acme").out.strip()
    run("import", slug, devices, "--yes")
    shown = run("show", slug, "--json").json
    assert set(shown) >= {
        "client",
        "records",
        "complete",
        "answers",
        "decisions",
        "changes",
        "settings",
        "sources",
    }
    assert isinstance(shown["records"], dict)
    machines = {r["label"]: r["facts"] for r in shown["records"]["devices"]}
    assert machines["LT-02"]["disk_encrypted"]["value"] is False
    assert machines["LT-02"]["disk_encrypted"]["observed"] == "2026-11-19"
    assert machines["LT-02"]["disk_encrypted"]["sources"]
    assert "disk_encrypted" not in machines["LT-03"]
    assert machines["LT-02"]["last_seen_days"]["value"] == 3
    assert machines["LT-02"]["last_seen_days"]["derived_from"] == "last_seen"


def test_a_what_if_changes_nothing_unless_saved(run: Run, devices: Path) -> None:
    slug = run("new", "Acme", "--people", "20").out.strip()
    run("import", slug, devices)
    plain = run("roadmap", slug, "--json").json
    tight = run("roadmap", slug, "--json", "--budget-per-quarter", "1", "--quarters", "4").json
    assert isinstance(tight["quarters"], list)
    assert len(tight["quarters"]) == 4
    assert tight["quarters"][0]["cap"] == 1
    same = run("roadmap", slug, "--json").json
    assert {**same, "seconds": 0} == {**plain, "seconds": 0}
    assert run("roadmap", slug, "--quarters", "4", "--save").code == 0
    saved = run("roadmap", slug, "--json").json
    assert isinstance(saved["quarters"], list)
    assert len(saved["quarters"]) == 4


def test_dry_run_changes_nothing(run: Run, devices: Path, own_world: Path) -> None:
    slug = run("new", "Acme").out.strip()
    before = (own_world / f"{slug}.json").read_bytes()
    assert run("import", slug, devices, "--dry-run", "--json").json["dry_run"] is True
    assert (own_world / f"{slug}.json").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["show", "nobody"], 1, "There is no plan 'nobody'"),
        (["new", "  "], 1, "needs a name"),
        (["new", "X", "--people", "0"], 1, "head count"),
        (["new", "X", "--currency", "dollars"], 1, "three letters"),
        (["new", "X", "--industry", "wizardry"], 1, "no industry"),
        (["frobnicate"], 2, "No such command"),
        (["new"], 2, "Missing argument"),
        (["answer", "acme", "IAM-1", "no"], 1, "Did you mean"),
        (["answer", "acme", "IAM-01", "maybe"], 1, "IAM-01 takes"),
        (["decide", "acme", "mfa-everywhere", "approve", "--by", " ", "--why", "x"], 1, "Who decided"),
        (
            ["decide", "acme", "mfa-everywhere", "defer", "--by", "A", "--why", "x", "--until", "soon"],
            1,
            "not a date",
        ),
        (["change", "acme", "mfa-everywhere", "colour", "1", "--why", "x"], 1, "cannot be changed"),
        (["change", "acme", "mfa-everywhere", "effect", "7", "--why", "x"], 1, "from 0 to 1"),
        (["set", "acme", "people=many"], 2, "does not fit"),
        (["set", "acme", "shoe_size=9"], 2, "no 'shoe_size'"),
        (["roadmap", "acme", "--start", "soon"], 1, "not a quarter"),
        (["complete", "acme", "unicorns"], 1, "no kind"),
        (["import", "acme", "missing.csv"], 1, "missing.csv"),
        (["import", "acme", "x.csv", "--observed", "today"], 2, "takes a date"),
        (["import", "acme", "x.csv", "--as", "telepathy"], 1, "no format"),
        (["templates", "check", "missing-folder"], 1, "not a folder"),
    ],
)
def test_failures_say_what_to_do(run: Run, arguments: list[str], code: int, words: str) -> None:
    run("new", "Acme")
    done = run(*arguments)
    assert done.code == code
    assert words in done.out + done.err
    assert "Traceback" not in done.out + done.err


def test_a_wrong_date_in_the_environment_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_TODAY", "yesterday")
    done = run("list")
    assert done.code == 1
    assert "PLANNER_TODAY" in done.err


def test_the_store_option_wins_over_the_environment(run: Run, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    assert run("--store", elsewhere, "new", "Acme").code == 0
    assert (elsewhere / "acme.json").exists()
    assert "acme" not in run("list").out


def test_list_shows_scores_and_hides_control_characters(run: Run) -> None:
    run("new", "Evil \x1b[31mRed\x1b[0m [bold]Co[/bold] \u202eoC")
    listed = run("list")
    assert "\x1b" not in listed.out
    assert "\u202e" not in listed.out
    assert "[bold]Co[/bold]" in listed.out
    documents = run("list", "--json").json["plans"]
    assert isinstance(documents, list)
    assert documents[0]["low"] == 0


def test_diagnostics_names_no_client(run: Run) -> None:
    run("new", "Secret Client Ltd")
    done = run("diagnostics")
    assert done.code == 0
    assert "Secret Client" not in done.out
    assert "textual" in done.out


def test_a_broken_pipe_is_quiet(run: Run, own_world: Path) -> None:
    run("new", "Acme")
    code = f"{sys.executable} -m planner templates list --json | head -c 10"
    done = subprocess.run(["bash", "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stderr == ""
    assert own_world.exists()


def commands(group: click.Group, prefix: str = "planner") -> list[str]:
    names = []
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        assert command.name == name
        if isinstance(command, click.Group):
            names += commands(command, f"{prefix} {name}")
        else:
            names.append(f"{prefix} {name}")
    return names


def test_every_command_that_is_declared_can_be_called() -> None:
    context = click.Context(program)
    for path in (ROOT / "planner" / "cli").glob("*.py"):
        module = importlib.import_module(f"planner.cli.{path.stem}")
        for declared in getattr(module, "COMMANDS", ()):
            assert program.get_command(context, declared.name) is not None, declared.name
            assert declared.name in program.list_commands(context)


@pytest.mark.parametrize("command", commands(program))
def test_every_command_is_in_the_readme(command: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    # "planner templates check [DIR] · list" names both.
    assert command in readme or re.search(
        rf"{command.rsplit(' ', 1)[0]}[^|]*`{command.rsplit(' ', 1)[1]}`", readme
    )


@pytest.mark.parametrize("command", commands(program))
def test_every_command_has_help(run: Run, command: str) -> None:
    done = run(*command.split()[1:], "--help")
    assert done.code == 0
    assert "Usage:" in done.out


def test_the_readme_names_what_the_documents_hold(run: Run, devices: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    slug = run("new", "Acme", "--people", "9").out.strip()
    run("import", slug, devices)
    for command in ("score", "gaps", "roadmap", "show"):
        missing = [name for name in run(command, slug, "--json").json if name not in readme]
        assert not missing, f"{command}: {missing}"
