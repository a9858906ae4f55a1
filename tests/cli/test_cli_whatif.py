"""What-ifs from the command line: tried, kept, shown again, adopted, dropped."""

from __future__ import annotations

import pytest

from planner.workspace import Workspace
from tests.cli.runner import Run, runner


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    call = runner(monkeypatch, capsys)
    assert call("new", "Acme", "--people", "10").code == 0
    for standard in ("EML-02", "IAM-01", "GOV-01", "DAT-05", "SRV-01"):
        assert call("answer", "acme", standard, "no").code == 0
    return call


def test_it_is_tried_kept_adopted_and_dropped(run: Run) -> None:
    assert "No what-if is kept" in run("whatif", "acme").out
    before = run("show", "acme", "--json").json
    done = run(
        "whatif",
        "acme",
        "--without",
        "mfa-everywhere",
        "--prices",
        "+10%",
        "--hours-per-quarter",
        "20",
        "--json",
    )
    assert done.code == 0, done.err
    told = done.json["compared"]
    assert isinstance(told, dict)
    assert told["fell_out"] == ["mfa-everywhere"]
    assert told["risk_left"][1] > told["risk_left"][0]
    assert run("show", "acme", "--json").json == before
    keep = (
        "whatif",
        "acme",
        "--without",
        "mfa-everywhere",
        "--budget-per-quarter",
        "none",
        "--keep",
        "--name",
        "Lean",
    )
    assert run(*keep).code == 0
    assert "Lean" in run("whatif", "acme").out
    shown = run("whatif", "acme", "--name", "lean")
    assert "Falls out: Second factor on every login" in shown.out
    assert run("whatif", "acme", "--name", "Lean", "--adopt").code == 1
    assert run("whatif", "acme", "--name", "Lean", "--adopt", "--by", "Ann", "--why", "Money").code == 0
    assert Workspace().open("acme", read_only=True).roadmap.kept
    decisions = run("show", "acme", "--json").json["decisions"]
    assert isinstance(decisions, dict)
    assert decisions["mfa-everywhere"]["choice"] == "decline"
    assert run("whatif", "acme", "--json").json["scenarios"] == {}
    assert run("whatif", "acme", "--pin", "backup-rebuild=2027-Q4", "--keep", "--name", "Late").code == 0
    assert run("whatif", "acme", "--drop", "--name", "late").code == 0
    assert run("whatif", "acme", "--json").json["scenarios"] == {}


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--keep", "--adopt"), 2, "One at a time"),
        (("--keep",), 2, "need --name"),
        (("--name", "Never"), 1, "Never"),
        (("--pin", "patching"), 2, "an initiative and a quarter"),
        (("--prices", "much"), 2, "--prices"),
        (("--prices", "-100%"), 1, "more than 0"),
        (("--without", "nothing-like-it"), 1, "nothing-like-it"),
        (("--likely", "2"), 2, "likely"),
    ],
)
def test_what_makes_no_sense_is_refused(
    run: Run, arguments: tuple[str, ...], code: int, message: str
) -> None:
    done = run("whatif", "acme", *arguments)
    assert done.code == code, done.out
    assert message in done.err
