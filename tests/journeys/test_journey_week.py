"""A meeting, a week in the drawer, and the laptop opened again: each step a process of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.conftest import ROOT, Machine
from tests.journeys.reference_fact import Json

EXAMPLES = ROOT / "templates" / "examples"
FILES = (
    "intune-devices.csv",
    "entra-users.csv",
    "entra-mfa-registration.csv",
    "veeam-sessions.csv",
    "servers.csv",
)

MAY = """\
Device name,Serial number,OS,OS version,Encrypted,Last check-in,Device type
LT-01,SN1001,Windows,10.0.26100.4317,No,2026-11-20,Laptop
LT-02,SN1002,Windows,10.0.26100.4317,No,2026-11-20,Laptop
LT-03,SN1003,Windows,10.0.26100.4317,Yes,2026-11-20,Laptop
"""
JUNE = """\
Device name,Serial number,OS,OS version,Encrypted,Last check-in,Device type
LT-01-NEW,SN1001,Windows,10.0.26100.4317,Yes,2026-11-28,Laptop
LT-02,SN1002,Windows,10.0.26100.4317,No,2026-11-28,Laptop
LT-03,SN1003,Windows,10.0.26100.4317,Yes,2026-11-28,Laptop
LT-04,SN1004,Windows,10.0.26100.4317,Yes,2026-11-28,Laptop
"""


def everything(machine: Machine, slug: str) -> dict[str, Json]:
    found = {name: machine(name, slug, "--json").json for name in ("show", "score", "gaps", "roadmap")}
    found["roadmap"].pop("seconds")
    return found


@pytest.mark.campaign  # sixty processes
def test_from_new_to_the_document_and_all_of_it_a_week_later(machine: Machine, tmp_path: Path) -> None:
    new = machine("new", "Hartwell & Lowe LLP", "--people", "40")
    assert (new.code, new.err) == (0, "")
    slug = new.out.strip()
    imported = machine("import", slug, *(EXAMPLES / name for name in FILES), "--observed", "2026-11-20")
    assert imported.code == 0, imported.err
    for arguments in (
        [
            "answer",
            slug,
            "IAM-10",
            "no",
            "--note",
            "Each has a notebook",
            "--internal",
            "They laugh about it",
        ],
        ["decide", slug, "password-manager", "approve", "--by", "M. Hartwell", "--why", "Cheap"],
        ["set", slug, "budget_per_quarter=12000"],
    ):
        assert machine(*arguments).code == 0
    before = everything(machine, slug)
    assert before["score"]["score"] is not None
    assert len(before["roadmap"]["initiatives"]) > 3
    assert machine("export", slug, "-o", tmp_path / "first.md").code == 0

    again = everything(machine, slug)
    assert again == before

    machine.today = "2026-11-29"
    assert slug in machine("list").out
    after = everything(machine, slug)
    for name in ("client", "answers", "decisions", "settings", "sources", "complete"):
        assert after["show"][name] == before["show"][name]
    assert {k: [r["id"] for r in v] for k, v in after["show"]["records"].items()} == {
        k: [r["id"] for r in v] for k, v in before["show"]["records"].items()
    }
    assert after["score"]["generated_at"] == "2026-11-29"
    placed = {i["id"]: i["decision"] for i in after["roadmap"]["initiatives"]}
    assert placed["password-manager"]["by"] == "M. Hartwell"

    second = ""
    for name in ("roadmap", "appendix"):
        file = tmp_path / f"second-{name}.md"
        assert machine("export", slug, "--document", name, "-o", file).code == 0
        second += file.read_text(encoding="utf-8")
    assert "Hartwell" in second
    assert "notebook" in second
    assert "laugh about it" not in second
    assert "November 29, 2026" in second


def test_a_newer_export_updates_and_the_same_one_changes_nothing(machine: Machine, tmp_path: Path) -> None:
    slug = machine("new", "Acme").out.strip()
    export = tmp_path / "computers.csv"
    export.write_text(MAY, encoding="utf-8")
    first = machine("import", slug, export, "--json").json["files"][0]
    assert (first["created"], first["updated"]) == (3, 0)
    stored = (plan_file(machine, slug)).read_bytes()
    assert machine("import", slug, export, "--json").json["files"][0]["unchanged"] == 3
    assert plan_file(machine, slug).read_bytes() == stored
    gap = found(machine, slug, "END-01")
    assert (gap["measures"][0]["met"], gap["measures"][0]["unmet"]) == (1, 2)

    machine.today = "2026-11-29"
    export.write_text(JUNE, encoding="utf-8")
    second = machine("import", slug, export, "--json").json["files"][0]
    assert (second["created"], second["updated"], second["conflicts"]) == (1, 3, [])
    gap = found(machine, slug, "END-01")
    assert (gap["measures"][0]["met"], gap["measures"][0]["unmet"]) == (3, 1)
    labels = {r["label"] for r in machine("show", slug, "--json").json["records"]["devices"]}
    assert labels == {"LT-01-NEW", "LT-02", "LT-03", "LT-04"}


def plan_file(machine: Machine, slug: str) -> Path:
    found = list(machine.home.rglob(f"{slug}.json"))
    assert len(found) == 1
    return found[0]


def found(machine: Machine, slug: str, standard: str) -> Json:
    findings = machine("gaps", slug, "--json").json["findings"]
    return next(f for f in findings if f["standard"] == standard)


@pytest.mark.parametrize("command", ["score", "gaps", "roadmap", "show"])
def test_a_new_plan_has_every_page(machine: Machine, command: str) -> None:
    slug = machine("new", "Blank").out.strip()
    done = machine(command, slug)
    assert (done.code, done.err) == (0, "")
    assert done.out
