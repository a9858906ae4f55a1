"""Work of one's own from the command line."""

from __future__ import annotations

import pytest

from tests.cli.runner import Run, runner


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    call = runner(monkeypatch, capsys)
    assert call("new", "Acme", "--people", "10").code == 0
    for standard in ("EML-02", "EML-03", "IAM-01"):
        assert call("answer", "acme", standard, "no").code == 0
    return call


def _work(run: Run) -> dict[str, dict[str, object]]:
    found = run("show", "acme", "--json").json["work"]
    assert isinstance(found, dict)
    return found


def test_work_is_added_listed_planned_and_dropped(run: Run) -> None:
    assert "all of it is the catalogue's" in run("work", "acme").out
    done = run(
        "work", "acme", "--add", "Move house", "--why", "Lease ends", "--hours", "12,5", "--client-hours", "3",
        "--one-time", "100..300", "--duration", "2", "--after", "mfa-everywhere", "--json",
    )  # fmt: skip
    assert done.code == 0, done.err
    made = _work(run)["own-1"]
    assert (made["partner_hours"], made["client_hours"], made["duration"]) == (12.5, 3, 2)
    assert made["one_time"] == {"low": 100, "expected": 200, "high": 300}
    assert made["requires"] == ["mfa-everywhere"]
    assert "Move house" in run("work", "acme").out
    planned = run("roadmap", "acme", "--json").json["initiatives"]
    assert isinstance(planned, list)
    assert any(one["id"] == "own-1" and one["title"] == "Move house" for one in planned)
    assert "Move house" in run("export", "acme").out
    assert (
        run("decide", "acme", "own-1", "mfa-everywhere", "approve", "--by", "Ann", "--why", "Now").code == 0
    )
    decisions = run("show", "acme", "--json").json["decisions"]
    assert isinstance(decisions, dict)
    assert set(decisions) == {"own-1", "mfa-everywhere"}
    assert run("work", "acme", "--drop", "own-1").code == 0
    assert _work(run) == {}


def test_a_split_and_a_merger(run: Run) -> None:
    split = (
        "--split",
        "email-hardening",
        "--finding",
        "EML-02",
        "--add",
        "Mail first",
        "--why",
        "The bank asked",
    )
    assert run("work", "acme", *split).code == 0
    findings = run("gaps", "acme", "--json").json["findings"]
    assert isinstance(findings, list)
    assert next(f["initiative"] for f in findings if f["standard"] == "EML-02") == "own-1"
    merge = (
        "--merge",
        "own-1",
        "--merge",
        "mfa-everywhere",
        "--add",
        "Sign in and mail",
        "--why",
        "One visit",
    )
    assert run("work", "acme", *merge).code == 0
    assert list(_work(run)) == ["own-2"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--hours", "3"), 2, "--add TITLE"),
        (("--add", "x", "--split", "a", "--merge", "b", "--why", "x"), 2, "One at a time"),
        (("--add", "x", "--why", "x", "--hours", "many"), 2, "write a number"),
        (("--add", "x"), 1, "Why the work was made is missing"),
        (("--drop", "mfa-everywhere"), 1, "comes from the catalogue"),
        (("--drop", "own-9"), 1, "own-9"),
    ],
)
def test_what_makes_no_sense_is_refused(
    run: Run, arguments: tuple[str, ...], code: int, message: str
) -> None:
    done = run("work", "acme", *arguments)
    assert (done.code, _work(run)) == (code, {})
    assert message in done.err
