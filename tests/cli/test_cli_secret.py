"""No secret that stood in a file reaches the disk or a terminal, whatever map reads it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from planner.intake.cell.header import normalised
from tests.cli.runner import Run, runner
from tests.intake.factory import maps, read, report, secrets

READ = sorted(name for name, chosen in maps().items() if not chosen.refuse)
EXAMPLES = {text: secret.strip() for pattern in secrets() for text, secret in pattern.examples.items()}
TELLING = sorted(
    {secret.strip("\"'") for secret in EXAMPLES.values() if len(secret) > 5 and secret != "public"}
)
"""Secrets that are too long to stand anywhere by chance."""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


def table(path: Path, name: str) -> Path:
    """Write a file with every column a map reads, each pattern's examples in every column once."""
    chosen = maps()[name]
    asked = [*chosen.recognise.required, *chosen.observed, *chosen.as_of]
    asked += [name for column in chosen.column for name in (*column.names[:1], *column.join)]
    headers = {normalised(h.split("|")[0]): h.split("|")[0] for h in asked}
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow([*headers.values(), "Shelf pw=Blau4Haus", "Door code"])
        for number, text in enumerate(EXAMPLES):
            # A name of its own, so that rows become records; and a text that is nothing but the example.
            out.writerow([*(f"n{number}c{at} {text}" for at in range(len(headers))), text, "4711"])
            out.writerow([*(text for _ in headers), text, "4711"])
    return path


def leaked(data: bytes) -> list[str]:
    return [s for s in TELLING if s.encode() in data or s.encode("unicode_escape") in data]


@pytest.mark.parametrize("name", READ)
def test_nothing_of_a_secret_is_read_by_any_map(tmp_path: Path, name: str) -> None:
    """What a preview holds is all that is ever stored, shown or logged of a file."""
    preview = read(table(tmp_path / f"{name}.csv", name), as_format=name)
    assert report(preview).masked_secrets
    assert "Door code" in report(preview).dropped_secret_columns
    assert not leaked(repr(preview).encode())


@pytest.mark.parametrize("name", ["generic-devices", "entra-users", "veeam-sessions"])
def test_nothing_of_a_secret_reaches_the_disk_or_the_terminal(
    run: Run, tmp_path: Path, own_world: Path, name: str
) -> None:
    file = table(tmp_path / f"{name}.csv", name)
    slug = run("new", "Acme").out.strip()
    said = []
    for options in (["--json"], ["--dry-run"]):
        done = run("import", slug, file, "--as", name, *options)
        said.append(done.out + done.err)
    assert not leaked("".join(said).encode())
    for command in (["show", slug, "--json"], ["export", slug, "--audience", "internal"]):
        done = run(*command)
        assert not leaked((done.out + done.err).encode()), command
    stored = [path for path in own_world.parent.rglob("*") if path.is_file()]
    assert stored
    for path in stored:
        assert not leaked(path.read_bytes()), path.name


def test_the_report_says_how_many_texts_of_which_sort(run: Run, tmp_path: Path) -> None:
    slug = run("new", "Acme").out.strip()
    file = tmp_path / "list.csv"
    file.write_text(
        "Device name,Serial number,OS,Notes\nPC-1,S1,Windows,pw=Blau4Haus\nPC-2,S2,Windows,desk 4 pw=Blau4Haus\nPC-3,S3,Windows,PIN: 4711 at the door\n",
        encoding="utf-8",
    )  # fmt: skip
    files = run("import", slug, file, "--dry-run", "--json").json["files"]
    assert isinstance(files, list)
    assert files[0]["masked_secrets"] == [{"what": "PIN", "texts": 1}, {"what": "password", "texts": 2}]
    done = run("import", slug, file, "--dry-run")
    assert "secrets removed before anything was stored: password in 2 texts, PIN in 1 text" in done.out


def test_an_answer_is_told_what_was_removed_from_its_note(run: Run, own_world: Path) -> None:
    slug = run("new", "Acme").out.strip()
    done = run("answer", slug, "GOV-01", "partly", "--note", "Ann knows it, pw=Blau4Haus")
    assert done.code == 0
    assert "Removed before it was stored: password in 1 text." in done.err
    assert "Ann knows it, pw=[removed: password]" in run("show", slug, "--json").out
    assert all(b"Blau4Haus" not in path.read_bytes() for path in own_world.rglob("*") if path.is_file())
